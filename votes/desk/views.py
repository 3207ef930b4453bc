"""工作台: what waits for me, over all rooms."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from votes.accounts.access import SIGNED_IN, Actor, me, open_to
from votes.accounts.roles import Role
from votes.ballots.waiting import sittings_now
from votes.common import clock
from votes.common.days import long_day
from votes.congress.models import Congress
from votes.desk.digest import told_last
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
        places=places_of(actor),
        waits=sum(map(mine, groups)),
        sittings=sittings_now(actor, today),
        told=told_words(actor),
    )


def places_of(actor: Actor) -> list[Congress]:
    """The congresses whose years this person may open: none for a guest, who has the one thing on the desk."""
    return [one for one in actor.congresses if actor.roles(one) - {Role.guest}]


def mine(group: Group) -> int:
    """How many things of this group are the person's own turn."""
    return 0 if group.key == "others" else len(group.items)


def told_words(actor: Actor) -> str:
    """Where the digest goes and when the last went; blank for whoever has no account."""
    if actor.account is None:
        return ""
    if not actor.account.email:
        return _("Leave an e-mail address, and this comes to you each morning.")
    last = told_last(actor.account)
    if last is None:
        return _("Each morning it goes to %(address)s.", address=actor.account.email)
    return _("It went to %(address)s on %(day)s.", address=actor.account.email, day=long_day(last.on))
