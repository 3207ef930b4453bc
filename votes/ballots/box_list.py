"""The votes with slips that are on today, for those who type a slip's code; nothing but their names and states.

Rehearsals are told as such: the ballot page asks their boxes for a slip it cannot place, and offers them to nobody.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa

from votes.ballots.boxes import Box
from votes.ballots.channels import ChannelKind, RoundChannel
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection, SlipSet
from votes.common.db import db
from votes.congress.models import Congress, Sitting

State = str
WAITING, OPEN, CLOSED = "waiting", "open", "closed"


def state_of(round: Round | None) -> State:
    """What the ballot page says of a box: waiting until the round opens, closed after it, however it ended."""
    if round is None or round.state is RoundState.preparing:
        return WAITING
    return OPEN if round.state is RoundState.open else CLOSED


def on(day: date) -> list[dict[str, Any]]:
    """Rounds of this day that a field of the slips was chosen for, and those open now; of rehearsals only the latter, last."""
    query = (
        sa.select(SlipSection, Round)
        .join(SlipSet, SlipSection.set_id == SlipSet.id)
        .join(Sitting, SlipSet.sitting_id == Sitting.id)
        .join(Congress, SlipSet.congress_id == Congress.id)
        .join(Round, Round.sitting_id == Sitting.id)
        .join(RoundChannel, RoundChannel.round_id == Round.id)
        .where(
            RoundChannel.kind == ChannelKind.slips,
            RoundChannel.section == SlipSection.sign,
            Round.state != RoundState.withdrawn,
            sa.or_(
                Round.state == RoundState.open,
                sa.and_(Sitting.held_on == day, Congress.rehearsal_of_id.is_(None)),
            ),
        )
        .order_by(Congress.rehearsal_of_id.is_not(None), Congress.id, Round.id)
    )
    return [line(section, round) for section, round in db.session.execute(query)]


def line(section: SlipSection, round: Round) -> dict[str, Any]:
    """One box as the page offers it."""
    keyset = section.set.keyset
    return {
        "mark": section.mark,
        "congress": keyset.congress,
        "session": keyset.session,
        "ballot": round.title,
        "round": round.number,
        "section": section.sign,
        "state": state_of(round),
        "rehearsal": round.congress.rehearsal_of_id is not None,
    }


def shown(section: SlipSection) -> dict[str, Any]:
    """State and manifest of one box; the manifest is null as long as the round may still change."""
    box = db.session.scalar(sa.select(Box).where(Box.section_id == section.id))
    if box is None:
        return {"state": WAITING, "manifest": None}
    return {"state": state_of(box.round), "manifest": box.terms.plain()}
