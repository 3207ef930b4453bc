"""What of a month's figures is possible, but to be asked about before it is signed off (核对)."""

from collections.abc import Iterator

from flask_babel import gettext as _

from votes.delivery.models import FUND_NAMES
from votes.delivery.quantities import plainly
from votes.delivery.reports import MonthReport


def to_check(report: MonthReport) -> list[str]:
    """In a sentence each: what is beyond its goal, and where more was paid than came in."""
    return [*beyond_goal(report), *paid_ahead(report)]


def beyond_goal(report: MonthReport) -> Iterator[str]:
    """Quantities of more than what was promised."""
    achieved = report.says().achieved
    for row in (line.milestone for line in report.lines):
        done = achieved[row.key].quantity
        if row.target is not None and done is not None and done > row.target:
            figures = {"done": plainly(done), "goal": plainly(row.target), "unit": row.unit}
            yield str(_("%(title)s: %(done)s %(unit)s, the goal is %(goal)s.", title=row.title, **figures))


def paid_ahead(report: MonthReport) -> Iterator[str]:
    """Sources of money of which more was paid than is in hand."""
    for part in report.money:
        if part.paid_yuan > part.allocated_yuan:
            yield str(_("%(source)s: more was paid than is in hand.", source=FUND_NAMES[part.source]))
