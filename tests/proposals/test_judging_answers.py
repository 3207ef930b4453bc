"""Saying whether an answer satisfies (对答复是否满意): once, by whoever holds the code."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.people import People
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.models import Cycle
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.verdicts import Satisfaction, can_judge, judge, satisfaction, unsatisfied

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = AT + timedelta(days=1)
BY = "工作人员01"


def asked(people: People, title: str = "修路") -> Proposal:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    found = receive(cycle, Incoming(title, "路不平", date(2026, 3, 2)), AT)
    db.session.flush()
    return found


def refuse(found: Proposal, at: datetime = AT) -> None:
    found.refuse("dispensable", "现有道路可以满足。", at, BY, len(found.steps), decider="县政府常务会议")


def waiting() -> list[Proposal]:
    return list(db.session.scalars(select(Proposal).where(unsatisfied())))


def test_nothing_is_asked_before_the_answer_and_once_after_it(
    app: Flask, people: People, context: None
) -> None:
    found = asked(people)
    assert not can_judge(found)
    with pytest.raises(RuleBroken):
        judge(found, True, "", AT)
    refuse(found)
    assert can_judge(found)
    said = judge(found, False, "没有说明原因，请打13800007777", AT)
    db.session.flush()
    assert said.words.startswith("没有说明原因")
    assert "13800007777" not in said.words
    assert not can_judge(found)
    with pytest.raises(RuleBroken):
        judge(found, True, "", AT)
    assert satisfaction(found.cycle) == Satisfaction(satisfied=0, unsatisfied=1, answered=1)
    assert all("没有说明原因" not in step.words for step in found.steps)


def test_what_did_not_satisfy_waits_until_it_is_answered_anew(
    app: Flask, people: People, context: None
) -> None:
    found = asked(people)
    refuse(found)
    judge(found, False, "", AT)
    db.session.flush()
    assert waiting() == [found]
    found.give_answer("补充说明：明年再研究。", LATER, BY, len(found.steps))
    db.session.flush()
    assert waiting() == []
    assert found.decider == "县政府常务会议"


def test_a_matter_that_was_opened_again_is_judged_again(app: Flask, people: People, context: None) -> None:
    found = asked(people)
    refuse(found)
    judge(found, False, "", AT)
    found.reopen("情况有变", LATER, BY, len(found.steps))
    assert (found.decider, can_judge(found)) == ("", False)
    refuse(found, LATER)
    judge(found, True, "", LATER)
    db.session.flush()
    assert satisfaction(found.cycle) == Satisfaction(satisfied=1, unsatisfied=0, answered=1)
    assert waiting() == []


def test_who_was_merged_judges_the_answer_of_the_one_that_carries_on(
    app: Flask, people: People, context: None
) -> None:
    found, target = asked(people), asked(people, "修桥")
    found.merge_into(target, "合并办理", AT, BY, len(found.steps))
    assert not can_judge(found)
    refuse(target)
    db.session.flush()
    assert can_judge(found)
    judge(found, True, "", AT)
    assert can_judge(target)


def test_the_follower_says_it_in_the_browser_and_only_yes_or_no_is_public(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        found = asked(people)
        found.release("修路", "路不平", "", False, AT, BY, 1)
        code, number = found.code, found.id
        db.session.commit()
    assert client.get(f"/follow/{code}/verdict").status_code == 302
    with app.app_context():
        refuse(db.session.get_one(Proposal, number))
        db.session.commit()
    page = f"/follow/{code}/verdict"
    assert page in client.get(f"/follow/{code}").text
    assert 'id="satisfied-error"' in client.send(page, {"words": "没有说清楚"}).text
    assert client.send(page, {"satisfied": "no", "words": "没有说清楚"}).status_code == 302
    followed = client.get(f"/follow/{code}").text
    assert page not in followed
    public = client.get(f"/demo-county/2026/proposals/{number}").text
    for shown in (followed, public):
        assert "不满意" in shown
        assert "没有说清楚" not in shown
    assert client.get(page).status_code == 302
    assert "1位提出人评价了答复：0位满意，1位不满意。" in client.get("/demo-county/2026/proposals").text
