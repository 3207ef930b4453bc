"""Adopting a cycle's settings: every version kept, and what governs something that has begun stands still."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.adoption import adopt, adoptions, freeze
from votes.projects.models import Cycle
from votes.projects.settings import CycleSettings, Subject, settings_of

PAGE = "/desk/demo-county/2026/settings"
GIVEN = {
    "seen": "0",
    "seats": "8",
    "surplus_percent": "20",
    "window_days": "30",
    "answer_days": "30",
    "contact_days": "30",
    "categories": "教育\n交通出行\n教育",
    "gates": "政府常务会议\n县委常委会会议\n人大常委会会议",
    "negative_list": ["no funding source", "dispensable"],
    "more_reasons": "已列入年度计划",
    "light_ok": "5",
    "light_slow": "15",
    "public_after_days": "3",
    "report_due_day": "5",
    "stalled_months": "2",
    "office_after_days": "1",
    "adjust_body": "by_level",
    "major_money_percent": "10",
    "major_delay_days": "30",
    "major_quantity_percent": "10",
    "order_days": "30",
    "opinion_send_days": "7",
    "opinion_reply_months": "3",
    "suggestion_months": "3",
    "suggestion_hard_months": "6",
    "look_back_days": "90",
    "rating_min_people": "30",
    "rating_dimensions": "工程质量\n好不好用",
    "rating_rework_below": "60",
    "rating_proofs": ["device", "slip"],
    "rating_subjects": "质量：裂 漏\n其他",
}


def adopted(app: Flask) -> CycleSettings:
    with app.app_context():
        return settings_of(
            db.session.query(Cycle).join(Cycle.congress).filter_by(slug="demo-county").one().settings
        )


def hold(app: Flask, people: People, subject: Subject) -> None:
    with app.app_context():
        freeze(db.session.get_one(Cycle, people.ids["cycle_row"]), subject, MORNING)
        db.session.commit()


def test_the_clerk_adopts_settings_in_words_of_any_language(app: Flask, people: People, browser_of) -> None:
    answer = browser_of(people.clerk).send(PAGE, GIVEN)
    assert answer.status_code == 302
    now = adopted(app)
    assert (now.seats, now.light_behind) == (8, None)
    assert now.categories == ("教育", "交通出行")
    assert now.gates == ("government executive meeting", "县委常委会会议", "人大常委会会议")
    assert now.negative_list == ("no funding source", "dispensable", "已列入年度计划")


def test_each_choice_names_its_source(people: People, browser_of) -> None:
    page = browser_of(people.clerk).get(PAGE).text
    assert page.count('class="hint"') >= 12


def test_what_was_typed_wrong_stays_and_is_explained(app: Flask, people: People, browser_of) -> None:
    wrong = {**GIVEN, "seats": "十个", "light_ok": "20", "categories": "长" * 61}
    answer = browser_of(people.clerk).send(PAGE, wrong)
    assert "十个" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    lights = browser_of(people.clerk).send(PAGE, {**GIVEN, "light_ok": "20"})
    assert lights.status_code == 200
    assert 'id="light_slow-error"' in lights.text
    assert browser_of(people.clerk).send(PAGE, {**GIVEN, "light_behind": "10"}).status_code == 200
    assert adopted(app) == CycleSettings()


def test_what_has_begun_is_shown_and_not_asked_again(app: Flask, people: People, browser_of) -> None:
    for subject in Subject:
        if subject is not Subject.collection:
            hold(app, people, subject)
    browser = browser_of(people.clerk)
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    page = answer.text
    assert "政府常务会议" in page
    assert 'name="seats"' not in page
    assert 'name="more_reasons"' not in page
    assert browser.send(PAGE, {**GIVEN, "seats": "3"}).status_code == 302
    assert adopted(app).seats == 10
    assert adopted(app).window_days == 30


def test_a_frozen_setting_cannot_be_adopted_otherwise(people: People, context: None) -> None:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    freeze(cycle, Subject.ballot, MORNING, "票决办法已经通过")
    freeze(cycle, Subject.ballot, MORNING)
    with pytest.raises(RuleBroken):
        adopt(cycle, CycleSettings(seats=3), MORNING, "工作人员01", seen=0)


def test_two_at_once_the_second_is_told(app: Flask, people: People, browser_of) -> None:
    first, second = browser_of(people.clerk), browser_of(people.clerk)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', second.get(PAGE).text)
    assert token
    assert first.send(PAGE, GIVEN).status_code == 302
    late = second.post(PAGE, data={**GIVEN, "seats": "4", "csrf_token": token[1]})
    assert late.status_code == 409
    assert adopted(app).seats == 8


def test_two_versions_cannot_have_one_number(people: People, context: None) -> None:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    adopt(cycle, CycleSettings(), MORNING, "工作人员01", seen=0)
    db.session.flush()
    twin = {
        name: getattr(adoptions(cycle)[0], name)
        for name in ("congress_id", "cycle_id", "seq", "at", "by", "settings")
    }
    db.session.add(type(adoptions(cycle)[0])(**twin))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_every_version_is_kept(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    browser.send(PAGE, GIVEN)
    browser.send(PAGE, {**GIVEN, "seen": "1", "seats": "9"})
    page = browser.get(PAGE).text
    assert page.count("工作人员01") >= 2
    with app.app_context():
        versions = adoptions(db.session.get_one(Cycle, people.ids["cycle_row"]))
        assert [version.settings["seats"] for version in versions] == [8, 9]


def test_a_short_window_warns_and_blocks_nothing(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    dates = {"collection_opens_on": "2026-03-01", "collection_closes_on": "2026-03-10"}
    answer = browser.send("/desk/demo-county/2026/dates", dates)
    assert answer.status_code == 302
    assert "10" in browser.get(answer.location).text
    with app.app_context():
        assert db.session.get_one(Cycle, people.ids["cycle_row"]).collection_closes_on == date(2026, 3, 10)


@pytest.mark.parametrize(
    "dates",
    [
        {"collection_opens_on": "2026-03-10", "collection_closes_on": "2026-03-01"},
        {"collection_opens_on": "", "collection_closes_on": "2026-03-01"},
        {"collection_opens_on": "三月", "collection_closes_on": ""},
    ],
)
def test_days_that_make_no_window_keep_the_form(people: People, browser_of, dates: dict[str, str]) -> None:
    answer = browser_of(people.clerk).send("/desk/demo-county/2026/dates", dates)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
