"""附议: who may ask for the same as a proposal that is open, on plain values."""

from enum import StrEnum

from votes.common.errors import RuleBroken, say
from votes.proposals.rules import State

PER_ADDRESS = 2_000
"""Supports of one proposal from one address in a day: a whole school may stand behind one."""


class Held(StrEnum):
    """Why a support is not counted."""

    no_cookie = "no_cookie"
    device = "device"
    address = "address"


HELD_WORDS: dict[Held, str] = {
    Held.no_cookie: say(
        "This browser keeps nothing for us. Allow cookies for this site and press once more."
    ),
    Held.device: say("You have asked for this already; it is counted once."),
    Held.address: say("Very many have come from this address today. Please come back tomorrow."),
}


def is_open(state: State, released: bool, archived: bool) -> bool:
    """Whether others may still join in: everyone can read it, and nothing is decided yet."""
    return released and not archived and state is State.received


def check_open(state: State, released: bool, archived: bool) -> None:
    """Refuse a support that could change nothing any more."""
    if not is_open(state, released, archived):
        raise RuleBroken(say("This proposal is decided on. Its page says what became of it."))
