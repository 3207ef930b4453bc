"""Only what deputies adopted is a promise: a candidate waits, what was not chosen has no site, no poster, no next step."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import Hall, cycle_of
from tests.noticeboard.conftest import vote
from votes.common.db import db
from votes.congress.places import Place, PlaceKind
from votes.noticeboard.promised import Shown, lamp, shown_as
from votes.projects.sites import Site
from votes.projects.stages import CHOSEN, Stage

LIST, PLACE = "/demo-county/2026", "/demo-county/place/chengguan"
WAITS = "候选，等代表票决"
FIRST, LOSER = "市民中心建设工程", "社会足球场建设"


@pytest.fixture
def placed(app: Flask, hall: Hall) -> Hall:
    """The first and the last candidate have a site in one town."""
    with app.app_context():
        town = Place(
            congress_id=hall.people.ids["county"], slug="chengguan", name="城关镇", kind=PlaceKind.town
        )
        town.latitude, town.longitude = 28.65, 115.85
        db.session.add(town)
        db.session.flush()
        for project in (cycle_of(hall).projects[0], cycle_of(hall).projects[-1]):
            project.year_goal = f"目标{project.number}"
            site = Site(congress_id=town.congress_id, project_id=project.id, name=f"点位{project.number}")
            site.place_id = town.id
            db.session.add(site)
        db.session.commit()
    return hall


def texts(client: FlaskClient, *paths: str) -> list[str]:
    """The bodies of these pages."""
    return [client.get(path).text.partition("<main")[2] or client.get(path).text for path in paths]


def test_every_stage_is_a_promise_a_candidate_or_out() -> None:
    found = {stage: shown_as(stage) for stage in Stage}
    assert {stage for stage, shown in found.items() if shown is Shown.promise} == set(CHOSEN)
    assert [stage for stage, shown in found.items() if shown is Shown.out] == [
        Stage.declined,
        Stage.not_adopted,
    ]


def test_only_a_promise_has_a_light(app: Flask) -> None:
    with app.test_request_context():
        assert lamp(Stage.delivery, "late").light == "late"
        assert (lamp(Stage.suspended, None).light, lamp(Stage.suspended, None).words) == ("", "暂缓")
        assert (lamp(Stage.candidate, "todo").light, lamp(Stage.candidate, "todo").words) == ("", WAITS)
        assert (lamp(Stage.not_adopted, "todo").light, lamp(Stage.not_adopted, "todo").words) == (
            "",
            "未入选",
        )


def test_candidates_are_nowhere_promised(placed: Hall, client: FlaskClient) -> None:
    notice, place, mapped = texts(client, f"{PLACE}/notice", PLACE, f"{LIST}/map")
    for page in (notice, place, mapped):
        assert WAITS in page
        assert "未开始" not in page
        assert "办得怎么样" not in page
    assert "点位1" in notice
    assert "承诺什么" not in notice
    assert "目标1" not in notice
    assert "不是承诺" in place
    assert "工地公示牌" not in client.get(f"{LIST}/1").text
    assert client.get(f"{LIST}/1/poster").status_code == 404


def test_what_was_not_chosen_is_no_promise_anywhere(app: Flask, placed: Hall, client: FlaskClient) -> None:
    with app.app_context():
        vote(placed, "list")
    for page in texts(client, f"{PLACE}/notice", PLACE, f"{LIST}/map"):
        assert FIRST in page
        assert "点位1" in page
        assert "未开始" in page
        assert "点位4" not in page
        assert WAITS not in page
    drawing = client.get(LIST).text.partition('<div class="map">')[2].partition("</svg>")[0]
    assert "/2026/1" in drawing
    assert "/2026/4" not in drawing
    assert client.get(f"{LIST}/1/poster").status_code == 200
    assert client.get(f"{LIST}/4/poster").status_code == 404


def test_what_was_not_chosen_says_why_and_has_no_next_step(
    app: Flask, placed: Hall, client: FlaskClient
) -> None:
    with app.app_context():
        vote(placed, "list")
    page = client.get(f"{LIST}/4").text
    assert LOSER in page
    assert re.findall(r'<li class="(past|now|todo|never)"', page)[:5] == ["past", "past"] + 3 * ["never"]
    assert "未开始" not in page
    assert "工地公示牌" not in page
    before = page.partition("<details")[0]
    assert "为什么没有入选" in before
    assert "只公布名单，不公布票数" in before
    assert "打算建在哪里" in page
