"""视察记录, short enough to be filled standing: goal by goal a tap, findings one on each line, names ticked."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from votes.common.fields import Day, Line, Whole, Words
from votes.common.once import OnceForm
from votes.congress.models import Deputy
from votes.supervision.forms import CHOOSE, FEW, TICK, named
from votes.supervision.inspections import MARK_NAMES, VISIT_NAMES, Grades, Mark, Marks, Visit

MOST_FINDINGS = 9
OTHER = ""
"""The choice of a site that was not drawn."""


class InspectionForm(OnceForm):
    """视察记录; how the goals were found is asked by `inspection_form`."""

    visit = RadioField(_l("Kind of visit"), choices=[], validators=[InputRequired(CHOOSE)])
    held_on = Day(_l("Day"))
    site = SelectField(_l("Site drawn by lot"), validators=[Optional()])
    place = Line(_l("Where"), required=False)
    words = Words(_l("What was seen"))
    findings = Words(
        _l("Findings, one on each line"),
        required=False,
        description=_l("Each becomes a finding that the office hands to a unit."),
    )
    photos = MultipleFileField(
        _l("Photos"), [FEW], description=_l("Optional. The position of photos is removed.")
    )
    present = SelectMultipleField(
        _l("Deputies present"),
        coerce=int,
        validators=[InputRequired(TICK)],
        description=_l("Their names are never shown to units or in public."),
    )
    signed = SelectMultipleField(
        _l("Read out and signed here"),
        coerce=int,
        validators=[Optional()],
        description=_l("Who stands by this record on this phone; the others can sign on their own."),
    )
    guests = Line(_l("Others present"), required=False)
    satisfied = Whole(_l("On site: satisfied"), most=500, required=False)
    basic = Whole(_l("On site: basically satisfied"), most=500, required=False)
    dissatisfied = Whole(_l("On site: dissatisfied"), most=500, required=False)

    about: Sequence[str] = ()

    def offer(self, deputies: Sequence[Deputy], sites: Sequence[tuple[str, str]]) -> None:
        """Offer the deputies of the group who may check, and the sites that were drawn."""
        self.visit.choices = [(visit.value, name) for visit, name in VISIT_NAMES.items()]
        self.present.choices = self.signed.choices = named(deputies)
        self.site.choices = [(OTHER, _("another place, as written below")), *sites]
        if not sites:
            del self.site

    @property
    def mark_fields(self) -> Iterator[RadioField]:
        """The fields in which goals are marked."""
        return (self[f"mark{place}"] for place in range(len(self.about)))

    @property
    def marks(self) -> Marks:
        """How each goal was found, as far as it was marked."""
        found = zip(self.about, (field.data for field in self.mark_fields), strict=True)
        return [(about, Mark(mark)) for about, mark in found if mark in list(Mark)]

    @property
    def lines(self) -> list[str]:
        """The findings, one each."""
        return [line.strip() for line in (self.findings.data or "").split("\n") if line.strip()]

    def validate(self, extra_validators: object = None) -> bool:
        """A place is chosen or written; findings are not too many."""
        fine = bool(super().validate(extra_validators))
        if not self.place.data and not self.chosen_site:
            self.place.errors = [_("Please fill this in.")]
            return False
        if len(self.lines) > MOST_FINDINGS:
            self.findings.errors = [_("Please write at most %(n)d findings.", n=MOST_FINDINGS)]
            return False
        return fine

    @property
    def chosen_site(self) -> str:
        """The drawn site that was chosen, as `draw number:key`."""
        return str(self.site.data or "") if "site" in self else ""

    @property
    def chosen_visit(self) -> Visit:
        """How the deputies came."""
        return Visit(self.visit.data)

    @property
    def grades(self) -> Grades | None:
        """The verdicts given on site; a blank beside a figure is none."""
        given = (self.satisfied.data, self.basic.data, self.dissatisfied.data)
        if all(figure is None for figure in given):
            return None
        return given[0] or 0, given[1] or 0, given[2] or 0


def inspection_form(goals: Sequence[str]) -> type[InspectionForm]:
    """The form that asks how each of these goals was found; without goals, how the whole was."""
    about = list(goals) or [_("The whole")]
    choices = [(mark.value, name) for mark, name in MARK_NAMES.items()]
    fields = {
        f"mark{place}": RadioField(words, choices=choices, validators=[Optional()], validate_choice=False)
        for place, words in enumerate(about)
    }
    return type("InspectionForm", (InspectionForm,), {**fields, "about": about})
