"""The table role × route: a file per room in `tests/<room>/access.csv`; a route without a row fails.

Columns: endpoint, open_to (the marks). What a mark keeps out is tried in tests/fuzz, on every route, as every person.
"""

import csv
from pathlib import Path

from flask import Flask

TABLES = sorted(Path(__file__).parent.glob("*/access.csv"))


def rows() -> list[dict[str, str]]:
    return [row for table in TABLES for row in csv.DictReader(table.open(encoding="utf-8"))]


def marks_in_words(view: object) -> str:
    return " ".join(sorted(str(mark) for mark in view.open_to))  # type: ignore[attr-defined]


def test_every_route_has_its_row_and_its_marks_are_as_in_the_table(app: Flask) -> None:
    table = {row["endpoint"]: " ".join(sorted(row["open_to"].split())) for row in rows()}
    routes = {name: marks_in_words(view) for name, view in app.view_functions.items() if name != "static"}
    assert table == routes
