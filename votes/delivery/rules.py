"""进度 as it follows from facts: percent, plan to date, lag and light are computed, never typed.

Shares are exact fractions. Fact and plan are rounded once, half up, to one decimal, and read 100.0 only when
everything is reached; lag and light follow from these published figures, so that anyone can check a light with
nothing but the page in hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from votes.common.errors import RuleBroken, say

WHOLE = 100


class Light(StrEnum):
    """灯: how far the fact lags behind the plan; `behind` burns only where five colours are adopted."""

    ok = "ok"
    slow = "slow"
    behind = "behind"
    late = "late"
    done = "done"


Share = tuple[int, int]
"""An exact share of a whole: so many of so many."""

Scale = tuple[tuple[Light, int], ...]
"""Lights in order, each with the largest lag in points at which it burns; a larger lag than all is `late`."""

THREE_COLOURS: Scale = ((Light.ok, 5), (Light.slow, 15))
FIVE_COLOURS: Scale = ((Light.ok, 5), (Light.slow, 15), (Light.behind, 30))


class Piece(NamedTuple):
    """A milestone as the rules see it; `achieved` is cumulative, in the unit of the target, without one 1 once reached."""

    weight: int
    ends_on: date
    starts_on: date | None = None
    target: Decimal | int | None = None
    achieved: Decimal | int = 0


@dataclass(frozen=True)
class Standing:
    """Where a project stands on a day: percent done and planned, lag in points, light; rounded as published."""

    fact: Decimal
    plan: Decimal
    lag: Decimal
    light: Light
    finished: bool


@dataclass(frozen=True)
class Forecast:
    """At the pace so far: achieved in so many days, so many days more for what is left, and the day that gives."""

    days: int
    days_more: int
    ends_on: date


def scale_of(ok: int, slow: int, behind: int | None = None) -> Scale:
    """The scale that a cycle has adopted; with a third limit it has five colours, the fifth being `done`."""
    scale: Scale = ((Light.ok, ok), (Light.slow, slow))
    return scale if behind is None else (*scale, (Light.behind, behind))


def share_done(piece: Piece) -> Share:
    """Which part of a milestone is done: min(1, achieved ÷ target), without a target 0 or 1."""
    if piece.achieved <= 0:
        return 0, 1
    if piece.target is None or piece.achieved >= piece.target:
        return 1, 1
    achieved, target = piece.achieved.as_integer_ratio(), piece.target.as_integer_ratio()
    return achieved[0] * target[1], achieved[1] * target[0]


def share_planned(piece: Piece, on: date) -> Share:
    """Which part of a milestone's time has gone by on this day; without a start, all of it at its end."""
    if on >= piece.ends_on:
        return 1, 1
    if piece.starts_on is None or on <= piece.starts_on:
        return 0, 1
    return (on - piece.starts_on).days, (piece.ends_on - piece.starts_on).days


def fact(pieces: Iterable[Piece]) -> Fraction:
    """实际: Σ weight × share done, in points of 100."""
    return weighed((piece.weight, share_done(piece)) for piece in pieces)


def plan(pieces: Iterable[Piece], on: date) -> Fraction:
    """计划此时应到: Σ weight × share of the time gone by, in points of 100."""
    return weighed((piece.weight, share_planned(piece, on)) for piece in pieces)


def weighed(shares: Iterable[tuple[int, Share]]) -> Fraction:
    """Σ weight × share, over one denominator: the wall adds up thousands of them."""
    total, denominator = 0, 1
    for weight, (part, whole) in shares:
        total = total * whole + weight * part * denominator
        denominator *= whole
    return Fraction(total, denominator)


def shown(points: Fraction, whole: int = WHOLE) -> Decimal:
    """Points as they are published: one decimal, half up, and the whole only when it is reached."""
    tenths = (20 * points.numerator + points.denominator) // (2 * points.denominator)
    if points.numerator < whole * points.denominator:
        tenths = min(tenths, whole * 10 - 1)
    return Decimal(tenths).scaleb(-1)


def light(lag: Decimal, scale: Scale, finished: bool, overdue: bool) -> Light:
    """The light of this lag in points; red past the deadline unfinished, whatever the lag."""
    if finished:
        return Light.done
    if overdue:
        return Light.late
    return next((colour for colour, limit in scale if lag <= limit), Light.late)


def standing(pieces: Sequence[Piece], as_of: date, on: date, deadline: date | None, scale: Scale) -> Standing:
    """Percent and plan as of one day, judged on another: the deadline is over or not on the day one asks."""
    done, due = shown(fact(pieces)), shown(plan(pieces, as_of))
    finished = done == WHOLE
    overdue = deadline is not None and on > deadline
    return Standing(done, due, due - done, light(due - done, scale, finished, overdue), finished)


def forecast(piece: Piece, as_of: date) -> Forecast | None:
    """When a measured milestone will be reached at the pace so far; None where no pace can be told."""
    if piece.target is None or piece.starts_on is None or not 0 < piece.achieved < piece.target:
        return None
    days = (as_of - piece.starts_on).days
    if days <= 0:
        return None
    left = Fraction(piece.target) - Fraction(piece.achieved)
    days_more = -int(-left * days // Fraction(piece.achieved))
    if days_more > (date.max - as_of).days:
        return None
    return Forecast(days, days_more, as_of + timedelta(days=days_more))


def check_weights(weights: Sequence[int]) -> None:
    """Refuse milestones whose weights don't make up 100 points."""
    if not weights:
        raise RuleBroken(say("A plan needs at least one milestone. Please write down the first."))
    if any(weight < 1 for weight in weights):
        raise RuleBroken(say("Every milestone weighs at least 1 point. Please give each its weight."))
    if sum(weights) != WHOLE:
        raise RuleBroken(
            say("The weights add up to %(sum)d points. Please change them so that they make 100."),
            sum=sum(weights),
        )


def check_dates(pieces: Mapping[str, Piece], deadline: date | None) -> None:
    """Refuse a milestone that ends before it begins, or after the project's deadline."""
    for title, piece in pieces.items():
        if piece.starts_on is not None and piece.starts_on > piece.ends_on:
            raise RuleBroken(
                say("“%(title)s” ends before it begins. Please put the days right."), title=title
            )
        if deadline is not None and piece.ends_on > deadline:
            raise RuleBroken(
                say("“%(title)s” ends after the deadline of the project. Please put one of the days right."),
                title=title,
            )


def is_fall(before: Decimal | int, now: Decimal | int, reason: str) -> bool:
    """Whether a cumulative figure falls without a reason."""
    return now < before and not reason.strip()


def check_fall(before: Decimal | int, now: Decimal | int, reason: str) -> None:
    """Refuse a cumulative figure that falls without a reason."""
    if is_fall(before, now, reason):
        raise RuleBroken(
            say(
                "This is less than last month's %(before)s. If last month was wrong, please say why it is corrected."
            ),
            before=before,
        )
