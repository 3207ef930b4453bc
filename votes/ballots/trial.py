"""试投: ballots to cast in the rehearsal, made by a plain pattern, and the result that must come of them."""

from dataclasses import dataclass
from typing import Any

from votes.ballots.counting import Channel, count_ballots
from votes.ballots.decision import Result, decide
from votes.ballots.round_record import book, options_of
from votes.ballots.rounds import Round
from votes.ballots.totals import Roll

BALLOTS = 8
FORMS = {
    "three_way": ("approve", ("oppose", "abstain", "")),
    "choose": ("approve", ("",)),
    "rating": ("satisfied", ("basic", "dissatisfied", "abstain", "")),
}
"""The mark that most ballots make, and the others by turns; a blank is no mark."""


@dataclass(frozen=True)
class Trial:
    """What is cast, ballot by ballot as a map from option to mark, and what must come out."""

    ballots: list[dict[str, str]]
    result: Result


def trial_of(round: Round) -> Trial:
    """Eight ballots, the last of them blank, within what one ballot may approve, and their result by the round's rules.

    The rehearsal has the sitting's own roll, so that is what a share of all deputies or of those present is taken of.
    """
    rules, options = book(round), options_of(round)
    keys, most = [option.id for option in options], getattr(rules, "most", None)
    ballots = [within(marks(rules.form, keys, number), most) for number in range(BALLOTS - 1)] + [{}]
    channel = Channel("slips", BALLOTS, BALLOTS, count_ballots(ballots, rules, keys))
    all_deputies = round.sitting.all_deputies
    return Trial(ballots, decide(rules, options, Roll(all_deputies, all_deputies), [channel]))


def marks(form: str, keys: list[str], number: int) -> dict[str, str]:
    """The marks of one ballot: the first options find seven friends, the next ones fewer, down to three."""
    usual, others = FORMS[form]
    found = {
        key: usual if number < BALLOTS - 1 - place % 5 else others[(place + number) % len(others)]
        for place, key in enumerate(keys)
    }
    return {key: mark for key, mark in found.items() if mark}


def within(ballot: dict[str, str], most: int | None) -> dict[str, str]:
    """The ballot without the approvals that are too many."""
    approved: list[str] = [key for key, mark in ballot.items() if mark == "approve"]
    over: set[Any] = set(approved[most:]) if most is not None else set()
    return {key: mark for key, mark in ballot.items() if key not in over}
