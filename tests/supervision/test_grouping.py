"""The office forms the group of a project; its names stay with the office and the group."""

from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import add_group, add_project, deputy
from votes.common.db import db
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.models import Group, Tie, group_of, recuse

AT = "/desk/demo-county/2026/supervision/1"


def choice(people: People, *numbers: int, leader: int) -> dict:
    ids = [deputy(n, people).id for n in numbers]
    return {
        "title": "监督一组",
        "committee": "0",
        "leader": str(deputy(leader, people).id),
        "deputies": [str(one) for one in ids],
    }


def test_the_clerk_forms_a_group(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_project(people)
        db.session.commit()
        form = choice(people, 1, 3, leader=3)
    assert browser_of(people.clerk).send(f"{AT}/group", form).status_code == 302
    with app.app_context():
        group = group_of(db.session.query(Project).one())
        assert [one.name for one in group.deputies] == ["代表003", "代表001"]
    page = browser_of(people.deputy).get(AT).text
    assert "监督一组" in page
    assert "代表003" in page


def test_the_leader_must_be_one_of_them_and_nothing_typed_is_lost(
    app: Flask, people: People, browser_of
) -> None:
    with app.app_context():
        add_project(people)
        db.session.commit()
        form = choice(people, 1, 3, leader=4) | {"title": "道路照明监督组"}
    answer = browser_of(people.clerk).send(f"{AT}/group", form)
    assert answer.status_code == 409
    assert "组长必须是小组成员" in answer.text
    assert "道路照明监督组" in answer.text
    with app.app_context():
        assert db.session.query(Group).count() == 0


def test_a_deputy_who_stands_aside_cannot_be_chosen(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        project = add_project(people)
        recuse(project, deputy(3, people), Tie.leads, "", False, "工作人员01", MORNING)
        db.session.commit()
        form = choice(people, 1, 3, leader=1)
    answer = browser_of(people.clerk).send(f"{AT}/group", form)
    assert answer.status_code == 409
    assert "已回避" in answer.text


def test_deputies_who_change_lose_sight_of_the_project(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_group(people, add_project(people))
        db.session.commit()
        form = choice(people, 2, leader=2)
    assert browser_of(people.deputy).get(AT).status_code == 200
    assert browser_of(people.other_deputy).get(AT).status_code == 404
    assert browser_of(people.clerk).send(f"{AT}/group", form).status_code == 302
    assert browser_of(people.deputy).get(AT).status_code == 404
    assert browser_of(people.other_deputy).get(AT).status_code == 200


def test_a_group_watches_only_what_was_adopted(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_project(people, stage=Stage.candidate)
        db.session.commit()
        form = choice(people, 1, leader=1)
    browser = browser_of(people.clerk)
    assert browser.get(f"{AT}/group").status_code == 409
    assert "票决通过" in browser.send("/desk", form, to=f"{AT}/group").text


def test_an_empty_form_says_what_is_missing(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_project(people)
        db.session.commit()
    answer = browser_of(people.clerk).send(f"{AT}/group", {"title": ""})
    assert answer.status_code == 200
    assert "请至少勾选一项" in answer.text


def test_another_county_finds_nothing(app: Flask, project: str, people: People, browser_of) -> None:
    assert browser_of(people.other_clerk).get(f"{AT}/group").status_code == 404
    assert browser_of(people.other_clerk).get("/desk/other-county/2026/supervision/1").status_code == 404


def test_the_overview_shows_each_person_their_own_projects(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_group(people, add_project(people, 1))
        add_group(people, add_project(people, 2), 2, 5)
        db.session.commit()
    at = "/desk/demo-county/2026/supervision"
    seen = {
        word: [n for n in (1, 2) if f"演示项目{n}" in browser_of(who).get(at).text]
        for word, who in {
            "clerk": people.clerk,
            "government": people.government,
            "unit": people.unit,
            "other_unit": people.other_unit,
            "deputy": people.deputy,
            "other_deputy": people.other_deputy,
        }.items()
    }
    assert seen == {
        "clerk": [1, 2],
        "government": [1, 2],
        "unit": [1, 2],
        "other_unit": [],
        "deputy": [1],
        "other_deputy": [2],
    }
