"""Entering what came on paper, by phone, at a station (收件登记), and the queue it stands in."""

import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Clock
from tests.people import People
from tests.projects.papers import picture
from tests.proposals.made import DESK, MATTER, act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel

LETTER = {**MATTER, "channel": "letter", "received_on": "2026-02-20", "external": "信访〔2026〕12号"}


def test_the_clerk_enters_a_letter_with_its_source_and_day(app: Flask, people: People, browser_of) -> None:
    photos = [(io.BytesIO(picture()), "信.jpg")]
    words = {**LETTER, "name": "居民02", "photos": photos}
    answer = browser_of(people.clerk).send(f"{DESK}/enter", words, content_type="multipart/form-data")
    found = proposal(app, answer.location.rsplit("/", 1)[1])
    assert (found.channel, found.received_on, found.external) == (
        Channel.letter,
        date(2026, 2, 20),
        LETTER["external"],
    )
    assert found.steps[0].by == "工作人员01"
    assert len(found.photos) == 1


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"channel": ""}, "channel"),
        ({"channel": "web"}, "channel"),
        ({"received_on": "昨天"}, "received_on"),
        ({"received_on": "2026-03-03"}, "received_on"),
        ({"title": ""}, "title"),
        ({"category": "没有这一类"}, "category"),
    ],
)
def test_what_does_not_fit_keeps_what_was_typed(
    app: Flask, people: People, browser_of, wrong: dict[str, str], field: str
) -> None:
    answer = browser_of(people.clerk).send(f"{DESK}/enter", {**LETTER, **wrong})
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert MATTER["what"] in answer.text


def test_the_same_number_is_taken_once(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(f"{DESK}/enter", LETTER)
    answer = clerk.send(f"{DESK}/enter", {**LETTER, "title": "另一件"})
    assert 'id="external-error"' in answer.text
    with app.app_context():
        assert db.session.query(Proposal).count() == 1


def test_the_queue_shows_what_waits_and_finds_words(
    app: Flask, people: People, client: FlaskClient, browser_of, clock: Clock
) -> None:
    open_collection(app, people)
    code, other = send(client, title="城北建公园"), send(client)
    clerk = browser_of(people.clerk)
    act(clerk, other, "refuse", reason="dispensable", answer="不办。")
    page = clerk.get(DESK).text
    assert "城北建公园" in page
    assert MATTER["title"] not in page
    assert "城北建公园" in clerk.get(DESK, query_string={"words": "公园"}).text
    assert code in clerk.get(DESK, query_string={"words": code}).text
    assert "城北建公园" not in clerk.get(DESK, query_string={"words": "100%_\\"}).text
    clock.go(days=31)
    assert "城北建公园" in clerk.get(DESK, query_string={"show": "late"}).text
    for show in ("release", "held", "merged", "refused", "taken_up", "all", "nonsense", "\x00"):
        assert clerk.get(DESK, query_string={"show": show, "page": "x"}).status_code == 200


def test_long_queues_come_in_pages(app: Flask, people: People, client: FlaskClient, browser_of) -> None:
    open_collection(app, people)
    code = send(client)
    with app.app_context():
        row = db.session.query(Proposal).filter_by(code=code).one()
        values = {c.key: getattr(row, c.key) for c in Proposal.__table__.columns if c.key != "id"}
        rows = [values | {"code": f"CODE{n:06d}", "once": None, "title": f"第{n}件"} for n in range(60)]
        db.session.add_all([Proposal(**one) for one in rows])
        db.session.commit()
    clerk = browser_of(people.clerk)
    assert 'rel="next"' in clerk.get(DESK).text
    second = clerk.get(DESK, query_string={"page": "2"}).text
    assert "第59件" in second
    assert 'rel="prev"' in second


def test_a_look_at_the_contact_leaves_a_step_that_only_staff_see(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client, name="居民王", phone="13812345678")
    clerk = browser_of(people.clerk)
    page = clerk.get(f"{DESK}/{code}")
    assert "138********" in page.text
    assert "13812345678" not in page.text
    shown = clerk.send(f"{DESK}/{code}", to=f"{DESK}/{code}/contact")
    assert "13812345678" in shown.text
    assert deeds(proposal(app, code)) == ["received", "contact_seen"]
    assert client.get(f"/follow/{code}").text.count("<li>") == 1
    bare = send(client)
    assert clerk.send(f"{DESK}/{bare}", to=f"{DESK}/{bare}/contact").status_code == 200


def test_sorting_into_a_category_stays_inside(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client, category="")
    clerk = browser_of(people.clerk)
    assert act(clerk, code, "sort", category="没有").status_code == 200
    assert act(clerk, code, "sort", category="教育").status_code == 302
    assert proposal(app, code).category == "教育"
    assert proposal(app, code).steps[-1].deed == "sorted"
