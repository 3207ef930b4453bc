"""筛选: what is looked at, the bodies that pass a project in order, and the list of candidates."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, db, enum_of
from votes.projects.adoption import freeze
from votes.projects.documents import Document
from votes.projects.models import SCREENING_FROM, Cycle, Project
from votes.projects.settings import Subject, settings_of
from votes.projects.stages import Stage
from votes.proposals.models import Proposal
from votes.proposals.projects import in_stage, numbers
from votes.proposals.rules import State
from votes.proposals.screening_rules import (
    Aspect,
    Decision,
    Verdict,
    candidate_number,
    check_admission,
    check_gate,
    check_order,
    check_publishable,
    check_screened,
    check_unpublished,
    screening_number,
)

ASIDE = 1_000_000
"""Numbers on which projects stand for a moment while a list is put in order."""


class Check(AppendOnly, Base):
    """一项审查: what somebody found on one aspect; the newest holds, the earlier ones stay. `entered_for`: 代录."""

    __tablename__ = "screening_check"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    seq: Mapped[int]
    aspect: Mapped[Aspect] = mapped_column(enum_of(Aspect))
    verdict: Mapped[Verdict] = mapped_column(enum_of(Verdict))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    entered_for: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("verdict <> 'problem' OR words <> ''", name="problem_says_which"),
    )


class GateDecision(AppendOnly, Base):
    """审议环节 of one project: what a body decided, on which day, on which paper; the office records it."""

    __tablename__ = "gate_decision"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    seq: Mapped[int]
    gate: Mapped[str] = mapped_column(sa.String(80))
    decision: Mapped[Decision] = mapped_column(enum_of(Decision))
    decided_on: Mapped[date]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))

    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "seq"),
        sa.Index(
            "uq_gate_decision_passed_once",
            "congress_id",
            "project_id",
            "gate",
            unique=True,
            sqlite_where=sa.text("decision = 'passed'"),
            postgresql_where=sa.text("decision = 'passed'"),
        ),
        sa.CheckConstraint("actor <> '' AND gate <> ''", name="by_someone"),
    )


class ListPublication(AppendOnly, Base):
    """候选项目公布: once a cycle, by whom, on which signed paper (发布审签)."""

    __tablename__ = "list_publication"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)

    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


def checks_of(project: Project) -> list[Check]:
    """All that was found on a project, the first thing first."""
    mine = (Check.congress_id == project.congress_id, Check.project_id == project.id)
    return list(db.session.scalars(select(Check).where(*mine).order_by(Check.seq)))


def decisions_of(project: Project) -> list[GateDecision]:
    """What the bodies decided on a project, in order."""
    mine = (GateDecision.congress_id == project.congress_id, GateDecision.project_id == project.id)
    return list(db.session.scalars(select(GateDecision).where(*mine).order_by(GateDecision.seq)))


def passed_gates(project: Project) -> set[str]:
    """The gates this project has passed."""
    return {row.gate for row in decisions_of(project) if row.decision is Decision.passed}


def gates_of(cycle: Cycle) -> tuple[str, ...]:
    """The gates of a cycle, in order."""
    return settings_of(cycle.settings).gates


def is_open(project: Project) -> bool:
    """Whether a project is still being screened: proposed, or on a list that is not published."""
    listed = project.stage is Stage.candidate and project.cycle.candidates_published_at is None
    return project.stage is Stage.proposed or listed


def record_check(
    project: Project,
    aspect: Aspect,
    verdict: Verdict,
    words: str,
    at: datetime,
    by: str,
    entered_for: bool = False,
) -> Check:
    """登记审查意见 on one aspect."""
    check_screened(is_open(project))
    row = Check(
        congress_id=project.congress_id,
        project_id=project.id,
        seq=len(checks_of(project)) + 1,
        aspect=aspect,
        verdict=verdict,
        words=words,
        at=at,
        by=by,
        entered_for=entered_for,
    )
    db.session.add(row)
    if aspect is Aspect.negative_list:
        freeze(project.cycle, Subject.negative_list, at)
    return row


def record_gate(
    project: Project,
    gate: str,
    decision: Decision,
    decided_on: date,
    words: str,
    document: Document | None,
    at: datetime,
    by: str,
) -> GateDecision:
    """登记审议结果 of the body whose turn it is; from the first one on the gates of the cycle stand still."""
    check_screened(project.stage is Stage.proposed)
    check_gate(gate, gates_of(project.cycle), passed_gates(project))
    row = GateDecision(
        congress_id=project.congress_id,
        project_id=project.id,
        seq=len(decisions_of(project)) + 1,
        gate=gate,
        decision=decision,
        decided_on=decided_on,
        words=words,
        document=document,
        at=at,
        by=by,
    )
    db.session.add(row)
    freeze(project.cycle, Subject.gates, at)
    return row


def admit(project: Project, at: datetime, by: str) -> None:
    """列为候选: a project that passed every gate goes to the end of the list, on the last body's paper."""
    check_unpublished(project.cycle.candidates_published_at is not None)
    decisions = decisions_of(project)
    check_admission(gates_of(project.cycle), passed_gates(project))
    project.move_to(Stage.candidate, at, by, document=decisions[-1].document if decisions else None)
    project.number = candidate_number(numbers(project.cycle), SCREENING_FROM)


def decline(project: Project, reason: str, answer: str, at: datetime, by: str) -> None:
    """不予采纳 a project, with the reason; all who proposed it get the answer."""
    check_screened(project.stage in (Stage.proposed, Stage.candidate))
    leaves_list = project.stage is Stage.candidate and project.cycle.candidates_published_at is None
    sources = taken_up_by(project)
    project.why_declined = reason
    project.move_to(Stage.declined, at, by, reason)
    if leaves_list:
        project.number = screening_number(numbers(project.cycle), SCREENING_FROM)
        db.session.flush()
        renumber(candidates_of(project.cycle))
    for proposal in sources:
        proposal.answer_with(answer, at, by)


def taken_up_by(project: Project) -> list[Proposal]:
    """The proposals a project took up itself."""
    rows = select(Proposal).where(
        Proposal.congress_id == project.congress_id,
        Proposal.project_id == project.id,
        Proposal.state == State.taken_up,
    )
    return list(db.session.scalars(rows))


def candidates_of(cycle: Cycle) -> list[Project]:
    """The candidates of a cycle in the order of the ballot."""
    return in_stage(cycle, Stage.candidate)


def arrange(cycle: Cycle, places: dict[int, int | None]) -> None:
    """排序: put the candidates in the order of the ballot; `places` by the id of the project."""
    check_unpublished(cycle.candidates_published_at is not None)
    rows = candidates_of(cycle)
    check_order([places.get(row.id) for row in rows])
    renumber(sorted(rows, key=lambda row: places[row.id] or 0))


def renumber(rows: list[Project]) -> None:
    """Number projects 1, 2, 3 … in this order; for a moment they stand aside, so that no two share a number."""
    for place, project in enumerate(rows, start=1):
        project.number = ASIDE + place
    db.session.flush()
    for place, project in enumerate(rows, start=1):
        project.number = place
    db.session.flush()


def publish_candidates(cycle: Cycle, at: datetime, by: str, document: Document | None = None) -> None:
    """公布候选项目: from now on everyone may read them, and their numbers are theirs for ever."""
    check_unpublished(cycle.candidates_published_at is not None)
    check_publishable(len(candidates_of(cycle)))
    cycle.candidates_published_at = at
    publication = ListPublication(
        congress_id=cycle.congress_id, cycle_id=cycle.id, at=at, by=by, document=document
    )
    db.session.add(publication)
