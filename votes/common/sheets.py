"""Reading an uploaded table (.xlsx, .csv) into rows: all of them, or what to mend, by sheet, row and column.

    COLUMNS = (
        Column("name", ("姓名", "Name"), required=True, longest=40),
        Column("cost", ("总投资", "Total investment"), kind="decimal", units=WAN, least=0),
    )
    reading = read_sheet(upload.read(), COLUMNS)

Title lines above the row of headings are passed over. A heading may carry a unit in brackets, a star, line
breaks, full-width letters. Nothing is taken in part: `reading.rows` is empty if there are `reading.errors`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from votes.common.cells import Unfit, Value, is_empty, shown
from votes.common.columns import WAN, Column, Head, bare, named
from votes.common.errors import RuleBroken, say
from votes.common.grids import ABOVE, EMPTY, MOST_ROWS, TOO_MANY_ROWS, Cell, Grid, letters, read_grids

__all__ = ["WAN", "Column", "Reading", "Row", "SheetError", "read_sheet", "repeated"]

MOST_ERRORS = 100  # whoever has mended these uploads again
MOST_SHOWN = 60

HEADINGS = say("a row of headings with %(headings)s")
A_HEADING = say("the column “%(heading)s” is missing")
ONCE = say("this heading only once")
NOT_TWICE = say("not the same as in row %(first)d of sheet %(sheet)s")


@dataclass(frozen=True)
class SheetError:
    """A cell to mend: `expected` with `values` is a sentence for the catalogue, `found` what stands there."""

    sheet: str
    row: int
    column: str
    expected: str
    found: str
    letter: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of a table: `row["name"]`; a column that the sheet does not have reads None."""

    sheet: str
    number: int
    values: Mapping[str, Value]
    cells: Sequence[Cell] = field(repr=False)
    heads: Mapping[str, Head] = field(repr=False)

    def __getitem__(self, key: str) -> Value:
        return self.values[key]

    def error(self, key: str, expected: str, **values: Any) -> SheetError:
        """What a room finds wrong in this row that the column alone cannot know."""
        if key not in self.heads:
            return SheetError(self.sheet, self.number, key, expected, "", "", values)
        return at(self.sheet, self.number, self.heads[key], self.cells, Unfit(expected, **values))


@dataclass(frozen=True)
class Reading:
    """What came of an upload: all rows, or the first hundred cells to mend; and headings not read, by sheet."""

    rows: tuple[Row, ...]
    errors: tuple[SheetError, ...]
    ignored: tuple[tuple[str, str], ...] = ()


def read_sheet(data: bytes, columns: Sequence[Column]) -> Reading:
    """Read every sheet of an upload that has our headings; a file that is no table at all is `RuleBroken`."""
    grids = read_grids(data)
    places = [(grid, heading_row(grid, columns)) for grid in grids]
    parts = [read_grid(grid, place, columns) for grid, place in places if place is not None]
    if not parts:
        return Reading((), (no_headings(grids[0], columns),))
    rows = tuple(row for part in parts for row in part.rows)
    errors = tuple(error for part in parts for error in part.errors)[:MOST_ERRORS]
    check_number(rows, errors)
    return Reading(() if errors else rows, errors, tuple(named for part in parts for named in part.ignored))


def repeated(rows: Iterable[Row], *keys: str) -> list[SheetError]:
    """Rows that say the same in these columns as an earlier one; rows blank in all of them may."""
    first: dict[tuple[Value, ...], Row] = {}
    wrong = []
    for row in rows:
        said = tuple(row[key] for key in keys)
        earlier = first.setdefault(said, row)
        if earlier is not row and any(value is not None for value in said):
            wrong.append(row.error(keys[0], NOT_TWICE, sheet=earlier.sheet, first=earlier.number))
    return wrong


def heading_row(grid: Grid, columns: Sequence[Column]) -> int | None:
    """The row, counted from 0, that has most of our headings; None where no row can be meant."""
    names = named(columns)
    required = {column.key for column in columns if column.required}
    found = [{names[w].key for w in map(bare, map(shown, row)) if w in names} for row in grid.rows[:ABOVE]]
    best = max(range(len(found)), key=lambda index: len(found[index]), default=None)
    if best is None or not found[best]:
        return None
    return best if len(found[best]) > 1 or required <= found[best] else None


def no_headings(grid: Grid, columns: Sequence[Column]) -> SheetError:
    """What to say of a file without our row of headings."""
    wanted = [column for column in columns if column.required] or columns
    first = next((row for row in grid.rows if not all(map(is_empty, row))), [])
    stands = " ".join(shown(cell) for cell in first if not is_empty(cell))[:MOST_SHOWN]
    names = "、".join(column.headings[0] for column in wanted)
    return SheetError(grid.name, 1, "", HEADINGS, stands, "", {"headings": names})


def read_grid(grid: Grid, place: int, columns: Sequence[Column]) -> Reading:
    """One sheet whose headings stand in row `place`, counted from 0."""
    heads, errors, unknown = read_headings(grid, place, columns)
    ignored = tuple((grid.name, heading) for heading in unknown)
    if errors:
        return Reading((), tuple(errors), ignored)
    filled = [
        index for index, cells in enumerate(grid.rows) if index > place and not all(map(is_empty, cells))
    ]
    read = [read_row(grid, index, heads, columns) for index in filled]
    errors = [error for _, wrong in read for error in wrong]
    return Reading(tuple(row for row, _ in read), tuple(errors), ignored)


def read_headings(
    grid: Grid, place: int, columns: Sequence[Column]
) -> tuple[dict[str, Head], list[SheetError], list[str]]:
    """Where our columns stand, what is wrong with the headings, and which we do not know."""
    names, heads = named(columns), dict[str, Head]()
    wrong, unknown = [], []
    for index, label in enumerate(map(shown, grid.rows[place])):
        column = names.get(bare(label))
        if column is None:
            unknown += [label] if label else []
            continue
        head = Head(column, index, label)
        try:
            heads[column.key] = placed(head, heads)
        except Unfit as unfit:
            wrong.append(at(grid.name, place + 1, head, grid.rows[place], unfit))
    lost = [column for column in columns if column.required and column.key not in heads]
    return heads, wrong + [missing(grid.name, place + 1, column) for column in lost], unknown


def placed(head: Head, heads: Mapping[str, Head]) -> Head:
    """A heading with the factor of its unit; the second one for the same column is `Unfit`."""
    if head.column.key in heads:
        raise Unfit(ONCE)
    return Head(head.column, head.index, head.label, head.column.factor(head.label))


def read_row(
    grid: Grid, index: int, heads: Mapping[str, Head], columns: Sequence[Column]
) -> tuple[Row, list[SheetError]]:
    """The row at `index`, counted from 0, and what in it does not fit."""
    cells, wrong = grid.rows[index], []
    values: dict[str, Value] = {column.key: None for column in columns}
    for key, head in heads.items():
        try:
            values[key] = head.value(cells)
        except Unfit as unfit:
            wrong.append(at(grid.name, index + 1, head, cells, unfit))
    return Row(grid.name, index + 1, values, cells, heads), wrong


def at(sheet: str, number: int, head: Head, cells: Sequence[Cell], unfit: Unfit) -> SheetError:
    """An error with its place as Excel shows it."""
    found = shown(cells[head.index])[:MOST_SHOWN] if head.index < len(cells) else ""
    return SheetError(sheet, number, head.label, unfit.expected, found, letters(head.index + 1), unfit.values)


def missing(sheet: str, number: int, column: Column) -> SheetError:
    """A required column that the sheet does not have."""
    name = column.headings[0]
    return SheetError(sheet, number, name, A_HEADING, "", "", {"heading": name})


def check_number(rows: Sequence[Row], errors: Sequence[SheetError]) -> None:
    """Refuse a table without rows, and one with more than can be read."""
    if not rows and not errors:
        raise RuleBroken(EMPTY)
    if len(rows) > MOST_ROWS:
        raise RuleBroken(TOO_MANY_ROWS, sheet=rows[-1].sheet, rows=len(rows), most=MOST_ROWS)
