"""按期办结率, 解决率, 满意率: three rates with the numbers they are made of; pure, so that anyone can repeat them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from votes.supervision.loop_rules import Mark


@dataclass(frozen=True)
class Case:
    """One matter handed to a unit: its first deadline, the day of its last answer, whether it stands closed, its rating."""

    unit: str
    first_due: date
    answered_on: date | None
    closed: bool
    overall: Mark | None


@dataclass(frozen=True)
class Share:
    """A count out of a base; no rate of nothing."""

    count: int
    base: int

    @property
    def percent(self) -> float | None:
        """In percent, to one decimal."""
        return round(100 * self.count / self.base, 1) if self.base else None


@dataclass(frozen=True)
class Rates:
    """The rates of one unit, or of all together.

    按期办结: of what is closed or past its first deadline, what is closed and was answered by that deadline.
    解决: of everything handed over, what stands closed. 满意: of what was rated, where no mark was 不满意.
    """

    unit: str
    in_time: Share
    solved: Share
    content: Share
    satisfied: int
    basic: int
    dissatisfied: int


def is_in_time(case: Case) -> bool:
    """Whether it stands closed, on an answer that came by the first deadline."""
    return case.closed and case.answered_on is not None and case.answered_on <= case.first_due


def is_due(case: Case, today: date) -> bool:
    """Whether it counts for 按期办结: closed already, or past its first deadline."""
    return case.closed or case.first_due < today


def rates(unit: str, cases: Iterable[Case], today: date) -> Rates:
    """The three rates of these cases."""
    known = list(cases)
    due = [case for case in known if is_due(case, today)]
    marks = [case.overall for case in known if case.overall is not None]
    counts = {mark: marks.count(mark) for mark in Mark}
    return Rates(
        unit,
        Share(sum(map(is_in_time, due)), len(due)),
        Share(sum(case.closed for case in known), len(known)),
        Share(len(marks) - counts[Mark.dissatisfied], len(marks)),
        counts[Mark.satisfied],
        counts[Mark.basic],
        counts[Mark.dissatisfied],
    )
