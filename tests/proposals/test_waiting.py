"""What waits for whom (待办) among the proposals and in screening."""

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Clock
from tests.people import People, Who
from tests.proposals.made import act, begin, decide, open_collection, send, to_the_list
from votes.accounts.access import Actor
from votes.accounts.models import Account
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.models import Project
from votes.proposals.waiting import waiting


def waits(app: Flask, people: People, who: Who, clock: Clock) -> list[Waiting]:
    with app.test_request_context("/"):
        actor = Actor(db.session.get_one(Account, who[1]))
        congress = db.session.get_one(Congress, people.ids["county"])
        return waiting(actor, congress, clock.at.date())


def test_words_to_publish_and_answers_wait_for_both_offices(
    app: Flask, people: People, client: FlaskClient, clock: Clock
) -> None:
    open_collection(app, people, closes=None)
    send(client)
    clock.go(days=20)
    send(client)
    for who in (people.clerk, people.government):
        release, answer = waits(app, people, who, clock)
        assert "2" in release.words
        assert str(answer.due) == "2026-04-01"
    clock.go(days=15)
    late = [item for item in waits(app, people, people.clerk, clock) if item.state]
    assert [str(item.due) for item in late] == ["2026-04-01"]
    assert waits(app, people, people.deputy, clock) == []
    assert waits(app, people, people.other_clerk, clock) == []


def test_nothing_waits_once_all_is_answered_and_published(
    app: Flask, people: People, client: FlaskClient, browser_of, clock: Clock
) -> None:
    open_collection(app, people)
    code = send(client)
    clerk = browser_of(people.clerk)
    act(clerk, code, "hold", why="不宜公开。")
    act(clerk, code, "refuse", reason="dispensable", answer="不办。")
    assert waits(app, people, people.clerk, clock) == []


def test_gates_and_the_list_wait_for_the_office(app: Flask, people: People, browser_of, clock: Clock) -> None:
    clerk = browser_of(people.clerk)
    (number,) = begin(clerk, "一")
    (item,) = waits(app, people, people.clerk, clock)
    assert item.mine
    assert item.url.endswith("/gate/1")
    (item,) = waits(app, people, people.government, clock)
    assert not item.mine
    for place in (1, 2, 3):
        decide(clerk, place, number)
    (item,) = waits(app, people, people.clerk, clock)
    assert item.url.endswith("/screening")
    to_the_list(clerk, "二")
    assert any(item.url.endswith("/candidates") for item in waits(app, people, people.clerk, clock))


def test_the_unit_is_asked_whether_it_can_be_done(
    app: Flask, people: People, browser_of, clock: Clock
) -> None:
    begin(browser_of(people.clerk), "一")
    with app.app_context():
        db.session.query(Project).one().unit_id = people.ids["unit_row"]
        db.session.commit()
    (item,) = waits(app, people, people.unit, clock)
    assert item.url.endswith("/study")
    assert waits(app, people, people.other_unit, clock) == []
    browser_of(people.unit).send(item.url, {"verdict": "fine", "words": ""})
    assert waits(app, people, people.unit, clock) == []


def test_a_call_and_an_answer_that_did_not_satisfy_wait_until_they_are_seen_to(
    app: Flask, people: People, client: FlaskClient, browser_of, clock: Clock
) -> None:
    open_collection(app, people)
    code = send(client, phone="13800007777", wants_call="y")
    clerk = browser_of(people.clerk)
    act(clerk, code, "hold", why="不宜公开。")
    act(clerk, code, "refuse", reason="dispensable", answer="不办。")
    (call,) = waits(app, people, people.clerk, clock)
    assert "1位提出人回电" in call.words
    assert "13800007777" not in clerk.get(call.url).text
    page = f"/desk/demo-county/2026/proposals/{code}"
    shown = clerk.send(page, to=f"{page}/contact")
    assert "13800007777" in shown.text
    assert clerk.send(page, to=f"{page}/called").status_code == 302
    assert waits(app, people, people.clerk, clock) == []
    client.send(f"/follow/{code}/verdict", {"satisfied": "no", "words": "没说原因"})
    (unhappy,) = waits(app, people, people.clerk, clock)
    assert code in clerk.get(unhappy.url).text
    assert "没说原因" in clerk.get(page).text
    clock.go(hours=1)
    act(clerk, code, "answer", answer="再说明一次。")
    assert waits(app, people, people.clerk, clock) == []
    assert "已给提出人回电" in client.get(f"/follow/{code}").text
