"""The plain data of the demonstration: sheets in `tables/`, and the published list of Nanchang in the archive."""

import csv
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
NANCHANG = "nanchang-2020"
"""The one published list that names all its candidates with their goals (archive/projects.csv)."""

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of a sheet of the demonstration."""
    return read(FOLDER / "tables" / f"{name}.csv")


def rows_of(name: str, place: str) -> list[Row]:
    """The rows of a sheet that belong to one place."""
    return [row for row in rows(name) if row["place"] == place]


def read(path: Path) -> tuple[Row, ...]:
    """The rows of a sheet."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def nanchang() -> dict[str, Row]:
    """Titles and goals of the published list, by number, with the signs that Chinese print has."""
    listed = (row for row in read(FOLDER / "archive" / "projects.csv") if row["ballot_id"] == NANCHANG)
    return {row["seq"]: {"title": printed(row["title"]), "goal": printed(row["content"])} for row in listed}


def candidates(place: str) -> dict[int, Row]:
    """The candidates of `county` or `town`, by number; the county's titles and goals are Nanchang's."""
    if place == "town":
        return {int(row["number"]): row for row in rows("town_candidates")}
    return {int(row["number"]): {**nanchang()[row["number"]], **row} for row in rows("candidates")}


def printed(words: str) -> str:
    """Words with full-width commas and quotation marks."""
    return re.sub(r'"([^"]*)"', r"“\1”", words).replace(",", "，")


def numbers(span: str) -> range:
    """The numbers of a span: 11-17."""
    first, last = map(int, span.split("-"))
    return range(first, last + 1)
