"""The `.json` addresses as one document: every address in it, every answer as it says, and no odd question that breaks one."""

import ast
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from tests.full_house import AUGUST, House
from tests.fuzz.addresses import Places
from tests.people import People
from tests.routes import Route, routes_of
from votes.common.resources import PACKAGE
from votes.noticeboard.described import ANSWERS, SHAPES, TABLES
from votes.noticeboard.openapi import Models
from votes.noticeboard.table_shapes import TABLE_SHAPES

OF_EACH = 12
"""Addresses of each route that are looked at."""


@pytest.fixture
def house(full: House, clock: Any) -> People:
    """Two counties in August with something in every room."""
    clock.at = AUGUST
    return full.home.people


@pytest.fixture
def places(app: Flask, house: People) -> Places:
    """Every row of the county."""
    with app.app_context():
        return Places(house.ids["county"])


def json_routes(app: Flask) -> Iterator[Route]:
    """The public routes that answer with data, but for the document itself."""
    for route in routes_of(app):
        ends = route.rule.rule.endswith(".json") and "GET" in route.methods
        if route.is_public and ends and route.name != "noticeboard.api":
            yield route


def test_every_public_json_address_is_described(app: Flask) -> None:
    """A new one gets its shape in votes/noticeboard/…_shapes.py and its row in described.py."""
    assert [route.name for route in json_routes(app) if route.name not in ANSWERS] == []
    assert set(ANSWERS) <= {route.name for route in routes_of(app)}


def test_the_document_holds_every_address_and_every_field(app: Flask, client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document["openapi"].startswith("3.")
    assert len(document["paths"]) == len(ANSWERS) + 2 * len(TABLE_SHAPES)
    fields = document["components"]["schemas"]["Projects"]["properties"]
    assert fields["approve"]["description"] == "赞成票"
    assert all(said["description"] for said in fields.values())
    assert client.get("/en/openapi.json").json["info"]["title"] == "Open data"


def test_the_page_describes_every_field_of_every_address(client: FlaskClient) -> None:
    page = client.get("/en/data").text
    keys = {field.key for shape in SHAPES.values() if shape not in TABLES for field in shape.fields}
    assert [key for key in sorted(keys) if f"<code>{key}</code>" not in page] == []
    assert 'href="/en/openapi.json"' in page


@pytest.mark.crawl(both=True)
def test_every_answer_is_as_the_document_says(app: Flask, places: Places, client: FlaskClient) -> None:
    models, met = Models(), set()
    for route in json_routes(app):
        for address in islice(places.addresses(route), OF_EACH):
            answer = client.get(address)
            assert answer.status_code in (200, 404), address
            if answer.status_code == 200:
                models.of(ANSWERS[route.name]).model_validate(answer.json, strict=True)
                met.add(route.name)
    assert met == set(ANSWERS)


@pytest.mark.crawl(both=True)
@pytest.mark.usefixtures("archive")
def test_past_years_answer_as_the_document_says(client: FlaskClient) -> None:
    models = Models()
    for place in client.get("/.json").json["congresses"]:
        for one in place["cycles"][:1]:
            answer = client.get(f"{one['url']}.json").json
            models.of(["past_list"]).model_validate(answer, strict=True)
            first = f"{one['url']}/{answer['projects'][0]['id']}.json" if answer["projects"] else ""
            if first:
                models.of(["past_project"]).model_validate(client.get(first).json, strict=True)
    models.of(["rules"]).model_validate(client.get("/about/rules.json").json, strict=True)
    for name in ("projects", "results"):
        models.of([f"{name}_table"]).model_validate(client.get(f"/data/{name}.json").json, strict=True)


@pytest.mark.parametrize("name", [shape.name for shape in TABLE_SHAPES])
def test_every_table_is_as_the_document_says(name: str, house: People, client: FlaskClient) -> None:
    answer = client.get(f"/data/{name}.json").json
    assert answer[name]
    Models().of([f"{name}_table"]).model_validate(answer, strict=True)


def test_a_field_that_nobody_described_is_seen() -> None:
    one = {"slug": "x", "name": "x", "level": "county", "province": None, "demo": True, "cycles": []}
    Models().of(["congress"]).model_validate(one)
    with pytest.raises(ValueError, match="phone"):
        Models().of(["congress"]).model_validate({**one, "phone": "13800000001"})


def test_starting_imports_neither_pydantic_nor_spectree() -> None:
    """Only the module of the document does, and nothing imports that one by a statement."""
    files = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    named = {path: words for path, words in files.items() if re.search("pydantic|spectree|openapi", words)}
    heavy = {path.name for path, words in named.items() if imports(words, ("pydantic", "spectree"))}
    assert heavy == {"openapi.py"}
    assert [path for path, words in named.items() if imports(words, ("votes.noticeboard.openapi",))] == []


def imports(source: str, names: tuple[str, ...]) -> bool:
    """Whether a source imports one of these."""
    for node in ast.walk(ast.parse(source)):
        found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            found = [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
        if any(one == name or one.startswith(f"{name}.") for one in found for name in names):
            return True
    return False


@pytest.mark.crawl
def test_no_odd_question_breaks_an_address(app: Flask, places: Places, pytestconfig: pytest.Config) -> None:
    """schemathesis asks each address of the document oddly, and at rows there are, and holds every answer against it."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    many = 200 if pytestconfig.getoption("--release") else 4
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        assert ask_oddly(found.ok(), rows_for(places, found.ok()), many) > 0


def rows_for(places: Places, operation: Any) -> list[dict[str, Any]]:
    """Values that lead to rows, for the parts of this address; none where it has no parts."""
    names = {part.name for part in operation.path_parameters}
    found: list[dict[str, Any]] = [{}]
    for kind in places.kinds(names) if names else ():
        rows = places.rows[kind][:4]
        found = [{**one, **dict(zip(kind, row, strict=True))} for one in found for row in rows]
    return found


def ask_oddly(operation: Any, rows: list[dict[str, Any]], many: int) -> int:
    """So many odd questions at one address; every second of them at a row there is."""
    asked = 0

    @given(operation.as_strategy(), st.one_of(st.none(), st.sampled_from(rows)))
    @settings(
        max_examples=many,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any, row: dict[str, Any] | None) -> None:
        nonlocal asked
        asked += 1
        if row:
            case.path_parameters = {name: str(value) for name, value in row.items()}
        case.call_and_validate()

    ask()
    return asked
