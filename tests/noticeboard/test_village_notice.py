"""村级公示单: one click prints what a place is promised and how far it is; a place can be followed like a project."""

import pytest

from tests.delivery.making import handed_in, july, noon, project_under_way
from tests.people import People
from votes.common.db import db
from votes.congress.places import Place, PlaceKind
from votes.delivery.month_rules import Month
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site

MAY = noon(2026, 5, 10)
TOWN = "/demo-county/place/chengguan"


def make(people: People) -> None:
    """A town with a village, in which one of two projects has its sites; a third project is still being screened."""
    county = people.ids["county"]
    db.session.get_one(Cycle, people.ids["cycle_row"]).candidates_published_at = noon(2026, 3, 1)
    town = Place(congress_id=county, slug="chengguan", name="城关镇", kind=PlaceKind.town)
    db.session.add(town)
    db.session.flush()
    village = Place(
        congress_id=county, slug="xiazhou", name="下洲村", kind=PlaceKind.village, parent_id=town.id
    )
    empty = Place(
        congress_id=county, slug="shangzhou", name="上洲村", kind=PlaceKind.village, parent_id=town.id
    )
    db.session.add_all([village, empty])
    db.session.flush()
    here, hidden = (
        project_under_way(people),
        Project(congress_id=county, number=11, title="还在筛选的项目", stage="proposed"),
    )
    project_under_way(people, 12, title="人人受益的项目")
    db.session.get_one(Cycle, people.ids["cycle_row"]).projects.append(hidden)
    db.session.flush()
    for n in range(6):
        db.session.add(Site(congress_id=county, project_id=here.id, name=f"公厕{n}", place_id=village.id))
    db.session.add(Site(congress_id=county, project_id=hidden.id, name="不该见到的点", place_id=village.id))
    handed_in(here, Month(2026, 4), july(done_words="四月的话"), noon(2026, 5, 2))


@pytest.fixture
def county(scene, clock) -> None:
    clock.at = MAY
    scene("village", make)


def test_a_sheet_tells_what_is_promised_here_and_how_far_it_is(county, client) -> None:
    page = client.get(f"{TOWN}/notice")
    assert "Set-Cookie" not in page.headers
    for words in (
        "城关镇民生实事公示单",
        "“厕所革命”行动",
        "公厕0，公厕1，公厕2，公厕3等，还有2处",
        "新建公厕326座",
        "四月的话",
        "给责任单位留言",
    ):
        assert words in page.text
    assert "人人受益的项目" in page.text, "what names no site is for everyone"
    assert "筛选" not in page.text
    assert "不该见到" not in page.text
    assert page.text.count('<section class="village">') == 1


def test_all_villages_of_a_town_are_printed_in_one_go(county, client) -> None:
    page = client.get(f"{TOWN}/notice?all=1").text
    assert page.count('<section class="village">') == 3
    assert "今年没有建在这里的项目" in page
    assert client.get("/demo-county/place/nowhere/notice").status_code == 404


def test_a_place_has_its_feed_and_its_days(county, client) -> None:
    assert "四月的话" in client.get(f"{TOWN}.atom").text
    assert "四月的话" in client.get("/demo-county/place/xiazhou.atom").text
    assert "四月的话" not in client.get("/demo-county/place/shangzhou.atom").text
    assert "筛选" not in client.get(f"{TOWN}.atom").text + client.get(f"{TOWN}.ics").text
    assert "DTSTART;VALUE=DATE:20261130" in client.get(f"{TOWN}.ics").text
    assert client.send(f"{TOWN}/news", {"address": "a@example.cn"}).status_code == 302
    assert "城关镇" in client.get(f"{TOWN}/news").text
