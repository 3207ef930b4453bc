"""民意投票纸票: each stack of papers that the office typed in, who typed it and when; a wrong one is taken back, and stays.

A paper names nobody, and a stack is of papers that choose the same, so what is kept of it tells of no person.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.projects.models import Cycle
from votes.proposals.advice import AdvisoryVote, count_choice, hold
from votes.proposals.advice_rules import AdviceWay, check_choice, check_still, choice_word

IS_BACK = say("These papers were taken back already. Load the page again to see what counts.")


class AdvisoryPapers(AppendOnly, Base):
    """一叠纸票: `n` papers that choose the same (`choice`: numbers of projects with commas)."""

    __tablename__ = "advisory_papers"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    choice: Mapped[str] = mapped_column(sa.String(400))
    n: Mapped[int]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    back: Mapped["PapersBack | None"] = relationship()

    __table_args__ = (
        sa.Index("ix_advisory_papers_congress_id_cycle_id", "congress_id", "cycle_id"),
        sa.CheckConstraint("n > 0 AND choice <> ''", name="some"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def numbers(self) -> list[int]:
        """The projects they choose."""
        return [int(number) for number in self.choice.split(",")]


class PapersBack(AppendOnly, Base):
    """撤回 of a stack: who, when and why; its papers count no more."""

    __tablename__ = "papers_back"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    papers_id: Mapped[int] = mapped_column(sa.ForeignKey("advisory_papers.id"), unique=True)
    why: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_papers_back_congress_id_papers_id", "congress_id", "papers_id"),
        sa.CheckConstraint("why <> '' AND actor <> ''", name="says_why"),
    )


def enter_papers(
    vote: AdvisoryVote, chosen: Collection[int], papers: int, at: datetime, by: str
) -> AdvisoryPapers:
    """代录 papers that choose the same."""
    hold(vote)
    check_still(vote.phase_on(day_of(at)))
    check_choice(chosen, vote.numbers, vote.most)
    count_choice(vote, AdviceWay.paper, chosen, papers)
    stack = AdvisoryPapers(congress_id=vote.congress_id, cycle_id=vote.cycle_id, by=by, at=at)
    stack.choice, stack.n = choice_word(chosen), papers
    db.session.add(stack)
    return stack


def take_back(vote: AdvisoryVote, stack: AdvisoryPapers, why: str, at: datetime, by: str) -> PapersBack:
    """撤回 a stack that was typed in wrongly, until the vote is over; the right one is typed in anew."""
    hold(vote)
    check_still(vote.phase_on(day_of(at)))
    db.session.refresh(stack, ["back"])
    if stack.back is not None:
        raise RuleBroken(IS_BACK)
    count_choice(vote, AdviceWay.paper, stack.numbers, -stack.n)
    step = PapersBack(congress_id=stack.congress_id, papers_id=stack.id, why=why, by=by, at=at)
    db.session.add(step)
    db.session.flush()
    db.session.expire(stack, ["back"])
    return step


def papers_of(cycle: Cycle) -> Sequence[AdvisoryPapers]:
    """Every stack of a list's advisory vote, the newest first."""
    mine = (AdvisoryPapers.congress_id == cycle.congress_id, AdvisoryPapers.cycle_id == cycle.id)
    rows = sa.select(AdvisoryPapers).where(*mine).options(selectinload(AdvisoryPapers.back))
    return db.session.scalars(rows.order_by(AdvisoryPapers.id.desc())).all()
