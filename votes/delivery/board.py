"""What units and offices see of all projects at once: progress, plans still to be made, a month's reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from votes.common.db import db
from votes.congress.models import Unit
from votes.delivery.models import Plan
from votes.delivery.month_rules import Month, month_of
from votes.delivery.progress import WallRow, wall
from votes.delivery.reports import MonthReport
from votes.delivery.rules import Light
from votes.delivery.states import PLAN_STATE_NAMES, PlanState, ReportState
from votes.projects.models import Cycle
from votes.projects.stages import STAGE_NAMES, Stage

Item = dict[str, Any]
QUIET = (Light.ok, Light.done, None)
STILL_TO_COME = (None, ReportState.draft, ReportState.returned)


def rows_for(cycle: Cycle, on: date, units: Sequence[Unit] | None = None) -> list[WallRow]:
    """The wall, worst first; only these units' projects if any are named."""
    wanted = None if units is None else {unit.id for unit in units}
    return [row for row in wall(cycle, on) if wanted is None or row.unit_id in wanted]


def under_way(rows: Sequence[WallRow], cycle: Cycle) -> list[Item]:
    """Projects with a published plan, for the macro of progress rows; late ones with what the unit says."""
    return [progress_item(row, cycle) for row in rows if row.progress is not None]


def progress_item(row: WallRow, cycle: Cycle) -> Item:
    """One project with its bar, figures and light."""
    progress = row.progress
    item: Item = {
        "no": row.number,
        "title": row.title,
        "url": place_of(row, cycle),
        "goal": row.goal,
        "unit": row.unit,
    }
    if progress is not None:
        item |= {"fact": progress.fact, "plan": progress.plan, "light": progress.light}
        item["why"] = progress.why if progress.light not in QUIET else ""
    if row.stage in (Stage.suspended, Stage.terminated):
        item["goal"] = _(STAGE_NAMES[row.stage])
    return item


def place_of(row: WallRow, cycle: Cycle) -> str:
    """The address of a project's page in this room."""
    return url_for("delivery.project", congress=cycle.congress.slug, cycle=cycle.slug, number=row.number)


def to_plan(rows: Sequence[WallRow], cycle: Cycle) -> list[Item]:
    """Adopted projects whose plan is not published yet, and how far it is."""
    states = plan_states(cycle)
    return [
        {
            "no": row.number,
            "title": row.title,
            "url": place_of(row, cycle),
            "unit": row.unit,
            "state": plan_word(states.get(row.id)),
        }
        for row in rows
        if row.stage is Stage.adopted
    ]


def plan_word(state: PlanState | None) -> str:
    """How far a plan is, in a word."""
    return str(PLAN_STATE_NAMES[state] if state else _("not begun"))


def plan_states(cycle: Cycle) -> dict[int, PlanState]:
    """The state of the newest version of each project's plan, by project."""
    rows = db.session.execute(
        select(Plan.project_id, Plan.state)
        .where(Plan.congress_id == cycle.congress_id, Plan.project.has(cycle_id=cycle.id))
        .order_by(Plan.version)
    )
    return {project_id: state for project_id, state in rows}


def report_states(cycle: Cycle, month: Month) -> dict[int, ReportState]:
    """The state of the newest version of each project's report for a month, by project."""
    rows = db.session.execute(
        select(MonthReport.project_id, MonthReport.state)
        .where(
            MonthReport.congress_id == cycle.congress_id,
            MonthReport.month == month,
            MonthReport.project.has(cycle_id=cycle.id),
        )
        .order_by(MonthReport.version)
    )
    return {project_id: state for project_id, state in rows}


def month_reports(
    rows: Sequence[WallRow], cycle: Cycle, month: Month, is_staff: bool
) -> tuple[list[Item], int]:
    """A month's reports that somebody still has to do something about, and how many are signed off."""
    states = report_states(cycle, month)
    signed = sum(states.get(row.id) is ReportState.accepted for row in rows)
    waiting = [row for row in rows if states.get(row.id) is ReportState.submitted]
    missing = [row for row in rows if is_missing(row, month, states.get(row.id))]
    found = [report_item(row, cycle, month) for row in waiting]
    return found + [missing_item(row, cycle, month, is_staff, states.get(row.id)) for row in missing], signed


def is_missing(row: WallRow, month: Month, state: ReportState | None) -> bool:
    """Whether a project still has to report on this month; the first one is that in which its plan was published."""
    return row.stage is Stage.delivery and row.owes(month) and state in STILL_TO_COME


def month_to_show(rows: Sequence[WallRow], today: date) -> Month:
    """The last month that is over; the one that runs where no project was under way before."""
    now = month_of(today)
    spans = [span for row in rows for span in row.spans]
    return now if spans and not any(span.holds(now.before.last) for span in spans) else now.before


def report_item(row: WallRow, cycle: Cycle, month: Month) -> Item:
    """A report that was handed in; it leads to where it is signed off."""
    url = url_for("delivery.report", number=row.number, **here_in(cycle, month))
    return {
        "no": row.number,
        "title": row.title,
        "unit": row.unit,
        "url": url,
        "state": _("to be signed off"),
    }


def missing_item(row: WallRow, cycle: Cycle, month: Month, is_staff: bool, state: ReportState | None) -> Item:
    """A report that is missing; it leads to where it is filled in, by staff for the unit."""
    unit = row.unit_id if is_staff else None
    url = url_for("delivery.month", unit=unit, **here_in(cycle, month)) if row.unit_id else ""
    words = missing_word(state)
    return {"no": row.number, "title": row.title, "unit": row.unit, "url": url, "state": words}


def missing_word(state: ReportState | None) -> str:
    """How far a missing report is: nothing written, a draft, or sent back to be mended."""
    if state is ReportState.returned:
        return _("returned, not handed in again")
    return _("a draft, not handed in") if state is ReportState.draft else _("not handed in yet")


def here_in(cycle: Cycle, month: Month) -> dict[str, Any]:
    """The parts of an address that name a cycle and month."""
    return {"congress": cycle.congress.slug, "cycle": cycle.slug, "month": month}
