"""进度 by the plainest way there is: one project at a time, from its rows, with fractions and loops.

It shares no line with the rooms' own reckoning, so that each proves the other.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import sqlalchemy as sa

from votes.common.clock import day_of
from votes.common.db import db
from votes.delivery.models import Plan
from votes.delivery.reports import MonthReport
from votes.projects.models import Project


@dataclass(frozen=True)
class Plainly:
    """Tenths of a point, as published; the light, and how many months are silent."""

    fact: int
    plan: int
    light: str | None
    silent: int


def plainly(
    rows: "Rows", on: date, public: bool, limits: tuple[int, int], due: int, grace: int
) -> Plainly | None:
    """One project on one day; `limits` of the lag in points, `due` the day of the month, `grace` days for the public."""
    project = rows.project
    plans = [one for one in rows.plans if one.published_at and day_of(one.published_at) <= on]
    if not plans:
        return None
    plan = max(plans, key=lambda one: one.version)
    reports = [one for one in rows.reports if counts(one, on, public)]
    report = max(reports, key=lambda one: (str(one.month), one.version), default=None)
    days = under_way(project, on)
    last = days[-1] + timedelta(days=1) if days and days[-1] < on else on
    missing = [end for end in month_ends(days, on) if report is None or end > report.month.last]
    silent = [end for end in missing if on > due_after(end, due) + timedelta(days=grace if public else 0)]
    told = silent + ([report.month.last] if report else [])
    held = min([last, max(told) if told else day_of(plan.published_at)])
    fact = Fraction(0)
    ought = Fraction(0)
    for step in plan.milestones:
        fact += step.weight * done(step, report)
        ought += step.weight * time_gone(step, held)
    fact_tenths, plan_tenths = tenths(fact), tenths(ought)
    colour = light(project, fact_tenths, plan_tenths - fact_tenths, last > plan.deadline, limits)
    return Plainly(fact_tenths, plan_tenths, colour, len(silent))


@dataclass(frozen=True)
class Rows:
    """A project with all its plans and reports."""

    project: Project
    plans: list[Plan]
    reports: list[MonthReport]


def rows_of(project: Project) -> Rows:
    """All rows of a project."""
    plans = db.session.scalars(sa.select(Plan).where(Plan.project_id == project.id))
    reports = db.session.scalars(sa.select(MonthReport).where(MonthReport.project_id == project.id))
    return Rows(project, list(plans), list(reports))


def counts(report: MonthReport, on: date, public: bool) -> bool:
    """Whether a report stands on this day for those who ask."""
    if report.submitted_at is None or day_of(report.submitted_at) > on:
        return False
    if public:
        return report.public_on is not None and report.public_on <= on
    return not (report.state.value == "returned" and day_of(report.decided_at) <= on)


def under_way(project: Project, on: date) -> list[date]:
    """Every single day, up to this one, at the end of which the project stood in delivery."""
    found = []
    since = None
    for passage in project.passages:
        day = day_of(passage.at)
        if day > on:
            break
        if passage.to_stage.value == "delivery":
            since = day
        elif since is not None and passage.from_stage is not None and passage.from_stage.value == "delivery":
            found += [since + timedelta(days=n) for n in range((day - since).days)]
            since = None
    if since is not None:
        found += [since + timedelta(days=n) for n in range((on - since).days + 1)]
    return found


def month_ends(days: list[date], on: date) -> list[date]:
    """The last days of months, over by now, at which the project stood in delivery."""
    return [day for day in days if day < on and (day + timedelta(days=1)).day == 1]


def due_after(end: date, due: int) -> date:
    """The day of the following month by which its report is due."""
    following = end + timedelta(days=1)
    longest = calendar.monthrange(following.year, following.month)[1]
    return following.replace(day=min(due, longest))


def done(step, report: MonthReport | None) -> Fraction:
    """Which part of a milestone the report says is reached."""
    for line in report.lines if report else []:
        if line.milestone.key == step.key:
            if step.target is None:
                return Fraction(1 if line.reached_on else 0)
            return min(Fraction(1), Fraction(line.quantity) / Fraction(step.target))
    return Fraction(0)


def time_gone(step, day: date) -> Fraction:
    """Which part of a milestone's time is over."""
    if day >= step.ends_on:
        return Fraction(1)
    if step.starts_on is None or day <= step.starts_on:
        return Fraction(0)
    return Fraction((day - step.starts_on).days, (step.ends_on - step.starts_on).days)


def tenths(points: Fraction) -> int:
    """Half up; 100.0 only when everything is reached."""
    rounded = (points * 10 + Fraction(1, 2)) // 1
    return min(rounded, 999) if points < 100 else 1000


def light(project: Project, fact: int, lag: int, is_over: bool, limits: tuple[int, int]) -> str | None:
    """The light that shows."""
    if project.stage.value in ("suspended", "terminated"):
        return None
    if project.stage.value in ("confirmed", "closed") or fact == 1000:
        return "done"
    if is_over or lag > limits[1] * 10:
        return "late"
    return "slow" if lag > limits[0] * 10 else "ok"
