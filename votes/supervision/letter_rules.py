"""群众来信 to deputies: the rules of letters, on plain values.

received 已收到 → answered 已回信 | handed_on 已转办 (a matter of the loop, or a proposal); what was handed on is answered too,
and what was answered can be handed on after all.
"""

from enum import StrEnum

from votes.common.errors import RuleBroken, say

LETTERS_PER_ADDRESS = 20
"""Letters that one address may send in a day; whole stations stand behind one address."""


class LetterState(StrEnum):
    """What became of a letter."""

    received = "received"
    answered = "answered"
    handed_on = "handed_on"


LETTER_STATE_NAMES: dict[LetterState, str] = {
    LetterState.received: say("the deputy has it"),
    LetterState.answered: say("the deputy has answered"),
    LetterState.handed_on: say("handed on"),
}


class Way(StrEnum):
    """Where a deputy hands a letter on: an own suggestion 代表建议, a resident's message 群众留言, a proposal 建议 for the list."""

    suggestion = "suggestion"
    message = "message"
    proposal = "proposal"


WAY_NAMES: dict[Way, str] = {
    Way.suggestion: say("as my own suggestion; a unit must answer me, and I recheck"),
    Way.message: say("as a resident's message; the office hands it to a unit"),
    Way.proposal: say("as a proposal for the list that is being collected"),
}


class LetterDeed(StrEnum):
    """What was done with a letter; each leaves a step."""

    received = "received"
    answered = "answered"
    handed_on = "handed_on"
    released = "released"
    held = "held"
    contact_seen = "contact_seen"
    forgotten = "forgotten"


LETTER_DEED_NAMES: dict[LetterDeed, str] = {
    LetterDeed.received: say("The letter came in"),
    LetterDeed.answered: say("Answered"),
    LetterDeed.handed_on: say("Handed on"),
    LetterDeed.released: say("Released to everyone"),
    LetterDeed.held: say("Kept from the public"),
    LetterDeed.contact_seen: say("The contact was looked up"),
    LetterDeed.forgotten: say("The contact was deleted"),
}

STAFF_ONLY = (LetterDeed.contact_seen, LetterDeed.forgotten)
"""Steps that whoever follows the letter does not see."""


def check_letter_flood(sent_today: int) -> None:
    """Refuse more letters from one address in a day than people behind it can mean."""
    if sent_today >= LETTERS_PER_ADDRESS:
        raise RuleBroken(
            say(
                "%(n)d letters have come from this address today. Please write again tomorrow, or come on a station day."
            ),
            n=LETTERS_PER_ADDRESS,
        )


def check_hand_on(state: LetterState) -> None:
    """Refuse to hand a letter on twice."""
    if state is LetterState.handed_on:
        raise RuleBroken(say("This letter has been handed on already. Load the page again."))


def check_steps_seen(steps: int, seen: int) -> None:
    """Refuse to act on a page that somebody else has overtaken."""
    if steps != seen:
        raise RuleBroken(
            say("Somebody has just dealt with this letter. Load the page again and look at it first.")
        )
