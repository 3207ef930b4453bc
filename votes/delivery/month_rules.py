"""月报 and its days: which month's report is due when, which is late, and from when everyone may read it."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from votes.common.errors import RuleBroken, say

FORM = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
YEARS = range(1949, 2200)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month; written 2026-07."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day(self.year, self.number)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)


@cache
def last_day(year: int, number: int) -> date:
    """The last day of a month."""
    return date(year, number, calendar.monthrange(year, number)[1])


def month_of(day: date) -> Month:
    """The month of this day."""
    return Month(day.year, day.month)


@lru_cache(1200)
def read_month(text: str) -> Month | None:
    """The month written as 2026-07; None if that is no month."""
    found = FORM.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        return None
    return Month(int(found[1]), int(found[2]))


@cache
def due_on(month: Month, due_day: int) -> date:
    """The day by which the report of a month is handed in: a day of the following month, at most its last."""
    following = month.next
    return date(following.year, following.number, min(max(due_day, 1), following.last.day))


@dataclass(frozen=True, slots=True)
class Span:
    """Days during which a project stood under way: from the first up to, not including, `until`."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the project stood under way at the end of this day."""
        return self.since <= day and (self.until is None or day < self.until)


def owed(spans: Sequence[Span], on: date, reported: Month | None = None) -> Iterator[Month]:
    """Months after the last one reported that are over on this day and at whose end the project stood under way.

    Each of them owes a report. A month that was skipped and then reported past is a gap, and owes nothing more.
    """
    if not spans:
        return
    month = month_of(min(span.since for span in spans))
    if reported is not None:
        month = max(month, reported.next)
    while month.last < on:
        if any(span.holds(month.last) for span in spans):
            yield month
        month = month.next


def to_report(spans: Sequence[Span], on: date, reported: Month | None = None) -> Month:
    """The month to report next: the first one owed, else the one that runs; never one before the plan (月报从公布实施计划的当月起)."""
    return next(owed(spans, on, reported), month_of(on))


def owes(spans: Sequence[Span], month: Month, reported: Month | None = None) -> bool:
    """Whether a report for this month is owed, or will be once the month is over."""
    return (reported is None or month > reported) and any(span.holds(month.last) for span in spans)


def late(months: Iterable[Month], due_day: int, on: date, grace: int = 0) -> list[Month]:
    """Of these months, those whose day to hand in is more than `grace` days past."""
    return [month for month in months if on > due_on(month, due_day) + timedelta(days=grace)]


def as_of(reported: Month | None, silent: Sequence[Month], on: date, began_on: date) -> date:
    """The day for which figures hold: the end of the last month reported, or, silent past its day, of that month.

    So a unit that reports nothing does not keep its light: what was done stands still, the plan moves on.
    """
    ends = [month.last for month in (*silent, *([reported] if reported else []))]
    return min(on, max(ends, default=began_on))


def public_from(submitted: date, decided: date | None, accepted: bool, days: int) -> date | None:
    """From when everyone may read a report: its sign-off, at the latest so many days after it was handed in.

    One returned (退回) before that day never becomes public; one returned after it was public stays what it was.
    """
    by_itself = submitted + timedelta(days=days)
    if decided is None:
        return by_itself
    if accepted:
        return min(decided, by_itself)
    return by_itself if decided > by_itself else None


def check_month(month: Month, on: date, began: Month, reported: Month | None) -> None:
    """Refuse a report for a month that is not due yet, lies before the plan, or was already reported past."""
    if month > month_of(on):
        raise RuleBroken(say("This month has not begun yet. Please choose an earlier one."))
    if month < began:
        raise RuleBroken(say("The plan was not published yet in this month. Please choose a later one."))
    if reported is not None and month <= reported:
        raise RuleBroken(
            say(
                "This month or a later one is already reported. Please correct the figures with the next report."
            )
        )
