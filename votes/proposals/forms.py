"""Forms by which proposals come in and are followed."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, MultipleFileField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from votes.common.fields import Day, Line, Token, Words
from votes.common.once import OnceForm
from votes.common.validators import Rule
from votes.proposals.phone_rules import check_number
from votes.proposals.rules import CHANNEL_NAMES, MOST_PHOTOS, Channel

CHOOSE = _l("Please choose one.")


class Photos(MultipleFileField):
    """Up to three pictures; a field left empty holds none."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, [Optional()], **more)

    def contents(self) -> list[bytes]:
        """The bytes of the pictures that were chosen."""
        return [upload.read() for upload in self.chosen()]

    def chosen(self) -> list[Any]:
        """The uploads that are files."""
        return [upload for upload in self.data or [] if getattr(upload, "filename", "")]

    def pre_validate(self, form: Any) -> None:
        """Refuse more than may come along."""
        if len(self.chosen()) > MOST_PHOTOS:
            raise ValidationError(_("Choose at most %(n)d pictures.", n=MOST_PHOTOS))


class MatterForm(FlaskForm):
    """What is proposed."""

    title = Line(
        _l("In one line: what should be done"),
        longest=60,
        description=_l("One matter for each proposal, such as: a footbridge at the primary school."),
    )
    what = Words(
        _l("Why, and how it should be"),
        longest=2000,
        description=_l("What is missing now, who would use it, what it should look like when done."),
    )
    place = Line(
        _l("Where it should be"),
        required=False,
        longest=100,
        description=_l("Village, street, crossing or school."),
    )
    category = SelectField(_l("About what"), [Optional()])

    def offer(self, categories: Iterable[str], kept: str = "") -> None:
        """Offer the categories of the cycle, and the one a proposal already has."""
        words = dict.fromkeys([*categories, *([kept] if kept else [])])
        self.category.choices = [
            SelectChoice("", _("not sure")),
            *(SelectChoice(word, word) for word in words),
        ]


class ProposeForm(MatterForm):
    """群众提: open to everyone; nothing is needed but title, place and what is missing."""

    once = Token()
    place = Line(
        _l("Where it should be"),
        longest=100,
        description=_l("Village, street, crossing or school."),
    )
    photos = Photos(
        _l("Pictures"),
        description=_l(
            "Up to 3, at most 10 MB each, JPEG, PNG or WebP. Where and when they were taken is removed. After an error choose them again."
        ),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    name = Line(_l("Your name"), required=False, longest=30)
    phone = Line(
        _l("A number to ask you back"),
        required=False,
        longest=30,
        validators=[Rule(check_number)],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )
    wants_call = BooleanField(_l("Please call me back about it"))

    def validate_wants_call(self, field: Any) -> None:
        """Ask for the number to call."""
        if field.data and not self.phone.data:
            raise ValidationError(_("Leave a number, so that we can call you."))


class EnterForm(OnceForm, MatterForm):
    """收件登记: what came on paper, by phone, at a station or in a meeting."""

    channel = RadioField(_l("How it came in"), validators=[InputRequired(CHOOSE)])
    received_on = Day(_l("Day it came in"))
    external = Line(
        _l("Number it has elsewhere"),
        required=False,
        longest=70,
        description=_l("Of the hotline's ticket or the station's book; each number is taken once."),
    )
    photos = Photos(
        _l("Pictures"), description=_l("Of the place or of the letter; up to 3, at most 10 MB each.")
    )
    name = Line(
        _l("Who proposes"), required=False, longest=30, description=_l("Kept apart and never published.")
    )
    phone = Line(_l("Telephone"), required=False, longest=30)

    def offer_channels(self) -> None:
        """Offer every way in but this site's own form."""
        self.channel.choices = [
            SelectChoice(channel.value, _(name))
            for channel, name in CHANNEL_NAMES.items()
            if channel is not Channel.web
        ]


class ImportForm(FlaskForm):
    """表格导入."""

    sheet = FileField(
        _l("Sheet"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l(
            "Excel (.xlsx) or CSV, at most 10 MB. All rows are taken or none; rows with a number that is here already stay as they are."
        ),
    )
    channel = SelectField(_l("Source, where the sheet names none"))

    def offer(self) -> None:
        """Offer every way in but this site's own form."""
        self.channel.choices = [
            SelectChoice(channel.value, _(name))
            for channel, name in CHANNEL_NAMES.items()
            if channel is not Channel.web
        ]
