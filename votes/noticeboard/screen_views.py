"""会场屏: the hall's screen and the figures it asks for once a second; open to all, without a cookie."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.ballots import box_words
from votes.ballots.screen import on_screen, screen_of
from votes.common.db import db
from votes.common.i18n import retell
from votes.congress.models import Sitting
from votes.congress.titles import sitting_title
from votes.congress.wording import words_of
from votes.noticeboard.pages import bp, public_data, public_page


@bp.route("/screen/<congress>/<int:sitting>")
@open_to(PUBLIC)
def screen(congress: str, sitting: int) -> Response:
    """The screen of a sitting; its script keeps it up to date."""
    here = public_sitting(congress, sitting)
    source = url_for(".screen_data", congress=congress, sitting=sitting)
    return public_page(render_template("ballots/screen.html", source=source, **on_screen(here)))


@bp.route("/screen/<congress>/<int:sitting>.json")
@open_to(PUBLIC)
def screen_data(congress: str, sitting: int) -> Response:
    """The same as data."""
    return public_data(screen_of(public_sitting(congress, sitting)).plain())


@bp.route("/screen/<congress>/<int:sitting>/receipts")
@open_to(PUBLIC)
def receipts(congress: str, sitting: int) -> Response:
    """回执号清单 of every closed box of a sitting: whoever has voted may look for the own one."""
    here = public_sitting(congress, sitting)
    boxes = [
        (round, box_words.whole_marks(box), box_words.posted(round))
        for round, box in box_words.closed_in(here)
    ]
    return public_page(
        render_template("noticeboard/receipts.html", sitting=here, boxes=boxes, title=sitting_title(here)),
        seconds=60,
    )


def public_sitting(congress: str, sitting: int) -> Sitting:
    """The sitting of this public address, or a 404."""
    here, found = the_public_congress(congress), db.session.get(Sitting, sitting)
    if found is None or found.congress_id != here.id:
        abort(404)
    retell(words_of(found.session.body))
    return found
