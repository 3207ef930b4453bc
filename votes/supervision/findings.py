"""问题: a finding goes round the loop raised → handed over → answered → rechecked, each step kept for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import Base, db, enum_of
from votes.congress.models import Unit
from votes.projects.adoption import freeze
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject
from votes.supervision.inspections import Inspection
from votes.supervision.models import Doer, check_deputy
from votes.supervision.release import TAKEN_DOWN, Released, Signoff
from votes.supervision.rules import (
    OPEN,
    Hand,
    State,
    check_deadline,
    check_move,
    check_signed,
    check_supervised,
    days_late,
)
from votes.supervision.steps import Order, Recheck, Reply


class Origin(StrEnum):
    """Where a finding came from."""

    inspection = "inspection"
    residents = "residents"
    rating = "rating"
    other = "other"


ORIGIN_NAMES: dict[Origin, LazyString] = {
    Origin.inspection: _l("seen at an inspection"),
    Origin.residents: _l("told by residents"),
    Origin.rating: _l("from a rating"),
    Origin.other: _l("from elsewhere"),
}


@dataclass(frozen=True)
class Raised:
    """What a finding says when it is raised."""

    title: str
    words: str
    origin: Origin
    inspection: Inspection | None = None


class Finding(Released, Base):
    """问题: numbered per project. In public only as far as the office has signed off (`released_at`); overdue is computed."""

    __tablename__ = "finding"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text)
    origin: Mapped[Origin] = mapped_column(enum_of(Origin))
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    raised_by: Mapped[str] = mapped_column(sa.String(120))
    raised_at: Mapped[datetime]
    by_group: Mapped[bool]
    state: Mapped[State] = mapped_column(enum_of(State))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    due_on: Mapped[date | None]
    answers: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(sa.Text, default="")

    project: Mapped[Project] = relationship()
    unit: Mapped[Unit | None] = relationship()
    inspection: Mapped[Inspection | None] = relationship()
    handover: Mapped[Order | None] = relationship()
    replies: Mapped[list[Reply]] = relationship(order_by=Reply.round)
    rechecks: Mapped[list[Recheck]] = relationship(order_by=Recheck.round)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "number"),
        sa.Index("ix_finding_congress_id_unit_id_state", "congress_id", "unit_id", "state"),
        sa.CheckConstraint("number > 0 AND answers >= 0", name="counts"),
        sa.CheckConstraint("title <> '' AND words <> ''", name="says_what"),
        sa.CheckConstraint("raised_by <> ''", name="by_someone"),
        sa.CheckConstraint("origin <> 'inspection' OR inspection_id IS NOT NULL", name="seen_somewhere"),
        sa.CheckConstraint(
            "(state IN ('raised','withdrawn')) = (unit_id IS NULL)", name="handed_over_to_a_unit"
        ),
        sa.CheckConstraint("(unit_id IS NULL) = (due_on IS NULL)", name="handed_over_with_a_deadline"),
        sa.CheckConstraint(
            "state NOT IN ('answered','returned','closed') OR answers > 0", name="answered_before"
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_when"),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_why = '')",
            name="withdrawn_says_why",
        ),
        sa.CheckConstraint(TAKEN_DOWN, name="taken_down_says_why"),
    )

    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    def awaits_sign_off(self) -> bool:
        """Whether it is public, and a step taken since is not (审签公开)."""
        if self.released_at is None:
            return False
        steps = [reply.at for reply in self.replies] + [recheck.at for recheck in self.rechecks]
        steps += [self.handover.at] if self.handover else []
        return not all(self.shows(at) for at in steps)

    def late(self, today: date) -> int:
        """Days by which the unit's answer is overdue."""
        return days_late(self.state, self.due_on, today)

    def order(self, unit: Unit, due_on: date, demand: str, doer: Doer, at: datetime) -> Order:
        """交办: the office hands the finding to a unit, with a deadline and what is demanded."""
        check_move(self.state, State.ordered, doer.hand)
        check_deadline(due_on, day_of(at))
        freeze(self.project.cycle, Subject.supervision, at)
        step = Order(congress_id=self.congress_id, finding_id=self.id, unit=unit)
        step.due_on, step.demand, step.by, step.at = due_on, demand, doer.name, at
        self.state, self.unit, self.due_on, self.handover = State.ordered, unit, due_on, step
        return step

    def answer(self, words: str, evidence: Sequence[Document], doer: Doer, at: datetime) -> Reply:
        """答复: the unit says what it did; marked when somebody enters it for the unit (代录)."""
        check_move(self.state, State.answered, doer.hand)
        self.answers += 1
        reply = Reply(congress_id=self.congress_id, round=self.answers, words=words, by=doer.name, at=at)
        reply.entered_for, reply.evidence = doer.entered_for, list(evidence)
        self.replies.append(reply)
        self.state = State.answered
        return reply

    def recheck(self, due_on: date | None, words: str, doer: Doer, at: datetime) -> Recheck:
        """复查: the group closes the finding (销号), or returns it (退回) with a new deadline `due_on`."""
        check_move(self.state, State.returned if due_on else State.closed, doer.hand)
        deputy = check_deputy(self.project, doer.deputy, *([self.unit_id] if self.unit_id else []))
        check_signed(doer.entered_for, doer.paper is not None)
        step = Recheck(congress_id=self.congress_id, round=self.answers, words=words, by=doer.name, at=at)
        step.due_on, step.deputy, step.paper = due_on, deputy, doer.paper
        step.entered_for = doer.entered_for
        if due_on:
            check_deadline(due_on, day_of(at))
            self.state, self.due_on = State.returned, due_on
        else:
            self.state, self.closed_at = State.closed, at
        self.rechecks.append(step)
        return step

    def withdraw(self, why: str, doer: Doer, at: datetime) -> None:
        """撤回: a finding raised by mistake, before it was handed over; it stays with its reason."""
        check_move(self.state, State.withdrawn, doer.hand)
        if doer.hand is Hand.group:
            check_deputy(self.project, doer.deputy)
        self.state, self.withdrawn_at, self.withdrawn_why = State.withdrawn, at, why

    def documents(self) -> list[Document]:
        """The evidence of all answers."""
        return [document for reply in self.replies for document in reply.evidence]

    def signoff(self) -> Signoff:
        """An empty sign-off of this finding."""
        return Signoff(congress_id=self.congress_id, finding_id=self.id)


def findings_of(project: Project) -> Sequence[Finding]:
    """All findings of a project, the newest number first."""
    return db.session.scalars(
        sa.select(Finding)
        .where(Finding.congress_id == project.congress_id, Finding.project_id == project.id)
        .order_by(Finding.number.desc())
    ).all()


def findings_in(cycle: Cycle) -> Sequence[Finding]:
    """All findings of a cycle, by project, the newest number first."""
    return db.session.scalars(
        sa.select(Finding)
        .join(Project, Project.id == Finding.project_id)
        .where(Finding.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
        .order_by(Project.number, Finding.number.desc())
    ).all()


def raise_finding(project: Project, said: Raised, doer: Doer, at: datetime) -> Finding:
    """提出问题: by a deputy of the group, or by the office."""
    check_supervised(project.stage)
    if doer.hand is Hand.group:
        check_deputy(project, doer.deputy)
    number = 1 + max((one.number for one in findings_of(project)), default=0)
    finding = Finding(
        congress_id=project.congress_id,
        project=project,
        number=number,
        title=said.title,
        words=said.words,
        origin=said.origin,
        inspection=said.inspection,
        raised_by=doer.name,
        raised_at=at,
        by_group=doer.hand is Hand.group,
        state=State.raised,
        answers=0,
    )
    db.session.add(finding)
    return finding
