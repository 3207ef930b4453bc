"""Form fields that every room uses: what was typed stays to be seen, and an error says what to do.

Texts come out plain (see `words`), whole numbers and money within bounds a database can hold.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, StopValidation
from wtforms.widgets import NumberInput

from votes.common.words import one_line, plain, typed_number

NEEDED = _l("Please fill this in.")
TOO_LONG = _l("Please shorten this to at most %(max)d characters.")
YUAN = 10_000
MOST_YUAN = 10**15
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
DAY_FORMS = ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]


def demands(required: bool, longest: int) -> list[Any]:
    """Validators of a text: filled in if it must be, and not too long."""
    return [DataRequired(NEEDED) if required else Optional(), Length(max=longest, message=TOO_LONG)]


def none_of_blanks(sent: Any) -> Any:
    """A choice of blanks alone is none: a field that may be left out would take it unseen."""
    return (sent.strip() or None) if isinstance(sent, str) else sent


class Token(HiddenField):
    """A hidden word of the page, such as what the person has seen; whatever is sent instead is harmless."""

    def __init__(self, **more: Any) -> None:
        super().__init__(filters=(lambda text: one_line(text)[:64],), **more)


class AtTimes:
    """Marks a field that only some answers need: it may stay blank, and the page doesn't call it optional."""

    field_flags: ClassVar[dict[str, bool]] = {"optional": False}

    def __call__(self, form: Any, field: Field) -> None:
        """Whether it is needed, the form itself says."""


class Line(StringField):
    """One line of text."""

    def __init__(
        self, label: Any = None, required: bool = True, longest: int = 200, validators: Any = (), **more: Any
    ) -> None:
        rules = [*demands(required, longest), *validators]
        super().__init__(label, rules, filters=(one_line,), **more)


class Words(TextAreaField):
    """A text of several lines."""

    def __init__(
        self, label: Any = None, required: bool = True, longest: int = 2000, validators: Any = (), **more: Any
    ) -> None:
        rules = [*demands(required, longest), *validators]
        super().__init__(label, rules, filters=(plain,), **more)


class Number(Field):
    """A number as text with a number pad; a wrong entry stays as typed. What comes out, `read` says."""

    widget = NumberInput()

    def __init__(self, label: Any = None, required: bool = True, **more: Any) -> None:
        super().__init__(label, [] if required else [Optional()], **more)
        self.required = required

    def _value(self) -> str:
        if self.raw_data:
            return one_line(str(self.raw_data[0]))
        return "" if self.data is None else self.shown(self.data)

    def shown(self, number: Any) -> str:
        """The number as the form shows it."""
        return str(number)

    def read(self, text: str) -> Any:
        """The number that was typed; `ValueError` says what to type instead."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a blank is no number."""
        self.data = None
        text = typed_number(valuelist[0]) if valuelist else ""
        if text:
            self.data = self.read(text)

    def pre_validate(self, form: Any) -> None:
        """A number that must be given is given."""
        if self.data is None and self.required and not self.process_errors:
            raise StopValidation(_("Please fill this in."))


class Whole(Number):
    """A whole number from `least` to `most`."""

    def __init__(
        self, label: Any = None, least: int = 0, most: int = 1_000_000, required: bool = True, **more: Any
    ) -> None:
        super().__init__(label, required, **more)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        """The whole number that was typed."""
        digits = text.removeprefix("-")
        if digits.isdecimal() and len(digits) < 16 and self.least <= int(text) <= self.most:
            return int(text)
        raise ValueError(
            _("Write a whole number from %(least)d to %(most)d.", least=self.least, most=self.most)
        )


class Wan(Number):
    """Money, typed in 万元, kept as whole 元 (`data`)."""

    places = 4

    def shown(self, number: int) -> str:
        """元 as 万元."""
        return format((Decimal(number) / YUAN).normalize(), "f")

    def read(self, text: str) -> int:
        """The amount in 元."""
        try:
            yuan = Decimal(text) * YUAN if len(text) < 20 else Decimal(-1)
        except InvalidOperation:
            yuan = Decimal(-1)
        if not yuan.is_finite() or not 0 <= yuan <= MOST_YUAN or yuan != int(yuan):
            raise ValueError(_("Write the amount in 10,000 yuan, in digits, as 120 or 86.5."))
        return int(yuan)


class Day(DateField):
    """A calendar day."""

    def __init__(self, label: Any = None, required: bool = True, validators: Any = (), **more: Any) -> None:
        rules = [] if required else [Optional(), *validators]
        super().__init__(label, rules, format=DAY_FORMS, **more)
        self.required = required

    def pre_validate(self, form: Any) -> None:
        """A day that must be given is given; one that was misread keeps the words that say so."""
        if self.data is None and self.required and not self.process_errors:
            raise StopValidation(_("Please fill this in."))

    def _value(self) -> str:
        if self.raw_data:
            return one_line(str(self.raw_data[0]))
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what is none says how to write it."""
        text = typed_number(valuelist[0]) if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            super().process_formdata([text])
        except ValueError:
            self.data = None
        if self.data is None or not FIRST_DAY <= self.data <= LAST_DAY:
            raise ValueError(_("Write the day as year, month and day, such as 2026-02-27."))
