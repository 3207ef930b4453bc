"""The office's pages of evaluation, its rating window, and what waits there."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.evaluation.conftest import AT
from tests.people import People
from votes.accounts.access import Actor
from votes.accounts.models import Account
from votes.common.db import db
from votes.congress.models import Congress
from votes.evaluation.waiting import waiting
from votes.projects.models import Cycle
from votes.projects.stages import Stage

ALL = "/desk/demo-county/2026/evaluation"


def test_the_office_and_the_government_see_how_each_project_is_judged(
    client: FlaskClient, people: People, project: str, browser_of
) -> None:
    client.send(project, {"grade": "satisfied", "sentence": "好"})
    for who in (people.clerk, people.government):
        browser = browser_of(who)
        assert "1位群众评过" in browser.get(ALL).text
        assert "扫码或网页评价，1人次" in browser.get(AT).text
    assert "看1条留言" in browser_of(people.clerk).get(ALL).text
    for who in (people.deputy, people.unit, people.other_clerk):
        assert browser_of(who).get(ALL).status_code == 404
        assert browser_of(who).get(AT).status_code == 404


def test_the_office_sets_the_days(app: Flask, people: People, project: str, browser_of) -> None:
    clerk = browser_of(people.clerk)
    days = {"rating_opens_on": "2026-11-01", "rating_closes_on": "2026-12-20"}
    assert clerk.send(f"{ALL}/window", days).status_code == 302
    with app.app_context():
        assert db.session.get_one(Cycle, people.ids["cycle_row"]).rating_closes_on == date(2026, 12, 20)
    assert "群众可以评到2026年12月20日" in clerk.get(ALL).text
    wrong = clerk.send(f"{ALL}/window", days | {"rating_closes_on": "2026-10-01"})
    assert "请选开始日期当天或以后" in wrong.text
    assert "2026-10-01" in wrong.text


def waits(app: Flask, people: People, who: str = "clerk") -> list[tuple[str, bool]]:
    with app.test_request_context():
        actor = Actor(account=db.session.get_one(Account, getattr(people, who)[1]))
        congress = db.session.get_one(Congress, people.ids["county"])
        return [(str(one.words), one.mine) for one in waiting(actor, congress, date(2026, 3, 2))]


def test_sentences_wait_for_the_office_alone(
    app: Flask, client: FlaskClient, people: People, project: str
) -> None:
    assert waits(app, people) == []
    client.send(project, {"grade": "satisfied", "sentence": "好"})
    assert waits(app, people) == [("看1条留言", True)]
    assert waits(app, people, "government") == waits(app, people, "deputy") == []


def test_a_confirmed_project_waits_for_the_deputies_then_for_the_office(
    app: Flask, people: People, at_stage, browser_of
) -> None:
    at_stage(Stage.confirmed)
    assert waits(app, people) == [("代表测评项目", False)]
    figures = {
        "kind": "deputies",
        "words": "常委会会议测评",
        "first_on": "2026-03-01",
        "last_on": "2026-03-01",
    }
    figures |= {"people": "2", "satisfied": "2", "basic": "0", "dissatisfied": "0"}
    browser_of(people.clerk).send(f"{AT}/totals", figures)
    assert waits(app, people) == [("办结项目", True)]
