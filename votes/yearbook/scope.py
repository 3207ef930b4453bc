"""What a report asks of the other rooms: its congress, its days, its lists of projects; and the rows it gets back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from flask import request, url_for

from votes.common.clock import begin_of
from votes.common.db import db
from votes.congress.models import Congress
from votes.delivery.figures import figures_of
from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN, Stage


@dataclass(frozen=True)
class Row:
    """One thing behind a figure: its words, the address where it stands, its day, and for how much it counts."""

    words: str
    path: str = ""
    on: date | None = None
    amount: int = 1


@dataclass(frozen=True)
class Scope:
    """The congress, the first and last day of a report, and the day on which it is asked."""

    congress: Congress
    year: int
    first: date
    last: date
    today: date

    @property
    def until(self) -> date:
        """The last day that is over or runs: nothing of a report lies in the future."""
        return max(self.first, min(self.last, self.today))

    @property
    def begin(self) -> datetime:
        """The moment at which the first day begins."""
        return begin_of(self.first)

    @property
    def end(self) -> datetime:
        """The moment at which the day `until` is over."""
        return begin_of(self.until + timedelta(days=1))

    def holds(self, column: Any) -> sa.ColumnElement[bool]:
        """Whether a day of a table lies in these days."""
        return sa.and_(column >= self.first, column <= self.until)

    def holds_moment(self, column: Any) -> sa.ColumnElement[bool]:
        """Whether a moment of a table lies in these days."""
        return sa.and_(column >= self.begin, column < self.end)

    def mine(self, table: Any) -> sa.ColumnElement[bool]:
        """Rows of this congress."""
        return sa.and_(table.congress_id == self.congress.id)

    @cached_property
    def cycles(self) -> list[Cycle]:
        """The lists of this year, those of past years' archive left out."""
        rows = sa.select(Cycle).where(self.mine(Cycle), Cycle.year == self.year, Cycle.archived.is_(False))
        return list(db.session.scalars(rows.order_by(Cycle.id)))

    @cached_property
    def projects(self) -> list[tuple[Project, Stage | None]]:
        """The projects of these lists, each with the stage at which it stood on the day `until`."""
        return [(project, stage_at(project, self.end)) for cycle in self.cycles for project in cycle.projects]

    @cached_property
    def money(self) -> list[tuple[Project, tuple[int, int, int]]]:
        """The adopted projects with a plan, each with 元 planned, allocated and paid on the day `until`."""
        adopted = [project for project, stage in self.projects if stage in CHOSEN]
        return [(one, yuan) for one in adopted if (yuan := yuan_of(one, self.until))]


def yuan_of(project: Project, on: date) -> tuple[int, int, int] | None:
    """Planned, allocated and paid 元 of a project by the plan in force and the last report; None without a plan."""
    figures = figures_of(project, on)
    if figures is None:
        return None
    spent = figures.said.spent.values()
    return (
        sum(fund.planned_yuan for fund in figures.plan.funds),
        sum(one.allocated_yuan for one in spent),
        sum(one.paid_yuan for one in spent),
    )


def stage_at(project: Project, end: datetime) -> Stage | None:
    """The stage before this moment, by the passages (流转); one that never moved stands where it began."""
    before = [passage.to_stage for passage in project.passages if passage.at < end]
    if before:
        return before[-1]
    return project.passages[0].from_stage if project.passages else project.stage


def path_of(endpoint: str, **values: Any) -> str:
    """The address of a page without the prefix of this request's language, so that it can be kept."""
    return url_for(endpoint, **values).removeprefix(request.script_root)


def project_path(endpoint: str, project: Project) -> str:
    """The address of a page about a project."""
    cycle = project.cycle
    return path_of(endpoint, congress=cycle.congress.slug, cycle=cycle.slug, number=project.number)


def project_words(project: Project) -> str:
    """A project as a list names it, with its list where a year has several."""
    return f"{project.cycle.title} {project.number} {project.title}"
