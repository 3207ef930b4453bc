"""Open data as files: CSV, a workbook, JSON. Written whole before it is sent, so that a slow reader holds no database open."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from flask_babel import gettext as _

from votes.common.exports import csv_lines, fill_book
from votes.noticeboard.other_rows import finding_rows, proposal_rows
from votes.noticeboard.portions import Portion, Row, portions
from votes.noticeboard.project_rows import project_rows
from votes.noticeboard.result_rows import result_rows
from votes.noticeboard.shapes import Shape
from votes.noticeboard.site_rows import site_rows
from votes.noticeboard.table_shapes import FINDINGS, PROJECTS, PROPOSALS, RESULTS, SITES
from votes.projects.models import Cycle


@dataclass(frozen=True)
class Table:
    """A table of the open data: what its columns are, and its rows in a portion of lists."""

    shape: Shape
    rows: Callable[[Portion], Iterator[Row]]

    def all_rows(self, cycles: Sequence[Cycle], on: date) -> Iterator[Row]:
        """Its rows in these lists, list by list."""
        for portion in portions(cycles, on):
            places = {tuple(portion.where(key).values()): n for n, key in enumerate(portion.ids)}
            yield from sorted(self.rows(portion), key=lambda row: places[row["congress"], row["cycle"]])


TABLES = {
    "projects": Table(PROJECTS, project_rows),
    "results": Table(RESULTS, result_rows),
    "findings": Table(FINDINGS, finding_rows),
    "proposals": Table(PROPOSALS, proposal_rows),
    "sites": Table(SITES, site_rows),
}


def write_csv(file: IO[bytes], table: Table, rows: Iterable[Row], _on: date) -> None:
    """Comma-separated, UTF-8 with a mark; the first line holds the keys."""
    keys = table.shape.keys
    file.writelines(csv_lines(keys, ([plain(row[key]) for key in keys] for row in rows)))


def write_xlsx(file: IO[bytes], table: Table, rows: Iterable[Row], on: date) -> None:
    """A workbook; the first line holds the names in the language of the address."""
    fields = table.shape.fields
    names = [_(field.words) for field in fields]
    keys, words = table.shape.keys, {True: _("yes"), False: _("no")}
    cells = (
        [words[cell] if cell is True or cell is False else cell for cell in map(row.get, keys)]
        for row in rows
    )
    fill_book(file, table.shape.name, names, cells, on)


def write_json(file: IO[bytes], table: Table, rows: Iterable[Row], on: date) -> None:
    """One object with the day of its figures and one object for each row."""
    file.write(b'{"as_of": %s, "%s": [' % (as_json(on.isoformat()), table.shape.name.encode()))
    between = b"\n"
    for row in rows:
        file.write(between + as_json(row))
        between = b",\n"
    file.write(b"\n]}\n")


def write_geojson(file: IO[bytes], _table: Table, rows: Iterable[Row], _on: date) -> None:
    """A collection of points (RFC 7946); a site whose position is not known has no geometry."""
    file.write(b'{"type": "FeatureCollection", "features": [')
    between = b"\n"
    for row in rows:
        told = {key: value for key, value in row.items() if key not in ("latitude", "longitude")}
        file.write(between + as_json({"type": "Feature", "geometry": point(row), "properties": told}))
        between = b",\n"
    file.write(b"\n]}\n")


def point(row: Row) -> Row | None:
    """The position of a site."""
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def as_json(value: Any) -> bytes:
    """A value as JSON; days as text."""
    return json.dumps(value, ensure_ascii=False, default=str).encode()


def plain(value: Any) -> Any:
    """A cell of a .csv: true and false as in the JSON."""
    return str(value).lower() if isinstance(value, bool) else value


@dataclass(frozen=True)
class Form:
    """A form in which a table is handed out."""

    media_type: str
    write: Callable[[IO[bytes], Table, Iterable[Row], date], None]
    positions: bool = False
    """Only for tables whose rows have a position."""


FORMS = {
    "csv": Form("text/csv; charset=utf-8", write_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "json": Form("application/json; charset=utf-8", write_json),
    "geojson": Form("application/geo+json", write_geojson, positions=True),
}


def forms_of(shape: Shape) -> list[str]:
    """The forms in which a table can be had."""
    return [name for name, form in FORMS.items() if not form.positions or "latitude" in shape.keys]
