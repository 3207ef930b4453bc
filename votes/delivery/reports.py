"""月报: what a unit says of one project and one month; what was handed in is kept, a correction is a new version."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.delivery.models import FundSource, Milestone, Plan
from votes.delivery.month_rules import Month, public_from
from votes.delivery.quantities import MonthColumn, Quantity
from votes.delivery.said import Achieved, Said, Spent, check_falls
from votes.delivery.states import ALREADY, REPORT_MOVES, Hand, ReportState, check_move, check_reason
from votes.delivery.traces import Traced
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.settings import settings_of


class MonthReport(Traced, Base):
    """月报 of one project; `public_on` is the day from which everyone may read it, null while nobody may.

    `revision` counts how often a draft was written, so that nobody writes over what another has just written;
    `sheet` names the sheet that wrote it last, if one did: the same sheet, mended, may write it again.
    """

    __tablename__ = "month_report"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    month: Mapped[Month] = mapped_column(MonthColumn)
    version: Mapped[int]
    state: Mapped[ReportState] = mapped_column(enum_of(ReportState), default=ReportState.draft)
    revision: Mapped[int] = mapped_column(default=0)
    sheet: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    no_change: Mapped[bool] = mapped_column(default=False)
    done_words: Mapped[str] = mapped_column(sa.Text, default="")
    next_words: Mapped[str] = mapped_column(sa.Text, default="")
    why_slow: Mapped[str] = mapped_column(sa.Text, default="")
    entered_for: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    public_on: Mapped[date | None]

    project: Mapped[Project] = relationship()
    plan: Mapped[Plan] = relationship()
    lines: Mapped[list["ReportLine"]] = relationship(order_by="ReportLine.id", cascade="all, delete-orphan")
    money: Mapped[list["ReportMoney"]] = relationship(order_by="ReportMoney.id", cascade="all, delete-orphan")
    photos: Mapped[list[Document]] = relationship(secondary="report_photo", order_by=Document.id)
    steps: Mapped[list["ReportStep"]] = relationship(order_by="ReportStep.seq", back_populates="report")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "month", "version"),
        sa.Index(
            "uq_month_report_one_standing",
            "congress_id",
            "project_id",
            "month",
            unique=True,
            sqlite_where=sa.text("state <> 'returned'"),
            postgresql_where=sa.text("state <> 'returned'"),
        ),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("length(month) = 7", name="month_written"),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="handed_in_has_time"),
        sa.CheckConstraint(
            "(state IN ('accepted','returned')) = (decided_at IS NOT NULL)", name="decided_has_time"
        ),
        sa.CheckConstraint("state <> 'draft' OR public_on IS NULL", name="draft_not_public"),
        sa.CheckConstraint(
            "state NOT IN ('submitted','accepted') OR public_on IS NOT NULL", name="has_public_day"
        ),
    )

    @classmethod
    def opened(cls, plan: Plan, month: Month, version: int = 1) -> "MonthReport":
        """An empty draft for a month, under the plan in force."""
        return cls(
            congress_id=plan.congress_id,
            project=plan.project,
            plan=plan,
            month=month,
            version=version,
            state=ReportState.draft,
            revision=0,
        )

    def says(self) -> Said:
        """What this report says, by the keys that outlive a version of the plan."""
        return Said(
            {
                line.milestone.key: Achieved(line.quantity, line.reached_on, line.reason)
                for line in self.lines
            },
            {part.source: Spent(part.allocated_yuan, part.paid_yuan, part.reason) for part in self.money},
            self.done_words,
            self.next_words,
            self.why_slow,
            self.no_change,
        )

    @property
    def mark(self) -> str:
        """Which state of which version this is, as a page or sheet made from it names it."""
        return f"{self.version}.{self.revision}"

    def fill(self, said: Said, sheet: str = "") -> None:
        """Write into a draft, from a sheet or by hand; what was handed in is never written over."""
        if self.state is not ReportState.draft:
            raise RuleBroken(
                say("This month's report has already been handed in. Please load the page again.")
            )
        self.done_words, self.next_words, self.why_slow = said.done_words, said.next_words, said.why_slow
        self.no_change, self.sheet = said.no_change, sheet
        self.revision += 1
        self.lines.clear()
        self.money.clear()
        session = object_session(self)
        if session is not None:
            session.flush()
        self.lines += [self.line(milestone, said) for milestone in self.plan.milestones]
        self.money += [self.part(fund.source, said) for fund in self.plan.funds]

    def drop(self, photo: int) -> None:
        """Take a photo out of a draft."""
        if self.state is not ReportState.draft:
            raise RuleBroken(ALREADY)
        self.photos = [one for one in self.photos if one.id != photo]

    def line(self, milestone: Milestone, said: Said) -> "ReportLine":
        """The row of one milestone; a milestone of which nothing is said stands at nothing."""
        entry = said.achieved.get(milestone.key, Achieved())
        counted = entry.quantity if milestone.target is not None else Decimal(0)
        reached = entry.reached_on if milestone.target is None else None
        return ReportLine(
            congress_id=self.congress_id,
            milestone=milestone,
            quantity=counted,
            reached_on=reached,
            reason=entry.reason,
        )

    def part(self, source: FundSource, said: Said) -> "ReportMoney":
        """The row of one source of money."""
        entry = said.spent.get(source, Spent())
        return ReportMoney(
            congress_id=self.congress_id,
            source=source,
            allocated_yuan=entry.allocated_yuan,
            paid_yuan=entry.paid_yuan,
            reason=entry.reason,
        )

    def submit(self, hand: Hand, at: datetime, before: Said) -> None:
        """Hand the report in (提交); no cumulative figure may fall below the month `before` without a reason."""
        check_move(REPORT_MOVES, self.state, ReportState.submitted, hand)
        check_falls(before, self.says())
        public_on = public_from(day_of(at), None, False, self.days_before_public)
        self.step(
            ReportState.submitted, hand, at, submitted_at=at, entered_for=hand.for_unit, public_on=public_on
        )

    def accept(self, hand: Hand, at: datetime) -> None:
        """Sign the report off (审签): from now on everyone may read it, and see its photos."""
        check_move(REPORT_MOVES, self.state, ReportState.accepted, hand)
        self.step(ReportState.accepted, hand, at, decided_at=at, public_on=self.public_day(at, accepted=True))
        for photo in self.photos:
            photo.released_at = photo.released_at or at

    def send_back(self, hand: Hand, at: datetime, reason: str) -> None:
        """Return the report, saying what is to be put right (退回); the unit hands in a new version."""
        check_move(REPORT_MOVES, self.state, ReportState.returned, hand)
        check_reason(reason)
        public_on = self.public_day(at, accepted=False)
        self.step(ReportState.returned, hand, at, reason, decided_at=at, public_on=public_on)

    @property
    def days_before_public(self) -> int:
        """After how many days a report is public without a sign-off, as the cycle has adopted."""
        return settings_of(self.project.cycle.settings).public_after_days

    def public_day(self, decided_at: datetime, accepted: bool) -> date | None:
        """From when everyone may read it, once it is decided on."""
        submitted = day_of(self.submitted_at or decided_at)
        return public_from(submitted, day_of(decided_at), accepted, self.days_before_public)


class ReportLine(Base):
    """One milestone in a month's report: the cumulative quantity, or the day it was reached; a reason if it fell."""

    __tablename__ = "report_line"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("month_report.id", ondelete="CASCADE"), index=True)
    milestone_id: Mapped[int] = mapped_column(sa.ForeignKey("milestone.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    reached_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    milestone: Mapped[Milestone] = relationship(lazy="selectin")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "milestone_id"),
        sa.CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        sa.CheckConstraint("reached_on IS NULL OR quantity = 0", name="counted_or_reached"),
    )


class ReportMoney(Base):
    """Money of one source in a month's report, cumulative, in 元."""

    __tablename__ = "report_money"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("month_report.id", ondelete="CASCADE"), index=True)
    source: Mapped[FundSource] = mapped_column(enum_of(FundSource))
    allocated_yuan: Mapped[int] = mapped_column(sa.BigInteger)
    paid_yuan: Mapped[int] = mapped_column(sa.BigInteger)
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "source"),
        sa.CheckConstraint("allocated_yuan >= 0 AND paid_yuan >= 0", name="money_not_negative"),
    )


class ReportPhoto(Base):
    """A picture that goes with a month's report."""

    __tablename__ = "report_photo"

    report_id: Mapped[int] = mapped_column(sa.ForeignKey("month_report.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("report_id", "document_id"),)


class ReportStep(AppendOnly, Base):
    """The trace of a report: handed in, accepted, returned with a reason; when and by whom."""

    __tablename__ = "report_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("month_report.id"), index=True)
    seq: Mapped[int]
    state: Mapped[ReportState] = mapped_column(enum_of(ReportState))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    report: Mapped[MonthReport] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("state <> 'returned' OR reason <> ''", name="returned_says_why"),
    )
