"""What of the letters waits for whom: answers for the deputy, words to publish for the office."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.supervision.letter_rules import LetterState
from votes.supervision.letter_words import letter_address
from votes.supervision.letters import Letter, letters_to

ANSWERED_WITHIN = timedelta(days=30)
"""By when a deputy should have answered; it counts as late after that, and blocks nothing."""


def of_letters(actor: Actor, congress: Congress) -> Iterator[Waiting]:
    """Letters to answer, one line each; those to publish in one line."""
    if actor.deputy is not None and actor.has(congress, Role.deputy):
        yield from (to_answer(one, True) for one in letters_to(congress, actor.deputy) if is_open(one))
    if actor.has(congress, Role.office):
        found = letters_to(congress)
        yield from to_publish(found)
        yield from (to_answer(one, False) for one in found if is_open(one))


def is_open(letter: Letter) -> bool:
    """Whether the deputy has still to do something."""
    return letter.state is LetterState.received


def to_answer(letter: Letter, mine: bool) -> Waiting:
    """A letter that has no answer yet."""
    due = day_of(letter.sent_at) + ANSWERED_WITHIN
    words = _("Answer the letter: %(title)s", title=letter.title) if mine else _("A deputy answers a letter")
    return Waiting(words, letter_address(letter), letter.deputy.name, due, mine=mine)


def to_publish(letters: list[Letter]) -> Iterator[Waiting]:
    """Letters whose words nobody has looked at for publishing, or whose answer came later."""
    waits = [one for one in letters if one.awaits_sign_off]
    if waits:
        words = ngettext(
            "Look at one letter for publishing", "Look at %(num)d letters for publishing", len(waits)
        )
        yield Waiting(words, letter_address(waits[-1]))
