"""关注: the page behind the link that every message to a follower carries; to confirm there, and to leave.

Opening it changes nothing, for mail servers open links before their readers do.
"""

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.outbox import clear_folder
from votes.congress.models import Congress
from votes.projects.file_views import bp
from votes.projects.follower_telling import named
from votes.projects.followers import Follower, confirm, follower_of, leave, others_waiting


@bp.route("/news/<token>", methods=["GET", "POST"])
@open_to(PUBLIC)
def following(token: str) -> str | Response:
    """What this address follows: confirm it, or leave."""
    found = the_follower(token)
    if request.method == "POST" and request.form.get("deed") == "leave":
        leave(found)
        db.session.commit()
        clear_folder(data_folder() / "outbox")
        return redirect(url_for(".left"))
    if request.method == "POST":
        confirm(found, clock.now())
        db.session.commit()
        return redirect(url_for(".following", token=token))
    others = [(one, named(one.topic)) for one in others_waiting(found)]
    return render_template(
        "projects/following.html",
        follower=found,
        what=named(found.topic),
        others=[(one, what) for one, what in others if what],
    )


@bp.route("/news/left")
@open_to(PUBLIC)
def left() -> str:
    """It is forgotten."""
    return render_template("projects/left.html")


def the_follower(token: str) -> Follower:
    """The follower of this token, or a 404: whoever has left has none."""
    found = follower_of(token)
    if found is None:
        abort(404)
    g.congress = db.session.get_one(Congress, found.congress_id)
    return found
