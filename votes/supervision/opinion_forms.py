"""Forms of the opinion cards: an item to deliberate, lines of a card, the review opinion, its sending."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from votes.common.fields import Day, Line, Words
from votes.common.once import OnceForm
from votes.congress.models import Committee, Unit
from votes.supervision.forms import CHOOSE, TICK, named
from votes.supervision.opinions import CardLine

ROWS = 4
"""Lines offered at once; whoever has more gets as many again after saving."""


class DeliberationForm(OnceForm):
    """审议议题."""

    title = Line(_l("What is deliberated"), longest=100)
    held_on = Day(_l("Day of the meeting"))
    committee = SelectField(
        _l("Committee"),
        coerce=int,
        validators=[Optional()],
        description=_l("Its members fill in the cards, and recheck what is answered."),
    )

    def offer(self, committees: Sequence[Committee]) -> None:
        """Offer the committees."""
        self.committee.choices = [(0, _("all deputies")), *named(committees)]


class LineForm(Form):
    """One line of a card."""

    problem = Words(_l("Problem"), required=False, longest=500)
    advice = Words(_l("What should be done"), required=False, longest=500)
    unit = SelectField(_l("Responsible unit"), coerce=int, validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.problem.data or self.advice.data)

    def validate(self, *given: Any, **more: Any) -> bool:
        """A line has both its problem and what should be done."""
        fine = bool(super().validate(*given, **more))
        if not self.is_blank:
            for field in (self.problem, self.advice):
                if not field.data:
                    field.errors = [_("Please fill this in.")]
                    fine = False
        return fine


class CardForm(OnceForm):
    """审议意见卡: several lines at once."""

    lines = FieldList(FormField(LineForm), min_entries=ROWS, max_entries=20)

    def offer(self, units: Sequence[Unit]) -> None:
        """Offer the units in every line."""
        for entry in self.lines:
            entry.form.unit.choices = [(0, _("not known")), *named(units)]

    @property
    def written(self) -> list[LineForm]:
        """The lines in which something stands."""
        return [entry.form for entry in self.lines if not entry.form.is_blank]

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one line is filled in."""
        fine = bool(super().validate(extra_validators))
        if fine and not self.written:
            self.form_errors.append(_("Please fill in at least one line."))
            return False
        return fine


class ReviewForm(FlaskForm):
    """审议意见, as it was approved."""

    lines = SelectMultipleField(_l("Lines taken in"), coerce=int, validators=[InputRequired(TICK)])
    title = Line(_l("Title of the opinion"), longest=100)
    words = Words(_l("The review opinion"), longest=10_000)
    body = Line(_l("Approved by"), longest=120, description=_l("Such as the directors' meeting."))
    approved_on = Day(_l("Approved on"))

    def offer(self, lines: Sequence[CardLine]) -> None:
        """Offer the lines."""
        self.lines.choices = [(line.id, line_words(line)) for line in lines]

    def chosen(self, lines: Sequence[CardLine]) -> list[CardLine]:
        """The lines that were ticked."""
        ids = set(self.lines.data or [])
        return [line for line in lines if line.id in ids]


class SendForm(FlaskForm):
    """交办审议意见."""

    unit = SelectField(_l("Who answers for the whole"), coerce=int, validators=[InputRequired(CHOOSE)])
    demand = Words(_l("What is demanded"))

    def offer(self, units: Sequence[Unit]) -> None:
        """Offer the units."""
        self.unit.choices = named(units)


def line_words(line: CardLine) -> str:
    """One line of a card in one sentence."""
    unit = line.unit.name if line.unit else _("unit not named")
    return str(_("%(problem)s → %(advice)s (%(unit)s)", problem=line.problem, advice=line.advice, unit=unit))


def drafted(lines: Sequence[CardLine]) -> str:
    """A draft of the review opinion: the lines, numbered, to be put into words."""
    return "\n".join(f"{n}. {line.problem} {line.advice}" for n, line in enumerate(lines, 1))
