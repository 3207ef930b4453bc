"""A unit's month as a sheet: all its projects, one row per figure; filled in, it is read back all or nothing.

A row is known by its code, so that columns may be sorted or left out. A blank cell takes nothing away. Each row
also names the draft it was made from and the sheet, so that no sheet writes over what was written since.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from votes.common.errors import say
from votes.common.sheets import Column, Reading, Row, SheetError, repeated
from votes.delivery.month_forms import Entry, entries_of, what_of
from votes.delivery.month_telling import FigureLine
from votes.delivery.sections import Section

WORDS = ("done_words", "next_words", "why_slow")
COLUMNS = (
    Column("code", ("代号", "Code"), required=True, longest=60),
    Column("now", ("本月", "This month")),
    Column("reason", ("更正原因", "Why it is corrected"), longest=300),
    Column("sheet", ("表格编号", "Number of this sheet"), longest=40),
)
WRITTEN_SINCE = say(
    "nothing new: this draft was written since the sheet was handed out, and the sheet would put it back."
    " Look at the draft, then upload again and choose which of the two counts"
)
A_CODE = say("a code of this month's sheet, of a report that can still be written")

Line = list[Any]


def headings() -> list[str]:
    """The columns of the sheet that goes out."""
    return [
        _("Code"),
        _("Project"),
        _("What is filled in"),
        _("Goal"),
        _("Last month"),
        _("This month"),
        _("Why it is corrected"),
        _("Number of this sheet"),
    ]


def sheet_rows(sections: Sequence[Section], token: str) -> Iterator[Line]:
    """The rows of the sheet that goes out, filled in as far as is known; `token` tells this sheet from any other."""
    for section in sections:
        if section.part is not None:
            title, sheet = f"{section.project.number} {section.project.title}", f"{section.mark}-{token}"
            for line in (FigureLine(section, entry) for entry in entries_of(section.plan)):
                yield [
                    line.field.name,
                    title,
                    named(section, line.entry),
                    line.target,
                    line.stood,
                    plain(line.field),
                    line.reason.data,
                    sheet,
                ]
            for name in WORDS:
                field = section.part[name]
                yield [field.name, title, str(field.label.text), "", "", field.data or "", "", sheet]


def named(section: Section, entry: Entry) -> str:
    """What a row is of, with how to fill it in."""
    words = what_of(entry, alone=len(section.plan.funds) == 1)
    if entry.fund is not None:
        return str(_("%(what)s, in 10,000 yuan", what=words))
    if entry.milestone is not None and entry.milestone.target is None:
        return str(_("%(what)s, day reached", what=words))
    return words


def plain(field: Any) -> Any:
    """What stands in a field, as a cell."""
    return field.data if isinstance(field.data, date) else field._value()


def typed_in(reading: Reading, form: Any) -> tuple[MultiDict[str, str], dict[str, Row], list[SheetError]]:
    """What the form would send with this sheet typed into it, the rows by field, and what does not fit."""
    sent = MultiDict((field.name, str(field._value() or "")) for part in form_parts(form) for field in part)
    errors = [*reading.errors, *repeated(reading.rows, "code")]
    places: dict[str, Row] = {}
    for row in reading.rows:
        code = str(row["code"])
        if code not in sent or not is_code(code):
            errors.append(row.error("code", A_CODE))
            continue
        places |= typed_into(sent, code, row)
    return sent, places, errors


def typed_into(sent: MultiDict[str, str], code: str, row: Row) -> dict[str, Row]:
    """Type a row's cells into the form; where they came from, by field."""
    if row["now"] is not None:
        sent[code] = str(row["now"])
    reason = reason_code(code)
    if row["reason"] is not None and reason in sent:
        sent[reason] = str(row["reason"])
    return {code: row, reason: row}


def is_code(code: str) -> bool:
    """Whether this names a figure or words: not the form's own marks, nor a reason, which has its column."""
    last = code.rpartition("-")[2]
    return last not in ("seen", "photos") and not last.startswith(("why_m", "why_paid", "why_allocated"))


def reason_code(code: str) -> str:
    """The field that says why a figure fell."""
    part, _dash, name = code.rpartition("-")
    return f"{part}-why_{name}"


def form_parts(form: Any) -> list[Any]:
    """The parts of the form, one for each project that can still be written."""
    return [field.form for field in form if field.type == "FormField"]


def sheet_of(section: Section, places: Mapping[str, Row]) -> str:
    """The number of the sheet as the rows of a project name it; blank where that column was left out."""
    rows = (row for name, row in places.items() if name.startswith(f"{section.name}-"))
    return next((str(row["sheet"]) for row in rows if row["sheet"]), "")


def written_since(sections: Sequence[Section], places: Mapping[str, Row]) -> list[SheetError]:
    """Rows that would write over a draft that was written since the sheet was handed out."""
    found = []
    for section in sections:
        if section.is_touched() and section.is_ahead_of(sheet_of(section, places)):
            changed = [
                field.name for field in section.part if field.name in places and is_new(section, field)
            ]
            found += [places[name].error("now", WRITTEN_SINCE) for name in changed]
    return found


def is_new(section: Section, field: Any) -> bool:
    """Whether the sheet says something else in this field than the draft."""
    return bool(field.data != section.values().get(field.short_name))


def errors_in(sections: Sequence[Section], places: Mapping[str, Row]) -> list[str | SheetError]:
    """What the rules refuse, at the cell it came from; or in words, where it came from no cell."""
    found: list[str | SheetError] = []
    for section in sections:
        for field in section.part:
            for words in field.errors:
                row = places.get(field.name)
                elsewhere = f"{section.project.title} {field.label.text}: {words}"
                found.append(row.error("now", str(words)) if row else elsewhere)
    return found
