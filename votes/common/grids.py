"""Uploaded tables as plain rows, within limits: .xlsx by a process of its own, .csv as UTF-8 or GB18030."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from votes.common.errors import RuleBroken, say
from votes.common.zips import DAMAGED, MEGABYTE, check_zip

MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 200
ABOVE = 20  # lines a table may have above its first row: title, unit, headings
SECONDS = 30
READER = Path(__file__).with_name("workbook_reader.py")
OLD_OR_PROTECTED = b"\xd0\xcf\x11\xe0"
SIGNS = "=+-@＝＋－＠\t\r"

TOO_LARGE = say(
    "This file is larger than %(most)d MB. Leave out pictures and unused sheets, or split the table."
)
TOO_MANY_ROWS = say(
    "Sheet %(sheet)s reaches row %(rows)d; at most %(most)d rows can be read. Delete what is below."
)
TOO_MANY_COLUMNS = say("Sheet %(sheet)s has more than %(most)d columns. Delete what is right of the table.")
OLD_FORMAT = say(
    "This is an old .xls file, or it is protected by a password. Save it as .xlsx without a password."
)
NOT_READ = say(
    "This workbook cannot be read: it is damaged, or has a stray cell far outside the table. "
    "Copy the table into a new workbook, save it as .xlsx and upload that."
)
NO_TABLE = say("This is no table that can be read. Upload an .xlsx file, or .csv in UTF-8 or GB18030.")
EMPTY = say("This file has no rows. Fill in the table, save it and upload it again.")


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error such as #REF! or #DIV/0!."""

    def __str__(self) -> str:
        return "#"


Cell = str | int | float | bool | date | Broken


@dataclass(frozen=True)
class Grid:
    """One sheet: its name and its rows of cells from the first line and column on; a blank cell is ''."""

    name: str
    rows: Sequence[Sequence[Cell]]


def read_grids(data: bytes) -> list[Grid]:
    """All visible sheets of an uploaded table that hold anything; its bytes say what it is, not its name."""
    if len(data) > MOST_BYTES:
        raise RuleBroken(TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    if data.startswith(OLD_OR_PROTECTED):
        raise RuleBroken(OLD_FORMAT)
    grids = workbook(data) if data.startswith(b"PK") else [delimited(data)]
    filled = [grid for grid in grids if any(cell != "" for row in grid.rows for cell in row)]
    if not filled:
        raise RuleBroken(EMPTY)
    return filled


def workbook(data: bytes) -> list[Grid]:
    """The visible sheets of an .xlsx file."""
    check_zip(data, MOST_UNPACKED)
    try:
        sheets = json.loads(reader_says(data))
    except (subprocess.SubprocessError, ValueError) as error:
        raise RuleBroken(NOT_READ) from error
    return [grid(sheet) for sheet in sheets]


def reader_says(data: bytes) -> bytes:
    """What the reader's process makes of the file; of our environment it gets the import path alone."""
    command = [sys.executable, "-P", str(READER), str(MOST_ROWS + ABOVE), str(MOST_COLUMNS)]
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True, env=paths)  # noqa: S603
    return done.stdout


def grid(sheet: dict[str, Any]) -> Grid:
    """One sheet as the reader's process hands it over."""
    check_size(sheet["name"], sheet["height"], sheet["width"])
    rows = [[cell(value) for value in row] for row in sheet["rows"]]
    for place in sheet["errors"]:
        mark(rows, place)
    return Grid(sheet["name"], rows)


def cell(value: Any) -> Cell:
    """A cell as it was before it became JSON."""
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    plain: str | int | float | bool = value
    return plain


def mark(rows: list[list[Cell]], place: str) -> None:
    """Put `Broken` where a place such as `F5` shows an error."""
    letters = place.rstrip("0123456789")
    row, column = int(place[len(letters) :]) - 1, number(letters) - 1
    if row < len(rows) and column < len(rows[row]):
        rows[row][column] = Broken()


def number(letters: str) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 26 Z, 27 AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def check_size(name: str, height: int, width: int) -> None:
    """Refuse a sheet with more rows or columns than can be read."""
    if height > MOST_ROWS + ABOVE:
        raise RuleBroken(TOO_MANY_ROWS, sheet=name, rows=height, most=MOST_ROWS)
    if width > MOST_COLUMNS:
        raise RuleBroken(TOO_MANY_COLUMNS, sheet=name, most=MOST_COLUMNS)


def delimited(data: bytes) -> Grid:
    """The rows of a .csv file; our own apostrophe before a sign is taken away again."""
    text = decoded(data)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter(text))
    try:
        rows: list[list[Cell]] = [[unquoted(value) for value in row] for row in lines]
    except csv.Error as error:
        raise RuleBroken(DAMAGED) from error
    check_size("CSV", len(rows), max(map(len, rows), default=0))
    return Grid("CSV", rows)


def decoded(data: bytes) -> str:
    """The text of a .csv file: UTF-8 with or without a mark, UTF-16 with one, GB18030."""
    encodings: Iterable[str] = ("utf-8-sig", "gb18030")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RuleBroken(NO_TABLE)


def delimiter(text: str) -> str:
    """What parts the cells of a .csv file: the sign that its first lines have most of."""
    head = "\n".join(text.splitlines()[:ABOVE])
    return max(",\t;", key=head.count)


def unquoted(value: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from computing it."""
    return value[1:] if value.startswith("'") and value[1:2] and value[1] in SIGNS else value
