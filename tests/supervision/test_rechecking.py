"""复查: a deputy of the group closes a finding or sends it back; the office may enter it with the signed paper."""

import io
from datetime import date

from flask import Flask

from tests.people import People
from tests.projects.papers import picture
from tests.supervision.conftest import the_matter
from tests.supervision.scene import RATED, deputy
from votes.common.db import db
from votes.supervision.rules import State
from votes.supervision.steps import Recheck

CLOSED = {"verdict": "closed", "words": "三座都看过，已补好", **RATED}
RETURNED = {"verdict": "returned", "words": "第三座仍未做", "due_on": "2026-05-15"}


def test_a_deputy_closes_it(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.deputy)
    assert browser.send(f"{finding}/recheck", CLOSED).status_code == 302
    assert kept(lambda: the_matter().state) is State.closed
    assert "复查，销号：三座都看过" in browser.get(finding).text


def test_a_deputy_sends_it_back_with_a_new_deadline_and_the_unit_answers_again(
    people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in(State.answered)
    browser_of(people.deputy).send(f"{finding}/recheck", RETURNED)
    assert kept(lambda: (the_matter().state, the_matter().due_on)) == (State.returned, date(2026, 5, 15))
    unit = browser_of(people.unit)
    page = unit.get(finding).text
    assert "复查，退回，限5月15日前再答复：第三座仍未做" in page
    assert "代表00" not in page
    assert unit.send(f"{finding}/reply", {"words": "第三座已补"}).status_code == 302
    assert browser_of(people.deputy).send(f"{finding}/recheck", CLOSED).status_code == 302
    assert kept(lambda: [step.round for step in the_matter().rechecks]) == [1, 2]


def test_sending_back_sets_a_day_that_is_still_to_come(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.deputy)
    assert "退回后的新期限（退回时必填）</label>" in browser.get(f"{finding}/recheck").text
    nothing = browser.send(f"{finding}/recheck", RETURNED | {"due_on": ""})
    assert "请定下单位再次答复的期限" in nothing.text
    past = browser.send(f"{finding}/recheck", RETURNED | {"due_on": "2026-03-01"})
    assert past.status_code == 409
    assert "第三座仍未做" in past.text
    assert kept(lambda: the_matter().state) is State.answered


def test_a_new_deadline_beside_closing_is_not_kept(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    browser_of(people.deputy).send(f"{finding}/recheck", CLOSED | {"due_on": "2026-05-15"})
    assert kept(lambda: the_matter().state) is State.closed


def test_the_office_enters_it_for_a_deputy_only_with_the_signed_paper(
    app: Flask, people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.clerk)
    with app.app_context():
        form = CLOSED | {"deputy": str(deputy(3, people).id)}
    bare = browser.send(f"{finding}/recheck", form)
    assert bare.status_code == 409
    assert "签字件" in bare.text
    paper = {"paper": (io.BytesIO(picture()), "签字件.jpg")}
    assert (
        browser.send(f"{finding}/recheck", form | paper, content_type="multipart/form-data").status_code
        == 302
    )
    said = kept(lambda: [(r.deputy.name, r.entered_for, r.paper.kind.value) for r in the_matter().rechecks])
    assert said == [("代表003", True, "signed")]


def test_the_office_cannot_name_a_deputy_of_another_group(
    app: Flask, people: People, finding_in, browser_of, kept
) -> None:
    finding = finding_in(State.answered)
    with app.app_context():
        form = CLOSED | {"deputy": str(deputy(2, people).id)}
    assert browser_of(people.clerk).send(f"{finding}/recheck", form).status_code == 200
    assert kept(lambda: the_matter().state) is State.answered


def test_the_second_of_two_deputies_is_told(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.deputy)
    assert browser.send(f"{finding}/recheck", CLOSED).status_code == 302
    assert browser.send("/desk", RETURNED, to=f"{finding}/recheck").status_code == 409
    assert kept(lambda: db.session.query(Recheck).count()) == 1


def test_nothing_is_rechecked_before_it_is_answered(people: People, finding_in, browser_of) -> None:
    assert browser_of(people.deputy).get(f"{finding_in(State.ordered)}/recheck").status_code == 409


def test_other_deputies_and_the_government_recheck_nothing(people: People, finding_in, browser_of) -> None:
    finding = finding_in(State.answered)
    for who in (people.other_deputy, people.unit, people.government, people.other_clerk):
        assert browser_of(who).get(f"{finding}/recheck").status_code == 404


def test_a_mark_of_blanks_is_none(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    answer = browser_of(people.deputy).send(f"{finding}/recheck", {**CLOSED, "speed": "   "})
    assert "三项都要评" in answer.text
    assert kept(lambda: the_matter().state) is State.answered
