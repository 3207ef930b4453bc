"""会场屏 of a rehearsal: it has no public address, so those who play it open it from the desk."""

from flask import jsonify, render_template, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.ballots.blueprint import bp
from votes.ballots.loading import EVERYONE, the_sitting
from votes.ballots.screen import on_screen, screen_of

HOME = "/desk/<congress>/sitting/<int:sitting>/screen"


@bp.route(HOME)
@open_to(*EVERYONE)
def rehearsed_screen(congress: str, sitting: int) -> str:
    """The screen as the hall would see it."""
    here = the_sitting(congress, sitting)
    source = url_for(".rehearsed_screen_data", congress=congress, sitting=sitting)
    return render_template("ballots/screen.html", source=source, **on_screen(here))


@bp.route(f"{HOME}.json")
@open_to(*EVERYONE)
def rehearsed_screen_data(congress: str, sitting: int) -> Response:
    """The same as data."""
    return jsonify(screen_of(the_sitting(congress, sitting)).plain())
