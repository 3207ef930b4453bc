"""The figures of a whole round (计票汇总): its roll, and all its channels added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.counting import COUNT_MARKS, Channel
from votes.ballots.rulebook import AnyRules, Option

VOID_ORDER = ("unreadable", "over_marked")


@dataclass(frozen=True, slots=True)
class Roll:
    """Deputies 全体 and 实到: all there are, and those present when the round opened."""

    all: int
    present: int


@dataclass(frozen=True, slots=True)
class Totals:
    """All channels together; `counts` carries not_pressed (未按) where a device stands among them."""

    issued: int
    received: int
    valid: int
    void: dict[str, int]
    counts: dict[str, dict[str, int]]

    @property
    def invalid(self) -> int:
        """Ballots received that do not count (无效)."""
        return sum(self.void.values())

    @property
    def not_cast(self) -> int:
        """Ballots handed out that never came back (未投)."""
        return max(0, self.issued - self.received)

    def plain(self) -> dict[str, Any]:
        """The figures of the result, in its order."""
        return {
            "valid": self.valid,
            "invalid": self.invalid,
            "void": self.void,
            "not_cast": self.not_cast,
            "counts": self.counts,
        }


def total(rules: AnyRules, options: Sequence[Option], channels: Sequence[Channel]) -> Totals:
    """All channels added up."""
    piles = [channel.counted for channel in channels]
    marks = COUNT_MARKS[rules.form]
    counts = {one.id: {mark: sum(p.counts[one.id][mark] for p in piles) for mark in marks} for one in options}
    if any(channel.kind == "device" for channel in channels):
        _add_not_pressed(counts, channels)
    return Totals(
        issued=sum(channel.issued for channel in channels),
        received=sum(channel.received for channel in channels),
        valid=sum(pile.valid for pile in piles),
        void=_void_reasons([pile.void for pile in piles]),
        counts=counts,
    )


def _add_not_pressed(counts: dict[str, dict[str, int]], channels: Sequence[Channel]) -> None:
    valid = sum(channel.counted.valid for channel in channels)
    for marks in counts.values():
        marks["not_pressed"] = valid - sum(marks.values())


def _void_reasons(piles: Sequence[dict[str, int]]) -> dict[str, int]:
    """Reasons that hold for any ballot: the two of the page first, then the others by code point."""
    others = sorted({reason for pile in piles for reason in pile} - set(VOID_ORDER))
    sums = {reason: sum(pile.get(reason, 0) for pile in piles) for reason in (*VOID_ORDER, *others)}
    return {reason: number for reason, number in sums.items() if number}


def bases(roll: Roll, totals: Totals) -> dict[str, int]:
    """The numbers a share may be taken of."""
    return {"all": roll.all, "present": roll.present, "valid": totals.valid}
