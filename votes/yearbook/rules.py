"""年报: the span a report covers, and what may be done to it."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class Span(StrEnum):
    """What a report covers: the first half of a year 半年报告, or all of it 年度报告."""

    half = "half"
    year = "year"


SPAN_NAMES = {Span.half: say("half-year report"), Span.year: say("annual report")}
FIRST_YEAR, LAST_YEAR = 1950, 2199
SIGNED = say("This report is signed off. Take it up again first; the signed copy stays.")
OVERTAKEN = say("Somebody has saved this in the meantime. Read what stands there now, then save yours again.")
MOVED_ON = say(
    "Figures or words have changed since you read the report. Look through it again, then sign it off."
)


def days_of(year: int, span: Span) -> tuple[date, date]:
    """The first and the last day that a report covers."""
    return date(year, 1, 1), date(year, 6, 30) if span is Span.half else date(year, 12, 31)


def word_of(year: int, span: Span) -> str:
    """How a report is called in its address: 2026, or 2026-half."""
    return str(year) if span is Span.year else f"{year}-half"


def read_word(word: str) -> tuple[int, Span] | None:
    """The year and span of such a word; None where it is none."""
    year, _dash, rest = word.partition("-")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        return None
    span = Span.half if rest == "half" else Span.year
    return (int(year), span) if word_of(int(year), span) == word else None


def percent_of(part: int, whole: int) -> Decimal | None:
    """So many of a hundred with one decimal, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def check_open(is_signed: bool) -> None:
    """Refuse to change a report that is signed off (已审签)."""
    if is_signed:
        raise RuleBroken(SIGNED)


def check_seen(there: int, seen: int) -> None:
    """Refuse to save over words or figures that somebody else has saved since they were read."""
    if there != seen:
        raise RuleBroken(OVERTAKEN)


def check_read(now: str, read: str) -> None:
    """Refuse to sign off another report than the one that was read (checks of their content)."""
    if now != read:
        raise RuleBroken(MOVED_ON)


def check_begun(first: date, today: date) -> None:
    """Refuse a report on days that are all still to come."""
    if first > today:
        raise RuleBroken(say("These days are still to come. Start their report once they have begun."))
