"""作废: a slip voids itself with its own key, at the desk or when what is left in the tray is scanned.

Only keys and signatures come here; the code of a slip never leaves the desk's browser.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from votes.ballots.box.casting import is_signed, void_words
from votes.ballots.boxes import SealedBallot
from votes.ballots.round_rules import RoundState
from votes.ballots.slip_sets import SlipKey, SlipSection, SlipSet, SlipVoiding
from votes.ballots.traces import hold
from votes.common.db import db
from votes.common.errors import RuleBroken, say

FOREIGN = say("This slip was not printed for this sitting. Look at what it says, and scan it again.")
USED = say("With this slip a ballot was cast in “%(title)s” already. It can be neither exchanged nor voided.")
VOIDED = say("This slip is void already.")


@dataclass(frozen=True, slots=True)
class Voiding:
    """What one field of a slip says of itself: its section, its public key, its own signature."""

    sign: str
    pk: bytes
    sig: bytes


def void_slip(kept: SlipSet, fields: Iterable[Voiding], left_over: bool = False) -> list[str]:
    """Void a slip in these sections; signs of those in which it was still good are returned.

    A section that was voted with already stays as it was counted. A slip that votes in this round is not voided.
    """
    found = []
    for field in fields:
        section = kept.section(field.sign)
        if section is None or not is_of(section, field):
            raise RuleBroken(FOREIGN)
        if not is_over(section) and void_field(section, field, left_over):
            found.append(field.sign)
    if not found:
        raise RuleBroken(VOIDED)
    return found


def is_of(section: SlipSection, field: Voiding) -> bool:
    """Whether the slip stands in the printed list and signed this itself."""
    return db.session.get(SlipKey, (section.id, field.pk)) is not None and is_signed(
        field.pk, void_words(section.sign, field.pk), field.sig
    )


def is_over(section: SlipSection) -> bool:
    """Whether the section's round was opened and takes no ballots any more: it was closed, or stopped."""
    return section.opened is not None and section.opened.round.state is not RoundState.open


def void_field(section: SlipSection, field: Voiding, left_over: bool) -> bool:
    """Void it in one section; False if it was void already."""
    if section.opened:
        round = section.opened.round
        hold(round)
        if db.session.get(SealedBallot, (round.id, field.pk)):
            raise RuleBroken(USED, title=round.title)
    if db.session.get(SlipVoiding, (section.id, field.pk)):
        return False
    row = {"section_id": section.id, "pk": field.pk, "sig": field.sig, "left_over": left_over}
    db.session.execute(sa.insert(SlipVoiding), [row])
    return True
