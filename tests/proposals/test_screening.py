"""Screening (筛选): elements, the unit's study, money, land, legality, the negative list."""

import re

import pytest
from flask import Flask

from tests.people import People
from tests.proposals.made import SCREENING, begin, project
from votes.common.db import db
from votes.projects.adoption import frozen
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject
from votes.projects.stages import Stage
from votes.proposals.screening import checks_of
from votes.proposals.screening_rules import Aspect, Verdict
from votes.proposals.screening_telling import lacking_words, missing, missing_words

ELEMENTS = {
    "title": "学校周边过街设施",
    "category": "交通出行",
    "content": "新建天桥2座、信号灯8处",
    "scale": "5所学校",
    "place": "城区",
    "total_yuan": "1,860",
    "year_yuan": "1200.5",
    "funding": "本级财政1860万元",
    "co_units": "县交警大队",
    "owner": "县城投公司",
    "leader": "副县长",
    "deadline": "2026-11-30",
    "year_goal": "全部完工",
    "stage_goals": "",
    "benefit": "师生9000人",
    "necessity": "两年事故11起",
    "feasibility": "用地已落实",
    "origin": "群众建议37条",
}
PAGE = "/desk/demo-county/2026/1001"


@pytest.fixture
def clerk(people: People, browser_of):
    browser = browser_of(people.clerk)
    assert begin(browser, "过街设施") == [1001]
    return browser


def seen(browser, address: str = f"{PAGE}/elements") -> str:
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', browser.get(address).text)
    assert found
    return found[1]


def give_to_unit(app: Flask, people: People) -> None:
    with app.app_context():
        db.session.query(Project).one().unit_id = people.ids["unit_row"]
        db.session.commit()


def test_all_elements_of_a_candidate_are_kept(app: Flask, people: People, clerk) -> None:
    words = {**ELEMENTS, "unit_id": str(people.ids["unit_row"]), "seen": seen(clerk)}
    assert clerk.send(f"{PAGE}/elements", words).status_code == 302
    kept = project(app, ELEMENTS["title"])
    assert (kept.total_yuan, kept.year_yuan) == (18_600_000, 12_005_000)
    assert (kept.unit_id, str(kept.deadline)) == (people.ids["unit_row"], "2026-11-30")
    assert (kept.content, kept.origin) == (ELEMENTS["content"], ELEMENTS["origin"])
    assert "要素齐全" in clerk.get(f"{PAGE}/screening").text


def test_the_elements_that_a_candidate_lacks_are_named_in_the_list(app: Flask, clerk) -> None:
    with app.test_request_context("/"):
        one = db.session.query(Project).one()
        assert lacking_words(one) == f"缺{len(missing(one))}项要素", "too many to be named"
        one.category, one.content, one.place, one.leader, one.year_goal = (
            "交通",
            "天桥",
            "城区",
            "副县长",
            "完工",
        )
        one.total_yuan = one.year_yuan = 10_000
        one.funding = one.unit_words = one.deadline_words = one.benefit = "有"
        assert len(missing(one)) <= 3
        assert lacking_words(one) == "缺：" + missing_words(one)
        one.necessity = "不安全"
        assert lacking_words(one).endswith("可行性")


def test_blank_elements_warn_and_block_nothing(clerk) -> None:
    page = clerk.get(f"{PAGE}/screening").text
    assert "总投资" in page
    assert clerk.get(SCREENING).status_code == 200
    blank = {"title": "过街设施", "unit_id": "0", "category": "", "seen": seen(clerk)}
    assert clerk.send(f"{PAGE}/elements", blank).status_code == 302


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"total_yuan": "很多"}, "total_yuan"),
        ({"year_yuan": "1900"}, "year_yuan"),
        ({"deadline": "年底"}, "deadline"),
        ({"title": ""}, "title"),
        ({"category": "没有"}, "category"),
        ({"unit_id": "99"}, "unit_id"),
        ({"unit_id": "x"}, "unit_id"),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_kept(
    app: Flask, clerk, wrong: dict[str, str], field: str
) -> None:
    answer = clerk.send(f"{PAGE}/elements", {**ELEMENTS, "unit_id": "0", "seen": seen(clerk), **wrong})
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert ELEMENTS["content"] in answer.text
    assert project(app, "过街设施").content == ""


def test_two_who_write_at_once_the_second_is_told_and_loses_nothing(
    app: Flask, people: People, clerk, browser_of
) -> None:
    government = browser_of(people.government)
    old = seen(government)
    clerk.send(f"{PAGE}/elements", {**ELEMENTS, "unit_id": "0", "seen": seen(clerk)})
    late = government.send(f"{PAGE}/elements", {**ELEMENTS, "unit_id": "0", "place": "乡镇", "seen": old})
    assert late.status_code == 200
    assert "乡镇" in late.text
    assert 'class="errors"' in late.text
    assert project(app, ELEMENTS["title"]).place == "城区"


def test_the_unit_writes_its_own_study_and_elements_but_not_who_leads(
    app: Flask, people: People, clerk, browser_of
) -> None:
    give_to_unit(app, people)
    unit = browser_of(people.unit)
    words = {**ELEMENTS, "unit_id": str(people.ids["other_unit_row"]), "seen": seen(unit)}
    assert unit.send(f"{PAGE}/elements", words).status_code == 302
    assert project(app, ELEMENTS["title"]).unit_id == people.ids["unit_row"]
    assert unit.send(f"{PAGE}/study", {"verdict": "fine", "words": "当年可以完工。"}).status_code == 302
    with app.app_context():
        (check,) = checks_of(db.session.query(Project).one())
        assert (check.aspect, check.verdict, check.entered_for) == (Aspect.study, Verdict.fine, False)


def test_another_unit_sees_nothing_of_it(app: Flask, people: People, clerk, browser_of) -> None:
    give_to_unit(app, people)
    other = browser_of(people.other_unit)
    for page in ("screening", "elements", "study"):
        assert other.get(f"{PAGE}/{page}").status_code == 404
    assert browser_of(people.other_clerk).get(f"{PAGE}/screening").status_code == 404


def test_a_study_entered_for_the_unit_is_marked(app: Flask, people: People, clerk) -> None:
    give_to_unit(app, people)
    clerk.send(f"{PAGE}/study", {"verdict": "problem", "words": "用地没有落实。"})
    assert "代录" in clerk.get(f"{PAGE}/screening").text


def test_each_aspect_keeps_its_history_and_the_newest_holds(app: Flask, clerk) -> None:
    for aspect in ("money", "land", "legality"):
        assert clerk.send(f"{PAGE}/check/{aspect}", {"verdict": "not_needed"}).status_code == 302
    clerk.send(f"{PAGE}/check/land", {"verdict": "problem", "words": "要办用地手续。"})
    page = clerk.get(f"{PAGE}/screening").text
    assert "要办用地手续。" in page
    with app.app_context():
        assert [check.seq for check in checks_of(db.session.query(Project).one())] == [1, 2, 3, 4]
    nameless = clerk.send(f"{PAGE}/check/money", {"verdict": "problem", "words": ""})
    assert 'id="words-error"' in nameless.text
    assert 'id="verdict-error"' in clerk.send(f"{PAGE}/check/money", {"words": "x"}).text
    for nowhere in ("study", "nonsense"):
        assert clerk.get(f"{PAGE}/check/{nowhere}").status_code == 404


def test_a_project_is_held_against_the_negative_list(app: Flask, people: People, clerk) -> None:
    clerk.send(f"{PAGE}/check/negative_list", {"reasons": ["dispensable"], "words": "可缓建。"})
    assert "可建可不建；可缓建。" in clerk.get(f"{PAGE}/screening").text
    clerk.send(f"{PAGE}/check/negative_list", {})
    with app.app_context():
        found = checks_of(db.session.query(Project).one())
        assert [check.verdict for check in found] == [Verdict.problem, Verdict.fine]
        assert Subject.negative_list in frozen(db.session.get_one(Cycle, people.ids["cycle_row"]))


def test_what_is_declined_is_not_screened_any_more(app: Flask, clerk) -> None:
    with app.app_context():
        row = db.session.query(Project).one()
        row.why_declined, row.stage = "不办", Stage.declined
        db.session.commit()
    assert clerk.get(f"{PAGE}/elements").status_code == 409
    assert clerk.send(f"{PAGE}/check/money", {"verdict": "fine"}).status_code == 409
