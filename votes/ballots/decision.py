"""From counts to the result (票决结果): void rounds, ties, shortfalls, and the verdicts of a rating.

All comparisons are exact, in whole numbers, so that whoever holds the counts gets the same result.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from votes.ballots.counting import Channel
from votes.ballots.filling import Filled, fill, groups, less, settles
from votes.ballots.rulebook import AnyRules, Next, Option, RatingRules, Rules, Share
from votes.ballots.totals import Roll, Totals, bases, total


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a round adopts, and what it leaves open: ids, most approvals first."""

    adopted: Sequence[str] = ()
    tied: Sequence[str] = ()
    waiting: Sequence[str] = ()
    vacant: int = 0
    next: Next | None = None

    def plain(self) -> dict[str, Any]:
        """As the result writes it."""
        return {
            "adopted": list(self.adopted),
            "tied": list(self.tied),
            "waiting": list(self.waiting),
            "vacant": self.vacant,
            "next": self.next.plain() if self.next else None,
        }


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a rating finds of each option: satisfied, basic or dissatisfied."""

    verdicts: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As the result writes it."""
        return {"verdicts": self.verdicts}


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a round; `reason` says why a void one is void."""

    state: str
    reason: str | None
    totals: Totals
    outcome: Adoption | Verdicts

    @property
    def adoption(self) -> Adoption:
        """What is adopted and what is open; a rating adopts nothing."""
        return self.outcome if isinstance(self.outcome, Adoption) else Adoption()

    def plain(self) -> dict[str, Any]:
        """The result with its keys in the order of the record's page."""
        return {
            "state": self.state,
            "reason": self.reason,
            **self.totals.plain(),
            **self.outcome.plain(),
        }

    def line(self) -> bytes:
        """The result as the one line of bytes that every counter must reach."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decide(rules: AnyRules, options: Sequence[Option], roll: Roll, channels: Sequence[Channel]) -> Result:
    """The result of a round from its counts, by the rules adopted for it."""
    totals = total(rules, options, channels)
    reason = _void_reason(rules.quorum, roll, channels)
    if reason:
        return Result("void", reason, totals, _nothing(rules))
    if isinstance(rules, RatingRules):
        return Result("decided", None, totals, _verdicts(rules, roll, totals))
    return _settle(rules, options, totals, fill(rules, groups(rules, options, roll, totals)))


def _nothing(rules: AnyRules) -> Adoption | Verdicts:
    return Verdicts() if isinstance(rules, RatingRules) else Adoption()


def _void_reason(quorum: Share, roll: Roll, channels: Sequence[Channel]) -> str | None:
    """Why the round is void as a whole, the first reason that holds (step 1)."""
    if not quorum.is_met(roll.present, roll.all):
        return "quorum"
    if sum(channel.issued for channel in channels) > roll.present:
        return "issued"
    if any(channel.received > channel.issued for channel in channels):
        return "received"
    return None


def _verdicts(rules: RatingRules, roll: Roll, totals: Totals) -> Verdicts:
    base = bases(roll, totals)[rules.base]
    return Verdicts({id: _verdict(rules.verdict, base, marks) for id, marks in totals.counts.items()})


def _verdict(share: Share, base: int, marks: dict[str, int]) -> str:
    if share.is_met(marks["satisfied"], base):
        return "satisfied"
    return "basic" if share.is_met(marks["satisfied"] + marks["basic"], base) else "dissatisfied"


def _settle(rules: Rules, options: Sequence[Option], totals: Totals, filled: Filled) -> Result:
    """Ties (step 4), then what is left vacant (step 5)."""
    if filled.tied and rules.tie != "all":
        return Result("tie", None, totals, _tie(rules, filled))
    adopted = [option.id for option in filled.adopted + filled.tied]
    return conclude(rules, options, totals, adopted)


def _tie(rules: Rules, filled: Filled) -> Adoption:
    tied = [option.id for option in filled.tied]
    return Adoption(
        adopted=[option.id for option in filled.adopted],
        tied=tied,
        waiting=[option.id for option in filled.below] if rules.funds else [],
        next=Next(tied, filled.seats, filled.money) if rules.tie == "revote" else None,
    )


def conclude(rules: Rules, options: Sequence[Option], totals: Totals, adopted: Sequence[str]) -> Result:
    """The result once nothing is tied any more: what stays vacant, and the round it calls for (step 5)."""
    vacant = max(0, rules.seats - len(adopted)) if rules.seats is not None else 0
    further = for_vacancy(rules, options, adopted) if vacant and rules.shortfall == "revote" else None
    if further is None or not further.options:
        return Result("decided", None, totals, Adoption(adopted, vacant=vacant))
    return Result("shortfall", None, totals, Adoption(adopted, vacant=vacant, next=further))


def for_vacancy(rules: Rules, options: Sequence[Option], adopted: Sequence[str]) -> Next:
    """A further round on all that was not adopted, for the seats and the money that are left.

    The presidium may call it even where the rules leave seats vacant (Art. 29 by analogy).
    """
    left = [option.id for option in options if option.id not in adopted]
    spent = sum(option.cost for option in options if option.id in adopted)
    return Next(left, less(rules.seats, len(adopted)), less(rules.funds.cap if rules.funds else None, spent))


def settled(
    rules: Rules, options: Sequence[Option], roll: Roll, tie: Result, adopted: Sequence[str]
) -> Result | None:
    """The result once a tie was settled so that `adopted` stands, most approvals first; None if it cannot."""
    counts = tie.totals.counts
    before = list(tie.adoption.adopted)
    order = sorted(adopted, key=lambda id: -counts[id]["approve"] if id in counts else 0)
    stands = len(set(adopted)) == len(adopted) and order == list(adopted) and order[: len(before)] == before
    if not stands or not settles(rules, groups(rules, options, roll, tie.totals), adopted):
        return None
    return conclude(rules, options, tie.totals, adopted)
