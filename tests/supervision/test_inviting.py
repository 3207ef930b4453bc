"""联合监督: a guest signs in by the invitation, sees the one thing and no names, and nothing after its day."""

import html
import re
from datetime import date

import pytest
from flask import Flask

from tests.accounts.acts import use
from tests.conftest import Clock
from tests.people import People
from tests.projects.papers import picture_with_position
from tests.supervision.scene import add_finding, add_project, by_group, deputy
from tests.walking import links_of
from votes.accounts.models import Account
from votes.accounts.roles import Role
from votes.accounts.staff import give, staff_of
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress
from votes.projects.models import Project
from votes.projects.uploads import keep_photo
from votes.supervision.guests import Guest
from votes.supervision.inspections import Seen, Visit, record_inspection
from votes.supervision.matters import Matter

FORM = {"body": "县审计局", "name": "来宾01", "until_on": "2026-04-30"}


def invited(clerk, at: str, **more: str) -> str:
    """The code of a new invitation, as the office hands it over."""
    page = clerk.send(f"{at}/guests", FORM | more)
    assert page.status_code == 200
    assert re.search(r">[A-Z2-9]{4}(-[A-Z2-9]{4}){3}<", page.text)
    return re.search(r"#([A-Za-z2-9-]{16,24})", html.unescape(page.text))[1]


@pytest.fixture
def guest(app: Flask, project: str, people: People, browser_of, clock: Clock):
    """An auditor who is invited to project 1, of which a finding and an inspection are known."""
    with app.app_context():
        about = db.session.query(Project).one()
        add_finding(people, about)
        add_project(people, 2)
        seen = Seen(
            Visit.announced, date(2026, 3, 1), "江滨路", "入口只有台阶", [deputy(1, people)], "县残联2名"
        )
        record_inspection(about, seen, by_group(people), clock.at)
        db.session.commit()
    code = invited(browser_of(people.clerk), project)
    browser = app.test_client()
    assert use(browser, code).status_code == 302
    browser.code = code
    return browser


def test_a_guest_sees_the_one_project_without_names_and_nothing_else(
    app: Flask, project: str, people: People, guest
) -> None:
    page = guest.get(project).text
    assert "三座新建公厕没有无障碍坡道" in page
    assert "入口只有台阶" in page
    assert "代表0" not in page + guest.get("/desk/demo-county/matters/1").text
    assert "县残联" not in page
    assert project in guest.get("/desk").text
    at = project.removesuffix("1")
    for hidden in (
        f"{at}2",
        f"{project}/inspect",
        at.rstrip("/"),
        "/desk/demo-county/2026/draws",
        f"{project}/guests",
    ):
        assert guest.get(hidden).status_code == 404


def test_a_guest_opens_no_paper_but_what_belongs_to_the_one_thing(
    app: Flask, project: str, people: People, browser_of, guest, clock: Clock
) -> None:
    """A paper that no room keeps is for those who work for the congress."""
    with app.app_context():
        home = db.session.query(Congress).filter_by(slug="demo-county").one()
        paper = keep_photo(home, picture_with_position(), "底稿", clock.at, data_folder())
        db.session.commit()
        address = f"/file/{paper.id}"
    assert browser_of(people.deputy).get(address).status_code == 200
    assert guest.get(address).status_code == 404


def test_an_invitation_is_good_once_and_until_its_day(app: Flask, project: str, guest, clock: Clock) -> None:
    assert use(app.test_client(), guest.code).status_code != 302
    clock.set(date(2026, 4, 30))
    assert guest.get(project).status_code == 200
    clock.set(date(2026, 5, 1))
    assert "/sign-in" in guest.get(project).location


def test_an_invitation_is_ended_with_the_reason(
    app: Flask, project: str, people: People, browser_of, guest
) -> None:
    clerk = browser_of(people.clerk)
    with app.app_context():
        at = f"/desk/demo-county/guests/{db.session.query(Guest).one().id}/end"
    assert clerk.send(at, {"why": "审计结束"}).status_code == 302
    assert guest.get(project).status_code == 302
    assert "审计结束" in clerk.get(f"{project}/guests").text
    assert clerk.send(at, {"why": "再来"}).status_code == 409
    assert browser_of(people.other_clerk).get(at).status_code == 404


def test_a_guest_at_one_matter_sees_only_that(app: Flask, project: str, people: People, browser_of) -> None:
    with app.app_context():
        about = db.session.query(Project).one()
        for title in ("坡道", "照明"):
            add_finding(people, about, title)
            db.session.flush()
        db.session.commit()
    code = invited(browser_of(people.clerk), "/desk/demo-county/matters/2")
    browser = app.test_client()
    use(browser, code)
    found = [browser.get(f"/desk/demo-county/matters/{n}").status_code for n in (1, 2)]
    assert found == [404, 200]
    assert browser.get(project).status_code == 404
    assert "照明" in browser.get("/desk").text
    with app.app_context():
        assert db.session.query(Matter).count() == 2


def test_what_is_wrong_with_an_invitation_is_said(project: str, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    for until in ("2026-03-01", "2028-01-01"):
        answer = clerk.send(f"{project}/guests", FORM | {"until_on": until})
        assert (answer.status_code, "366天" in answer.text) == (409, True)


def test_a_guest_is_no_staff(app: Flask, project: str, guest) -> None:
    with app.app_context():
        account = db.session.query(Account).filter(Account.good_until.is_not(None)).one()
        home = db.session.query(Congress).filter_by(slug="demo-county").one()
        assert account not in staff_of(home)
        with pytest.raises(RuleBroken, match="guest"):
            give(account, home, [Role.office])


def test_every_link_of_a_guest_s_desk_opens(project: str, guest) -> None:
    links = [link for link in links_of("/desk", guest.get("/desk")) if link.startswith("/desk/")]
    assert project in links
    assert {link: guest.get(link).status_code for link in links} == dict.fromkeys(links, 200)
