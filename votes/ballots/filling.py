"""Filling the seats (入选): passing options by groups of equal approvals, as far as seats and money go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from votes.ballots.rulebook import Option, Rules
from votes.ballots.totals import Roll, Totals, bases


@dataclass(frozen=True, slots=True)
class Filled:
    """How far the filling came: adopted, the seats and the money left, and the tie that stopped it."""

    adopted: list[Option]
    seats: int | None
    money: int | None
    tied: list[Option] = field(default_factory=list)
    below: list[Option] = field(default_factory=list)


def groups(rules: Rules, options: Sequence[Option], roll: Roll, totals: Totals) -> list[list[Option]]:
    """The options that pass (step 2), in groups of equal approvals, largest first."""

    def approvals(option: Option) -> int:
        return totals.counts[option.id]["approve"]

    needed = rules.passing.needed(bases(roll, totals))
    passing = [option for option in options if approvals(option) >= needed]
    return [list(group) for _, group in groupby(sorted(passing, key=approvals, reverse=True), approvals)]


def fits(amount: int, limit: int | None) -> bool:
    """Whether an amount stays within a limit; null is without end."""
    return limit is None or amount <= limit


def less(limit: int | None, amount: int) -> int | None:
    """What an amount leaves of a limit."""
    return None if limit is None else limit - amount


def cost(members: Sequence[Option]) -> int:
    """What options cost together."""
    return sum(option.cost for option in members)


def fill(rules: Rules, ranked: Sequence[list[Option]]) -> Filled:
    """Fill the seats from the largest group on, as far as seats and money go (step 3)."""
    adopted: list[Option] = []
    seats, money = rules.seats, _cap(rules)
    for place, group in enumerate(ranked):
        members = _within(rules, group, money)
        if seats == 0 or (not members and stops(rules)):
            break
        if not (fits(len(members), seats) and fits(cost(members), money)):
            below = [option for lower in ranked[place + 1 :] for option in lower]
            return Filled(adopted, seats, money, members, below)
        adopted += members
        seats, money = less(seats, len(members)), less(money, cost(members))
    return Filled(adopted, seats, money)


def _cap(rules: Rules) -> int | None:
    return rules.funds.cap if rules.funds else None


def stops(rules: Rules) -> bool:
    """Whether an option that does not fit the money ends the list, rather than being passed over."""
    return rules.funds is not None and rules.funds.fit == "stop"


def _within(rules: Rules, group: list[Option], money: int | None) -> list[Option]:
    """The members of a group that money allows to look at."""
    affordable = [option for option in group if not rules.funds or fits(option.cost, money)]
    return group if affordable and stops(rules) else affordable


def settles(rules: Rules, ranked: Sequence[list[Option]], chosen: Collection[str]) -> bool:
    """Whether the chosen ids are one way to settle a tie: what filling gives for some order among equals.

    Where a tied option that does not fit would end the list, the page also lets filling go on below
    the tie while money is left: both are taken as settled.
    """
    open_ids = set(chosen)
    seats, money = rules.seats, _cap(rules)
    for group in ranked:
        taken = [option for option in group if option.id in open_ids]
        rest = [option for option in group if option.id not in open_ids]
        if not (fits(len(taken), seats) and fits(cost(taken), money)):
            return False
        seats, money = less(seats, len(taken)), less(money, cost(taken))
        open_ids.difference_update(option.id for option in taken)
        if rest and stops(rules) and not (taken and open_ids):
            return not open_ids and _are_shut_out(rules, rest, seats, money)
        if not _are_shut_out(rules, rest, seats, money):
            return False
    return not open_ids


def _are_shut_out(rules: Rules, rest: Sequence[Option], seats: int | None, money: int | None) -> bool:
    """Whether what a settled group left out had to be left out."""
    too_dear = [option for option in rest if not fits(option.cost, money)]
    enough = 1 if stops(rules) else len(rest)
    return not rest or seats == 0 or len(too_dear) >= enough
