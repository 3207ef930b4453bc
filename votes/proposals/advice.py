"""民意投票: residents choose some of the candidates before the ballot; counted without knowing who chose what.

A device's turn and its choice stand in two tables without a tie between them: turns keep no time, choices are counts
of equal choices, and rows of both are written among others, so that neither their numbers nor where they lie nor the
transaction that wrote them tells which belong together (`mixing`, which also says what this cannot do).
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.floods import count_one
from votes.common.clock import day_of
from votes.common.counters import count_up
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.projects.models import Cycle, Project
from votes.proposals.advice_rules import (
    ADVICE_PER_ADDRESS,
    Advice,
    AdviceWay,
    NotTaken,
    Phase,
    advice_on,
    check_callable,
    check_choice,
    check_days,
    check_first_day,
    check_most,
    check_not_over,
    check_still,
    choice_word,
    phase,
)
from votes.proposals.mixing import mix_in, random_id
from votes.proposals.screening import candidates_of


class AdvisoryVote(Base):
    """民意投票 on a list: one, from `opens_on` to `closes_on`, each person choosing at most `most` of its options."""

    __tablename__ = "advisory_vote"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    most: Mapped[int]
    called_at: Mapped[datetime]
    called_by: Mapped[str] = mapped_column(sa.String(120))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(sa.String(120), default="")

    cycle: Mapped[Cycle] = relationship()
    options: Mapped[list[Project]] = relationship(secondary="advisory_option", order_by=Project.number)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id"),
        sa.CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        sa.CheckConstraint("most > 0", name="some"),
        sa.CheckConstraint("called_by <> ''", name="called_by_someone"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended_by_someone"),
    )

    @property
    def numbers(self) -> list[int]:
        """The numbers of its options, in ballot order."""
        return [project.number for project in self.options]

    def phase_on(self, today: date) -> Phase:
        """Where it stands; once the deputies have decided, nobody advises any more."""
        decided = any(project.adopted is not None for project in self.options)
        return phase(self.opens_on, self.closes_on, decided or self.ended_at is not None, today)


class AdvisoryOption(Base):
    """A candidate that can be chosen: the list as it stood when the vote was called."""

    __tablename__ = "advisory_option"

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("advisory_vote.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("vote_id", "project_id"),)


class AdvisoryTurn(Base):
    """That a device has taken part, and nothing more; the device is a hash of use for this vote alone."""

    __tablename__ = "advisory_turn"

    id: Mapped[int] = mapped_column(primary_key=True, default=random_id)
    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("advisory_vote.id"), index=True)
    device: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (sa.UniqueConstraint("congress_id", "vote_id", "device"),)


class AdvisoryChoice(Base):
    """How often one choice was made: numbers of projects with commas."""

    __tablename__ = "advisory_choice"

    id: Mapped[int] = mapped_column(primary_key=True, default=random_id)
    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("advisory_vote.id"), index=True)
    way: Mapped[AdviceWay] = mapped_column(enum_of(AdviceWay))
    choice: Mapped[str] = mapped_column(sa.String(400))
    n: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "vote_id", "way", "choice"),
        sa.CheckConstraint("n > 0 AND choice <> ''", name="some"),
    )


class AdvisoryHeld(Base):
    """How many votes were held back, per day and reason; the public can see the number."""

    __tablename__ = "advisory_held"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("advisory_vote.id"), index=True)
    day: Mapped[date]
    reason: Mapped[NotTaken] = mapped_column(enum_of(NotTaken))
    n: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "vote_id", "day", "reason"),
        sa.CheckConstraint("n > 0", name="some"),
    )


def key_of(vote: AdvisoryVote) -> dict[str, object]:
    """What leads every row of a vote."""
    return {"congress_id": vote.congress_id, "vote_id": vote.id}


def vote_of(cycle: Cycle) -> AdvisoryVote | None:
    """The advisory vote of a list."""
    mine = (AdvisoryVote.congress_id == cycle.congress_id, AdvisoryVote.cycle_id == cycle.id)
    return db.session.scalar(sa.select(AdvisoryVote).where(*mine))


def call_vote(cycle: Cycle, opens: date, closes: date, most: int, at: datetime, by: str) -> AdvisoryVote:
    """发起 an advisory vote on the published candidates."""
    options = candidates_of(cycle)
    check_callable(cycle.candidates_published_at is not None, len(options))
    check_days(opens, closes, day_of(at))
    check_first_day(None, opens, day_of(at))
    check_most(most, len(options))
    vote = AdvisoryVote(congress_id=cycle.congress_id, cycle=cycle, opens_on=opens, closes_on=closes)
    vote.most, vote.called_at, vote.called_by, vote.options = most, at, by, options
    db.session.add(vote)
    return vote


def change_vote(vote: AdvisoryVote, opens: date, closes: date, most: int, at: datetime) -> None:
    """Other days until it is over; another number to choose until it begins."""
    now = vote.phase_on(day_of(at))
    check_not_over(now)
    check_days(opens, closes, day_of(at))
    check_first_day(vote.opens_on, opens, day_of(at))
    check_most(most, len(vote.options))
    if now is Phase.open and most != vote.most:
        raise RuleBroken(say("People are choosing already: how many each may choose stays as it is."))
    vote.opens_on, vote.closes_on, vote.most = opens, closes, most


def end_vote(vote: AdvisoryVote, at: datetime, by: str) -> None:
    """结束 before its last day; from then on its figures are public."""
    check_still(vote.phase_on(day_of(at)))
    vote.ended_at, vote.ended_by = at, by


def take_part(
    vote: AdvisoryVote, chosen: Collection[int], device: str, address: str, at: datetime
) -> NotTaken | None:
    """Choose; where the device or its address has had its turn, say why it is held back, and count that."""
    hold(vote)
    check_still(vote.phase_on(day_of(at)))
    check_choice(chosen, vote.numbers, vote.most)
    reason = reason_to_hold(vote, device, address, day_of(at))
    if reason is None:
        count_choice(vote, AdviceWay.web, chosen)
    else:
        count_up(AdvisoryHeld, {**key_of(vote), "day": day_of(at), "reason": reason})
    return reason


def reason_to_hold(vote: AdvisoryVote, device: str, address: str, today: date) -> NotTaken | None:
    """Why this vote is not taken; one that is taken uses up the turn of its device and counts for its address."""
    if not device:
        return NotTaken.no_cookie
    if has_taken_part(vote, device):
        return NotTaken.device
    if not count_one(f"advice {vote.id}", address, today, ADVICE_PER_ADDRESS):
        return NotTaken.address
    mix_in(AdvisoryTurn, key_of(vote), {"device": device})
    return None


def hold(vote: AdvisoryVote) -> None:
    """Let nobody else take part until this transaction ends: of two clicks at once the second finds its turn used.

    Whoever waited here finds also that the vote was ended meanwhile, and its figures are public.
    """
    db.session.refresh(vote, ["opens_on", "closes_on", "ended_at"], with_for_update=True)


def has_taken_part(vote: AdvisoryVote, device: str) -> bool:
    """Whether this device has had its turn."""
    turn = (AdvisoryTurn.vote_id == vote.id, AdvisoryTurn.device == device)
    mine = (AdvisoryTurn.congress_id == vote.congress_id, *turn)
    return bool(device) and db.session.scalar(sa.select(AdvisoryTurn.id).where(*mine)) is not None


def count_choice(vote: AdvisoryVote, way: AdviceWay, chosen: Collection[int], times: int = 1) -> None:
    """Count a choice, so many times; fewer than none takes papers back."""
    same = {"way": way, "choice": choice_word(chosen)}
    before = sa.select(AdvisoryChoice.n).filter_by(**key_of(vote), **same)
    counted = db.session.scalar(before) or 0
    if counted + times == 0:
        gone = sa.delete(AdvisoryChoice).filter_by(**key_of(vote), **same)
        db.session.execute(gone.execution_options(synchronize_session=False))
        return
    mix_in(AdvisoryChoice, key_of(vote), {**same, "n": counted + times}, instead_of=same)


def choices_of(vote: AdvisoryVote, way: AdviceWay | None = None) -> dict[str, int]:
    """How often each choice was made, over all ways or by one; only for who may see figures."""
    rows = sa.select(AdvisoryChoice.choice, sa.func.sum(AdvisoryChoice.n)).where(
        AdvisoryChoice.vote_id == vote.id
    )
    asked = rows.where(AdvisoryChoice.way == way) if way else rows
    counted = asked.group_by(AdvisoryChoice.choice).order_by(AdvisoryChoice.choice)
    return {choice: int(n) for choice, n in db.session.execute(counted)}


def public_advice(cycle: Cycle, today: date) -> list[Advice] | None:
    """民意指数 of each candidate in ballot order; None until the vote is over, and where there was none."""
    vote = vote_of(cycle)
    if vote is None or vote.phase_on(today) is not Phase.over:
        return None
    return advice_on(choices_of(vote), vote.numbers)


def held_back(vote: AdvisoryVote) -> int:
    """How many votes were held back."""
    total = sa.select(sa.func.coalesce(sa.func.sum(AdvisoryHeld.n), 0)).where(AdvisoryHeld.vote_id == vote.id)
    return int(db.session.scalar(total) or 0)
