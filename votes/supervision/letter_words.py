"""How a letter is told: to whoever wrote it, to deputy and office, and on the deputy's page."""

from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from votes.accounts.links import site
from votes.common.clock import day_of
from votes.common.codes import in_fours
from votes.proposals.telling import state_word
from votes.supervision.letter_rules import LETTER_DEED_NAMES, LETTER_STATE_NAMES, STAFF_ONLY, LetterDeed
from votes.supervision.letters import Letter, LetterStep
from votes.supervision.matters import Matter
from votes.supervision.rules import STATE_NAMES

Row = dict[str, Any]


def letter_link(letter: Letter) -> str:
    """The whole address at which a letter is followed."""
    return f"{site()}/{letter.congress.slug}/letters/{letter.code}"


def letter_code(letter: Letter) -> str:
    """Its code as it is read aloud."""
    return in_fours(letter.code)


def letter_state(letter: Letter) -> str:
    """What became of it, in a word."""
    return _(LETTER_STATE_NAMES[letter.state])


def way_on(letter: Letter) -> str:
    """Where it was handed on to, and how far that is; blank if nowhere."""
    if letter.matter is not None:
        return matter_words(letter.matter)
    if letter.proposal is not None:
        return _(
            "It became a proposal for the list. Outcome so far: %(state)s.",
            state=state_word(letter.proposal.root.state),
        )
    return ""


def matter_words(matter: Matter) -> str:
    """How far a matter is: who has it until when, and its state."""
    state = _(STATE_NAMES[matter.state])
    if matter.unit is None or matter.due_on is None:
        return _("It is in the ledger of the congress as no. %(n)d: %(state)s.", n=matter.number, state=state)
    return _(
        "It is in the ledger of the congress as no. %(n)d, with %(unit)s until %(day)s: %(state)s.",
        n=matter.number,
        unit=matter.unit.name,
        day=format_date(matter.due_on),
        state=state,
    )


def step_rows(letter: Letter, everyone: bool) -> list[Row]:
    """Its history, the newest first; whoever follows it sees no looks at the contact and no names of staff."""
    steps = [step for step in letter.steps if not (everyone and step.deed in STAFF_ONLY)]
    return [step_row(step, everyone) for step in reversed(steps)]


def step_row(step: LetterStep, everyone: bool) -> Row:
    """One step with its day."""
    words = _(LETTER_DEED_NAMES[step.deed])
    if step.words and step.deed is LetterDeed.held:
        words = _("%(words)s: %(reason)s", words=words, reason=step.words)
    if step.by and not everyone:
        words = _("%(words)s (%(name)s)", words=words, name=step.by)
    return {"date": format_date(day_of(step.at)), "words": words}


def masked_contact(letter: Letter) -> str:
    """The contact with most of it covered; empty if there is none."""
    if letter.contact is None:
        return ""
    name, phone = letter.contact.name, letter.contact.phone
    return " ".join(filter(None, (name[:1] + "*" * len(name[1:]), phone[:3] + "*" * len(phone[3:]))))


def letter_address(letter: Letter, deed: str = "letter") -> str:
    """The working page of a letter, or of one deed on it."""
    return url_for(f"supervision.{deed}", congress=letter.congress.slug, letter=letter.id)


def letter_rows(letters: list[Letter], with_deputy: bool) -> list[Row]:
    """Letters as rows of the list."""
    return [
        {
            "date": format_date(day_of(one.sent_at), "short"),
            "label": one.title,
            "url": letter_address(one),
            "note": " · ".join(filter(None, (one.deputy.name if with_deputy else "", one.place))),
            "state": letter_state(one),
        }
        for one in letters
    ]


def public_rows(letters: list[Letter]) -> list[Row]:
    """Released letters as everyone reads them on the deputy's page."""
    return [
        {
            "title": one.public_title,
            "words": one.public_words,
            "answer": one.public_answer,
            "date": format_date(day_of(one.sent_at)),
            "state": letter_state(one),
            "way_on": way_on(one),
        }
        for one in letters
    ]
