"""The wall is narrowed by its address alone, and every candidate can be read with all its elements."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import AT, cycle_of, make_hall
from tests.people import People
from votes.common.db import db
from votes.congress.places import Place, PlaceKind
from votes.projects.models import Cycle
from votes.projects.sites import Site
from votes.projects.stages import Stage

WALL = "/demo-county/2026"


@pytest.fixture
def cycle(app: Flask, people: People, clock) -> int:
    """Four adopted projects: two classes, two units, one with a site in a village; one of them suspended."""
    clock.set(date(2026, 8, 6))
    with app.app_context():
        found = cycle_of(make_hall(people))
        found.candidates_published_at = AT
        town = Place(congress_id=found.congress_id, slug="chengguan", name="城关镇", kind=PlaceKind.town)
        db.session.add(town)
        db.session.flush()
        village = Place(congress_id=found.congress_id, slug="dong", name="东村", kind=PlaceKind.village)
        village.parent_id = town.id
        db.session.add(village)
        db.session.flush()
        for n, project in enumerate(found.projects):
            project.category, project.unit_id = ("养老托育", "交通出行")[n % 2], None
            project.unit_words = ("县民政局", "县交通运输局")[n % 2]
            project.move_to(Stage.adopted, AT, "执行主席")
        here = [(found.projects[0], village), (found.projects[1], town)]
        db.session.add_all(
            Site(congress_id=found.congress_id, project=one, name=where.name, place_id=where.id)
            for one, where in here
        )
        db.session.commit()
        return found.id


def shown(client: FlaskClient, query: str = "") -> list[int]:
    """The numbers on the wall."""
    wall = client.get(f"{WALL}{query}").text.partition('id="wall"')[2].partition("<h2")[0]
    return sorted(int(one) for one in re.findall(rf'class="t" href="{WALL}/(\d+)"', wall))


@pytest.mark.parametrize(
    "query, numbers",
    [
        ("", [1, 2, 3, 4]),
        ("?unit=县民政局", [1, 3]),
        ("?class=交通出行", [2, 4]),
        ("?class=交通出行&unit=县民政局", []),
        ("?place=dong", [1]),
        ("?place=chengguan", [1, 2]),
        ("?place=chengguan&unit=县民政局", [1]),
        ("?unit=没有这个单位", []),
    ],
)
def test_the_address_narrows_the_wall(
    client: FlaskClient, cycle: int, query: str, numbers: list[int]
) -> None:
    assert shown(client, query) == numbers


def test_a_list_that_nothing_fits_says_what_to_do(client: FlaskClient, cycle: int) -> None:
    page = client.get(f"{WALL}?unit=县民政局&class=交通出行").text
    assert "没有同时符合这些条件的项目，请少选一项。" in page
    assert 'href="?#wall"' in page


def test_the_candidates_are_read_one_by_one_in_ballot_order_with_blanks_told(
    app: Flask, client: FlaskClient, cycle: int
) -> None:
    with app.app_context():
        first = db.session.get_one(Cycle, cycle).projects[0]
        first.necessity, first.total_yuan = "老人没有地方吃饭", None
        db.session.commit()
    page = client.get(f"{WALL}/candidates").text
    places = [page.index(f'id="c{number}"') for number in (1, 2, 3, 4)]
    assert places == sorted(places)
    assert "老人没有地方吃饭" in page
    assert "未公开" in page


def test_no_candidate_is_read_before_the_list_is_published(
    app: Flask, client: FlaskClient, cycle: int
) -> None:
    with app.app_context():
        found = db.session.get_one(Cycle, cycle)
        found.candidates_published_at = None
        titles = [project.title for project in found.projects]
        db.session.commit()
    page = client.get(f"{WALL}/candidates").text
    assert not [title for title in titles if title in page]
