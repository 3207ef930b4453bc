"""资金曲线: planned, allocated and paid by month, as the reports said them; ready for the macro and for `.json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from votes.common.db import db
from votes.delivery.facts import counted, end_of, readable
from votes.delivery.history import of
from votes.delivery.month_rules import Month
from votes.delivery.quantities import plainly
from votes.delivery.reports import MonthReport
from votes.delivery.states import ReportState
from votes.delivery.telling import month_words
from votes.projects.models import Project

HIGH = 100
"""Height of the drawing; its width is so many months less one."""


@dataclass(frozen=True)
class MoneyMonth:
    """The money at the end of one month in 元: planned by the version then in force, in hand, paid."""

    month: Month
    planned_yuan: int
    allocated_yuan: int
    paid_yuan: int


@dataclass(frozen=True)
class Curve:
    """The months in order, and the three lines drawn to one scale (points of an SVG of `width` by 100)."""

    rows: list[tuple[str, str, str, str]]
    width: int
    planned: str
    allocated: str
    paid: str


def money_by_month(project: Project, on: date, public: bool = False) -> list[MoneyMonth]:
    """What each month's standing report said; for everyone, of those that everyone may read."""
    end = end_of(on)
    wanted = of(project).where(MonthReport.state != ReportState.draft)
    wanted = wanted.where(readable(on, end) if public else counted(end))
    rows = db.session.scalars(wanted.order_by(MonthReport.month, MonthReport.version))
    newest = {report.month: report for report in rows}
    return [money_of(report) for report in newest.values()]


def money_of(report: MonthReport) -> MoneyMonth:
    """The sums of one report over all sources."""
    return MoneyMonth(
        report.month,
        sum(fund.planned_yuan for fund in report.plan.funds),
        sum(part.allocated_yuan for part in report.money),
        sum(part.paid_yuan for part in report.money),
    )


def curve_of(months: Sequence[MoneyMonth]) -> Curve | None:
    """The curve; None before two months are reported: a dot is no curve."""
    most = max((max(row.planned_yuan, row.allocated_yuan, row.paid_yuan) for row in months), default=0)
    if len(months) < 2 or not most:
        return None
    rows = [
        (month_words(row.month), wan(row.planned_yuan), wan(row.allocated_yuan), wan(row.paid_yuan))
        for row in months
    ]
    return Curve(
        rows,
        len(months) - 1,
        line([row.planned_yuan for row in months], most),
        line([row.allocated_yuan for row in months], most),
        line([row.paid_yuan for row in months], most),
    )


def wan(yuan: int) -> str:
    """元 as 万元, exact, as it is read."""
    return plainly(Decimal(yuan) / 10_000)


def line(amounts: Sequence[int], most: int) -> str:
    """The points of one line: a step to the right each month, the larger the higher."""
    return " ".join(f"{step},{HIGH - HIGH * amount / most:.1f}" for step, amount in enumerate(amounts))
