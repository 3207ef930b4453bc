"""留言: the office reads what residents wrote before anyone else does; the rating counts in any case."""

from flask import Flask
from flask.testing import FlaskClient

from tests.evaluation.conftest import the_ratings
from tests.people import People
from votes.common.db import db
from votes.evaluation.models import PublicRating, Why

LIST = "/desk/demo-county/2026/evaluation/sentences"


def rated(client: FlaskClient, project: str, words: str = "晚上灯也亮了") -> None:
    assert client.send(project, {"grade": "dissatisfied", "sentence": words}).status_code == 302


def the_id(app: Flask) -> int:
    with app.app_context():
        return db.session.query(PublicRating).one().id


def test_a_released_sentence_is_public(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of
) -> None:
    rated(client, project)
    clerk = browser_of(people.clerk)
    assert "晚上灯也亮了" in clerk.get(LIST).text
    assert clerk.send(LIST, to=f"{LIST}/{the_id(app)}/release").status_code == 302
    assert "晚上灯也亮了" in client.get(project).text
    assert "留言都看过了" in clerk.get(LIST).text


def test_a_sentence_kept_back_stays_inside_and_the_rating_counts(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    rated(client, project, "张某电话13800000000")
    clerk = browser_of(people.clerk)
    assert clerk.send(LIST, to=f"{LIST}/{the_id(app)}/keep-back/personal").status_code == 302
    assert "张某" not in client.get(project).text
    assert kept(lambda: the_ratings().public.spread.dissatisfied) == 1
    assert kept(lambda: db.session.query(PublicRating).one().kept_back_why) is Why.personal


def test_a_shown_sentence_can_be_taken_back(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of
) -> None:
    rated(client, project)
    rated(app.test_client(), project, "第二条")
    clerk = browser_of(people.clerk)
    with app.app_context():
        first = db.session.query(PublicRating).order_by(PublicRating.id).first().id
    clerk.send(LIST, to=f"{LIST}/{first}/release")
    clerk.send(LIST, to=f"{LIST}/{first}/keep-back/abusive")
    assert "晚上灯也亮了" not in client.get(project).text


def test_a_sentence_leads_to_a_finding(client: FlaskClient, people: People, project: str, browser_of) -> None:
    rated(client, project, "东门公厕&没水")
    clerk = browser_of(people.clerk)
    assert "raise?words=" in clerk.get(LIST).text
    page = clerk.get("/desk/demo-county/2026/supervision/1/raise?words=东门公厕没水&origin=residents").text
    assert "东门公厕没水" in page


def test_what_is_wrong_is_refused(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of
) -> None:
    rated(client, project, "")
    clerk = browser_of(people.clerk)
    at = f"{LIST}/{the_id(app)}"
    assert clerk.send("/desk", to=f"{at}/release").status_code == 409
    assert clerk.send("/desk", to=f"{at}/keep-back/nonsense").status_code == 404
    assert clerk.send("/desk", to=f"{LIST}/999/release").status_code == 404


def test_another_county_judges_nothing(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of
) -> None:
    rated(client, project)
    other = browser_of(people.other_clerk)
    there = LIST.replace("demo-county", "other-county")
    assert other.send("/desk", to=f"{there}/{the_id(app)}/release").status_code == 404
    assert other.get(LIST).status_code == 404
    assert browser_of(people.deputy).get(LIST).status_code == 404
