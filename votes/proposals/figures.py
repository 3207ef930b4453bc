"""征集情况: what was collected, from whom, about what, and what became of it; plain figures for every page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from votes.common.db import db
from votes.projects.models import Cycle, Passage, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.proposals.models import Proposal, ProposalContact
from votes.proposals.pictures import ProposalPhoto
from votes.proposals.rules import Channel, State


@dataclass(frozen=True)
class Funnel:
    """From proposals to projects: collected 条, left after merging 条, candidates, seats 应选数, adopted 个.

    `candidates` and `adopted` are None until the list is published and until a result stands.
    """

    collected: int
    merged_to: int
    candidates: int | None
    seats: int
    adopted: int | None


@dataclass(frozen=True)
class Tally:
    """How many proposals came which way and about what, and how many are released, merged, answered or not."""

    by_channel: dict[Channel, int]
    by_category: dict[str, int]
    by_state: dict[State, int]
    released: int
    held: int
    answered: int
    unanswered: int
    overdue: int

    @property
    def collected(self) -> int:
        """All that came in."""
        return sum(self.by_channel.values())


def of_cycle(cycle: Cycle, *conditions: ColumnElement[bool]) -> Select[Proposal]:
    """The proposals of a cycle that meet the conditions, the oldest first."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    return select(Proposal).where(*mine, *conditions).order_by(Proposal.received_on, Proposal.id)


def counted(cycle: Cycle, *conditions: ColumnElement[bool]) -> int:
    """How many proposals of a cycle meet the conditions."""
    rows = of_cycle(cycle, *conditions).order_by(None).with_only_columns(func.count())
    return db.session.scalar(rows) or 0


def to_release() -> tuple[ColumnElement[bool], ...]:
    """Not decided yet if everyone may read it (待审签公开)."""
    return (Proposal.released_at.is_(None), Proposal.held_why == "")


def waits_for_call() -> ColumnElement[bool]:
    """Whose proposer asked to be called back and was not yet (待回电)."""
    wanted = (ProposalContact.wants_call.is_(True), ProposalContact.called_at.is_(None))
    mine = (ProposalContact.proposal_id == Proposal.id, ProposalContact.congress_id == Proposal.congress_id)
    return sa.exists(select(ProposalContact.id).where(*mine, *wanted))


def late(cycle: Cycle, today: date) -> tuple[ColumnElement[bool], ...]:
    """Without an answer for longer than the cycle's rule allows (超期未答复)."""
    days = settings_of(cycle.settings).answer_days
    return (Proposal.answered_at.is_(None), Proposal.received_on < today - timedelta(days=days))


@dataclass(frozen=True)
class Unanswered:
    """未答复: how many proposals have no answer yet, and how many of them are late."""

    waiting: int
    late: int


def unanswered(cycle: Cycle, today: date) -> Unanswered:
    """What has no answer yet: counted in public, and blocking nothing."""
    return Unanswered(counted(cycle, Proposal.answered_at.is_(None)), counted(cycle, *late(cycle, today)))


def funnel(cycle: Cycle) -> Funnel:
    """漏斗: how many proposals became how many projects."""
    listed = cycle.candidates_published_at is not None
    mine = (Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    adopted = select(func.count(Project.adopted), func.count().filter(Project.adopted.is_(True))).where(*mine)
    decided, chosen = db.session.execute(adopted).one()
    return Funnel(
        collected=counted(cycle, came_in()),
        merged_to=counted(cycle, Proposal.merged_into_id.is_(None), Proposal.state != State.divided),
        candidates=once_candidates(cycle) if listed else None,
        seats=settings_of(cycle.settings).seats,
        adopted=chosen if decided else None,
    )


def once_candidates(cycle: Cycle) -> int:
    """How many projects of a cycle have been candidates."""
    mine = (Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    were = Project.passages.any(Passage.to_stage == Stage.candidate)
    return db.session.scalar(select(func.count()).select_from(Project).where(*mine, were)) or 0


def came_in() -> ColumnElement[bool]:
    """What came in as one; the parts of what was split (拆分) are dealt with by themselves and not counted twice."""
    return Proposal.split_from_id.is_(None)


def grouped(cycle: Cycle, column: Any, *conditions: ColumnElement[bool]) -> dict[Any, int]:
    """The number of proposals under each value of a column, the largest first."""
    rows = (
        of_cycle(cycle, *conditions).order_by(None).with_only_columns(column, func.count()).group_by(column)
    )
    return dict(sorted(db.session.execute(rows).tuples(), key=lambda pair: (-pair[1], pair[0])))


def tally(cycle: Cycle, today: date) -> Tally:
    """征集结果: all figures about the proposals of a cycle."""
    states = grouped(cycle, Proposal.state)
    answered = counted(cycle, Proposal.answered_at.is_not(None))
    return Tally(
        by_channel=grouped(cycle, Proposal.channel, came_in()),
        by_category=grouped(cycle, Proposal.category, came_in()),
        by_state=states,
        released=counted(cycle, Proposal.released_at.is_not(None)),
        held=counted(cycle, Proposal.held_why != ""),
        answered=answered,
        unanswered=sum(states.values()) - answered,
        overdue=counted(cycle, *late(cycle, today)),
    )


def released(cycle: Cycle, *which: ColumnElement[bool]) -> list[Proposal]:
    """The proposals whose words everyone may read (`public_title`, `public_what`, `public_place`), newest first."""
    rows = of_cycle(cycle, Proposal.released_at.is_not(None), *which).order_by(None)
    pictures = selectinload(Proposal.photos).selectinload(ProposalPhoto.document)
    newest = rows.order_by(Proposal.released_at.desc(), Proposal.id.desc()).options(pictures)
    return list(db.session.scalars(newest))


def proposals_of(project: Project) -> list[Proposal]:
    """Where a project comes from (源头建议): the proposals it took up, and all that were merged into them."""
    found = list(db.session.scalars(of_cycle(project.cycle, Proposal.project_id == project.id)))
    layer = [proposal.id for proposal in found]
    while layer:
        merged = list(db.session.scalars(of_cycle(project.cycle, Proposal.merged_into_id.in_(layer))))
        found += merged
        layer = [proposal.id for proposal in merged]
    return found


def merged_into(proposal: Proposal) -> list[Proposal]:
    """The proposals merged directly into this one."""
    return list(db.session.scalars(of_cycle(proposal.cycle, Proposal.merged_into_id == proposal.id)))


def merged_counts(cycle: Cycle) -> dict[int, int]:
    """How many proposals were merged directly into each, by its id."""
    rows = (
        of_cycle(cycle, Proposal.merged_into_id.is_not(None))
        .order_by(None)
        .with_only_columns(Proposal.merged_into_id, func.count())
        .group_by(Proposal.merged_into_id)
    )
    return {int(target or 0): n for target, n in db.session.execute(rows)}


def matching(words: str) -> ColumnElement[bool]:
    """Proposals that say these words, in the title, the text, the place, or as one of their numbers."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    columns = (
        Proposal.title,
        Proposal.what,
        Proposal.place,
        Proposal.code,
        Proposal.external,
        Proposal.handover,
    )
    return sa.or_(*(column.ilike(f"%{plain}%", escape="\\") for column in columns))


def last_decider(proposal: Proposal) -> str:
    """Who decided on this proposal, or on the one of its list that was answered last: most are decided in one place."""
    if proposal.decider:
        return proposal.decider
    rows = of_cycle(proposal.cycle, Proposal.decider != "", Proposal.answered_at.is_not(None)).order_by(None)
    last = rows.order_by(Proposal.answered_at.desc(), Proposal.id.desc()).with_only_columns(Proposal.decider)
    return db.session.scalar(last.limit(1)) or ""
