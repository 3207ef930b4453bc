"""Forms of an office's own sheet: its first copy, which column is what, and each month's copy."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from votes.common.fields import Line
from votes.common.grids import letters
from votes.delivery.forms import MonthSheetForm
from votes.delivery.mapping_rules import Field
from votes.delivery.sheet_maps import SheetMap

FIELD_NAMES: dict[Field, LazyString] = {
    Field.number: _l("Which project: its number"),
    Field.project: _l("Which project: its title"),
    Field.milestone: _l("Which milestone: its title"),
    Field.quantity: _l("Number reached, cumulative"),
    Field.reached_on: _l("Day the milestone was reached"),
    Field.allocated: _l("Money in hand, cumulative"),
    Field.paid: _l("Money paid, cumulative"),
    Field.reason: _l("Why a figure is corrected"),
    Field.done_words: _l("What was done this month"),
    Field.next_words: _l("What comes next month"),
    Field.why_slow: _l("Why it is slow (unit's words)"),
}
NOT_READ = _l("not read")


class NewMapForm(FlaskForm):
    """The first copy of a sheet that is to be read each month."""

    name = Line(
        _l("What you call this sheet"),
        longest=80,
        description=_l("For instance: monthly table of the office."),
    )
    sheet = FileField(
        _l("Any month's copy of it (.xlsx or .csv)"), [FileRequired(_l("Choose the sheet first."))]
    )


class ReadingForm(MonthSheetForm):
    """A month's copy of an office's own sheet, by which mapping it is read, and whether it is handed in at once."""

    sheet_map = SelectField(
        _l("Which sheet"), coerce=str, validators=[InputRequired(_l("Choose the sheet first."))]
    )
    hand_in = BooleanField(
        _l("Hand the reports in at once"),
        description=_l("Otherwise they become drafts, to be looked through and handed in by each unit."),
    )

    def offer(self, maps: Sequence[SheetMap]) -> None:
        """Offer the mappings there are."""
        self.sheet_map.choices = [(str(one.id), one.name) for one in maps]


def columns_form(sheet_map: SheetMap) -> type[FlaskForm]:
    """The form of a mapping: which row has the headings, and a choice for each column."""
    rows = [
        (str(index), _("Row %(n)s: %(words)s", n=index + 1, words=beginning(row)))
        for index, row in enumerate(sheet_map.sample)
    ]
    fields: dict[str, Any] = {"row": SelectField(_("Row of headings"), choices=rows)}
    choices = [("", str(NOT_READ)), *((field.value, str(words)) for field, words in FIELD_NAMES.items())]
    for index in range(sheet_map.width):
        label = _("Column %(letter)s", letter=letters(index + 1))
        fields[f"c{index}"] = SelectField(label, choices=choices)
    return type("ColumnsForm", (FlaskForm,), fields)


def beginning(row: Sequence[str]) -> str:
    """How a row begins."""
    return " · ".join(cell for cell in row if cell)[:40]


def as_chosen(sheet_map: SheetMap) -> dict[str, str]:
    """The mapping as its form shows it."""
    chosen = {f"c{index}": name for name, index in sheet_map.columns.items()}
    return {"row": str(sheet_map.heading_row), **chosen}


def chosen_in(form: FlaskForm, width: int) -> dict[int, Field]:
    """Which column is what, as it was chosen."""
    return {index: Field(form[f"c{index}"].data) for index in range(width) if form[f"c{index}"].data}
