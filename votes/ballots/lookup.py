"""Looking rounds up: by number, of a cycle, of a sitting."""

from typing import Any

import sqlalchemy as sa

from votes.ballots.adopting import Purpose
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Congress, Session, Sitting
from votes.projects.models import Cycle


def round_of(cycle: Cycle, number: int) -> Round | None:
    """The round of this number in a cycle."""
    found: Round | None = db.session.scalar(_of(cycle).where(Round.number == number))
    return found


def rounds_of(cycle: Cycle, purpose: Purpose) -> list[Round]:
    """The rounds of a cycle on one matter, by number, without those taken back."""
    query = _of(cycle).where(Round.purpose == purpose, Round.state != RoundState.withdrawn)
    return list(db.session.scalars(query.order_by(Round.number)))


def rounds_in(sitting: Sitting) -> list[Round]:
    """All rounds of a sitting, in the order in which they were prepared."""
    query = sa.select(Round).where(Round.congress_id == sitting.congress_id, Round.sitting_id == sitting.id)
    return list(db.session.scalars(query.order_by(Round.id)))


def sessions_of(congress: Congress) -> list[Session]:
    """The sessions of the current term, the newest first."""
    term = congress.term
    return list(reversed(term.sessions)) if term else []


def next_number(cycle: Cycle) -> int:
    """The number of the next round of a cycle."""
    numbers = sa.select(sa.func.max(Round.number)).where(
        Round.congress_id == cycle.congress_id, Round.cycle_id == cycle.id
    )
    return (db.session.scalar(numbers) or 0) + 1


def _of(cycle: Cycle) -> sa.Select[Any]:
    return sa.select(Round).where(Round.congress_id == cycle.congress_id, Round.cycle_id == cycle.id)
