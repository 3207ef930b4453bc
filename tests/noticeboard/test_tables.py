"""Open data as tables: every field described, the same figures as the pages, nothing before its time, in bounded memory."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.full_house import AUGUST, House
from tests.people import People
from votes.common.db import db
from votes.common.positions import System
from votes.common.sheets import Column, read_sheet
from votes.noticeboard.oc4ids import CODES, STATUS
from votes.noticeboard.portions import public_cycles
from votes.noticeboard.table_files import FORMS, TABLES
from votes.projects.archive import ArchivedVote
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site
from votes.projects.stages import Stage

SECRET = "没有人放行的话"


@pytest.fixture
def house(full: House, clock: Any) -> People:
    """Two counties in August with something in every room."""
    clock.at = AUGUST
    return full.home.people


def rows_of(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    """The rows of a table, asked for as JSON."""
    name = address.rpartition("/")[2].partition(".")[0]
    found: list[dict[str, Any]] = json.loads(client.get(address).data)[name]
    return found


def every_row(app: Flask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table of all lists, as it is before it is written."""
    with app.test_request_context():
        for name, table in TABLES.items():
            yield from ((name, row) for row in table.all_rows(public_cycles(), AUGUST.date()))


@pytest.mark.crawl(both=True)
def test_each_row_has_the_described_columns_and_blanks_only_where_they_may_be(
    app: Flask, house: People
) -> None:
    met = set()
    for name, row in every_row(app):
        fields = TABLES[name].shape.fields
        assert list(row) == [field.key for field in fields]
        assert [field.key for field in fields if field.kept and row[field.key] in (None, "")] == []
        odd = [f.key for f in fields if f.choices and row[f.key] is not None and row[f.key] not in f.choices]
        assert odd == []
        met.add(name)
    assert met == set(TABLES)


def test_projects_say_what_their_pages_say(house: People, client: FlaskClient) -> None:
    rows = rows_of(client, "/data/projects.json")
    mine = [row for row in rows if (row["congress"], row["cycle"]) == (house.county, house.cycle)]
    page = client.get(f"/{house.county}/{house.cycle}.json").json["projects"]
    assert [row["number"] for row in mine] == [row["id"] for row in page]
    for row, said in zip(mine, page, strict=True):
        assert {key: row[key] for key in ("title", "stage", "adopted", "approve", "unit")} == {
            key: said[key] for key in ("title", "stage", "adopted", "approve", "unit")
        }
        assert row["fact"] == (said["progress"] or {"fact": None})["fact"]
        assert row["light"] == (said["progress"] or {"light": None})["light"]
    assert any(row["fact"] for row in mine)


def test_a_list_hands_out_its_own_rows_alone(house: People, client: FlaskClient) -> None:
    whole = rows_of(client, "/data/findings.json")
    own = rows_of(client, f"/{house.county}/{house.cycle}/data/findings.json")
    assert own
    assert own == [row for row in whole if row["congress"] == house.county and row["cycle"] == house.cycle]
    assert len(whole) > len(own)


def test_what_is_being_screened_prepared_or_rehearsed_is_in_no_table(
    app: Flask, house: People, client: FlaskClient
) -> None:
    with app.app_context():
        hidden = {p.title for p in db.session.query(Project) if not p.is_public}
        cycle = db.session.get_one(Cycle, house.ids["cycle_row"])
        cycle.projects.append(
            Project(congress_id=cycle.congress_id, number=1900, title=SECRET, stage=Stage.proposed)
        )
        db.session.commit()
    rows = rows_of(client, "/data/projects.json")
    assert hidden
    assert SECRET not in {row["title"] for row in rows}
    assert not {row["congress"] for row in rows} - {house.county, "other-county"}
    with app.app_context():
        public = {
            (p.cycle.congress.slug, p.cycle.slug, p.number) for p in db.session.query(Project) if seen(p)
        }
    assert {(row["congress"], row["cycle"], row["number"]) for row in rows} == public


def seen(project: Project) -> bool:
    """Whether everyone may see it, as its own page decides."""
    return project.is_public and project.cycle.congress.rehearsal_of_id is None


def test_residents_words_come_only_as_released_and_without_the_code(
    app: Flask, house: People, client: FlaskClient
) -> None:
    whole = client.get("/data/proposals.csv").text
    assert "天桥" in whole
    assert "早晚高峰" not in whole
    assert "居民" not in whole
    assert "1380000" not in whole
    assert "code" not in whole.splitlines()[0]


def test_the_forms_of_a_table_say_the_same(house: People, client: FlaskClient) -> None:
    address = f"/en/{house.county}/{house.cycle}/data/projects"
    rows = rows_of(client, f"{address}.json")
    lines = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv").data.decode("utf-8-sig"))))
    assert list(lines[0]) == TABLES["projects"].shape.keys
    assert [line["title"] for line in lines] == [row["title"] for row in rows]
    assert lines[0]["adopted"] in ("true", "false", "")
    titles = read_sheet(client.get(f"{address}.xlsx").data, (Column("title", ("Title",), required=True),))
    assert [row["title"] for row in titles.rows] == [row["title"] for row in rows]


def test_a_file_is_kept_by_caches_and_not_sent_twice(house: People, client: FlaskClient) -> None:
    for form in FORMS:
        first = client.get(f"/data/sites.{form}")
        assert first.status_code == 200
        assert "max-age" in first.headers["Cache-Control"]
        assert "Set-Cookie" not in first.headers
        again = client.get(f"/data/sites.{form}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_other_words_lead_nowhere(house: People, client: FlaskClient) -> None:
    for address in ("/data/accounts.csv", "/data/projects.sql", "/demo-county/2026/data/projects.exe"):
        assert client.get(address).status_code == 404


def test_a_formula_goes_out_as_text(app: Flask, house: People, client: FlaskClient) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, house.ids["cycle_row"])
        cycle.projects[0].title = '=HYPERLINK("http://x")'
        db.session.commit()
    lines = csv.reader(
        io.StringIO(client.get("/demo-county/2026/data/projects.csv").data.decode("utf-8-sig"))
    )
    assert not [cell for line in lines for cell in line if cell.startswith("=")]


@pytest.mark.usefixtures("archive")
def test_published_votes_of_past_years_stand_in_the_results(client: FlaskClient) -> None:
    rows = [row for row in rows_of(client, "/data/results.json") if row["approve"] is not None]
    known = db.session.query(ArchivedVote).filter(ArchivedVote.approve.is_not(None))
    assert len(rows) == known.count()
    assert sum(row["approve"] for row in rows) == sum(vote.approve or 0 for vote in known)


def test_sites_are_points_that_lie_where_they_were_put(
    app: Flask, house: People, client: FlaskClient
) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, house.ids["cycle_row"])
        shown, hidden = (
            cycle.projects[0],
            Project(congress_id=cycle.congress_id, number=1900, title=SECRET, stage=Stage.proposed),
        )
        cycle.projects.append(hidden)
        db.session.flush()
        for project, name in ((shown, "东门公厕"), (shown, "还不知道在哪"), (hidden, SECRET)):
            at = (29.5, 106.25, System.wgs84) if name != "还不知道在哪" else (None, None, None)
            site = Site(congress_id=cycle.congress_id, project_id=project.id, name=name)
            site.latitude, site.longitude, site.given = at
            db.session.add(site)
        db.session.commit()
        number = shown.number
    answer = client.get(f"/{house.county}/{house.cycle}/data/sites.geojson")
    assert answer.mimetype == "application/geo+json"
    mine = [one for one in json.loads(answer.data)["features"] if one["properties"]["number"] == number]
    points = {one["properties"]["site"]: one["geometry"] for one in mine}
    assert points["东门公厕"] == {"type": "Point", "coordinates": [106.25, 29.5]}
    assert points["还不知道在哪"] is None
    assert SECRET not in client.get("/data/sites.geojson").text
    assert client.get("/data/projects.geojson").status_code == 404


def test_every_stage_has_its_status_by_oc4ids() -> None:
    assert set(STATUS) == set(Stage)
    assert set(STATUS.values()) == set(CODES)


def test_portions_end_between_lists_whatever_their_number(
    app: Flask, house: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(every_row(app))
    monkeypatch.setattr("votes.noticeboard.portions.PORTION", 1)
    assert list(every_row(app)) == whole


def test_the_page_describes_every_column(house: People, client: FlaskClient) -> None:
    page = client.get("/en/data").text
    for table in TABLES.values():
        assert [field.key for field in table.shape.fields if f"<code>{field.key}</code>" not in page] == []
    assert "/en/data/results.csv" in page
    own = client.get(f"/{house.county}/{house.cycle}/data").text
    assert f"/{house.county}/{house.cycle}/data/results.xlsx" in own
