"""原计划: the first plan that was published is the promise; whatever was changed later stands beside it, and why.

`promise_of(project, on)` is for every page and for open data; nothing of the first plan is ever written over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.delivery.drafting import plans_of
from votes.delivery.facts import end_of
from votes.delivery.models import FUND_NAMES, Milestone, Plan
from votes.delivery.quantities import plainly
from votes.delivery.telling import span_words, target_words
from votes.projects.models import Project
from votes.projects.telling import wan_words

Key = tuple[str, Any]
Items = Mapping[Key, tuple[str, str]]
"""What a plan promises: by a key that outlives a version, its label and what is promised, in words."""


@dataclass(frozen=True)
class Changed:
    """One later version that says otherwise: its number, its day, what it says (blank: dropped), and why."""

    version: int
    on: date
    words: str
    why: str


@dataclass
class Promised:
    """One date, figure or goal that was changed: what was promised first (blank: nothing), and each change since."""

    label: str
    words: str
    changes: list[Changed] = field(default_factory=list)


@dataclass(frozen=True)
class Promise:
    """The first published plan of a project, and everything in it that was changed since."""

    first: Plan
    on: date
    versions: int
    rows: list[Promised]

    def items(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Each item with the first plan and every change of it: day, words, why."""
        return [(row.label, [self.first_words(row), *map(change_words, row.changes)]) for row in self.rows]

    def first_words(self, row: Promised) -> tuple[str, str, str]:
        """What the first plan says of it."""
        words = _("First plan: %(words)s", words=row.words or _("not promised"))
        return long_day(self.on), str(words), ""

    def data(self) -> list[dict[str, Any]]:
        """The changes as open data; null where nothing was promised, or it was dropped."""
        return [
            {
                "what": row.label,
                "promised": row.words or None,
                "promised_on": self.on.isoformat(),
                "changes": [
                    {
                        "version": one.version,
                        "on": one.on.isoformat(),
                        "now": one.words or None,
                        "why": one.why,
                    }
                    for one in row.changes
                ],
            }
            for row in self.rows
        ]


def change_words(one: Changed) -> tuple[str, str, str]:
    """What a later version says: its day, its words, why."""
    words = _("Version %(n)d: %(words)s", n=one.version, words=one.words or _("dropped"))
    return long_day(one.on), str(words), one.why


def promise_of(project: Project, on: date) -> Promise | None:
    """The promise of a project as it stands on this day; None before its first plan is published."""
    published = [one for one in plans_of(project) if one.published_at and one.published_at < end_of(on)]
    if not published:
        return None
    versions = published[::-1]
    return Promise(versions[0], published_on(versions[0]), len(versions), changed_rows(versions))


def published_on(plan: Plan) -> date:
    """The day a plan was published."""
    return day_of(plan.published_at) if plan.published_at else date.max


def changed_rows(versions: Sequence[Plan]) -> list[Promised]:
    """Whatever a later version says otherwise than the one before it, in the order of the plan."""
    items = [items_of(plan) for plan in versions]
    keys = dict.fromkeys(key for one in items for key in one)
    rows = [row_of(key, versions, items) for key in keys]
    return [row for row in rows if row.changes]


def row_of(key: Key, versions: Sequence[Plan], items: Sequence[Items]) -> Promised:
    """One item through all versions."""
    label = next(one[key][0] for one in items if key in one)
    said = [one.get(key, ("", ""))[1] for one in items]
    changes = [
        Changed(plan.version, published_on(plan), words, plan.why)
        for plan, words, before in zip(versions[1:], said[1:], said, strict=False)
        if words != before
    ]
    return Promised(label, said[0], changes)


def items_of(plan: Plan) -> Items:
    """Every date, figure and goal of a plan, and who answers for it."""
    plain: dict[Key, tuple[str, str]] = {
        ("plan", "task"): (_("Task and goal (目标任务)"), plan.task),
        ("plan", "deadline"): (
            _("Finished by (完成时限)"),
            long_day(plan.deadline) if plan.deadline else "",
        ),
        ("plan", "unit"): (_("Responsible unit"), plan.unit_name),
        ("plan", "co_units"): (_("Supporting units"), plan.co_units),
        ("plan", "leader"): (_("Leader in charge"), plan.leader),
        ("plan", "money"): (_("Money (资金安排)"), plan.money_words),
    }
    goals = {("goal", one.title): (one.title, f"{plainly(one.number)} {one.unit}") for one in plan.goals}
    funds = {
        ("fund", one.source): (str(FUND_NAMES[one.source]), wan_words(one.planned_yuan)) for one in plan.funds
    }
    steps = {
        ("step", one.key): (str(_("Milestone “%(title)s”", title=one.title)), step_words(one, plan))
        for one in plan.milestones
    }
    return {key: item for key, item in {**plain, **goals, **funds, **steps}.items() if item[1]}


def step_words(step: Milestone, plan: Plan) -> str:
    """A milestone's days, quantity and weight."""
    weight = _("%(n)d pts", n=step.weight)
    return str(_(", ").join((span_words(step, plan), target_words(step), weight)))
