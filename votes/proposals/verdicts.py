"""对答复是否满意: whoever holds a proposal's code says once whether its answer satisfies; staff see why not."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.common.private import hidden
from votes.projects.models import Cycle
from votes.proposals.models import Proposal
from votes.proposals.rules import Deed

SATISFIED, UNSATISFIED = say("satisfied"), say("not satisfied")


class AnswerVerdict(AppendOnly, Base):
    """提出人评价 of one answer; `turn` counts how often the matter was opened again, and each turn has its own.

    `words` say why; only staff read them, and names and numbers in them are hidden, for they are kept for good.
    """

    __tablename__ = "answer_verdict"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    turn: Mapped[int]
    satisfied: Mapped[bool]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "proposal_id", "turn"),
        sa.CheckConstraint("turn >= 0", name="turn_counts"),
    )


@dataclass(frozen=True)
class Satisfaction:
    """满意度: how many proposers said yes or no to the answer that stands, and how many have an answer."""

    satisfied: int
    unsatisfied: int
    answered: int


def turn_of(proposal: Proposal) -> int:
    """How often the matter was opened again, here or where it was merged."""
    steps = [*proposal.steps, *(proposal.root.steps if proposal.root is not proposal else ())]
    return sum(step.deed is Deed.reopened for step in steps)


def verdict_of(proposal: Proposal) -> AnswerVerdict | None:
    """What the proposer said of the answer that stands."""
    wanted = sa.select(AnswerVerdict).where(
        AnswerVerdict.congress_id == proposal.congress_id,
        AnswerVerdict.proposal_id == proposal.id,
        AnswerVerdict.turn == turn_of(proposal),
    )
    return db.session.scalar(wanted)


def can_judge(proposal: Proposal) -> bool:
    """Whether there is an answer that nobody has judged yet."""
    return bool(proposal.root.answered_at) and verdict_of(proposal) is None


def judge(proposal: Proposal, satisfied: bool, words: str, at: datetime) -> AnswerVerdict:
    """Say once whether the answer satisfies."""
    if not proposal.root.answered_at:
        raise RuleBroken(say("There is no answer yet. Come back to this page when it is there."))
    if verdict_of(proposal):
        raise RuleBroken(say("What you think of this answer is noted already; it is asked once."))
    row = AnswerVerdict(
        congress_id=proposal.congress_id, proposal_id=proposal.id, turn=turn_of(proposal), satisfied=satisfied
    )
    row.words, row.at = hidden(words), at
    db.session.add(row)
    proposal.note(Deed.judged, at, "", SATISFIED if satisfied else UNSATISFIED)
    return row


def latest() -> sa.ColumnElement[bool]:
    """Of several turns the last one."""
    later = sa.orm.aliased(AnswerVerdict)
    same = (
        later.congress_id == AnswerVerdict.congress_id,
        later.proposal_id == AnswerVerdict.proposal_id,
        later.turn > AnswerVerdict.turn,
    )
    return ~sa.exists(sa.select(later.id).where(*same))


def unsatisfied() -> sa.ColumnElement[bool]:
    """Proposals whose proposer was not satisfied last, and whose answer stands unchanged since."""
    said = sa.select(AnswerVerdict.id).where(
        AnswerVerdict.congress_id == Proposal.congress_id,
        AnswerVerdict.proposal_id == Proposal.id,
        AnswerVerdict.satisfied.is_(False),
        AnswerVerdict.at >= Proposal.answered_at,
        latest(),
    )
    return sa.exists(said)


def satisfaction(cycle: Cycle) -> Satisfaction:
    """What proposers of a list said of their answers; whoever said nothing counts on neither side."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    said = (
        sa.select(AnswerVerdict.satisfied, sa.func.count())
        .join(Proposal, AnswerVerdict.proposal_id == Proposal.id)
        .where(*mine, latest())
        .group_by(AnswerVerdict.satisfied)
    )
    found = dict(db.session.execute(said).tuples().all())
    answered = (
        sa.select(sa.func.count()).select_from(Proposal).where(*mine, Proposal.answered_at.is_not(None))
    )
    return Satisfaction(found.get(True, 0), found.get(False, 0), db.session.scalar(answered) or 0)
