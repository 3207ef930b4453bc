"""Counting apart (分别计票): how ballots are parted into batches, what a tally may say, where two tallies differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.agreement import differences
from votes.ballots.counting import COUNT_MARKS, Counted
from votes.ballots.rulebook import AnyRules
from votes.common.errors import RuleBroken, say

LARGEST_BATCH = 50
VOID_REASONS = ("unreadable", "over_marked")


def usual_sizes(received: int) -> list[int]:
    """Batches (票束) of fifty, and what is left over."""
    full, rest = divmod(received, LARGEST_BATCH)
    return [LARGEST_BATCH] * full + ([rest] if rest else [])


def check_sizes(sizes: Sequence[int], received: int) -> None:
    """Refuse batches that are empty, too large, or do not hold all ballots received."""
    if any(not 1 <= size <= LARGEST_BATCH for size in sizes):
        raise RuleBroken(say("A batch holds 1 to %(most)d ballots."), most=LARGEST_BATCH)
    if sum(sizes) != received:
        raise RuleBroken(
            say("The batches hold %(sum)d ballots, but %(received)d were received. Count the batches again."),
            sum=sum(sizes),
            received=received,
        )


@dataclass(frozen=True)
class Fault:
    """What cannot be in a tally: `where` names an option's id, or is blank for the batch as a whole."""

    where: str
    sentence: str
    values: dict[str, Any]


def faults(rules: AnyRules, counted: Counted, size: int, exact: bool) -> list[Fault]:
    """Everything in this tally that cannot be right; `exact` is false where keys may be left unpressed (未按)."""
    found = _fault_of_size(counted, size)
    for key, marks in counted.counts.items():
        total = sum(marks.values())
        if total > counted.valid or (exact and total < counted.valid):
            sentence = say("the marks sum to %(total)d, but there are %(valid)d valid ballots")
            found.append(Fault(key, sentence, {"total": total, "valid": counted.valid}))
    return found + _fault_of_most(rules, counted)


def _fault_of_size(counted: Counted, size: int) -> list[Fault]:
    total = counted.valid + sum(counted.void.values())
    if total == size:
        return []
    sentence = say("The batch has %(size)d ballots, but valid and invalid ones sum to %(total)d.")
    return [Fault("", sentence, {"size": size, "total": total})]


def _fault_of_most(rules: AnyRules, counted: Counted) -> list[Fault]:
    """More approvals than the valid ballots may carry, where an over-marked ballot is void."""
    if rules.most is None or rules.over_marked != "void_ballot":
        return []
    approvals = sum(marks["approve"] for marks in counted.counts.values())
    if approvals <= rules.most * counted.valid:
        return []
    sentence = say(
        "All approvals sum to %(approvals)d; %(valid)d valid ballots with at most %(most)d each cannot carry them."
    )
    return [Fault("", sentence, {"approvals": approvals, "valid": counted.valid, "most": rules.most})]


@dataclass(frozen=True)
class Differing:
    """One figure on which the tellers differ: its option (blank: the batch) and its name, and both readings."""

    option: str
    figure: str
    first: int
    second: int


def differing(first: Counted, second: Counted) -> list[Differing]:
    """Every figure on which two tallies of a batch differ."""
    found = differences(plain(first), plain(second))
    return [
        Differing(
            one.where[1] if one.where[0] == "counts" else "", one.where[-1], int(one.stated), int(one.found)
        )
        for one in found
    ]


def plain(counted: Counted) -> dict[str, Any]:
    """A tally as plain values, every reason of invalidity named."""
    void = {reason: counted.void.get(reason, 0) for reason in VOID_REASONS}
    return {"valid": counted.valid, "void": void, "counts": counted.counts}


def summed(tallies: Sequence[Counted], form: str, keys: Sequence[str]) -> Counted:
    """The tallies of all batches added up."""
    void = {reason: sum(one.void.get(reason, 0) for one in tallies) for reason in VOID_REASONS}
    counts = {
        key: {mark: sum(one.counts[key][mark] for one in tallies) for mark in COUNT_MARKS[form]}
        for key in keys
    }
    kept = {reason: number for reason, number in void.items() if number}
    return Counted(sum(one.valid for one in tallies), kept, counts)


def uncounted(received: int, form: str, keys: Sequence[str]) -> Counted:
    """What stands for the ballots of a void vote, which nobody counts."""
    counts = {key: dict.fromkeys(COUNT_MARKS[form], 0) for key in keys}
    return Counted(0, {"not_counted": received} if received else {}, counts)
