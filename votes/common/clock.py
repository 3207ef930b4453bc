"""The only reader of the clock; verbs get the time as `at`."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment in UTC; tests put a callable of their own into `CLOCK`."""
    clock = current_app.config.get("CLOCK")
    moment: datetime = clock() if clock else datetime.now(UTC)
    return moment


def day_of(at: datetime) -> date:
    """The calendar day in China on which this moment falls."""
    return at.astimezone(BEIJING).date()


def begin_of(day: date) -> datetime:
    """The moment at which a calendar day begins in China."""
    return datetime.combine(day, time(), BEIJING)


def today() -> date:
    """Today's calendar day in China."""
    return day_of(now())
