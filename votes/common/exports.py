"""Lists handed out as sheets: .xlsx, and .csv that an office's Excel opens without asking.

A cell that begins with a sign a spreadsheet would compute (`= + - @`, full-width too, tab, line break) goes
out as text; numbers stay numbers. What goes out here can be read again by `sheets`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from votes.common.grids import SIGNS

LONGEST = 32_000  # characters; a cell of .xlsx holds 32,767
WIDEST = 60
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Cell = str | int | float | Decimal | date | None


class Sheet(Worksheet):
    """A sheet that writes plain text by itself: long lists are made of it, and text that looks like markup stays text."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if isinstance(cell, CellStringTuple) and cell.format is None:
            place = xl_rowcol_to_cell_fast(row, col)
            self.fh.write(f'<c r="{place}" t="inlineStr"><is>{inline(cell.string)}</is></c>')
        else:
            super()._write_cell(row, col, cell)


@lru_cache(4096)
def inline(text: str) -> str:
    """A text as it stands in a cell; units and places come again and again."""
    plain = Worksheet._escape_control_characters(text)
    kept = ' xml:space="preserve"' if plain != plain.strip() else ""
    return f"<t{kept}>{plain.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>"


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might take this text for a formula."""
    return bool(text) and text[0] in SIGNS


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A .csv row by row, for long lists: UTF-8 with a mark, all text in quotes."""
    yield b"\xef\xbb\xbf"
    for row in chain([headings], rows):
        buffer = io.StringIO()
        csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC).writerow([csv_cell(cell) for cell in row])
        yield buffer.getvalue().encode()


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole .csv."""
    return b"".join(csv_lines(headings, rows))


def csv_cell(cell: Cell) -> str | int | float | Decimal:
    """A cell of a .csv; an apostrophe keeps text from being computed."""
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if is_risky(text) else text


def write_xlsx(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet called `name`: bold headings that stay in sight, one row each."""
    buffer = io.BytesIO()
    fill_book(buffer, name, headings, rows)
    return buffer.getvalue()


def fill_book(
    file: IO[bytes],
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    on: date | None = None,
) -> None:
    """The same into a file; with a day it says that one and no hour, so that the same rows are the same bytes."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        if on:
            book.set_properties({"created": datetime(on.year, on.month, on.day)})
        sheet = book.add_worksheet(name.translate(NOT_IN_NAMES)[:31].strip() or None, Sheet)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"quote_prefix": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for index, heading in enumerate(headings):
            sheet.set_column(index, index, width(heading))
            sheet.write_string(0, index, heading, bold)
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                write_cell(sheet, number, index, cell, text, day)


def width(heading: str) -> int:
    """A width that shows the heading whole: a Chinese character takes two places."""
    return min(WIDEST, max(10, 2 + sum(2 if character > "\u2e80" else 1 for character in heading)))


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, text: Format, day: Format) -> None:
    """One cell by its kind; text never becomes a formula, an address or a number."""
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        plain = str(cell)[:LONGEST]
        sheet.write_string(row, column, plain, text if is_risky(plain) else None)
