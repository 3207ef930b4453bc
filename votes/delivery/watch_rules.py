"""预警: when a project is late, silent or stalled, and who is told on which day; reckoned each day, typed by nobody.

late 滞后: its light is red, by its lag or past its deadline. silent 未报: a month's report is overdue.
stalled 停滞: so many reports in a row brought nothing, while the plan went on and not all is reached.
The unit is told first, the office some days later; everyone sees it once it is signed off, or after some days more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from votes.common.errors import RuleBroken, say
from votes.delivery.month_rules import Month, due_on
from votes.delivery.rules import WHOLE, Light, Piece, fact, plan


class TroubleKind(StrEnum):
    """What is wrong."""

    late = "late"
    silent = "silent"
    stalled = "stalled"


class Telling(StrEnum):
    """Who is told after the unit."""

    office = "office"
    everyone = "everyone"


@dataclass(frozen=True)
class Days:
    """Days that were adopted: the report's day of the month, until the office is told, until everyone sees it."""

    report_due_day: int
    office_after: int
    public_after: int


@dataclass(frozen=True)
class Earlier:
    """What was achieved some reports ago, by milestone, and the month of that report."""

    month: Month
    achieved: Mapping[int, int]


@dataclass(frozen=True)
class Sight:
    """One project under way on one day: its light, its deadline, months overdue, milestones with what is achieved."""

    light: Light | None
    deadline: date | None
    silent: Sequence[Month]
    pieces: Mapping[int, Piece]
    reported: Month | None
    earlier: Earlier | None


def troubles_in(sight: Sight, days: Days, on: date) -> dict[TroubleKind, date]:
    """What is wrong on this day, each with the day since which it is known to be so."""
    found: dict[TroubleKind, date] = {}
    if sight.light is Light.late:
        found[TroubleKind.late] = late_since(sight.deadline, on)
    if sight.silent:
        found[TroubleKind.silent] = due_on(sight.silent[0], days.report_due_day) + timedelta(days=1)
    if sight.earlier is not None and is_stalled(sight):
        found[TroubleKind.stalled] = sight.earlier.month.last
    return found


def late_since(deadline: date | None, on: date) -> date:
    """The day after the deadline, if that is past; else the day on which the lag was seen."""
    return deadline + timedelta(days=1) if deadline is not None and deadline < on else on


def is_stalled(sight: Sight) -> bool:
    """Whether all figures stand where that earlier report had them, though the plan went on and not all is reached."""
    if (
        sight.earlier is None
        or sight.reported is None
        or not stand_still(sight.pieces, sight.earlier.achieved)
    ):
        return False
    pieces = list(sight.pieces.values())
    went_on = plan(pieces, sight.reported.last) > plan(pieces, sight.earlier.month.last)
    return went_on and fact(pieces) < WHOLE


def stand_still(pieces: Mapping[int, Piece], before: Mapping[int, int]) -> bool:
    """Whether nothing was achieved since, of all that the plan in force still measures."""
    return all(piece.achieved == before.get(key, 0) for key, piece in pieces.items())


def told_next(told_unit_on: date, told_office: bool, is_public: bool, days: Days, on: date) -> list[Telling]:
    """Who is told today of what was found before: the office after its days, everyone after theirs."""
    since = (on - told_unit_on).days
    if since <= 0:
        return []
    due = ((Telling.office, told_office, days.office_after), (Telling.everyone, is_public, days.public_after))
    return [telling for telling, is_told, after in due if not is_told and since >= after]


def check_explanation(words: str) -> None:
    """Refuse an explanation that says nothing."""
    if not words.strip():
        raise RuleBroken(say("Please say what holds it up, and what comes next."))
