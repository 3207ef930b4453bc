"""The office forms the group of a project; its names stay with the office and the group."""

import re

from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import add_group, add_project, deputy
from votes.common.db import db
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.draw_rules import Kind, Step
from votes.supervision.draws import Entry, Prepared, prepare_draw
from votes.supervision.models import Group, Tie, Watch, group_of, recuse

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


def test_a_group_watches_several_projects_and_one_project_has_one_group(
    app: Flask, people: People, browser_of
) -> None:
    with app.app_context():
        projects = [add_project(people, n) for n in (1, 2, 3)]
        add_group(people, projects[2], 2, 5)
        db.session.commit()
        second, third = str(projects[1].id), str(projects[2].id)
        form = choice(people, 1, 3, leader=1)
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{AT}/group", form | {"projects": [second, third]}).status_code == 200
    assert clerk.send(f"{AT}/group", form | {"projects": [second]}).status_code == 302
    deputy_s = browser_of(people.deputy)
    at = AT.removesuffix("1")
    assert [deputy_s.get(f"{at}{n}").status_code for n in (1, 2, 3)] == [200, 200, 404]
    page = clerk.get("/desk/demo-county/2026/groups").text
    assert "演示项目2" in page
    assert "未填界别2名" in page
    assert clerk.send(f"{AT}/group", form).status_code == 302
    assert deputy_s.get(f"{at}2").status_code == 404
    with app.app_context():
        former = db.session.query(Watch).filter_by(project_id=int(second)).one()
        assert former.ended_at is not None


def test_deputies_are_proposed_by_trade_by_place_and_by_lot(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        project = add_project(people)
        project.place = "城关镇江滨路"
        deputy(4, people).trade, deputy(6, people).trade = "公厕管理站", "教师"
        deputy(7, people).place = "城关镇第二选区"
        deputy(8, people).trade = "公厕保洁员"
        recuse(project, deputy(8, people), Tie.other, "", False, "工作人员01", MORNING)
        wanted = Prepared(
            Kind.members, "小组", [Entry("代表009", deputy(9, people).id), Entry("代表010")], 1, project
        )
        draw = prepare_draw(project.cycle, wanted, "cd" * 32, "工作人员01", MORNING)
        db.session.flush()
        draw.take(Step.drawn, "工作人员01", MORNING)
        db.session.commit()
        ids = {deputy(n, people).id: n for n in range(1, 13)}
        lot = {ids[row] for row in [winner.row for winner in draw.winners] if row}
    clerk = browser_of(people.clerk)

    def ticked(query: str) -> set[int]:
        page = clerk.get(f"{AT}/group?{query}").text
        found = re.findall(r'name="deputies"[^>]*value="(\d+)" checked', page)
        return {ids[int(one)] for one in found}

    assert ticked("by=trade") == {4}
    assert ticked("by=place") == {7}
    assert ticked("draw=1") == lot
    assert ticked("draw=7") == ticked("by=nothing") == set()
