"""征集点和联络站: the rules of points: on which days somebody is there (逢六), on plain values."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class PointKind(StrEnum):
    """A village's point to leave a wish at, or a station where deputies are met (代表联络站)."""

    point = "point"
    station = "station"


POINT_KIND_NAMES: dict[PointKind, str] = {
    PointKind.point: say("collection point"),
    PointKind.station: say("deputies' station"),
}

DIGITS = "一二三四五六七八九十"
ENDING = re.compile(rf"逢([{DIGITS}0-9、,，和]+)")
LAST_DAY = 31
LOOKED_AHEAD = 366
"""Days within which any station day comes: the 31st returns after two months at most."""


def read_days(text: str) -> list[int]:
    """Days of a month as people write them: 逢六 is the 6th, 16th and 26th; or 5、15、25."""
    said = ENDING.search(text)
    if said:
        return sorted({day for end in endings(said[1]) for day in of_ending(end)})
    days = sorted({int(word) for word in re.findall(r"[0-9]+", text[:200]) if len(word) < 3})
    if text.strip() and not (days and days[0] >= 1 and days[-1] <= LAST_DAY):
        raise RuleBroken(say("Write the days as 逢六, or as numbers from 1 to 31, such as 6、16、26."))
    return days


def endings(words: str) -> Iterator[int]:
    """The last digits that 逢六 or 逢三、八 names; 十 ends in nought."""
    for sign in words:
        if sign in DIGITS:
            yield DIGITS.index(sign) + 1
        elif sign.isdigit():
            yield int(sign) or 10


def ending_of(days: Collection[int]) -> int | None:
    """The digit that all these days end in, where they are every such day (逢六); ten for a nought."""
    return next((end for end in range(1, 11) if sorted(days) == of_ending(end)), None)


def of_ending(end: int) -> list[int]:
    """The days of a month that end in this digit; ten for a nought."""
    return list(range(end, LAST_DAY + 1, 10))


def coming_days(
    month_days: Collection[int], weekdays: Collection[int], today: date, most: int = 6
) -> list[date]:
    """The next station days from today on; weekdays from 1 (Monday) to 7."""
    found: list[date] = []
    for ahead in range(LOOKED_AHEAD):
        day = today + timedelta(days=ahead)
        if len(found) < most and (day.day in month_days or day.isoweekday() in weekdays):
            found.append(day)
    return found


def check_weekdays(weekdays: Collection[int]) -> None:
    """Refuse what is no day of a week."""
    if any(not 1 <= day <= 7 for day in weekdays):
        raise RuleBroken(say("Choose days of the week."))


MOST_LINES = 500


def read_lines(text: str) -> list[tuple[str, str, str]]:
    """Points one a line: name, place and address, parted by tabs or commas; where no place is given, the name is."""
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in re.split(r"[\t,，]", line, maxsplit=2)]
        name, place, address = (*parts, "", "")[:3]
        if name:
            found.append((name, place or name, address))
    return found


def check_lines(text: str) -> None:
    """Refuse more lines than are read through, and names that do not fit."""
    lines = read_lines(text)
    if len(lines) > MOST_LINES:
        raise RuleBroken(say("Bring in at most %(n)d points at a time."), n=MOST_LINES)
    long = next((name for name, place, address in lines if too_long(name, place, address)), None)
    if long is not None:
        raise RuleBroken(say("The line of “%(name)s” is too long. Shorten its words."), name=long[:20])


def too_long(name: str, place: str, address: str) -> bool:
    """Whether the words of a line do not fit where they are kept."""
    return len(name) > 80 or len(place) > 100 or len(address) > 200
