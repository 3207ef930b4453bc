"""What the tables say of projects under way, in plain values, read in six queries however many they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from votes.common.clock import BEIJING
from votes.common.db import db
from votes.congress.models import Unit
from votes.delivery.models import Milestone, Plan
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport, ReportLine
from votes.delivery.rules import Piece
from votes.delivery.states import PlanState, ReportState
from votes.projects.models import Cycle, Passage, Project
from votes.projects.stages import CHOSEN, Stage

Rows = sa.Select[*tuple[Any, ...]]

Achieved = dict[tuple[int, int], int]
"""By project and milestone key: the quantity reached in thousandths, or 1 once reached."""


def thousandths(quantity: Any) -> sa.ColumnElement[int]:
    """A quantity as the table holds it: a wall asks for thousands of them, and needs no decimals to divide two."""
    return sa.type_coerce(quantity, sa.BigInteger)


@dataclass
class Facts:
    """What the tables say of one project, in plain values."""

    row: Any
    plan: Any = None
    pieces: dict[int, Piece] = field(default_factory=dict)
    report: Any = None
    passages: list[Any] = field(default_factory=list)


def in_cycle(cycle: Cycle) -> tuple[Any, ...]:
    """What selects the projects of a cycle."""
    return Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id


def gathered(which: tuple[Any, ...], on: date, public: bool) -> list[Facts]:
    """The facts of these projects on this day, in six queries."""
    end = end_of(on)
    found = {row.id: Facts(row) for row in db.session.execute(projects(which))}
    for row in db.session.execute(plans_in_force(which, end)):
        found[row.project_id].plan = row
    achieved = add_reports(found, which, readable(on, end) if public else counted(end))
    add_milestones(found, which, end, achieved)
    for row in db.session.execute(passages(which, end)):
        found[row.project_id].passages.append(row)
    return list(found.values())


def end_of(on: date) -> datetime:
    """The moment at which this day ends in China."""
    return datetime.combine(on + timedelta(days=1), time(), BEIJING).astimezone(UTC)


def projects(which: tuple[Any, ...]) -> Rows:
    """The projects themselves."""
    return (
        sa.select(
            Project.id,
            Project.congress_id,
            Project.cycle_id,
            Project.number,
            Project.title,
            Project.year_goal.label("goal"),
            Project.unit_id,
            Unit.name.label("unit"),
            Project.unit_words.label("words"),
            Project.stage,
        )
        .outerjoin(Unit, Project.unit_id == Unit.id)
        .where(*which, Project.stage.in_(CHOSEN))
        .order_by(Project.number)
    )


def newest_plans(which: tuple[Any, ...], end: datetime) -> sa.Subquery:
    """The number of the plan in force of each project: the newest published before this moment."""
    return (
        sa.select(Plan.project_id, sa.func.max(Plan.version).label("version"))
        .join(Project, Plan.project_id == Project.id)
        .where(*which, Project.stage.in_(CHOSEN), Plan.state == PlanState.published, Plan.published_at < end)
        .group_by(Plan.project_id)
        .subquery()
    )


def plans_in_force(which: tuple[Any, ...], end: datetime) -> Rows:
    """The plan in force of each project."""
    newest = newest_plans(which, end)
    return sa.select(Plan.id, Plan.project_id, Plan.deadline, Plan.published_at).join(
        newest, is_newest(newest)
    )


def is_newest(newest: sa.Subquery) -> sa.ColumnElement[bool]:
    """Joins a plan to the number of the plan in force."""
    return sa.and_(Plan.project_id == newest.c.project_id, Plan.version == newest.c.version)


def add_milestones(
    found: dict[int, Facts], which: tuple[Any, ...], end: datetime, achieved: Achieved
) -> None:
    """The milestones of the plans in force, each with what is achieved of it."""
    newest = newest_plans(which, end)
    rows = db.session.execute(
        sa.select(
            Plan.project_id,
            Milestone.key,
            Milestone.weight,
            Milestone.ends_on,
            Milestone.starts_on,
            thousandths(Milestone.target),
        )
        .join(Plan, Milestone.plan_id == Plan.id)
        .join(newest, is_newest(newest))
        .order_by(Plan.project_id, Milestone.seq)
    )
    for project_id, key, weight, ends_on, starts_on, target in rows:
        done = achieved.get((project_id, key), 0)
        found[project_id].pieces[key] = Piece(weight, ends_on, starts_on, target, done)


def counted(end: datetime) -> sa.ColumnElement[bool]:
    """Reports that stand for units and offices before this moment: handed in and not returned."""
    returned = sa.and_(MonthReport.state == ReportState.returned, MonthReport.decided_at < end)
    return sa.and_(MonthReport.submitted_at < end, sa.not_(returned))


def readable(on: date, end: datetime) -> sa.ColumnElement[bool]:
    """Reports that everyone may read on this day."""
    return sa.and_(MonthReport.public_on <= on, MonthReport.submitted_at < end)


def add_reports(found: dict[int, Facts], which: tuple[Any, ...], counts: sa.ColumnElement[bool]) -> Achieved:
    """The newest report of each project, and what they say is achieved."""
    newest = ranked_reports(which, counts)
    for row in db.session.execute(newest_reports(newest)):
        found[row.project_id].report = row
    return {(project_id, key): amount for project_id, key, amount in amounts(newest)}


def ranked_reports(which: tuple[Any, ...], counts: sa.ColumnElement[bool]) -> sa.Subquery:
    """The reports that count, each with its place: the newest version of a project's last month comes first."""
    place = sa.func.row_number().over(
        partition_by=MonthReport.project_id,
        order_by=(MonthReport.month.desc(), MonthReport.version.desc()),
    )
    return (
        sa.select(MonthReport.id, MonthReport.project_id, place.label("place"))
        .join(Project, MonthReport.project_id == Project.id)
        .where(*which, Project.stage.in_(CHOSEN), counts)
        .subquery()
    )


def newest_reports(ranked: sa.Subquery) -> Rows:
    """The newest report of each project."""
    return sa.select(
        MonthReport.id,
        MonthReport.project_id,
        MonthReport.month,
        MonthReport.why_slow,
        MonthReport.done_words,
        MonthReport.next_words,
        MonthReport.entered_for,
    ).join(ranked, sa.and_(MonthReport.id == ranked.c.id, ranked.c.place == 1))


def amounts(ranked: sa.Subquery, place: int = 1) -> Iterator[tuple[int, int, int]]:
    """What the reports at this place say is achieved, not what is at nothing yet: project, key, thousandths or 1 once reached."""
    rows = db.session.execute(
        sa.select(ranked.c.project_id, Milestone.key, thousandths(ReportLine.quantity), ReportLine.reached_on)
        .join(ReportLine, ReportLine.report_id == ranked.c.id)
        .join(Milestone, ReportLine.milestone_id == Milestone.id)
        .where(ranked.c.place == place, sa.or_(ReportLine.reached_on.is_not(None), ReportLine.quantity != 0))
    )
    for project_id, key, quantity, reached_on in rows:
        yield project_id, key, 1 if reached_on else quantity


def months_at(ranked: sa.Subquery, place: int) -> dict[int, Month]:
    """The month of the report at this place, by project."""
    rows = sa.select(MonthReport.project_id, MonthReport.month).join(ranked, MonthReport.id == ranked.c.id)
    return {
        project_id: month for project_id, month in db.session.execute(rows.where(ranked.c.place == place))
    }


def passages(which: tuple[Any, ...], end: datetime) -> Rows:
    """The moves into and out of delivery, in order."""
    return (
        sa.select(Passage.project_id, Passage.at, Passage.from_stage, Passage.to_stage)
        .join(Project, Passage.project_id == Project.id)
        .where(
            *which,
            Project.stage.in_(CHOSEN),
            Passage.at < end,
            sa.or_(Passage.to_stage == Stage.delivery, Passage.from_stage == Stage.delivery),
        )
        .order_by(Passage.project_id, Passage.seq)
    )
