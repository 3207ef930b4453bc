"""月报底册: what stands of one month for all projects of a cycle, in plain values, read in a fixed number of queries.

What a page of one unit asks project by project, an import of thousands of rows must not: the same rules judge it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.delivery.done import SAID_DONE
from votes.delivery.facts import counted, end_of, in_cycle, is_newest, newest_plans, ranked_reports
from votes.delivery.models import Fund, FundSource, Milestone, Plan, PlanGoal
from votes.delivery.month_rules import Month, check_month, month_of
from votes.delivery.reporting import check_not_after, check_under_way
from votes.delivery.reports import MonthReport, ReportLine, ReportMoney
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.states import PlanState, ReportState
from votes.projects.models import Cycle, Passage, Project
from votes.projects.stages import CHOSEN, Stage

Which = tuple[Any, ...]


class Step(NamedTuple):
    """A milestone of the plan in force."""

    id: int
    key: int
    title: str
    target: Decimal | None
    unit: str


@dataclass(slots=True)
class Page:
    """One project in the book: its plan, what stood before this month, and the newest report on it, if any."""

    project_id: int
    number: int
    title: str
    unit_id: int | None
    stage: Stage | None
    plan_id: int | None = None
    began: Month | None = None
    reported: Month | None = None
    done_in: Month | None = None
    steps: list[Step] = field(default_factory=list)
    sources: list[FundSource] = field(default_factory=list)
    before: Said = field(default_factory=Said)
    report: Any = None
    said: Said = field(default_factory=Said)

    @property
    def state(self) -> ReportState | None:
        """How far the report on this month is; None where none is begun."""
        return self.report.state if self.report else None

    @property
    def mark(self) -> str:
        """Which state of the draft stands."""
        return f"{self.report.version}.{self.report.revision}" if self.state is ReportState.draft else "0"

    def stands(self) -> Said:
        """What the month says so far: the draft, what was handed in or returned, else the figures before it."""
        base = self.said if self.report else self.before
        achieved = {step.key: base.achieved.get(step.key, Achieved()) for step in self.steps}
        spent = {source: base.spent.get(source, Spent()) for source in self.sources}
        if self.report:
            return replace(base, achieved=achieved, spent=spent, no_change=False)
        plain = {key: unexplained(entry) for key, entry in achieved.items()}
        return Said(plain, {source: unexplained(part) for source, part in spent.items()})

    def barred(self, month: Month, on: date) -> RuleBroken | None:
        """What stands against writing a report on this month, if anything."""
        try:
            check_under_way(self.stage, self.plan_id is not None)
            check_not_after(self.done_in, month)
            check_month(month, on, self.began or month, self.reported)
        except RuleBroken as broken:
            return broken
        return None


F = TypeVar("F", Achieved, Spent)


def unexplained(figure: F) -> F:
    """A figure of an earlier month: why that one was corrected is not said again."""
    return replace(figure, reason="") if figure.reason else figure


def book_of(cycle: Cycle, month: Month, on: date) -> list[Page]:
    """The book of a month, by number; figures of earlier months as they stand on this day."""
    which, end = in_cycle(cycle), end_of(on)
    columns = (Project.id, Project.number, Project.title, Project.unit_id, Project.stage)
    wanted = sa.select(*columns).where(*which, Project.stage.in_(CHOSEN)).order_by(Project.number)
    pages = {row.id: Page(*row) for row in db.session.execute(wanted)}
    add_plans(pages, which, end)
    add_days(pages, which, end)
    earlier = ranked_reports(which, sa.and_(counted(end), MonthReport.month < month))
    for row, said in says(earlier):
        pages[row.project_id].before = said
    for row, said in says(ranked_reports(which, MonthReport.month == month)):
        pages[row.project_id].report, pages[row.project_id].said = row, said
    return list(pages.values())


def add_plans(pages: Mapping[int, Page], which: Which, end: Any) -> None:
    """The plans in force with their milestones and sources of money."""
    newest = newest_plans(which, end)
    steps = (
        sa.select(
            Plan.project_id,
            Plan.id,
            Milestone.id,
            Milestone.key,
            Milestone.title,
            Milestone.target,
            sa.func.coalesce(PlanGoal.unit, ""),
        )
        .join(Milestone, Milestone.plan_id == Plan.id)
        .outerjoin(PlanGoal, Milestone.goal_id == PlanGoal.id)
        .join(newest, is_newest(newest))
        .order_by(Plan.project_id, Milestone.seq)
    )
    for row in db.session.execute(steps):
        pages[row[0]].plan_id = row[1]
        pages[row[0]].steps.append(Step._make(row[2:]))
    funds = sa.select(Plan.project_id, Fund.source).join(Plan, Fund.plan_id == Plan.id)
    for project_id, source in db.session.execute(funds.join(newest, is_newest(newest)).order_by(Fund.id)):
        pages[project_id].sources.append(source)


def add_days(pages: Mapping[int, Page], which: Which, end: Any) -> None:
    """When the first plan was published, the last month reported, and the month of the unit's word that all is done."""
    first = (
        sa.select(Plan.project_id, sa.func.min(Plan.published_at))
        .join(Project, Plan.project_id == Project.id)
        .where(*which, Project.stage.in_(CHOSEN), Plan.state == PlanState.published)
        .group_by(Plan.project_id)
    )
    for project_id, at in db.session.execute(first):
        pages[project_id].began = month_of(day_of(at)) if at else None
    ranked = ranked_reports(which, counted(end))
    last = sa.select(MonthReport.project_id, MonthReport.month).join(ranked, MonthReport.id == ranked.c.id)
    for project_id, reported in db.session.execute(last.where(ranked.c.place == 1)):
        pages[project_id].reported = reported
    done = (
        sa.select(Passage.project_id, Passage.at)
        .join(Project, Passage.project_id == Project.id)
        .where(*which, Project.stage.in_(SAID_DONE), Passage.to_stage == Stage.done)
        .order_by(Passage.project_id, Passage.seq)
    )
    for project_id, at in db.session.execute(done):
        pages[project_id].done_in = month_of(day_of(at))


def says(ranked: sa.Subquery) -> list[tuple[Any, Said]]:
    """The first report of each project in this ranking, with what it says."""
    ids = sa.select(ranked.c.id).where(ranked.c.place == 1)
    achieved, spent = lines_of(ids), money_of(ids)
    wanted = sa.select(
        MonthReport.id,
        MonthReport.project_id,
        MonthReport.version,
        MonthReport.revision,
        MonthReport.state,
        MonthReport.sheet,
        MonthReport.done_words,
        MonthReport.next_words,
        MonthReport.why_slow,
    ).where(MonthReport.id.in_(ids))
    return [
        (row, Said(achieved[row.id], spent[row.id], row.done_words, row.next_words, row.why_slow))
        for row in db.session.execute(wanted)
    ]


def lines_of(ids: Any) -> Mapping[int, dict[int, Achieved]]:
    """What these reports say of milestones, by report and by key."""
    found: dict[int, dict[int, Achieved]] = defaultdict(dict)
    wanted = (
        sa.select(
            ReportLine.report_id, Milestone.key, ReportLine.quantity, ReportLine.reached_on, ReportLine.reason
        )
        .join(Milestone, ReportLine.milestone_id == Milestone.id)
        .where(ReportLine.report_id.in_(ids))
    )
    for report_id, key, quantity, reached_on, reason in db.session.execute(wanted):
        found[report_id][key] = Achieved(quantity, reached_on, reason)
    return found


def money_of(ids: Any) -> Mapping[int, dict[FundSource, Spent]]:
    """What these reports say of money, by report and by source."""
    found: dict[int, dict[FundSource, Spent]] = defaultdict(dict)
    wanted = sa.select(
        ReportMoney.report_id,
        ReportMoney.source,
        ReportMoney.allocated_yuan,
        ReportMoney.paid_yuan,
        ReportMoney.reason,
    ).where(ReportMoney.report_id.in_(ids))
    for report_id, source, allocated, paid, reason in db.session.execute(wanted):
        found[report_id][source] = Spent(allocated, paid, reason)
    return found


def hold(cycle: Cycle, units: Collection[int] | None) -> None:
    """While something is read in, nobody else writes about these projects."""
    wanted = sa.select(Project.id).where(*in_cycle(cycle)).order_by(Project.id)
    if units is not None:
        wanted = wanted.where(Project.unit_id.in_(units))
    db.session.execute(wanted.with_for_update()).all()
