"""What a plan says, in plain values: goals, milestones, money by source."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from votes.delivery.models import FundSource


@dataclass(frozen=True)
class GoalSaid:
    """A goal: 新建公厕, 326, 座."""

    title: str
    number: Decimal
    unit: str


@dataclass(frozen=True)
class MilestoneSaid:
    """A milestone; `goal` is the number of the goal it measures, counted from 1, `target` blank the whole of it."""

    title: str
    weight: int
    ends_on: date
    starts_on: date | None = None
    goal: int | None = None
    target: Decimal | None = None
    key: int | None = None


@dataclass(frozen=True)
class PlanSaid:
    """Everything a plan says."""

    task: str = ""
    deadline: date | None = None
    leader: str = ""
    co_units: str = ""
    money_words: str = ""
    measures: str = ""
    why: str = ""
    goals: list[GoalSaid] = field(default_factory=list)
    milestones: list[MilestoneSaid] = field(default_factory=list)
    funds: dict[FundSource, int] = field(default_factory=dict)
