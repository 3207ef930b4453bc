"""Loading is guarding: the sitting or the round of an address, for the office and the badges of that sitting alone."""

from flask import abort, request

from votes.accounts.access import me, the_congress
from votes.accounts.roles import Duty, Role
from votes.ballots.adopting import Purpose
from votes.ballots.round_rules import Doer, Mark
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.common.i18n import retell
from votes.congress.models import Sitting
from votes.congress.wording import words_of

EVERYONE = (Role.office, *Duty)
"""The office, and every badge of the sitting."""


def the_sitting(congress: str, sitting: int) -> Sitting:
    """The sitting of this address, whose body's words are spoken from here on; a badge of another sitting sees nothing of it.

    What changes it, its roll or its rounds is done one after the other: nobody signs in while the vote opens, no
    teller enters while the count is confirmed.
    """
    here = the_congress(congress)
    found = db.session.get(Sitting, sitting)
    if found is None or found.congress_id != here.id:
        abort(404)
    badge = me().badge
    if badge and badge.sitting_id != found.id:
        abort(404)
    if request.method == "POST":
        db.session.refresh(found, with_for_update=True)
    retell(words_of(found.session.body))
    return found


def the_round(congress: str, sitting: int, round: int) -> Round:
    """The round of this address."""
    here = the_sitting(congress, sitting)
    found = db.session.get(Round, round)
    if found is None or found.sitting_id != here.id:
        abort(404)
    return found


def the_purpose(matter: str) -> Purpose:
    """Ballot or rating, as the address says."""
    if matter not in set(Purpose):
        abort(404)
    return Purpose(matter)


def my_mark() -> Mark:
    """The duty of the badge, or the office."""
    badge = me().badge
    return badge.duty if badge else Role.office


def doer() -> Doer:
    """Who does it, for the trace."""
    return Doer(me().name, my_mark())
