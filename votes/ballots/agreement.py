"""Whether what a file states agrees with the recount (核对), figure by figure."""

from dataclasses import dataclass, field
from typing import Any

from votes.ballots.decision import Result, settled
from votes.ballots.filling import groups, settles
from votes.ballots.pabulib import Poll
from votes.ballots.record import Record
from votes.ballots.rulebook import Rules

MISSING = object()
"""Stands where one side has no such figure at all, which is not the same as null."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure on which the file and the recount do not agree; `where` is the way to it."""

    where: tuple[str, ...]
    stated: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Agreement:
    """`absent` (nothing stated), `agrees`, `settled` (a tie, settled as it may be), or `differs`."""

    kind: str
    differences: list[Difference] = field(default_factory=list)


def compare(record: Record, result: Result) -> Agreement:
    """The result a record states against the recount's."""
    if record.stated is None:
        return Agreement("absent")
    found = differences(record.stated, result.plain())
    if not found:
        return Agreement("agrees")
    after_tie = _as_settled(record, result)
    if after_tie is None:
        return Agreement("differs", found)
    found = differences(record.stated, after_tie.plain())
    return Agreement("differs" if found else "settled", found)


def _as_settled(record: Record, result: Result) -> Result | None:
    """The recount with its tie settled as the record states, if that is one way to settle it."""
    adopted: Any = (record.stated or {}).get("adopted")
    if result.state != "tie" or not isinstance(record.rules, Rules) or not _are_ids(adopted):
        return None
    return settled(record.rules, record.options, record.roll, result, adopted)


def _are_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(id, str) for id in value)


def differences(stated: Any, found: Any, where: tuple[str, ...] = ()) -> list[Difference]:
    """Every figure that differs; the order of keys says nothing, the kind of a value does (1 is not true)."""
    if not (isinstance(stated, dict) and isinstance(found, dict)):
        return [] if _is_same(stated, found) else [Difference(where, stated, found)]
    keys = list(dict.fromkeys([*found, *stated]))
    sides = [(key, stated.get(key, MISSING), found.get(key, MISSING)) for key in keys]
    return [one for key, left, right in sides for one in differences(left, right, (*where, key))]


def _is_same(stated: Any, found: Any) -> bool:
    if isinstance(stated, list) and isinstance(found, list):
        return len(stated) == len(found) and all(map(_is_same, stated, found))
    return type(stated) is type(found) and bool(stated == found)


def compare_published(poll: Poll, result: Result) -> Agreement:
    """The tally and the choice a `.pb` file publishes against the recount's."""
    found = [*_figures(poll, result), *_selection(poll, result)]
    if found:
        return Agreement("differs", found)
    if poll.published.selected is None:
        tallied = any(votes is not None for votes in poll.published.votes.values())
        return Agreement("agrees" if tallied else "absent")
    return Agreement("settled" if result.state == "tie" else "agrees")


def _figures(poll: Poll, result: Result) -> list[Difference]:
    totals, published = result.totals, poll.published
    figures: list[tuple[tuple[str, ...], int | None, int]] = [
        (("num_projects",), published.num_projects, len(totals.counts)),
        (("num_votes",), published.num_votes, totals.received),
    ]
    figures += [(("votes", id), published.votes[id], marks["approve"]) for id, marks in totals.counts.items()]
    return [Difference(*one) for one in figures if one[1] is not None and one[1] != one[2]]


def _selection(poll: Poll, result: Result) -> list[Difference]:
    selected, record = poll.published.selected, poll.record
    if selected is None or (result.state == "tie" and _may_settle(poll, result, selected)):
        return []
    fates = {option.id: fate(result, option.id) for option in record.options}
    flags = {id: int(id in selected) for id in fates}
    return [Difference(("selected", id), flags[id], fates[id]) for id in fates if fates[id] != flags[id]]


def _may_settle(poll: Poll, result: Result, selected: set[str]) -> bool:
    record = poll.record
    return settles(poll.rules, groups(poll.rules, record.options, record.roll, result.totals), selected)


def fate(result: Result, id: str) -> int | str:
    """What became of an option: 1 adopted, 0 not adopted, or tied or waiting."""
    outcome = result.adoption
    if id in outcome.tied:
        return "tied"
    return "waiting" if id in outcome.waiting else int(id in outcome.adopted)


def as_published(poll: Poll, result: Result) -> bool:
    """Whether the published tally is ours once every entry of the doubled ballots is added."""
    counts = result.totals.counts
    return all(
        votes is None or votes == counts[id]["approve"] + poll.doubled.votes[id]
        for id, votes in poll.published.votes.items()
    )
