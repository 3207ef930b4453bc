"""督查室's own sheet as it is: read by its mapping, its rows put to their projects, each cell judged in its place."""

from collections.abc import Mapping, Sequence

from votes.common.cells import Unfit
from votes.common.columns import Head
from votes.common.grids import Grid, letters, read_grids
from votes.common.sheets import (
    A_HEADING,
    HEADINGS,
    MOST_ERRORS,
    Reading,
    Row,
    SheetError,
    at,
    check_number,
    read_row,
)
from votes.delivery.mapping_rules import (
    VALUES,
    Field,
    Mapped,
    column_for,
    heading_place,
    is_passed_over,
    places_in,
)


def read_mapped(data: bytes, mapping: Sequence[Mapped]) -> Reading:
    """All rows that say something, of every sheet with the mapped headings; or what to mend."""
    grids = read_grids(data)
    parts = [part for grid in grids if (part := read_part(grid, mapping)) is not None]
    if not parts:
        names = "、".join(one.label for one in mapping if one.label)
        return Reading((), (SheetError(grids[0].name, 1, "", HEADINGS, "", "", {"headings": names}),))
    rows = tuple(row for part in parts for row in part.rows)
    errors = tuple(error for part in parts for error in part.errors)[:MOST_ERRORS]
    check_number(rows, errors)
    return Reading(() if errors else rows, errors)


def read_part(grid: Grid, mapping: Sequence[Mapped]) -> Reading | None:
    """One sheet; None where the mapped headings do not stand in it."""
    top = heading_place(grid.rows, mapping)
    if top is None:
        return None
    places = places_in(grid.rows[top], mapping)
    gone = [one.label for one in mapping if places[one.field] is None]
    if gone:
        lost = [SheetError(grid.name, top + 1, name, A_HEADING, "", "", {"heading": name}) for name in gone]
        return Reading((), tuple(lost))
    heads, errors = heads_of(grid, top, mapping, places)
    rows: list[Row] = []
    for index in range(top + 1, len(grid.rows)):
        row, wrong = read_row(grid, index, heads, [head.column for head in heads.values()])
        if not is_passed_over(row.cells):
            errors += wrong
            rows += [row] if says_something(row) else []
    return Reading(tuple(rows), tuple(errors))


def says_something(row: Row) -> bool:
    """Whether any of its mapped columns says something of the month."""
    return any(row.values.get(name) is not None for name in VALUES)


def heads_of(
    grid: Grid, top: int, mapping: Sequence[Mapped], places: Mapping[Field, int | None]
) -> tuple[dict[str, Head], list[SheetError]]:
    """The mapped columns where they stand in this sheet, with the factors of their units, and what is wrong with these."""
    heads, wrong = dict[str, Head](), list[SheetError]()
    for one in mapping:
        column, index = column_for(one), places[one.field] or 0
        cells = grid.rows[top]
        label = str(cells[index]) if index < len(cells) and cells[index] else letters(index + 1)
        head = Head(column, index, label)
        try:
            heads[column.key] = Head(column, index, label, column.factor(label))
        except Unfit as unfit:
            wrong.append(at(grid.name, top + 1, head, cells, unfit))
    return heads, wrong
