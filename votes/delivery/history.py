"""Reports of a project: all that were handed in, the one that stands for a month, the last before a month."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from votes.common.db import db
from votes.delivery.facts import counted, end_of, readable
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport
from votes.delivery.said import Said
from votes.delivery.states import ReportState
from votes.projects.models import Project


def reports_of(project: Project, public_on: date | None = None) -> list[MonthReport]:
    """All reports handed in, the newest first, returned versions too; or those that everyone may read on a day."""
    wanted = of(project).where(MonthReport.state != ReportState.draft)
    if public_on is not None:
        wanted = wanted.where(readable(public_on, end_of(public_on)))
    return list(db.session.scalars(wanted.order_by(MonthReport.month.desc(), MonthReport.version.desc())))


def last_report(
    project: Project, on: date, public: bool = False, before: Month | None = None
) -> MonthReport | None:
    """The last report that stands on this day, or that everyone may read; of a month before another, if one is named."""
    end = end_of(on)
    wanted = of(project).where(readable(on, end) if public else counted(end))
    if before is not None:
        wanted = wanted.where(MonthReport.month < before)
    newest = wanted.order_by(MonthReport.month.desc(), MonthReport.version.desc()).limit(1)
    return db.session.scalars(newest).first()


def said_before(project: Project, month: Month, on: date) -> Said:
    """What stood at the end of the last month reported before this one."""
    report = last_report(project, on, before=month)
    return report.says() if report else Said()


def report_for(project: Project, month: Month) -> MonthReport | None:
    """The newest version for a month, whatever its state."""
    wanted = of(project).where(MonthReport.month == month)
    return db.session.scalars(wanted.order_by(MonthReport.version.desc()).limit(1)).first()


def of(project: Project) -> sa.Select[Any]:
    """This project's reports."""
    return sa.select(MonthReport).where(
        MonthReport.congress_id == project.congress_id, MonthReport.project_id == project.id
    )
