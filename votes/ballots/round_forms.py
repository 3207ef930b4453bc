"""Forms of a round: prepared, its papers recorded, parted into batches, confirmed, announced."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from votes.ballots.channels import ChannelKind
from votes.ballots.names import CHANNEL_NAMES
from votes.ballots.round_rules import Papers
from votes.common.fields import Day, Line, Whole, Words

OFFERED = (ChannelKind.paper, ChannelKind.slips, ChannelKind.device)
MOST_BALLOTS = 20_000


class Boxes(SelectMultipleField):
    """Boxes to tick, at least one of them."""

    def __init__(self, label: Any, missing: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.missing = missing

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """One box at least is ticked."""
        if not self.data:
            raise ValidationError(str(self.missing))


def channel_choices() -> list[SelectChoice]:
    """The ways in which ballots may come in now."""
    hints = {
        ChannelKind.paper: _l("Always possible. Two tellers count apart from each other."),
        ChannelKind.slips: _l(
            "On phones and tablets, by slips from a shuffled tray, into a sealed ballot box that the scrutineers open with their key cards. Prepare keys and slips before."
        ),
        ChannelKind.device: _l(
            "Two tellers copy the figures of the device apart from each other, with 'not pressed'."
        ),
    }
    return [SelectChoice(kind, CHANNEL_NAMES[kind], {"data-hint": hints[kind]}) for kind in OFFERED]


class PrepareForm(FlaskForm):
    """A round before it opens."""

    sitting = SelectField(_l("In the sitting"), coerce=int)
    title = Line(
        _l("Title of the vote"),
        description=_l("As it stands on the ballots, the screen and the announcement."),
    )
    kinds = Boxes(
        _l("How the ballots come in"),
        _l("Choose how the ballots come in: on paper, or through a device of the hall."),
        description=_l(
            "One way is usual. With two, a way that fewer than 20 deputies take may show how they voted."
        ),
    )
    section = SelectField(
        _l("Field of the slips"), description=_l("The coloured field that deputies scan in this round.")
    )
    projects = Boxes(_l("Projects to rate"), _l("Choose at least one project."), coerce=int)

    @property
    def channels(self) -> list[ChannelKind]:
        """The ways chosen."""
        return [ChannelKind(kind) for kind in self.kinds.data or ()]


class PapersForm(PlainForm):
    """The papers of one channel."""

    printed = Whole(_l("Printed"), most=MOST_BALLOTS, required=False)
    issued = Whole(_l("Handed out"), most=MOST_BALLOTS, required=False)
    spoiled = Whole(_l("Spoiled and exchanged"), most=MOST_BALLOTS, required=False)
    left = Whole(_l("Left over"), most=MOST_BALLOTS, required=False)
    received = Whole(_l("Received"), most=MOST_BALLOTS, required=False)


class SlipsForm(PlainForm):
    """The slips of a sealed ballot box; what was handed out, two scrutineers enter."""

    spoiled = Whole(_l("Voided (exchanged or spoiled)"), most=MOST_BALLOTS, required=False)
    left = Whole(_l("Left over"), most=MOST_BALLOTS, required=False)


class HandsetsForm(PlainForm):
    """The handsets of a device."""

    issued = Whole(_l("Handsets handed out"), most=MOST_BALLOTS, required=False)
    received = Whole(_l("Ballots registered"), most=MOST_BALLOTS, required=False)


class RecordForm(FlaskForm):
    """发票、收票: what was printed, handed out, spoiled, left over, received."""

    seen = HiddenField()
    paper = FormField(PapersForm, _l("Ballot papers"))
    slips = FormField(SlipsForm, _l("Slips (phones and tablets)"))
    device = FormField(HandsetsForm, _l("Hall handsets or optical reader"))

    def keep(self, kinds: Sequence[ChannelKind]) -> None:
        """Keep the fields of the channels in use."""
        for kind in OFFERED:
            if kind not in kinds:
                del self[kind]

    @property
    def papers(self) -> dict[ChannelKind, Papers]:
        """What was typed, by channel."""
        return {kind: Papers(**self[kind].data) for kind in OFFERED if kind in self}


class SignForm(FlaskForm):
    """One button."""


class ReasonForm(FlaskForm):
    """Why."""

    reason = Words(_l("Reason"), longest=500)


class ConfirmForm(FlaskForm):
    """The presidium's decision, recorded by the office."""

    reason = Line(
        _l("The presidium's decision"),
        description=_l("Its meeting and day, as the paper says."),
    )
    document = FileField(
        _l("The decision itself"),
        description=_l("PDF, .docx or a photo of the signed paper. Only the congress office can open it."),
    )

    def validate_document(self, field: FileField) -> None:
        """The decision is proved by its paper."""
        if not (field.data and getattr(field.data, "filename", "")):
            raise ValidationError(
                _("Attach the decision: a PDF, a .docx file or a photo of the signed paper.")
            )


class SettleForm(ConfirmForm):
    """The presidium's choice among tied projects."""

    chosen = Boxes(_l("Chosen by the presidium"), _l("Choose as many as there are seats left."))


class FurtherForm(FlaskForm):
    """A further round."""

    title = Line(_l("Title of the further round"))
    kinds = SelectMultipleField(
        _l("How the ballots come in"),
        description=_l("Slips go on with their next field; deputies keep the slip they have."),
    )

    @property
    def channels(self) -> list[ChannelKind]:
        """The ways chosen."""
        return [ChannelKind(kind) for kind in self.kinds.data or ()]


class FinishForm(FlaskForm):
    """No further round is held."""

    reason = Line(_l("By whose decision"), description=_l("For example: the presidium, third meeting."))


class AnnounceForm(FlaskForm):
    """The announcement."""

    number = Line(_l("Number of the announcement"), required=False, longest=40)
    issued_on = Day(_l("Day of the announcement"))


class SizeForm(PlainForm):
    """One batch."""

    size = Whole(_l("Ballots"), least=0, most=MOST_BALLOTS, required=False)


class DivideForm(FlaskForm):
    """Batches of ballot papers; a row left blank or 0 is no batch."""

    sizes = FieldList(FormField(SizeForm), _l("Batches"))

    @property
    def parts(self) -> list[int]:
        """The sizes given."""
        return [row["size"] for row in self.sizes.data if row["size"]]
