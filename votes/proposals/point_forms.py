"""Forms of points and stations: what they are, who is met there, whose turn it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Line, Words
from votes.common.validators import Rule
from votes.congress.models import Deputy
from votes.proposals.point_rules import POINT_KIND_NAMES, PointKind, check_lines, read_days
from votes.proposals.points import PointFacts


def weekday_names() -> list[str]:
    """Monday to Sunday in the reader's language."""
    names = get_locale().days["stand-alone"]["wide"]
    return [str(names[n]) for n in range(7)]


class PointForm(FlaskForm):
    """征集点 or 联络站."""

    kind = RadioField(_l("What it is"), choices=[], validators=[InputRequired(_l("Please choose one."))])
    name = Line(_l("Name of the point"), longest=80, description=_l("Such as: 北街村征集点."))
    place = Line(
        _l("Village or street"),
        longest=100,
        description=_l("It is filled in as the place of what residents propose here."),
    )
    address = Line(_l("Where to find it"), required=False, longest=200)
    month_days = Line(
        _l("Station days in the month"),
        required=False,
        longest=100,
        validators=[Rule(read_days)],
        description=_l("As 逢六, or as numbers: 6、16、26. Left blank: no fixed days."),
    )
    weekdays = SelectMultipleField(_l("Station days in the week"), coerce=int)
    hours = Line(_l("Hours"), required=False, longest=100, description=_l("Such as: 上午9:00至11:30."))
    phone = Line(
        _l("Telephone of the point"),
        required=False,
        longest=30,
        description=_l("An office number, shown to everyone; nobody's own."),
    )

    def offer(self) -> None:
        """Offer the kinds and the days of the week."""
        self.kind.choices = [SelectChoice(kind.value, _(name)) for kind, name in POINT_KIND_NAMES.items()]
        days = enumerate(weekday_names(), start=1)
        self.weekdays.choices = [SelectChoice(number, name) for number, name in days]

    @property
    def facts(self) -> PointFacts:
        """What the form states."""
        return PointFacts(
            PointKind(self.kind.data),
            self.name.data or "",
            self.place.data or "",
            self.address.data or "",
            self.hours.data or "",
            self.phone.data or "",
            read_days(self.month_days.data or ""),
            list(self.weekdays.data or []),
        )


class PointsForm(FlaskForm):
    """Many village points at once, one a line."""

    lines = Words(
        _l("One point a line"),
        longest=20_000,
        validators=[Rule(check_lines)],
        description=_l(
            "Name, village and address with commas or tabs between, such as: 北街村征集点，北街村，村委会一楼. "
            "Copied from a sheet it comes with tabs. Points that are here already stay as they are."
        ),
    )


class DeputiesForm(FlaskForm):
    """Some of the serving deputies."""

    deputies = SelectMultipleField(_l("Deputies"), coerce=int)

    def offer(self, serving: Sequence[Deputy]) -> None:
        """Offer the serving deputies, each with the delegation."""
        self.deputies.choices = [SelectChoice(one.id, name_of(one)) for one in serving]

    def chosen(self, serving: Sequence[Deputy]) -> list[Deputy]:
        """The deputies that are ticked."""
        return [one for one in serving if one.id in (self.deputies.data or [])]


def name_of(deputy: Deputy) -> str:
    """A deputy as told from others of the name."""
    return f"{deputy.name}（{deputy.delegation.name}）" if deputy.delegation else deputy.name


class TurnsForm(FlaskForm):
    """值班安排 for the next station days: a field for each, whether anybody is ticked there or not."""

    def offer(self, deputies: Sequence[Deputy]) -> None:
        """Offer the deputies of the point on every day."""
        for row in self.rows:
            row.choices = [SelectChoice(one.id, one.name) for one in deputies]

    @property
    def rows(self) -> list[SelectMultipleField]:
        """The fields of the days, in their order."""
        return [field for field in self if isinstance(field, SelectMultipleField)]

    def turns(self, days: Sequence[date]) -> dict[date, Any]:
        """Who was ticked for each of these days."""
        return {day: row.data or [] for day, row in zip(days, self.rows, strict=True)}


def turns_form(there: Mapping[date, Sequence[int]]) -> TurnsForm:
    """The form for these days, with who is there now.

    What a browser sends does not say which days are without ticks, nor on which day the form was opened: each field
    is named by its day.
    """
    known = {f"there-{day}": ids for day, ids in there.items()}
    fields = {name: SelectMultipleField(_l("Who is there"), coerce=int) for name in known}
    form: TurnsForm = type("DaysForm", (TurnsForm,), fields)(data=known)
    return form
