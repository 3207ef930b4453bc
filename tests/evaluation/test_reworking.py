"""整改和再评价: a failing rating opens an order in the loop, and a second evaluation after it; both stay to be seen."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.evaluation.conftest import AT, the_ratings
from tests.evaluation.test_deputies_rating import rate_in_session
from tests.people import People
from tests.supervision.scene import add_group
from votes.common.clock import day_of
from votes.common.db import db
from votes.evaluation.models import PublicRating
from votes.evaluation.rating import Opinion, rate
from votes.evaluation.rework import Rework
from votes.evaluation.rework_rules import Failing, Judge, Verdict, first_failing, fresh, rate_of
from votes.evaluation.reworking import watch_ratings
from votes.evaluation.rules import Grade, Spread
from votes.projects.models import Cycle, Project
from votes.supervision.kinds import Origin
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter
from votes.supervision.models import Doer, group_of
from votes.supervision.rules import Hand, State

LOW, HIGH = Spread(10, 7, 13), Spread(20, 5, 5)
DAY = date(2026, 3, 2)


def test_the_rate_is_of_the_satisfied_and_basically_satisfied_and_of_enough_people() -> None:
    assert rate_of(LOW, 30) == pytest.approx(56.67, abs=0.01)
    assert rate_of(LOW, 31) is None
    assert rate_of(Spread(0, 0, 0), 0) is None


def test_what_fails_is_the_verdict_or_a_rate_under_the_threshold() -> None:
    low, high = Verdict(Judge.public, None, LOW), Verdict(Judge.public, None, HIGH)
    assert first_failing([low], None, 30) is None
    assert first_failing([high, low], 60, 30) == Failing(Judge.public, rate_of(LOW, 30))
    assert first_failing([low], 60, 31) is None
    exactly = Verdict(Judge.survey, None, Spread(12, 6, 12))
    assert first_failing([exactly], 60, 30) is None
    verdict = Verdict(Judge.deputies, Grade.dissatisfied, None)
    assert first_failing([high, verdict], None, 30) == Failing(Judge.deputies)
    assert first_failing([Verdict(Judge.deputies, Grade.basic, None)], None, 30) is None


def test_a_rating_has_its_consequence_once() -> None:
    old, new = Verdict(Judge.deputies, Grade.dissatisfied, None, DAY), Verdict(Judge.paper, None, LOW, DAY)
    later = Verdict(Judge.deputies, Grade.dissatisfied, None, DAY + timedelta(days=1))
    assert fresh([old, new], None) == [old, new]
    assert fresh([old, new, later], DAY) == [later]


def threshold(people: People, percent: int = 60, least: int = 3) -> None:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    cycle.settings = {**cycle.settings, "rating_rework_below": percent, "rating_min_people": least}


def judge(project: Project, word: str, *grades: Grade, at=MORNING) -> None:
    for n, grade in enumerate(grades):
        assert isinstance(rate(project, Opinion(grade), f"{word}{n}", "one", at), PublicRating)


def close_order(project: Project, matter: Matter, at=MORNING) -> None:
    """The unit answers, the group finds it put right."""
    deputy = group_of(project).deputies[0]
    matter.answer("已返工", [], Doer(Hand.unit, "工作人员03"), at)
    good = Marks(Mark.satisfied, Mark.satisfied, Mark.satisfied)
    matter.recheck(None, "属实", Doer(Hand.group, deputy.name, deputy), at, good)


def test_a_low_rate_opens_an_order_the_next_morning_and_a_second_evaluation_after_it(
    app: Flask, client: FlaskClient, people: People, project: str, kept, clock
) -> None:
    with app.test_request_context():
        row = db.session.query(Project).one()
        threshold(people)
        judge(row, "first", Grade.satisfied, Grade.dissatisfied, Grade.dissatisfied)
        [made] = watch_ratings(day_of(MORNING), MORNING)
        assert watch_ratings(day_of(MORNING), MORNING) == []
        matter = made.matter
        assert (matter.origin, matter.state, matter.unit_id) == (Origin.rating, State.ordered, row.unit_id)
        assert (made.judge, made.turn) == (Judge.public, 2)
        db.session.commit()
    assert "正在整改" in client.get(project).text
    assert "<form" not in client.get(project).text.partition("<main")[2]
    clock.go(days=3)
    with app.test_request_context():
        row = db.session.query(Project).one()
        close_order(row, row_of_order(), clock.at)
        db.session.commit()
    assert client.send(project, {"grade": "satisfied"}).status_code == 302
    voices = kept(lambda: [(voice.turn, voice.spread) for voice in the_ratings().voices])
    assert voices == [(2, Spread(1, 0, 0)), (1, Spread(1, 0, 2))]
    page = client.get(project).text
    assert "整改后" in page
    assert kept(lambda: watch_ratings(day_of(clock.at), clock.at)) == []


def row_of_order() -> Matter:
    return db.session.query(Rework).one().matter


def test_a_second_evaluation_that_fails_too_opens_a_second_order(
    app: Flask, people: People, project: str, clock
) -> None:
    with app.test_request_context():
        row = db.session.query(Project).one()
        threshold(people)
        judge(row, "first", *[Grade.dissatisfied] * 3)
        [first] = watch_ratings(day_of(MORNING), MORNING)
        later = clock.go(days=3)
        close_order(row, first.matter, later)
        judge(row, "second", *[Grade.dissatisfied] * 3, at=later)
        [second] = watch_ratings(day_of(later), later)
        assert (first.turn, second.turn) == (2, 3)
        assert first.matter_id != second.matter_id


def test_without_a_threshold_residents_rates_open_nothing(app: Flask, people: People, project: str) -> None:
    with app.test_request_context():
        judge(db.session.query(Project).one(), "first", *[Grade.dissatisfied] * 3)
        assert watch_ratings(day_of(MORNING), MORNING) == []


def test_the_deputies_verdict_opens_an_order_at_once_by_the_office(
    app: Flask, people: People, browser_of, kept
) -> None:
    rate_in_session(app, people, 2)
    with app.app_context():
        add_group(people, db.session.query(Project).one())
        db.session.commit()
    clerk = browser_of(people.clerk)
    assert "不满意" in clerk.get(f"{AT}/order").text
    assert clerk.send(f"{AT}/order", {}).status_code == 302
    assert clerk.get(f"{AT}/order").status_code == 409
    assert "evaluation/1/order" not in clerk.get(AT).text
    title = kept(lambda: row_of_order().title)
    assert title.startswith("评价不满意：")
    assert clerk.send(f"{AT}/close", {"reason": ""}, to=f"{AT}/close").status_code == 409


def test_the_deputies_verdict_opens_it_by_itself_the_next_morning(app: Flask, people: People, kept) -> None:
    rate_in_session(app, people, 2)
    assert [one.judge for one in kept(lambda: watch_ratings(date(2026, 3, 3), MORNING))] == [Judge.deputies]


def test_a_project_without_our_unit_gets_a_finding_for_the_office_to_hand_over(
    app: Flask, people: People, project: str
) -> None:
    with app.test_request_context():
        row = db.session.query(Project).one()
        row.unit_id = None
        threshold(people)
        judge(row, "first", *[Grade.dissatisfied] * 3)
        [made] = watch_ratings(day_of(MORNING), MORNING)
        assert made.matter.state is State.raised
