"""督办日程: the rhythm of a year's supervision (一月一通报、一季一督查、半年一报告、一年一测评、翌年回头看) and the days that follow from it.

Open 待安排 → assigned 已安排 → done 已完成 | overdue 逾期. Done follows from facts where there are facts: a check when every
project of the group was looked at within its window, a rating when it was declared; the rest the office ticks off.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class Kind(StrEnum):
    """What is due: notice 通报, check 督查, report 报告, rating 测评, look-back 回头看, or something of one's own."""

    notice = "notice"
    check = "check"
    report = "report"
    rating = "rating"
    look_back = "look_back"
    own = "own"


PER_GROUP = (Kind.check, Kind.look_back)
"""What each group does for itself; the rest is done once for the whole cycle."""


class State(StrEnum):
    """How an item stands."""

    open = "open"
    assigned = "assigned"
    done = "done"
    overdue = "overdue"


@dataclass(frozen=True)
class Rhythm:
    """Every how many months there is a notice and a check (0: none), and in which month (0: never) the report, the rating,
    and in the year after the look-back.
    """

    notice_every: int = 1
    check_every: int = 3
    report_month: int = 7
    rating_month: int = 12
    look_back_month: int = 6


@dataclass(frozen=True)
class Due:
    """One day on which something is due, and from when on it can be done."""

    kind: Kind
    begins_on: date
    due_on: date


def check_rhythm(rhythm: Rhythm) -> None:
    """Refuse what is no number of months or no month."""
    spans = (rhythm.notice_every, rhythm.check_every)
    months = (rhythm.report_month, rhythm.rating_month, rhythm.look_back_month)
    if not all(0 <= number <= 12 for number in (*spans, *months)):
        raise RuleBroken(say("Please give each as a number from 0 to 12; 0 leaves it out."))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def windows(year: int, every: int) -> Iterator[tuple[date, date]]:
    """The year in spans of so many months; the last one may be shorter."""
    for month in range(1, 13, every) if every else ():
        yield date(year, month, 1), last_day(year, min(12, month + every - 1))


def whole_month(year: int, month: int) -> Iterator[tuple[date, date]]:
    """A month as the only span; none for 0."""
    if month:
        yield date(year, month, 1), last_day(year, month)


def dues(rhythm: Rhythm, year: int) -> list[Due]:
    """All that is due for a cycle of this year, in the order of the days."""
    spans = {
        Kind.notice: windows(year, rhythm.notice_every),
        Kind.check: windows(year, rhythm.check_every),
        Kind.report: whole_month(year, rhythm.report_month),
        Kind.rating: whole_month(year, rhythm.rating_month),
        Kind.look_back: whole_month(year + 1, rhythm.look_back_month),
    }
    found = [Due(kind, begins, due) for kind, all_of in spans.items() for begins, due in all_of]
    return sorted(found, key=lambda due: (due.due_on, list(Kind).index(due.kind)))


def state_of(due_on: date, today: date, assigned: bool, done: bool) -> State:
    """How an item stands on this day."""
    if done:
        return State.done
    if today > due_on:
        return State.overdue
    return State.assigned if assigned else State.open


def all_seen(projects: set[int], visits: dict[int, list[date]], begins_on: date, due_on: date) -> bool:
    """Whether each of these projects (ids) was looked at within the window; of no project nothing was seen."""
    return bool(projects) and all(
        any(begins_on <= day <= due_on for day in visits.get(project, [])) for project in projects
    )


def check_done(done_on: date | None, words: str, today: date) -> None:
    """Refuse to tick off what has not been done yet, and to lose what was done for want of its day."""
    if done_on is None and words:
        raise RuleBroken(say("Say on which day it was done, or leave what was done empty."))
    if done_on is not None and done_on > today:
        raise RuleBroken(say("It is ticked off once it was done. Please check the day."))
