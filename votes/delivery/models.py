"""实施计划: a unit's published commitment, with its goals, milestones and money; every version is kept."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.delivery.quantities import Quantity, plainly
from votes.delivery.rules import Piece, check_dates, check_weights
from votes.delivery.states import PLAN_MOVES, Hand, PlanState, check_move, check_reason
from votes.delivery.traces import Traced
from votes.projects.adoption import freeze
from votes.projects.models import Project
from votes.projects.settings import Subject
from votes.projects.stages import Stage

PublishingWord = Callable[["Plan"], None]
PUBLISHING_WORDS: list[PublishingWord] = []
"""What has to be asked before a plan is published; each refuses with a broken rule."""


def asked_before_publishing(word: PublishingWord) -> PublishingWord:
    """Mark a word on whether a plan may be published: a major change needs its decision."""
    PUBLISHING_WORDS.append(word)
    return word


class FundSource(StrEnum):
    """资金来源."""

    own = "own"
    higher = "higher"
    private = "private"
    other = "other"


FUND_NAMES: dict[FundSource, LazyString] = {
    FundSource.own: _l("own budget"),
    FundSource.higher: _l("grants from above"),
    FundSource.private: _l("private capital"),
    FundSource.other: _l("other money"),
}


class Plan(Traced, Base):
    """实施计划 with all that a plan must name: unit, task, deadline, money, guarantees (责任部门、目标任务、完成时限、资金安排、保障措施).

    A published plan is never overwritten: a change is a new version beside it, which says why. `revision` counts how
    often a draft was written, so that nobody writes over what another has just written.
    """

    __tablename__ = "plan"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    version: Mapped[int]
    state: Mapped[PlanState] = mapped_column(enum_of(PlanState), default=PlanState.draft)
    revision: Mapped[int] = mapped_column(default=0)
    unit_name: Mapped[str] = mapped_column(sa.String(200), default="")
    co_units: Mapped[str] = mapped_column(sa.Text, default="")
    leader: Mapped[str] = mapped_column(sa.String(100), default="")
    task: Mapped[str] = mapped_column(sa.Text, default="")
    deadline: Mapped[date | None]
    money_words: Mapped[str] = mapped_column(sa.Text, default="")
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    why: Mapped[str] = mapped_column(sa.Text, default="")
    entered_for: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship()
    goals: Mapped[list["PlanGoal"]] = relationship(
        order_by="PlanGoal.seq", cascade="all, delete-orphan", back_populates="plan"
    )
    milestones: Mapped[list["Milestone"]] = relationship(
        order_by="Milestone.seq", cascade="all, delete-orphan", back_populates="plan"
    )
    funds: Mapped[list["Fund"]] = relationship(order_by="Fund.id", cascade="all, delete-orphan")
    steps: Mapped[list["PlanStep"]] = relationship(order_by="PlanStep.seq", back_populates="plan")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "version"),
        sa.Index(
            "uq_plan_one_open",
            "congress_id",
            "project_id",
            unique=True,
            sqlite_where=sa.text("state <> 'published'"),
            postgresql_where=sa.text("state <> 'published'"),
        ),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("version = 1 OR why <> ''", name="change_says_why"),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="handed_in_has_time"),
        sa.CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_has_time"),
        sa.CheckConstraint(
            "state IN ('draft','returned') OR (unit_name <> '' AND task <> '' AND deadline IS NOT NULL"
            " AND money_words <> '' AND measures <> '')",
            name="handed_in_is_complete",
        ),
    )

    @classmethod
    def opened(cls, project: Project, version: int = 1, why: str = "") -> "Plan":
        """An empty draft; a later version says why there is one."""
        return cls(
            congress_id=project.congress_id,
            project=project,
            version=version,
            state=PlanState.draft,
            revision=0,
            unit_name=project.unit_name,
            why=why,
        )

    @property
    def is_open(self) -> bool:
        """Whether the unit may still write in it."""
        return self.state in (PlanState.draft, PlanState.returned)

    def pieces(self) -> dict[str, Piece]:
        """The milestones as the rules see them, by title, nothing achieved yet."""
        return {
            f"{m.seq}. {m.title}": Piece(m.weight, m.ends_on, m.starts_on, m.target) for m in self.milestones
        }

    def submit(self, hand: Hand, at: datetime) -> None:
        """Hand the plan in to the government office (报送)."""
        check_move(PLAN_MOVES, self.state, PlanState.submitted, hand)
        self.check_complete()
        self.step(PlanState.submitted, hand, at, submitted_at=at, entered_for=hand.for_unit)

    def check_complete(self) -> None:
        """Refuse a plan that leaves out what a plan must name, or whose milestones don't add up."""
        needed = (self.unit_name, self.task, self.deadline, self.money_words, self.measures)
        if not all(needed):
            raise RuleBroken(
                say("The plan is not complete. Please fill in every field that is not optional.")
            )
        check_weights([milestone.weight for milestone in self.milestones])
        check_dates(self.pieces(), self.deadline)
        check_goals(self.goals, self.milestones)

    def send_back(self, hand: Hand, at: datetime, reason: str) -> None:
        """Return the plan to the unit, saying what is to be put right (退回)."""
        check_move(PLAN_MOVES, self.state, PlanState.returned, hand)
        check_reason(reason)
        self.step(PlanState.returned, hand, at, reason)

    def publish(self, hand: Hand, at: datetime) -> None:
        """Publish the plan (公布); the first one brings the project under way, and the rules of its lights stand still."""
        check_move(PLAN_MOVES, self.state, PlanState.published, hand)
        for word in PUBLISHING_WORDS:
            word(self)
        freeze(self.project.cycle, Subject.delivery, at, self.project.title)
        self.step(PlanState.published, hand, at, published_at=at)
        if self.project.stage is Stage.adopted:
            self.project.move_to(Stage.delivery, at, hand.name)


class PlanGoal(Base):
    """目标: a promise as a number with its unit, such as 326 座 of 新建公厕."""

    __tablename__ = "plan_goal"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(120))
    number: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(sa.String(20))

    plan: Mapped[Plan] = relationship(back_populates="goals")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "plan_id", "seq"),
        sa.CheckConstraint("title <> '' AND unit <> ''", name="named"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )


class Milestone(Base):
    """里程碑: a step with its weight and days; measured by a goal's quantity, or reached or not.

    `key` stays the same from version to version of the plan, so that what was achieved is carried along.
    """

    __tablename__ = "milestone"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    key: Mapped[int]
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(120))
    weight: Mapped[int]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date]
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan_goal.id"), index=True)
    target: Mapped[Decimal | None] = mapped_column(Quantity)

    plan: Mapped[Plan] = relationship(back_populates="milestones")
    goal: Mapped[PlanGoal | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "plan_id", "seq"),
        sa.UniqueConstraint("congress_id", "plan_id", "key"),
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name="weight_in_points"),
        sa.CheckConstraint("starts_on IS NULL OR starts_on <= ends_on", name="starts_before_it_ends"),
        sa.CheckConstraint("(goal_id IS NULL) = (target IS NULL)", name="target_has_goal"),
        sa.CheckConstraint("target IS NULL OR target > 0", name="target_positive"),
    )

    @property
    def unit(self) -> str:
        """What its quantity is counted in; blank where there is nothing to count."""
        return self.goal.unit if self.goal else ""


class Fund(Base):
    """资金安排: what is planned from one source, in 元."""

    __tablename__ = "fund"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    source: Mapped[FundSource] = mapped_column(enum_of(FundSource))
    planned_yuan: Mapped[int] = mapped_column(sa.BigInteger)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "plan_id", "source"),
        sa.CheckConstraint("planned_yuan >= 0", name="planned_not_negative"),
    )


class PlanStep(AppendOnly, Base):
    """The trace of a plan: handed in, returned with a reason, published; when and by whom."""

    __tablename__ = "plan_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    seq: Mapped[int]
    state: Mapped[PlanState] = mapped_column(enum_of(PlanState))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    plan: Mapped[Plan] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "plan_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("state <> 'returned' OR reason <> ''", name="returned_says_why"),
    )


def check_goals(goals: list[PlanGoal], milestones: list[Milestone]) -> None:
    """Refuse milestones that measure a goal and together promise another number than the goal."""
    for goal in goals:
        targets = [milestone.target or Decimal(0) for milestone in milestones if milestone.goal is goal]
        check_goal(goal.title, goal.number, targets)


def check_goal(title: str, number: Decimal, targets: Sequence[Decimal]) -> None:
    """Refuse the milestones of one goal if they together promise another number."""
    if targets and sum(targets) != number:
        raise RuleBroken(
            say(
                "The milestones of “%(title)s” add up to %(sum)s, the goal is %(number)s. Please make them equal."
            ),
            title=title,
            sum=plainly(sum(targets, Decimal(0))),
            number=plainly(number),
        )
