"""会前准备: what is to be ready before a sitting votes; each step is done or not, and only integrity blocks the opening.

Rules, options and slips are seen from what is recorded. The rest people tell: done, or the presidium goes on without,
by whose decision. What was told last holds; all of it stays.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.channels import slips_of
from votes.ballots.lookup import rounds_in
from votes.ballots.round_rules import Doer, RoundState
from votes.ballots.rounds import Round
from votes.ballots.sections import chosen_section
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Sitting


class Step(StrEnum):
    """One thing to prepare."""

    rules = "rules"
    options = "options"
    laptop = "laptop"
    slips = "slips"
    trial = "trial"
    screen = "screen"
    paper = "paper"
    kit = "kit"


class Told(StrEnum):
    """What was said of a step."""

    done = "done"
    undone = "undone"
    without = "without"


SEEN = (Step.rules, Step.options, Step.slips)
"""Integrity: seen from what is recorded; nobody can go on without."""
TOLD = tuple(step for step in Step if step not in SEEN)

NOT_TOLD = say("This step is seen from what is recorded; nobody can tick it.")
WHY = say("Say by whose decision the sitting goes on without this.")
OPEN = say(
    "Not everything is prepared: %(n)d steps are open. Finish them, or record that the presidium goes on without them."
)


class Prepared(AppendOnly, Base):
    """What somebody said of a step of the preparation: done, not done after all, or the presidium goes on without it."""

    __tablename__ = "prepared_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    step: Mapped[Step] = mapped_column(enum_of(Step, "step"))
    told: Mapped[Told] = mapped_column(enum_of(Told, "told"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    sitting: Mapped[Sitting] = relationship()

    __table_args__ = (
        sa.Index("ix_prepared_step_congress_id_sitting_id", "congress_id", "sitting_id"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("told <> 'without' OR reason <> ''", name="without_says_why"),
    )


@dataclass(frozen=True)
class Standing:
    """How a step stands: done, or gone on without, and who said so where people tell it."""

    step: Step
    is_done: bool
    is_open: bool
    last: Prepared | None = None


def tell(sitting: Sitting, step: Step, told: Told, reason: str, who: Doer, at: datetime) -> None:
    """Say how a step stands."""
    if step in SEEN:
        raise RuleBroken(NOT_TOLD)
    if told is Told.without and not reason.strip():
        raise RuleBroken(WHY)
    row = Prepared(congress_id=sitting.congress_id, sitting=sitting, step=step, told=told, at=at, by=who.name)
    row.reason = reason.strip()
    db.session.add(row)


def go_on_without(sitting: Sitting, reason: str, who: Doer, at: datetime) -> None:
    """The presidium goes on without all that is open, for one reason."""
    for standing in standings(sitting):
        if standing.is_open and standing.step in TOLD:
            tell(sitting, standing.step, Told.without, reason, who, at)


def standings(sitting: Sitting) -> list[Standing]:
    """How every step stands."""
    rounds = prepared_rounds(sitting)
    last = last_told(sitting)
    return [seen(step, rounds) if step in SEEN else told(step, last.get(step)) for step in Step]


def prepared_rounds(sitting: Sitting) -> list[Round]:
    """The rounds of a sitting that were not taken back."""
    return [one for one in rounds_in(sitting) if one.state is not RoundState.withdrawn]


def last_told(sitting: Sitting) -> dict[Step, Prepared]:
    """What was said last of each step."""
    query = sa.select(Prepared).where(
        Prepared.congress_id == sitting.congress_id, Prepared.sitting_id == sitting.id
    )
    return {row.step: row for row in db.session.scalars(query.order_by(Prepared.id))}


def told(step: Step, last: Prepared | None) -> Standing:
    """A step of which people tell."""
    word = last.told if last else Told.undone
    return Standing(step, word is Told.done, word is Told.undone, last)


def seen(step: Step, rounds: list[Round]) -> Standing:
    """A step that is seen from the rounds of the sitting."""
    fine = bool(rounds) and all(FACTS[step](one) for one in rounds)
    return Standing(step, fine, not fine)


def has_rules(round: Round) -> bool:
    """Whether the rules of a round are adopted."""
    return round.governing is not None and round.governing.adopted_at is not None


def has_options(round: Round) -> bool:
    """Whether there is something to vote on, and the list is published."""
    return bool(round.options) and (round.purpose.rates or round.cycle.candidates_published_at is not None)


def has_slips(round: Round) -> bool:
    """Whether a round by slips has its field of slips that were brought in; others need none."""
    return slips_of(round) is None or chosen_section(round) is not None


FACTS = {Step.rules: has_rules, Step.options: has_options, Step.slips: has_slips}


def check_prepared(round: Round) -> None:
    """Refuse to open a round by slips while a step is open that nobody decided to go on without."""
    open_ = [one for one in standings(round.sitting) if one.is_open and one.step in TOLD]
    if slips_of(round) and open_:
        raise RuleBroken(OPEN, n=len(open_))
