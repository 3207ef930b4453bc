"""Whoever begins finds on the desk what to do next, one step after the other, until the list is public."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.founding import found
from votes.congress.models import Congress, Deputy, Level, Session, Term, Unit
from votes.projects.models import Cycle

STEPS = ["录入代表", "录入责任单位", "录入即将召开的会议", "启动第一个年度"]


def begin(people: People) -> tuple[str, int]:
    """A county that has stated its term and nothing else, and its clerk."""
    congress = found("linshui", "临水县", Level.county)
    db.session.add(Term(congress=congress, number=18))
    clerk = Account(congress=congress, login="lin", name="工作人员21")
    clerk.grants.append(Grant(congress_id=congress.id, role=Role.office))
    db.session.add(clerk)
    db.session.commit()
    return ("account", clerk.id)


def told(desk: FlaskClient) -> list[str]:
    page = desk.get("/desk").text
    return [step for step in [*STEPS, "设定征集时间"] if step in page]


def linshui() -> Congress:
    return db.session.query(Congress).filter_by(slug="linshui").one()


def test_the_first_steps_wait_until_each_is_done(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        who = begin(people)
    desk = browser_of(who)
    assert told(desk) == STEPS
    for link in ("deputies/import", "units", "sessions", "cycles/start"):
        assert f'href="/desk/linshui/{link}"' in desk.get("/desk").text
        assert desk.get(f"/desk/linshui/{link}").status_code == 200
    with app.app_context():
        home = linshui()
        deputy = Deputy(congress=home, name="代表001", stroke_key="001", desk_code="LSD001")
        home.terms[0].deputies.append(deputy)
        db.session.add(Unit(congress=home, name="县城管局"))
        db.session.add(
            Session(congress=home, term=home.terms[0], body=home.body, number=1, begins_on=date(2026, 3, 9))
        )
        db.session.add(Cycle(congress=home, slug="2026", title="2026年度民生实事", year=2026))
        db.session.commit()
    assert told(desk) == ["设定征集时间"]
    assert 'href="/desk/linshui/2026/dates"' in desk.get("/desk").text
    with app.app_context():
        db.session.query(Cycle).filter_by(congress_id=linshui().id).one().collection_opens_on = date(
            2026, 4, 1
        )
        db.session.commit()
    assert told(desk) == []


def test_a_county_sees_one_step_of_each_township(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        begin(people)
        clerk = db.session.get_one(Account, people.clerk[1])
        clerk.grants.append(Grant(congress_id=linshui().id, role=Role.office))
        db.session.commit()
    assert told(browser_of(people.clerk)) == ["录入代表", "启动第一个年度"]
