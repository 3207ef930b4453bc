"""From ballots to counts (计票): which ballots are invalid, what marks add up to, which counts can be.

A channel is a way ballots came in: slips (phones), paper, or a device of the hall.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from votes.ballots.fields import Field
from votes.ballots.rulebook import AnyRules
from votes.common.errors import say

KINDS = ("slips", "paper", "device")
ADOPTION_MARKS = ("approve", "oppose", "abstain")
COUNT_MARKS = {
    "three_way": ADOPTION_MARKS,
    "choose": ADOPTION_MARKS,
    "rating": ("satisfied", "basic", "dissatisfied", "abstain"),
}
BALLOT_MARKS = {
    "three_way": frozenset(ADOPTION_MARKS),
    "choose": frozenset(("approve", "abstain")),
    "rating": frozenset(COUNT_MARKS["rating"]),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a pile of ballots adds up to: valid ones, invalid ones by reason, marks by option."""

    valid: int
    void: dict[str, int]
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in which ballots were handed out (发出) and came back (收回), and their counts."""

    kind: str
    issued: int
    received: int
    counted: Counted


def fault(ballot: object, rules: AnyRules, ids: Collection[str]) -> str | None:
    """The first reason why a ballot is invalid (无效), or None; `ids` are the options it may name."""
    if not isinstance(ballot, dict) or not _is_readable(ballot, rules, ids):
        return "unreadable"
    if rules.over_marked == "void_ballot" and _is_over_marked(ballot, rules):
        return "over_marked"
    return None


def _is_readable(ballot: dict[Any, Any], rules: AnyRules, ids: Collection[str]) -> bool:
    try:
        return frozenset(ids).issuperset(ballot) and BALLOT_MARKS[rules.form].issuperset(ballot.values())
    except TypeError:  # a list or an object in place of a mark
        return False


def _is_over_marked(ballot: dict[str, str], rules: AnyRules) -> bool:
    if rules.most is None or len(ballot) <= rules.most:
        return False
    return list(ballot.values()).count("approve") > rules.most


def count_ballots(ballots: Iterable[Any], rules: AnyRules, ids: Sequence[str]) -> Counted:
    """Count ballots one by one, each a map from option id to mark; what is not marked is abstention."""
    reasons: Counter[str | None] = Counter()
    marks = Counter(chain.from_iterable(_marks_that_count(ballots, rules, frozenset(ids), reasons)))
    valid = reasons.pop(None, 0)
    counts = {id: _of_option(id, marks, valid, COUNT_MARKS[rules.form]) for id in ids}
    return Counted(valid, {reason: number for reason, number in reasons.items() if reason}, counts)


def _marks_that_count(
    ballots: Iterable[Any], rules: AnyRules, known: frozenset[str], reasons: Counter[str | None]
) -> Iterator[Iterable[tuple[str, str]]]:
    """The marks of each valid ballot in turn, while `reasons` counts the ballots (None: valid)."""
    for ballot in ballots:
        reason = fault(ballot, rules, known)
        reasons[reason] += 1
        if reason is None:
            over = _is_over_marked(ballot, rules)
            yield _without_approvals(ballot) if over else ballot.items()


def _without_approvals(ballot: dict[str, str]) -> list[tuple[str, str]]:
    return [(id, mark) for id, mark in ballot.items() if mark != "approve"]


def _of_option(id: str, marks: Counter[tuple[str, str]], valid: int, names: Sequence[str]) -> dict[str, int]:
    given = {name: marks[id, name] for name in names if name != "abstain"}
    return {**given, "abstain": valid - sum(given.values())}


def read_channel(field: Field, rules: AnyRules, ids: Sequence[str]) -> Channel:
    """A channel from plain values, counted; it carries ballots or counts, never both."""
    kind = field.at("kind").one_of(KINDS)
    issued, received = field.at("issued").whole(), field.at("received").whole()
    _check_printed(field, issued)
    if field.has("ballots"):
        field.without(["valid", "void", "counts"])
        counted = _read_ballots(field.at("ballots"), received, rules, ids)
    else:
        counted = _read_counted(field, rules, ids)
        if counted.valid + sum(counted.void.values()) != received:
            field.at("received").refuse(say("%(field)s is not the sum of valid and void ballots."))
    return Channel(kind, issued, received, counted)


def _check_printed(field: Field, issued: int) -> None:
    """Papers printed are issued, spoiled or left over (印制 = 发出 + 作废 + 剩余)."""
    papers = {key: field.at(key).whole() for key in ("printed", "spoiled", "left") if field.has(key)}
    if len(papers) == 3 and papers["printed"] != issued + papers["spoiled"] + papers["left"]:
        field.at("printed").refuse(say("%(field)s is not issued + spoiled + left."))


def _read_ballots(field: Field, received: int, rules: AnyRules, ids: Sequence[str]) -> Counted:
    ballots = field.entries()
    if len(ballots) != received:
        field.refuse(
            say("%(field)s: there are %(found)d ballots, but %(received)d were received."),
            found=len(ballots),
            received=received,
        )
    return count_ballots(ballots, rules, ids)


def _read_counted(field: Field, rules: AnyRules, ids: Sequence[str]) -> Counted:
    valid, counts = field.at("valid").whole(), field.at("counts")
    void = _read_void(field.at("void")) if field.has("void") else {}
    _check_keys(counts, ids)
    figures = {id: _read_marks(counts.at(id), COUNT_MARKS[rules.form]) for id in ids}
    exact = field.value["kind"] != "device"
    for id in ids:
        _check_option(counts.at(id), figures[id], valid, exact)
        if rules.form == "choose" and figures[id]["oppose"]:
            counts.at(id).at("oppose").refuse(say("%(field)s: nobody can oppose in this form."))
    if rules.over_marked == "void_ballot" and rules.most is not None:
        _check_most(counts, figures, rules.most * valid)
    return Counted(valid, void, figures)


def _read_void(field: Field) -> dict[str, int]:
    return {Field(field.name, reason).text(): field.at(reason).whole() for reason in field.members()}


def _check_keys(field: Field, keys: Sequence[str]) -> None:
    known = frozenset(keys)
    for key in field.members():
        if key not in known:
            field.refuse(say("%(field)s has %(key)s, which is not known here."), key=key)


def _read_marks(field: Field, names: Sequence[str]) -> dict[str, int]:
    _check_keys(field, names)
    return {name: field.at(name).whole() for name in names}


def _check_option(field: Field, marks: dict[str, int], valid: int, exact: bool) -> None:
    total = sum(marks.values())
    if total > valid or (exact and total < valid):
        field.refuse(
            say("%(field)s: the marks sum to %(total)d, but there are %(valid)d valid ballots."),
            total=total,
            valid=valid,
        )


def _check_most(field: Field, figures: dict[str, dict[str, int]], limit: int) -> None:
    total = sum(marks["approve"] for marks in figures.values())
    if total > limit:
        field.refuse(
            say("%(field)s: %(total)d approvals are more than valid ballots can hold (%(limit)d)."),
            total=total,
            limit=limit,
        )
