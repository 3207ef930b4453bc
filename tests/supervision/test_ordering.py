"""交办: the office hands a finding to a unit; the unit sees the group and never a name."""

from datetime import date

from flask import Flask

from tests.people import People
from tests.supervision.conftest import the_matter
from votes.common.db import db
from votes.projects.adoption import frozen
from votes.projects.models import Cycle
from votes.projects.settings import Subject
from votes.supervision.rules import State
from votes.supervision.steps import Order


def demand(people: People, **more: str) -> dict[str, str]:
    unit = str(people.ids["unit_row"])
    return {"unit": unit, "due_on": "2026-04-10", "demand": "三座都补建坡道", **more}


def test_the_clerk_hands_it_over(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in()
    browser = browser_of(people.clerk)
    assert 'value="2026-04-01"' in browser.get(f"{finding}/order").text
    assert browser.send(f"{finding}/order", demand(people)).status_code == 302
    assert kept(lambda: (the_matter().state, the_matter().due_on)) == (State.ordered, date(2026, 4, 10))
    assert "交县住建局，限4月10日前答复：三座都补建坡道" in browser.get(finding).text


def test_the_unit_sees_the_group_and_no_names(project: str, people: People, finding_in, browser_of) -> None:
    finding = finding_in()
    unit = browser_of(people.unit)
    assert unit.get(finding).status_code == 404
    browser_of(people.clerk).send(f"{finding}/order", demand(people))
    for page in (unit.get(finding).text, unit.get(project).text):
        assert "监督一组" in page
        assert "代表00" not in page


def test_another_unit_sees_it_only_when_it_is_handed_to_it(
    project: str, people: People, finding_in, browser_of
) -> None:
    finding = finding_in()
    other = browser_of(people.other_unit)
    assert other.get(project).status_code == 404
    to_other = demand(people, unit=str(people.ids["other_unit_row"]))
    browser_of(people.clerk).send(f"{finding}/order", to_other)
    assert other.get(finding).status_code == 200
    assert browser_of(people.unit).get(finding).status_code == 404


def test_a_deadline_of_today_is_refused_and_nothing_typed_is_lost(
    people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in()
    answer = browser_of(people.clerk).send(f"{finding}/order", demand(people, due_on="2026-03-02"))
    assert answer.status_code == 409
    assert "期限要晚于今天" in answer.text
    assert "三座都补建坡道" in answer.text
    assert kept(lambda: the_matter().state) is State.raised


def test_the_second_of_two_clerks_is_told(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in()
    assert browser_of(people.clerk).send(f"{finding}/order", demand(people)).status_code == 302
    second = browser_of(people.clerk)
    assert second.send("/desk", demand(people), to=f"{finding}/order").status_code == 409
    assert kept(lambda: db.session.query(Order).count()) == 1


def test_a_unit_of_another_county_cannot_be_chosen(
    app: Flask, people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in()
    answer = browser_of(people.clerk).send(f"{finding}/order", demand(people, unit="999999"))
    assert answer.status_code == 200
    assert kept(lambda: the_matter().state) is State.raised


def test_the_first_order_holds_the_settings_of_supervision_still(
    people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in()
    browser_of(people.clerk).send(f"{finding}/order", demand(people))
    held = kept(lambda: set(frozen(db.session.get_one(Cycle, people.ids["cycle_row"]))))
    assert held == {Subject.supervision}


def test_only_the_office_hands_over(people: People, finding_in, browser_of) -> None:
    finding = finding_in()
    for who in (people.deputy, people.government, people.unit, people.other_clerk):
        assert browser_of(who).get(f"{finding}/order").status_code == 404
