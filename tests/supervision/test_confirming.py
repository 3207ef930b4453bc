"""代表核查: the group confirms a project reported done, or sends it back with what is missing."""

import io
from datetime import date

from flask import Flask

from tests.delivery.making import handed_in, july, noon, project_under_way
from tests.people import People
from tests.projects.papers import picture
from tests.supervision.conftest import AT
from tests.supervision.scene import add_finding, add_group, deputy
from votes.common.db import db
from votes.delivery.month_rules import Month
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.confirmations import Confirmation


def stage() -> Stage | None:
    return db.session.query(Project).one().stage


def test_a_deputy_confirms_what_is_done(done_project: str, people: People, browser_of, kept) -> None:
    browser = browser_of(people.deputy)
    assert f"{done_project}/confirm" in browser.get(done_project).text
    assert browser.send(f"{done_project}/confirm", {"verdict": "confirmed"}).status_code == 302
    assert kept(stage) is Stage.confirmed
    assert kept(lambda: db.session.query(Project).one().passages[-1].by) == "监督一组"


def test_a_deputy_sends_it_back_and_says_why(done_project: str, people: People, browser_of, kept) -> None:
    browser = browser_of(people.deputy)
    silent = browser.send(f"{done_project}/confirm", {"verdict": "sent_back"})
    assert silent.status_code == 409
    assert "请写明还差什么" in silent.text
    browser.send(f"{done_project}/confirm", {"verdict": "sent_back", "words": "第三座还没开放"})
    assert kept(stage) is Stage.delivery
    assert kept(lambda: db.session.query(Project).one().passages[-1].reason) == "第三座还没开放"


def test_open_findings_warn_and_ask_for_a_reason(
    app: Flask, done_project: str, people: People, browser_of, kept
) -> None:
    with app.app_context():
        add_finding(people, db.session.query(Project).one())
        db.session.commit()
    browser = browser_of(people.deputy)
    assert "还有1个问题没有销号" in browser.get(f"{done_project}/confirm").text
    assert browser.send(f"{done_project}/confirm", {"verdict": "confirmed"}).status_code == 409
    browser.send(f"{done_project}/confirm", {"verdict": "confirmed", "words": "坡道下月补齐，不影响使用"})
    assert kept(lambda: [(row.passed, row.unsettled) for row in db.session.query(Confirmation)]) == [
        (True, 1)
    ]


def test_the_office_enters_it_for_a_deputy_only_with_the_signed_paper(
    app: Flask, done_project: str, people: People, browser_of, kept
) -> None:
    with app.app_context():
        form = {"verdict": "confirmed", "deputy": str(deputy(4, people).id)}
    browser = browser_of(people.clerk)
    assert browser.send(f"{done_project}/confirm", form).status_code == 409
    paper = {"paper": (io.BytesIO(picture()), "签字件.jpg")}
    answer = browser.send(f"{done_project}/confirm", form | paper, content_type="multipart/form-data")
    assert answer.status_code == 302
    assert kept(lambda: db.session.query(Confirmation).one().entered_for)


def test_the_second_of_two_is_told(done_project: str, people: People, browser_of, kept) -> None:
    browser = browser_of(people.deputy)
    browser.send(f"{done_project}/confirm", {"verdict": "confirmed"})
    again = browser.send("/desk", {"verdict": "sent_back", "words": "x"}, to=f"{done_project}/confirm")
    assert again.status_code == 409
    assert kept(stage) is Stage.confirmed


def test_nothing_is_confirmed_before_the_unit_reports_it_done(
    project: str, people: People, browser_of
) -> None:
    assert browser_of(people.deputy).get(f"{project}/confirm").status_code == 409


def test_nobody_else_confirms(done_project: str, people: People, browser_of, kept) -> None:
    for who in (people.other_deputy, people.unit, people.government, people.other_clerk):
        assert browser_of(who).get(f"{done_project}/confirm").status_code == 404
    assert kept(stage) is Stage.done


def test_who_confirms_sees_promise_and_fact_what_is_open_and_the_units_reason(
    app: Flask, people: People, browser_of, clock
) -> None:
    clock.set(date(2026, 8, 6))
    with app.app_context():
        found = project_under_way(people, 1)
        add_group(people, found)
        handed_in(found, Month(2026, 7), july(), noon(2026, 8, 1))
        found.move_to(Stage.done, noon(2026, 8, 2), "工作人员03", "余下各座并入明年")
        db.session.commit()
    page = browser_of(people.deputy).get(f"{AT}/confirm").text
    assert "余下各座并入明年" in page
    assert "新建公厕（88 / 326 座）" in page
    assert "选址与用地手续（" not in page
    assert "9,800万元" in page
