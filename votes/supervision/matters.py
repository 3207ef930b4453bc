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
from votes.supervision.loop_rules import Marks, check_alone, check_longest, check_marks, look_back_day
from votes.supervision.matter_checks import matter_checks
from votes.supervision.models import Doer, check_deputy, is_recused, is_tied
from votes.supervision.pursuits import Lifting, Listing, LookBack, Merger, Press
from votes.supervision.release import Released, Signoff
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
from votes.supervision.terms import terms_of

Step = Order | Reply | Recheck | Press | Listing | Lifting | Merger | LookBack

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
    look_back_on: Mapped[date | None] = mapped_column(index=True)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
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
    pictures: Mapped[list[Document]] = relationship(secondary="matter_photo", order_by=Document.id)
    replies: Mapped[list[Reply]] = relationship(order_by=Reply.round)
    rechecks: Mapped[list[Recheck]] = relationship(order_by=Recheck.round)
    presses: Mapped[list[Press]] = relationship(order_by=Press.id)
    listings: Mapped[list[Listing]] = relationship(order_by=Listing.id)
    look_backs: Mapped[list[LookBack]] = relationship(order_by=LookBack.id)
    merger: Mapped[Merger | None] = relationship(foreign_keys=Merger.matter_id)
    merged_into: Mapped["Matter | None"] = relationship(
        remote_side="Matter.id", foreign_keys=[merged_into_id], back_populates="taken_in"
    )
    taken_in: Mapped[list["Matter"]] = relationship(
        foreign_keys=[merged_into_id], back_populates="merged_into", order_by="Matter.number"
    )

    __table_args__ = matter_checks()

    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def handed_to(self) -> set[int]:
        """Ids of the units it was handed to, the helping ones too (协办)."""
        helping = self.handover.co_units if self.handover else []
        own = {self.unit_id} if self.unit_id else set()
        return own | {unit.id for unit in helping}

    def awaits_sign_off(self) -> bool:
        """Whether it is public, and a step taken since is not (审签公开)."""
        if self.released_at is None:
            return False
        return not all(self.shows(step.at) for step in self.steps())

    def steps(self) -> list[Step]:
        """Everything that was done with it since it was raised."""
        rows: list[Step] = [*self.replies, *self.rechecks, *self.presses, *self.listings]
        rows += [one.lifting for one in self.listings if one.lifting]
        rows += [*self.look_backs, *(one.merger for one in self.taken_in if one.merger)]
        return rows + [one for one in (self.handover, self.merger) if one is not None]

    def late(self, today: date) -> int:
        """Days by which the unit's answer is overdue."""
        return days_late(self.state, self.due_on, today)

    def check_step(self, to: State, doer: Doer) -> None:
        """Refuse a step that is not open now, or not by this hand."""
        check_move(self.state, to, doer.hand, self.checker)

    def check_checker(self, doer: Doer) -> Deputy | None:
        """The deputy who rechecks, free of the project and of the unit (回避); None where the office raised it itself."""
        units = list(self.handed_to)
        if self.checker is Hand.office:
            return None
        if self.checker is Hand.group and self.project is not None:
            return check_deputy(self.project, doer.deputy, *units)
        return check_own(self, doer.deputy, units)

    def order(
        self, unit: Unit, due_on: date, demand: str, doer: Doer, at: datetime, co_units: Sequence[Unit] = ()
    ) -> Order:
        """交办: the office hands the matter to a unit, with a deadline, what is demanded, and who helps (协办)."""
        self.check_step(State.ordered, doer)
        check_deadline(due_on, day_of(at))
        check_longest(self.kind, due_on, day_of(at), terms_of(self.cycle))
        if self.cycle is not None:
            freeze(self.cycle, Subject.supervision, at)
        step = Order(congress_id=self.congress_id, matter_id=self.id, unit=unit)
        step.due_on, step.demand, step.by, step.at = due_on, demand, doer.name, at
        step.co_units = [one for one in co_units if one is not unit]
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

    def recheck(
        self,
        due_on: date | None,
        words: str,
        doer: Doer,
        at: datetime,
        marks: Marks | None = None,
        escalate: bool = False,
    ) -> Recheck:
        """复查 and 评价: whoever raised it closes it (销号), returns it with a new deadline, or asks to raise it higher."""
        to = State.returned if due_on else State.escalated if escalate else State.closed
        self.check_step(to, doer)
        deputy = self.check_checker(doer)
        check_signed(doer.entered_for, doer.paper is not None)
        check_marks(to, marks)
        if due_on:
            check_deadline(due_on, day_of(at))
        step = Recheck(congress_id=self.congress_id, round=self.answers, words=words, by=doer.name, at=at)
        step.due_on, step.escalated = due_on, to is State.escalated
        step.deputy, step.paper, step.entered_for = deputy, doer.paper, doer.entered_for
        if marks:
            step.speed, step.effort, step.effect = marks.speed, marks.effort, marks.effect
        self.rechecks.append(step)
        self.settle(to, due_on, at)
        return step

    def settle(self, to: State, due_on: date | None, at: datetime) -> None:
        """Where a recheck leads; closing plans the look-back by itself (回头看)."""
        self.state, self.due_on = to, due_on or self.due_on
        if to is State.closed:
            self.closed_at = at
            self.look_back_on = look_back_day(day_of(at), terms_of(self.cycle))

    def withdraw(self, why: str, doer: Doer, at: datetime) -> None:
        """撤回: a finding raised by mistake, before it was handed over; it stays with its reason."""
        self.check_step(State.withdrawn, doer)
        check_alone(len(self.taken_in))
        if doer.hand is not Hand.office:
            self.check_checker(doer)
        self.state, self.withdrawn_at, self.withdrawn_why = State.withdrawn, at, why

    def documents(self) -> list[Document]:
        """The pictures it was raised with, and the evidence of all answers."""
        return [*self.pictures, *(document for reply in self.replies for document in reply.evidence)]

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
