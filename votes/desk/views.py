"""工作台: what waits for me, over all rooms."""

from flask import Blueprint, render_template

from votes.accounts.access import SIGNED_IN, me, open_to
from votes.ballots.waiting import sittings_now
from votes.common import clock
from votes.desk.gathering import Group, gathered

bp = Blueprint("desk", __name__)


@bp.route("/desk")
@open_to(SIGNED_IN)
def desk() -> str:
    """Everything that is due, late, or waits for others, one link each."""
    actor, today = me(), clock.today()
    groups = gathered(actor, today)
    return render_template(
        "desk/desk.html",
        person=actor,
        groups=groups,
        waits=sum(map(mine, groups)),
        sittings=sittings_now(actor, today),
    )


def mine(group: Group) -> int:
    """How many things of this group are the person's own turn."""
    return 0 if group.key == "others" else len(group.items)
