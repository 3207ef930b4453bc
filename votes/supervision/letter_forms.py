"""Forms of letters to deputies."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Line, Token, Words
from votes.common.once import OnceForm
from votes.common.words import sent_number
from votes.supervision.letter_rules import WAY_NAMES, Way


class LetterForm(OnceForm):
    """写信给代表: open to everyone."""

    title = Line(_l("In one line: what is it about?"), longest=60)
    words = Words(_l("What you want to tell the deputy"), longest=2000)
    place = Line(_l("Where it is"), required=False, longest=100)
    name = Line(_l("Your name"), required=False, longest=30)
    phone = Line(
        _l("A number to ask you back"),
        required=False,
        longest=30,
        description=_l(
            "Name and number are optional, never published, and kept apart; only the deputy and the office may look them up. They are deleted half a year after the letter is settled."
        ),
    )


class SeenForm(FlaskForm):
    """A deed on a letter as it was seen."""

    seen = Token()

    @property
    def steps_seen(self) -> int:
        """How many steps the person has seen."""
        return sent_number(self.seen.data)


class AnswerLetterForm(SeenForm):
    """回信."""

    answer = Words(_l("Your answer"), longest=2000, description=_l("Who wrote reads it at once by the code."))


class HandOnForm(SeenForm):
    """转办."""

    way = RadioField(_l("Hand it on"), choices=[], validators=[InputRequired(_l("Please choose one."))])
    title = Line(_l("In one line"), longest=60)
    words = Words(
        _l("What is handed on"),
        longest=2000,
        description=_l("Names, numbers and plates that were found are hidden already; look once more."),
    )

    def offer(self, collects: bool) -> None:
        """Offer the ways that are open: a proposal only while a list is being collected."""
        ways: list[Any] = [way for way in Way if collects or way is not Way.proposal]
        self.way.choices = [SelectChoice(way.value, _(WAY_NAMES[way])) for way in ways]

    @property
    def chosen(self) -> Way:
        """The way that was chosen."""
        return Way(self.way.data)


class ReleaseLetterForm(SeenForm):
    """审签公开."""

    title = Line(_l("Title for everyone"), longest=60)
    words = Words(
        _l("Words for everyone"),
        longest=2000,
        description=_l("What was found of names and numbers is hidden here already; read it once more."),
    )
    answer = Words(_l("Answer for everyone"), required=False, longest=2000)


class HoldLetterForm(SeenForm):
    """不公开."""

    why = Line(_l("Why it is not published"), longest=200)
