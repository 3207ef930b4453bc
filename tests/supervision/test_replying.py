"""答复: the unit says what it did, with evidence; the unit can answer and never close."""

import io

from flask import Flask

from tests.people import People
from tests.projects.papers import PDF, picture
from tests.supervision.conftest import the_matter
from votes.common.db import db
from votes.supervision.rules import State
from votes.supervision.steps import Reply

SAID = {"words": "三座坡道都已补建"}


def test_the_unit_answers_with_evidence(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.ordered)
    files = [(io.BytesIO(picture()), "IMG_1.jpg"), (io.BytesIO(PDF), "验收单.pdf")]
    unit = browser_of(people.unit)
    answer = unit.send(f"{finding}/reply", SAID | {"files": files}, content_type="multipart/form-data")
    assert answer.status_code == 302
    assert kept(lambda: the_matter().state) is State.answered
    page = unit.get(finding).text
    assert "县住建局答复：三座坡道都已补建" in page
    assert "验收单" in page
    assert "代录" not in page


def test_what_the_office_enters_for_the_unit_is_marked(people: People, finding_in, browser_of) -> None:
    finding = finding_in(State.ordered)
    browser = browser_of(people.government)
    assert browser.send(f"{finding}/reply", SAID).status_code == 302
    assert "县住建局答复（代录）：三座坡道都已补建" in browser.get(finding).text


def test_a_bad_file_is_refused_and_the_words_stay(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.ordered)
    files = [(io.BytesIO(b"MZ..."), "a.exe")]
    answer = browser_of(people.unit).send(
        f"{finding}/reply", SAID | {"files": files}, content_type="multipart/form-data"
    )
    assert answer.status_code == 409
    assert "三座坡道都已补建" in answer.text
    assert kept(lambda: db.session.query(Reply).count()) == 0


def test_an_answer_says_something(people: People, finding_in, browser_of) -> None:
    answer = browser_of(people.unit).send(f"{finding_in(State.ordered)}/reply", {"words": "  \u200b "})
    assert answer.status_code == 200
    assert "请填写" in answer.text


def test_nothing_is_answered_twice_or_before_it_is_handed_over(
    people: People, finding_in, browser_of, kept
) -> None:
    answered = finding_in(State.answered)
    unit = browser_of(people.unit)
    assert unit.send("/desk", SAID, to=f"{answered}/reply").status_code == 409
    assert kept(lambda: db.session.query(Reply).count()) == 1


def test_the_unit_finds_no_way_to_close(project: str, people: People, finding_in, browser_of) -> None:
    finding = finding_in(State.answered)
    unit = browser_of(people.unit)
    for deed in ("recheck", "withdraw", "release", "order", "take-down"):
        assert unit.send("/desk", {"words": "x"}, to=f"{finding}/{deed}").status_code == 404
    assert "recheck" not in unit.get(finding).text


def test_another_unit_and_the_deputies_do_not_answer(
    app: Flask, people: People, finding_in, browser_of
) -> None:
    finding = finding_in(State.ordered)
    for who in (people.other_unit, people.deputy, people.other_clerk):
        assert browser_of(who).get(f"{finding}/reply").status_code == 404
