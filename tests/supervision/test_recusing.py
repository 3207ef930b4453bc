"""回避: a deputy stands aside, or the office says who must; from then on that deputy checks nothing."""

from flask import Flask

from tests.people import People
from tests.supervision.scene import deputy
from votes.common.db import db
from votes.supervision.inspections import Inspection
from votes.supervision.models import Recusal
from votes.supervision.rules import State


def said(app: Flask, people: People, n: int) -> dict:
    with app.app_context():
        return {"deputy": str(deputy(n, people).id), "tie": "works_there", "words": "县住建局职工"}


def test_a_deputy_stands_aside_by_own_word(app: Flask, project: str, people: People, browser_of) -> None:
    browser = browser_of(people.deputy)
    assert browser.send(f"{project}/recuse", {"tie": "carries_out"}).status_code == 302
    with app.app_context():
        recusal = db.session.query(Recusal).one()
        assert (recusal.deputy.name, recusal.declared) == ("代表001", True)
    page = browser.get(project).text
    assert "您已回避这个项目" in page
    assert f"{project}/inspect" not in page


def test_a_deputy_speaks_for_nobody_else(app: Flask, project: str, people: People, browser_of) -> None:
    browser_of(people.deputy).send(f"{project}/recuse", said(app, people, 3))
    with app.app_context():
        assert db.session.query(Recusal).one().deputy.name == "代表001"


def test_the_recused_deputy_finds_no_form_to_check_with(
    app: Flask, project: str, people: People, finding_in, browser_of
) -> None:
    finding = finding_in(State.answered)
    assert browser_of(people.clerk).send(f"{project}/recuse", said(app, people, 1)).status_code == 302
    browser = browser_of(people.deputy)
    assert browser.get(f"{project}/inspect").status_code == 404
    assert browser.get(f"{finding}/recheck").status_code == 404
    assert browser.get(f"{project}/raise").status_code == 404
    assert browser.get(finding).status_code == 200


def test_the_office_cannot_enter_an_inspection_for_a_recused_deputy(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser = browser_of(people.clerk)
    browser.send(f"{project}/recuse", said(app, people, 3))
    assert "代表003" not in browser.get(f"{project}/inspect").text
    form = {"visit": "announced", "held_on": "2026-03-01", "place": "江滨路", "words": "看过"}
    form |= {"present": said(app, people, 3)["deputy"]}
    assert browser.send(f"{project}/inspect", form).status_code == 200
    with app.app_context():
        assert db.session.query(Inspection).count() == 0


def test_doing_it_twice_changes_nothing(app: Flask, project: str, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    assert browser.send(f"{project}/recuse", said(app, people, 3)).status_code == 302
    answer = browser.send(f"{project}/recuse", said(app, people, 3))
    assert answer.status_code == 409
    assert "已经登记过" in answer.text
    assert "县住建局职工" in answer.text


def test_a_recusal_is_lifted_with_its_reason(app: Flask, project: str, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    browser.send(f"{project}/recuse", said(app, people, 1))
    with app.app_context():
        at = f"{project}/recusals/{db.session.query(Recusal).one().id}/lift"
    assert "请填写" in browser.send(at, {"why": ""}).text
    assert browser.send(at, {"why": "已调离县住建局"}).status_code == 302
    assert browser.send(at, {"why": "再来一次"}).status_code == 409
    assert browser_of(people.deputy).get(f"{project}/inspect").status_code == 200
    with app.app_context():
        assert db.session.query(Recusal).one().lifted_why == "已调离县住建局"


def test_a_deputy_lifts_nothing_and_nobody_lifts_another_countys(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser_of(people.clerk).send(f"{project}/recuse", said(app, people, 1))
    with app.app_context():
        recusal = db.session.query(Recusal).one().id
    at = f"{project}/recusals/{recusal}/lift"
    assert browser_of(people.deputy).get(at).status_code == 404
    assert browser_of(people.clerk).get(f"{project}/recusals/{recusal + 1}/lift").status_code == 404
    assert browser_of(people.other_clerk).get(at).status_code == 404
