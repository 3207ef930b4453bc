"""工作台: what waits for me, over all rooms."""

from flask import Blueprint, render_template

from votes.accounts.access import SIGNED_IN, me, open_to

bp = Blueprint("desk", __name__)


@bp.route("/desk")
@open_to(SIGNED_IN)
def desk() -> str:
    """Everything that is due, late, or waits for others, one link each."""
    return render_template("desk/desk.html", person=me())
