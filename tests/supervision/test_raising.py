"""提出问题: by a deputy of the group or by the office; withdrawn only before it was handed over."""

from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.conftest import the_matter
from tests.supervision.scene import add_finding, by_group, deputy
from votes.common.db import db
from votes.projects.models import Project
from votes.supervision.inspections import Seen, Visit, record_inspection
from votes.supervision.kinds import Raiser
from votes.supervision.matters import Matter
from votes.supervision.rules import State

SAID = {"title": "夜间照明不亮", "words": "东门公厕晚上八点后不亮灯", "origin": "residents"}


def test_a_deputy_raises_a_finding(project: str, people: People, browser_of, kept) -> None:
    answer = browser_of(people.deputy).send(f"{project}/raise", SAID)
    assert answer.location.endswith("/matters/1")
    assert kept(lambda: (the_matter().state, the_matter().raiser)) == (State.raised, Raiser.group)


def test_findings_are_numbered_one_after_the_other(project: str, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    browser.send(f"{project}/raise", SAID)
    assert browser.send(f"{project}/raise", SAID).location.endswith("/matters/2")
    page = browser.get("/desk/demo-county/matters/2").text
    assert "人大机关提出，群众反映：东门公厕" in page


def test_words_can_be_brought_along(project: str, people: People, browser_of) -> None:
    page = browser_of(people.clerk).get(f"{project}/raise?words=厕所<b>没水&origin=rating").text
    assert "厕所&lt;b&gt;没水" in page
    assert browser_of(people.clerk).get(f"{project}/raise?origin=nonsense&words=%00").status_code == 200


def test_what_was_seen_at_an_inspection_names_it(
    app: Flask, project: str, people: People, browser_of, kept
) -> None:
    browser = browser_of(people.deputy)
    assert 'value="inspection"' not in browser.get(f"{project}/raise").text
    with app.app_context():
        row = db.session.query(Project).one()
        seen = Seen(Visit.announced, MORNING.date(), "江滨路", "看过", [deputy(1, people)])
        record_inspection(row, seen, by_group(people), MORNING)
        db.session.commit()
    nameless = browser.send(f"{project}/raise", SAID | {"origin": "inspection", "inspection": "0"})
    assert "请选择是哪次视察发现的" in nameless.text
    assert "东门公厕" in nameless.text
    answer = browser.send(f"{project}/raise", SAID | {"origin": "inspection", "inspection": "1"})
    assert answer.status_code == 302
    assert kept(lambda: the_matter().inspection.number) == 1


def test_a_long_title_is_shortened_by_its_writer(project: str, people: People, browser_of) -> None:
    answer = browser_of(people.deputy).send(f"{project}/raise", SAID | {"title": "长" * 101})
    assert answer.status_code == 200
    assert "100" in answer.text
    assert "长" * 101 in answer.text


def test_a_finding_is_withdrawn_with_its_reason(
    project: str, people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in()
    browser = browser_of(people.deputy)
    assert browser.send(f"{finding}/withdraw", {"why": "记错了项目"}).status_code == 302
    assert kept(lambda: the_matter().withdrawn_why) == "记错了项目"
    assert "撤回：记错了项目" in browser.get(finding).text
    assert browser.get(f"{finding}/withdraw").status_code == 409


def test_what_was_handed_over_cannot_be_withdrawn(
    project: str, people: People, finding_in, browser_of
) -> None:
    finding = finding_in(State.ordered)
    assert browser_of(people.clerk).get(f"{finding}/withdraw").status_code == 409


def test_another_groups_deputy_and_the_unit_raise_nothing(
    project: str, people: People, browser_of, client, kept
) -> None:
    for who in (people.other_deputy, people.unit, people.government, people.other_clerk):
        assert browser_of(who).get(f"{project}/raise").status_code == 404
    assert client.get(f"{project}/raise").status_code == 302
    assert kept(lambda: db.session.query(Matter).count()) == 0


def test_another_groups_finding_is_not_found(
    app: Flask, project: str, people: People, finding_in, browser_of
) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.other_deputy)
    for page in ("", "/recheck", "/withdraw"):
        assert browser.get(finding + page).status_code == 404
    with app.app_context():
        add_finding(people, db.session.query(Project).one(), "另一个问题")
        db.session.commit()
    assert browser_of(people.clerk).get("/desk/demo-county/matters/3").status_code == 404
