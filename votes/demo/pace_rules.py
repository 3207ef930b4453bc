"""How demonstration works go on: what of a milestone is reached by a day, given its plan and the pace of the project.

Days are counted from the day of the vote. Up to `TURN` a project goes at its pace of the plan; from then on whoever
finishes catches up in a straight line.
"""

from dataclasses import dataclass
from fractions import Fraction

TURN = 160


@dataclass(frozen=True)
class Pace:
    """`pace`: done in proportion to what the plan wants; `finish`: the day all is done, or None."""

    pace: Fraction
    finish: int | None


@dataclass(frozen=True)
class Stretch:
    """A milestone's planned days."""

    starts: int
    ends: int


def planned(stretch: Stretch, day: int) -> Fraction:
    """Which part of the planned time has gone by at the end of this day."""
    part = Fraction(day - stretch.starts, stretch.ends - stretch.starts)
    return min(Fraction(1), max(Fraction(0), part))


def share(stretch: Stretch, pace: Pace, day: int) -> Fraction:
    """Which part of a measured milestone is reached by this day."""
    if pace.finish is not None and day >= pace.finish:
        return Fraction(1)
    reached = min(Fraction(1), planned(stretch, min(day, TURN)) * pace.pace)
    if day <= TURN:
        return reached
    if pace.finish is None:
        return min(Fraction(1), planned(stretch, day) * max(pace.pace, Fraction(3, 4)))
    return reached + (1 - reached) * Fraction(day - TURN, pace.finish - TURN)


def reached_on(stretch: Stretch, pace: Pace) -> int | None:
    """The day on which a milestone without a number is reached; late for the slow, None where it never is."""
    delay = round((1 / pace.pace - 1) * 30)
    if pace.finish is not None:
        return min(stretch.ends + delay, pace.finish)
    return stretch.ends + delay if stretch.ends < TURN else None
