"""交办事项: a matter goes round the loop raised → handed over → answered → rechecked, each step kept for good."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Committee, Congress, Deputy, Unit
from votes.projects.adoption import freeze
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject
from votes.supervision.inspections import Inspection
from votes.supervision.kinds import Kind, Origin, Raised, Raiser
from votes.supervision.models import Doer, check_deputy, is_recused, is_tied
from votes.supervision.release import TAKEN_DOWN, Released, Signoff
from votes.supervision.rules import (
    OPEN,
    Hand,
    State,
    check_deadline,
    check_may_check,
    check_move,
    check_signed,
    check_supervised,
    days_late,
)
from votes.supervision.steps import Order, Recheck, Reply

RAISED_BY: dict[Hand, Raiser] = {
    Hand.group: Raiser.group,
    Hand.committee: Raiser.committee,
    Hand.deputy: Raiser.deputy,
}
"""Who raises by which hand; all other hands raise for the office."""


def checker_of(raiser: Raiser, of_project: bool) -> Hand:
    """Whose hand rechecks: whoever raised it; what the office or a resident raised about a project, its group."""
    if raiser in (Raiser.office, Raiser.resident):
        return Hand.group if of_project else Hand.office
    return Hand(raiser.value)


class Matter(Released, Base):
    """交办事项: numbered per congress, about a project or not; its `checker` rechecks what the unit answers.

    In public only as far as the office has signed off (`released_at`); overdue is computed.
    """

    __tablename__ = "matter"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    kind: Mapped[Kind] = mapped_column(enum_of(Kind, "matter_kind"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text)
    origin: Mapped[Origin] = mapped_column(enum_of(Origin))
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    raised_by: Mapped[str] = mapped_column(sa.String(120))
    raised_at: Mapped[datetime]
    raiser: Mapped[Raiser] = mapped_column(enum_of(Raiser))
    checker: Mapped[Hand] = mapped_column(enum_of(Hand, "matter_checker"))
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    state: Mapped[State] = mapped_column(enum_of(State))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    due_on: Mapped[date | None]
    answers: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(sa.Text, default="")

    congress: Mapped[Congress] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    project: Mapped[Project | None] = relationship()
    committee: Mapped[Committee | None] = relationship()
    deputy: Mapped[Deputy | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    inspection: Mapped[Inspection | None] = relationship()
    handover: Mapped[Order | None] = relationship()
    replies: Mapped[list[Reply]] = relationship(order_by=Reply.round)
    rechecks: Mapped[list[Recheck]] = relationship(order_by=Recheck.round)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "number"),
        sa.Index("ix_matter_congress_id_unit_id_state", "congress_id", "unit_id", "state"),
        sa.CheckConstraint("number > 0 AND answers >= 0", name="counts"),
        sa.CheckConstraint("title <> '' AND words <> ''", name="says_what"),
        sa.CheckConstraint("raised_by <> ''", name="by_someone"),
        sa.CheckConstraint("origin <> 'inspection' OR inspection_id IS NOT NULL", name="seen_somewhere"),
        sa.CheckConstraint("kind <> 'finding' OR project_id IS NOT NULL", name="finding_of_a_project"),
        sa.CheckConstraint("checker NOT IN ('unit','government','checker')", name="never_checked_by_a_unit"),
        sa.CheckConstraint(
            "checker <> 'committee' OR committee_id IS NOT NULL", name="checked_by_a_committee"
        ),
        sa.CheckConstraint("checker <> 'deputy' OR deputy_id IS NOT NULL", name="checked_by_a_deputy"),
        sa.CheckConstraint("checker <> 'group' OR project_id IS NOT NULL", name="checked_by_a_group"),
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

    def check_step(self, to: State, doer: Doer) -> None:
        """Refuse a step that is not open now, or not by this hand."""
        check_move(self.state, to, doer.hand, self.checker)

    def check_checker(self, doer: Doer) -> Deputy | None:
        """The deputy who rechecks, free of the project and of the unit (回避); None where the office raised it itself."""
        units = [self.unit_id] if self.unit_id else []
        if self.checker is Hand.office:
            return None
        if self.checker is Hand.group and self.project is not None:
            return check_deputy(self.project, doer.deputy, *units)
        return check_own(self, doer.deputy, units)

    def order(self, unit: Unit, due_on: date, demand: str, doer: Doer, at: datetime) -> Order:
        """交办: the office hands the finding to a unit, with a deadline and what is demanded."""
        self.check_step(State.ordered, doer)
        check_deadline(due_on, day_of(at))
        if self.cycle is not None:
            freeze(self.cycle, Subject.supervision, at)
        step = Order(congress_id=self.congress_id, matter_id=self.id, unit=unit)
        step.due_on, step.demand, step.by, step.at = due_on, demand, doer.name, at
        self.state, self.unit, self.due_on, self.handover = State.ordered, unit, due_on, step
        return step

    def answer(self, words: str, evidence: Sequence[Document], doer: Doer, at: datetime) -> Reply:
        """答复: the unit says what it did; marked when somebody enters it for the unit (代录)."""
        self.check_step(State.answered, doer)
        self.answers += 1
        reply = Reply(congress_id=self.congress_id, round=self.answers, words=words, by=doer.name, at=at)
        reply.entered_for, reply.evidence = doer.entered_for, list(evidence)
        self.replies.append(reply)
        self.state = State.answered
        return reply

    def recheck(self, due_on: date | None, words: str, doer: Doer, at: datetime) -> Recheck:
        """复查: the group closes the finding (销号), or returns it (退回) with a new deadline `due_on`."""
        self.check_step(State.returned if due_on else State.closed, doer)
        deputy = self.check_checker(doer)
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
        self.check_step(State.withdrawn, doer)
        if doer.hand is not Hand.office:
            self.check_checker(doer)
        self.state, self.withdrawn_at, self.withdrawn_why = State.withdrawn, at, why

    def documents(self) -> list[Document]:
        """The evidence of all answers."""
        return [document for reply in self.replies for document in reply.evidence]

    def signoff(self) -> Signoff:
        """An empty sign-off of this finding."""
        return Signoff(congress_id=self.congress_id, matter_id=self.id)


def check_own(matter: Matter, deputy: Deputy | None, units: Sequence[int]) -> Deputy:
    """The deputy, if of the committee that raised the matter or the one who raised it, and tied to none of `units`."""
    if deputy is None or not is_raiser(matter, deputy):
        raise RuleBroken(say("Only those who raised this may recheck it."))
    recused = is_tied(deputy, units) or (
        matter.project is not None and is_recused(matter.project, deputy, *units)
    )
    check_may_check(True, recused)
    return deputy


def is_raiser(matter: Matter, deputy: Deputy) -> bool:
    """Whether this deputy raised the matter, or is of the committee that did."""
    if matter.checker is Hand.committee:
        return matter.committee is not None and deputy in matter.committee.members
    return matter.checker is Hand.deputy and matter.deputy_id == deputy.id


def matters_of(project: Project) -> Sequence[Matter]:
    """All findings of a project, the newest number first."""
    return db.session.scalars(
        sa.select(Matter)
        .where(Matter.congress_id == project.congress_id, Matter.project_id == project.id)
        .order_by(Matter.number.desc())
    ).all()


def matters_in(cycle: Cycle) -> Sequence[Matter]:
    """All findings of a cycle, by project, the newest number first."""
    return db.session.scalars(
        sa.select(Matter)
        .join(Project, Project.id == Matter.project_id)
        .where(Matter.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
        .order_by(Project.number, Matter.number.desc())
    ).all()


def raise_finding(project: Project, said: Raised, doer: Doer, at: datetime) -> Matter:
    """提出问题: by a deputy of the group, or by the office."""
    return raise_matter(project.congress, Kind.finding, said, doer, at, project)


def raise_matter(
    congress: Congress, kind: Kind, said: Raised, doer: Doer, at: datetime, project: Project | None = None
) -> Matter:
    """提出: put a matter into the ledger of the congress; what concerns a project may be raised while it is supervised."""
    if project is not None:
        check_supervised(project.stage)
    if project is not None and doer.hand is Hand.group:
        check_deputy(project, doer.deputy)
    raiser = said.raiser or RAISED_BY.get(doer.hand, Raiser.office)
    matter = Matter(congress_id=congress.id, congress=congress, kind=kind, project=project)
    matter.number = next_number(congress)
    matter.title, matter.words = said.title, said.words
    matter.origin, matter.inspection = said.origin, said.inspection
    matter.raiser, matter.checker = raiser, checker_of(raiser, project is not None)
    matter.committee, matter.deputy = said.committee, said.deputy
    matter.cycle = project.cycle if project else said.cycle
    matter.raised_by, matter.raised_at = doer.name, at
    matter.state, matter.answers = State.raised, 0
    db.session.add(matter)
    return matter


def next_number(congress: Congress) -> int:
    """The next number of the congress's ledger; whoever asks at the same moment waits for the first."""
    db.session.execute(sa.select(Congress.id).where(Congress.id == congress.id).with_for_update())
    last = db.session.scalar(sa.select(sa.func.max(Matter.number)).where(Matter.congress_id == congress.id))
    return 1 + (last or 0)
