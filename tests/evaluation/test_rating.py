"""群众评价: anyone rates on the project's own page, once a device, and nothing about the person is kept."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MORNING
from tests.evaluation.conftest import RATE, the_ratings
from tests.evaluation.scene import public_project
from tests.people import People
from tests.supervision.races import at_once
from votes.accounts.floods import SentToday
from votes.common.db import db
from votes.evaluation import rating as rating_room
from votes.evaluation.forgetting import forget_devices
from votes.evaluation.models import HeldBack, PublicRating
from votes.evaluation.rules import Grade, Held, Spread
from votes.projects.adoption import frozen
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject
from votes.projects.stages import Stage

GOOD = {"grade": "satisfied", "sentence": "晚上灯也亮了"}


def test_anyone_rates_without_an_account(client: FlaskClient, project: str, kept) -> None:
    page = client.get(project)
    assert "演示项目1" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert client.send(project, GOOD).status_code == 302
    thanks = client.get(project).text
    assert "谢谢，您的评价已计入" in thanks
    assert "<form" not in thanks
    assert kept(lambda: the_ratings().public.spread) == Spread(1, 0, 0)


def test_the_sentence_waits_for_the_office(client: FlaskClient, project: str, kept) -> None:
    client.send(project, GOOD)
    assert "晚上灯也亮了" not in client.get(project).text
    assert kept(lambda: the_ratings().opinions) == []


def test_one_device_counts_once_and_the_rest_is_counted_as_held_back(
    request: pytest.FixtureRequest, client: FlaskClient, project: str, kept
) -> None:
    times = 1000 if request.config.getoption("--release") else 20
    token = csrf(client, project)
    assert client.post(project, data={"csrf_token": token, **GOOD}).status_code == 302
    statuses = {
        client.post(project, data={"csrf_token": token, "grade": "dissatisfied"}).status_code
        for _ in range(times)
    }
    assert statuses == {409}
    assert kept(lambda: the_ratings().public.spread) == Spread(1, 0, 0)
    assert kept(lambda: the_ratings().held_back) == times
    assert "已经评过这个项目" in client.post(project, data={"csrf_token": token, **GOOD}).text


def csrf(client: FlaskClient, path: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


@pytest.mark.crawl
def test_a_thousand_people_behind_one_address_get_through(app: Flask, project: str, kept) -> None:
    with app.app_context():
        row = db.session.query(Project).one()
        outcomes = [
            rating_room.rate(row, rating_room.Opinion(Grade.basic), f"device {n}", "one", MORNING)
            for n in range(1000)
        ]
        db.session.commit()
        assert all(isinstance(outcome, PublicRating) for outcome in outcomes)
    assert kept(lambda: the_ratings().public.spread) == Spread(0, 1000, 0)
    assert kept(lambda: the_ratings().held_back) == 0


def test_a_flood_from_one_address_stops(app: Flask, project: str, kept, monkeypatch) -> None:
    monkeypatch.setattr(rating_room, "ADDRESS_LIMIT", 3)
    answers = []
    for _ in range(5):
        person = app.test_client()
        answers.append(person.send(project, GOOD))
    assert [answer.status_code for answer in answers] == [302, 302, 302, 409, 409]
    assert "同一网络" in answers[4].text or "这个网络来的评价太多" in answers[4].text
    assert "晚上灯也亮了" in answers[4].text
    elsewhere = app.test_client()
    assert elsewhere.send(project, GOOD, environ_overrides={"REMOTE_ADDR": "10.1.2.3"}).status_code == 302
    held = kept(lambda: [(row.reason, row.n) for row in db.session.query(HeldBack)])
    assert held == [(Held.address.value, 2)]


def test_two_taps_at_once_count_once(app: Flask, client: FlaskClient, project: str, kept) -> None:
    client.get(project)
    twin = app.test_client()
    for name in ("session", "device"):
        twin.set_cookie(name, client.get_cookie(name).value)
    assert at_once([client, twin], project, [GOOD, GOOD]) == [302, 409]
    assert kept(lambda: the_ratings().public.spread) == Spread(1, 0, 0)


def test_neighbours_who_rate_at_once_all_get_through(app: Flask, project: str, kept) -> None:
    neighbours = [app.test_client() for _ in range(6)]
    assert at_once(neighbours, project, [GOOD] * 6) == [302] * 6
    assert kept(lambda: the_ratings().public.spread.people) == 6
    assert kept(lambda: [row.n for row in db.session.query(SentToday)]) == [6]


def test_a_made_up_device_is_none(app: Flask, client: FlaskClient, project: str, kept) -> None:
    token = csrf(client, project)
    client.set_cookie("device", "invented.token")
    answer = client.post(project, data={"csrf_token": token, **GOOD})
    assert answer.status_code == 409
    assert "Cookie" in answer.text
    assert "晚上灯也亮了" in answer.text
    assert kept(lambda: the_ratings().public) is None


def test_what_is_kept_leads_to_nobody(app: Flask, client: FlaskClient, people: People, kept) -> None:
    with app.app_context():
        public_project(people, 1)
        public_project(people, 2)
        db.session.commit()
    for number in (1, 2):
        client.send(f"/demo-county/2026/{number}/rate", GOOD)
    cookie = client.get_cookie("device").value
    with app.app_context():
        rows = db.session.query(PublicRating).all()
        assert rows[0].device != rows[1].device
        everything = " ".join(
            str(tuple(row))
            for table in (PublicRating, SentToday, HeldBack)
            for row in db.session.execute(sa.select(table.__table__))
        )
    assert "127.0.0.1" not in everything
    assert cookie.partition(".")[0] not in everything


def test_addresses_are_forgotten_the_next_day(app: Flask, client: FlaskClient, project: str, clock) -> None:
    client.send(project, GOOD)
    clock.go(days=1)
    app.test_client().send(project, GOOD)
    with app.app_context():
        assert {row.day for row in db.session.query(SentToday)} == {clock.at.date()}


def test_both_languages_know_the_device(client: FlaskClient, project: str, kept) -> None:
    client.send(project, GOOD)
    assert "Thank you" in client.get(f"/en{project}").text
    assert kept(lambda: the_ratings().public.spread.people) == 1


def test_nothing_chosen_is_said_and_the_sentence_stays(client: FlaskClient, project: str, kept) -> None:
    answer = client.send(project, {"sentence": "晚上灯也亮了"})
    assert answer.status_code == 200
    assert "请在三项里选一项" in answer.text
    assert "晚上灯也亮了" in answer.text
    assert "200" in client.send(project, GOOD | {"sentence": "长" * 201}).text
    assert kept(lambda: the_ratings().public) is None


def test_after_the_last_day_it_is_over(
    app: Flask, client: FlaskClient, people: People, project: str, clock
) -> None:
    with app.app_context():
        db.session.get_one(Cycle, people.ids["cycle_row"]).rating_closes_on = date(2026, 3, 10)
        db.session.commit()
    token = csrf(client, project)
    clock.set(date(2026, 3, 11))
    assert "评价已经结束" in client.get(project).text
    assert client.post(project, data={"csrf_token": token, **GOOD}).status_code == 409


@pytest.mark.parametrize("stage", [Stage.proposed, Stage.candidate, Stage.adopted, Stage.terminated])
def test_what_is_not_under_way_has_no_rating_page(client: FlaskClient, at_stage, stage: Stage) -> None:
    at_stage(stage)
    assert client.get(RATE).status_code == 404


def test_unpublished_lists_and_rehearsals_are_not_found(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        public_project(people).cycle.candidates_published_at = None
        db.session.commit()
    assert client.get(RATE).status_code == 404
    assert client.get("/demo-county/2026/99/rate").status_code == 404
    assert client.get("/other-county/2026/1/rate").status_code == 404


def test_the_first_rating_fixes_from_how_many_on_a_rate_is_told(
    client: FlaskClient, people: People, project: str, kept
) -> None:
    client.send(project, GOOD)
    assert set(kept(lambda: frozen(db.session.get_one(Cycle, people.ids["cycle_row"])))) == {
        Subject.evaluation
    }


def test_too_few_people_get_counts_and_no_rate(app: Flask, client: FlaskClient, project: str) -> None:
    client.send(project, GOOD)
    assert (
        "%" not in re.sub(r"<svg.*?</svg>", "", client.get(project).text, flags=re.DOTALL).partition("<h2")[2]
    )
    with app.app_context():
        row = db.session.query(Project).one()
        for n in range(34):
            one = PublicRating(congress_id=row.congress_id, project=row, grade="satisfied", device=str(n))
            one.rated_on = date(2026, 3, 2)
            db.session.add(one)
        db.session.commit()
    page = client.get(project).text
    assert "100.0%" in page
    assert "90%" in page


@pytest.mark.crawl
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    grade=st.one_of(st.sampled_from(["satisfied", "basic", "dissatisfied"]), st.text(max_size=30)),
    sentence=st.text(st.characters(), max_size=250),
    cookie=st.one_of(st.none(), st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=80)),
)
def test_no_input_breaks_the_page(
    app: Flask, project: str, grade: str, sentence: str, cookie: str | None
) -> None:
    person = app.test_client()
    token = csrf(person, project)
    if cookie is not None:
        person.set_cookie("device", cookie)
    sent = {"csrf_token": token, "grade": grade, "sentence": sentence, "age": grade, "mark-0": grade}
    assert person.post(project, data=sent).status_code in (200, 302, 409)


def test_a_mark_of_blanks_is_none(client: FlaskClient, project: str) -> None:
    assert client.send(project, {**GOOD, "mark-0": "   ", "age": " "}).status_code == 302


def test_devices_are_forgotten_when_the_rating_is_over_and_the_result_stays(
    app: Flask, client: FlaskClient, people: People, project: str, kept
) -> None:
    client.send(project, GOOD)
    app.test_client().send(project, {"grade": "basic"})
    with app.app_context():
        db.session.get_one(Cycle, people.ids["cycle_row"]).rating_closes_on = date(2026, 3, 10)
        before = {row.device for row in db.session.query(PublicRating)}
        forget_devices(date(2026, 4, 9), MORNING)
        assert {row.device for row in db.session.query(PublicRating)} == before
        for _ in range(2):
            forget_devices(date(2026, 4, 10), MORNING)
        db.session.commit()
    with app.app_context():
        after = {row.device for row in db.session.query(PublicRating)}
        assert len(after) == 2
        assert all(device.startswith("forgotten ") for device in after)
    assert kept(lambda: the_ratings().public.spread) == Spread(1, 1, 0)
