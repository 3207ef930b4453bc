"""Forms of the report: which one to begin, a passage, the figures that people bring, signing off, taking up again."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, RadioField
from wtforms.validators import InputRequired

from votes.common.fields import Line, Token, Whole, Words
from votes.yearbook.figure import Figure
from votes.yearbook.models import YearReport
from votes.yearbook.rules import FIRST_YEAR, LAST_YEAR, SPAN_NAMES, Span

LONGEST = 8000


class BeginForm(FlaskForm):
    """Which report to begin."""

    span = RadioField(_l("Report"), choices=[], validators=[InputRequired(_l("Please choose one."))])
    year = Whole(_l("Year"), least=FIRST_YEAR, most=LAST_YEAR)

    def offer(self) -> None:
        """Offer both spans."""
        self.span.choices = [(span.value, _(name)) for span, name in SPAN_NAMES.items()]

    @property
    def of_year(self) -> int:
        """The year typed."""
        return self.year.data or FIRST_YEAR

    @property
    def chosen(self) -> Span:
        """The span chosen."""
        return Span(self.span.data)


class WordsForm(FlaskForm):
    """A passage; `seen` is the number of versions that were read."""

    words = Words(_l("Words"), required=False, longest=LONGEST)
    seen = Token()


class EntryForm(Form):
    """One figure and where it comes from."""

    number = Whole(_l("Number"), most=100_000_000, required=False)
    source = Line(_l("Source"), required=False, longest=200)

    def validate(self, extra_validators: Any = None) -> bool:
        """A number says where it comes from."""
        fine = bool(super().validate(extra_validators))
        if fine and self.number.data is not None and not self.source.data:
            self.source.errors = [_("Please write where the number comes from.")]
            return False
        return fine


class EntriesForm(FlaskForm):
    """All figures that people bring, on one page."""

    entries = FieldList(FormField(EntryForm))
    seen = Token()

    def told(self, figures: Sequence[Figure]) -> dict[str, tuple[int | None, str]]:
        """What was typed, by the figure's key."""
        return {
            figure.key: (entry.form.number.data, entry.form.source.data or "")
            for figure, entry in zip(figures, self.entries, strict=False)
        }

    def fits(self, figures: Sequence[Figure]) -> bool:
        """Whether no part is larger than the whole it is counted in; says so at the part."""
        typed = {figure.key: entry.form.number for figure, entry in zip(figures, self.entries, strict=False)}
        labels = {figure.key: figure.label for figure in figures}
        for figure in figures:
            part, whole = typed.get(figure.key), typed.get(figure.of)
            if part and whole and None not in (part.data, whole.data) and part.data > whole.data:
                part.errors = [_("A part cannot be more than “%(whole)s”.", whole=_(labels[figure.of]))]
        self.entries.errors = [entry.errors for entry in self.entries]
        return not any(self.entries.errors)


def as_entered(report: YearReport, figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """What stands entered now, as the form takes it."""
    found = [report.entered(figure.key) for figure in figures]
    return [{"number": one.number, "source": one.source} if one else {} for one in found]


class SignForm(FlaskForm):
    """审签; `read` is the check of the report that was read."""

    read = Token()


class AgainForm(FlaskForm):
    """重新拟稿."""

    why = Words(_l("Why it is taken up again"), longest=500)
