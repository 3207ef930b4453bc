"""Forms of a round by slips: the stick's two files, totals handed out, a slip that voids itself, the laptop's result."""

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from votes.ballots.box.canon import unhex
from votes.ballots.round_forms import MOST_BALLOTS
from votes.ballots.voiding import Voiding
from votes.common.errors import RuleBroken, say
from votes.common.fields import Line, Whole

MOST_SECTIONS = 8
UNREAD = say("This slip was not read whole. Scan it again.")
CODE_KEYS = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def content_of(field: FileField) -> bytes:
    """The bytes of a file that was chosen."""
    data: bytes = field.data.read()
    return data


class ChosenFile(FileField):
    """A file that must be chosen."""

    def __init__(self, label: Any, missing: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.missing = missing

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """A file is there."""
        if not (self.data and getattr(self.data, "filename", "")):
            raise ValidationError(str(self.missing))


class BringSlipsForm(FlaskForm):
    """The two files of the printing."""

    keys = ChosenFile(
        "keys.json",
        _l("Choose keys.json on the stick."),
        description=_l("The public keys, as the laptop wrote them."),
    )
    slips = ChosenFile(
        "slips.json",
        _l("Choose slips.json on the stick."),
        description=_l("The list of the slips that were printed."),
    )


class HandOutForm(FlaskForm):
    """One person's total of the slips handed out."""

    issued = Whole(
        _l("Slips handed out"),
        most=MOST_BALLOTS,
        description=_l("Go row by row and add up; the other person does the same for himself."),
    )


class VoidSlipForm(FlaskForm):
    """What the browser makes of a slip: for each field its key and its signature; the number itself stays there."""

    name = RadioField(
        _l("What is scanned"),
        choices=[
            SelectChoice("spoiled", _l("Exchange: the slip came back, the deputy takes another one")),
            SelectChoice("left_over", _l("Left over: the slip lay in the tray")),
        ],
        default="spoiled",
    )
    fields = HiddenField()

    @property
    def voidings(self) -> list[Voiding]:
        """The fields of the slip that void themselves."""
        try:
            rows = json.loads(self.fields.data or "")
            return [voiding_of(row) for row in rows[:MOST_SECTIONS]]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise RuleBroken(UNREAD) from error


def voiding_of(row: dict[str, Any]) -> Voiding:
    """One field of a slip from plain values."""
    pk, sig = unhex(row["pk"], 32), unhex(row["sig"], 64)
    if pk is None or sig is None or not isinstance(row["section"], str):
        raise ValueError
    return Voiding(row["section"], pk, sig)


class SheetForm(FlaskForm):
    """The code of the sheet that the laptop printed."""

    code = Line(
        _l("Code of the counts on the laptop's sheet"),
        longest=100,
        description=_l("The first 16 signs are enough."),
        render_kw=CODE_KEYS,
    )


class BringBackForm(SheetForm):
    """The laptop's result file and the code of its sheet."""

    result = ChosenFile(
        "result.json",
        _l("Choose result.json on the second stick."),
        description=_l("It holds counts only. Both counters must have counted."),
    )
