"""Days as people write them: 7月31日 and 2026年7月31日; 31 July and 31 July 2026."""

from datetime import date, datetime

from votes.common.clock import BEIJING
from votes.common.i18n import is_english


def short_day(day: date) -> str:
    """A day of a year that is plain from around it."""
    return f"{day.day} {day:%B}" if is_english() else f"{day.month}月{day.day}日"


def long_day(day: date) -> str:
    """A day with its year."""
    return f"{short_day(day)} {day.year}" if is_english() else f"{day.year}年{short_day(day)}"


def long_moment(at: datetime) -> str:
    """A point of time by the clock of the place: 2026年7月31日 9:05."""
    here = at.astimezone(BEIJING)
    return f"{long_day(here.date())} {here.hour}:{here:%M}"
