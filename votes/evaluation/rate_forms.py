"""群众评价's form: three boxes, and whatever else one likes to say; what it asks for beside is what the year has adopted."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from votes.common.fields import Line, Words, none_of_blanks
from votes.common.words import sent_number
from votes.congress.models import Congress
from votes.congress.places import Place, PlaceKind, places_of
from votes.evaluation.models import AGE_NAMES, GRADE_NAMES
from votes.evaluation.rules import AgeBand, Grade
from votes.projects.settings import CycleSettings, Proof

LONGEST_SENTENCE = 200
LONGEST_CODE = 40
CODE = "code"
"""What the button sends that asks for a code by phone."""


def grade_choices() -> list[tuple[str, Any]]:
    """The three grades, in the language of the page."""
    return [(grade.value, GRADE_NAMES[grade]) for grade in Grade]


class RateForm(FlaskForm):
    """群众评价: one choice, and a sentence, a picture, age and place if one likes.

    `asked` are the dimensions as they are kept, `homes` the places one may say one lives in.
    """

    asked: tuple[str, ...] = ()
    homes: Sequence[Place] = ()

    slip = Line(
        _l("Code on your slip"),
        required=False,
        longest=LONGEST_CODE,
        description=_l("Twelve letters and figures, as they stand beside the square."),
    )
    phone = Line(
        _l("Mobile number"), required=False, longest=20, description=_l("For the code alone; it is not kept.")
    )
    code = Line(_l("Code from the message"), required=False, longest=10)
    grade = RadioField(
        _l("How is it done?"),
        choices=[],
        validators=[InputRequired(_l("Please choose one of the three."))],
    )
    sentence = Words(
        _l("One sentence, if you like"),
        required=False,
        longest=LONGEST_SENTENCE,
        description=_l("The office reads it before it is shown. Please write no names and no numbers."),
    )
    photo = FileField(
        _l("A picture, if you like"),
        [Optional()],
        description=_l(
            "Shown only after the office has looked at it. Where and when it was taken is removed."
        ),
        render_kw={"accept": "image/*"},
    )
    age = RadioField(_l("Your age"), choices=[], validators=[Optional()], filters=[none_of_blanks])
    place = SelectField(_l("Where you live"), choices=[], coerce=sent_number, validators=[Optional()])

    def offer(self, congress: Congress, settings: CycleSettings) -> None:
        """Offer what this year asks for, in the language of the page."""
        self.grade.choices = grade_choices()
        self.age.choices = [(band.value, AGE_NAMES[band]) for band in AgeBand]
        self.homes = homes_in(congress)
        self.place.choices = [
            SelectChoice(0, _("not told")),
            *(SelectChoice(one.id, one.name) for one in self.homes),
        ]
        for proof, names in PROVED_BY.items():
            if proof not in settings.rating_proofs:
                for name in names:
                    del self[name]
        if not self.homes:
            del self.place

    @property
    def chosen(self) -> Grade:
        """The grade chosen."""
        return Grade(self.grade.data)

    @property
    def home(self) -> Place | None:
        """The place told, if any."""
        told = self.place.data if "place" in self else 0
        return next((one for one in self.homes if one.id == told), None)

    @property
    def band(self) -> AgeBand | None:
        """The age band told, if any."""
        return AgeBand(self.age.data) if self.age.data else None

    @property
    def dimensions(self) -> list[Any]:
        """The fields of the dimensions, in their order."""
        return [field for field in self if field.name.startswith("mark-")]

    @property
    def marks(self) -> dict[str, Grade]:
        """The grades given to dimensions, by the dimension as it is kept."""
        given = zip(self.asked, self.dimensions, strict=True)
        return {dimension: Grade(field.data) for dimension, field in given if field.data in set(Grade)}

    @property
    def picture(self) -> bytes:
        """The bytes of the picture; none if none was sent."""
        return self.photo.data.read() if self.photo.data and self.photo.data.filename else b""


PROVED_BY = {Proof.slip: ("slip",), Proof.sms: ("phone", "code")}
"""The fields by which a person is told apart."""


def rate_form(congress: Congress, settings: CycleSettings) -> RateForm:
    """The form of a year: with a row of boxes for each of its dimensions."""
    fields = {
        f"mark-{n}": RadioField(
            _(dimension), choices=grade_choices(), validators=[Optional()], filters=[none_of_blanks]
        )
        for n, dimension in enumerate(settings.rating_dimensions)
    }
    form: RateForm = type("RateForm", (RateForm,), fields)()
    form.asked = settings.rating_dimensions
    form.offer(congress, settings)
    return form


def homes_in(congress: Congress) -> list[Place]:
    """The towns one may say one lives in; a township's villages."""
    return places_of(congress, PlaceKind.town) or places_of(congress, PlaceKind.village)
