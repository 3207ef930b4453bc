"""The table role × route: a file per room in `tests/<room>/access.csv`; a route without a row fails.

Columns: endpoint, open_to (the marks). What a mark keeps out is tried on every route, as every person.
"""

import csv
from pathlib import Path

from flask import Flask

from votes.accounts.access import PUBLIC

TABLES = sorted(Path(__file__).parent.glob("*/access.csv"))


def rows() -> list[dict[str, str]]:
    return [row for table in TABLES for row in csv.DictReader(table.open(encoding="utf-8"))]


def marks_in_words(view: object) -> str:
    return " ".join(sorted(str(mark) for mark in view.open_to))  # type: ignore[attr-defined]


def test_every_route_has_its_row_and_its_marks_are_as_in_the_table(app: Flask) -> None:
    table = {row["endpoint"]: " ".join(sorted(row["open_to"].split())) for row in rows()}
    routes = {name: marks_in_words(view) for name, view in app.view_functions.items() if name != "static"}
    assert table == routes


def test_whoever_a_route_is_not_open_to_gets_no_page(app: Flask, people, browser_of) -> None:
    """Every route × every person × every safe and unsafe method: not open means 404 (or the way to sign in)."""
    persons = {"office": people.clerk, "government": people.government, "unit": people.unit}
    persons |= {"deputy": people.deputy, "administrator": people.administrator, "other": people.other_clerk}
    browsers = {word: browser_of(who) for word, who in persons.items()}
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = []
    try:
        for rule in app.url_map.iter_rules():
            marks = {str(mark) for mark in getattr(app.view_functions[rule.endpoint], "open_to", (PUBLIC,))}
            if marks & {"public", "signed_in"}:
                continue
            address = address_of(rule, people)
            for word, browser in browsers.items():
                if word in marks:
                    continue
                for method in rule.methods - {"OPTIONS", "HEAD"}:
                    status = browser.open(address, method=method).status_code
                    if status != 404:
                        wrong.append((word, method, address, status))
            stranger = app.test_client().get(address) if "GET" in rule.methods else None
            if stranger is not None and stranger.status_code != 302:
                wrong.append(("stranger", "GET", address, stranger.status_code))
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert wrong == []


def address_of(rule, people) -> str:
    """The address of a rule in the people's own county; numbers are 1, other words are `x`."""
    known = {"congress": people.county, "cycle": people.cycle}
    values = {
        name: known.get(name, 1 if type(rule._converters[name]).__name__ == "IntegerConverter" else "x")
        for name in rule.arguments
    }
    _, address = rule.build(values)
    return address
