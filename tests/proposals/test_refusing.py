"""Refusing (不予采纳) with a reason of the negative list and an answer; two staff at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.people import People
from tests.proposals.made import DESK, act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.projects.adoption import frozen
from votes.projects.models import Cycle
from votes.projects.settings import Subject
from votes.proposals.models import Proposal
from votes.proposals.rules import State

REFUSAL = {"decider": "县政府常务会议", "reason": "dispensable", "answer": "现有通道可以满足。"}


def test_the_reason_and_the_answer_are_public(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    assert act(browser_of(people.government), code, "refuse", **REFUSAL).status_code == 302
    found = proposal(app, code)
    assert (found.state, found.refusal, found.answer) == (State.refused, "dispensable", REFUSAL["answer"])
    assert deeds(found) == ["received", "refused", "answered"]
    with app.app_context():
        assert Subject.negative_list in frozen(db.session.get_one(Cycle, people.ids["cycle_row"]))


@pytest.mark.parametrize(
    "wrong", [{"reason": "too dear"}, {"reason": ""}, {"answer": ""}, {"answer": "长" * 2001}]
)
def test_a_refusal_without_reason_or_answer_keeps_the_form(
    app: Flask, people: People, client: FlaskClient, browser_of, wrong: dict[str, str]
) -> None:
    open_collection(app, people)
    code = send(client)
    answer = act(browser_of(people.clerk), code, "refuse", **{**REFUSAL, **wrong})
    assert answer.status_code == 200
    assert 'class="errors"' in answer.text
    assert proposal(app, code).state is State.received


def test_two_staff_answer_one_after_the_other_and_the_second_is_told(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    clerk, government = browser_of(people.clerk), browser_of(people.government)
    address = f"{DESK}/{code}/refuse"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', government.get(address).text)[1]
    assert act(clerk, code, "take-up", project="new", title="天桥", answer="").status_code == 302
    late = government.post(address, data={**REFUSAL, "seen": "1", "csrf_token": token})
    assert late.status_code == 409
    assert proposal(app, code).state is State.taken_up


def test_two_staff_answer_at_once_and_one_succeeds(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    address = f"{DESK}/{code}/refuse"
    browsers = [browser_of(people.clerk), browser_of(people.government)]
    tokens = [re.search(r'name="csrf_token"[^>]*value="([^"]+)"', b.get(address).text)[1] for b in browsers]

    def refuse(n: int) -> int:
        words = {**REFUSAL, "answer": f"第{n}份答复", "seen": "1", "csrf_token": tokens[n]}
        return browsers[n].post(address, data=words).status_code

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(refuse, range(2)))
    assert codes == [302, 409]
    assert deeds(proposal(app, code)) == ["received", "refused", "answered"]


def test_the_history_cannot_be_rewritten(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    code = send(client)
    with app.app_context():
        found = db.session.query(Proposal).filter_by(code=code).one()
        found.refuse(**{**REFUSAL, "at": MORNING, "by": "工作人员01", "seen": 1})
        db.session.commit()
        found.steps[0].words = "另一句"
        with pytest.raises(RuntimeError, match="append-only"):
            db.session.flush()
        db.session.rollback()


def test_what_is_not_decided_cannot_be_answered(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    assert act(browser_of(people.clerk), code, "answer", answer="正在研究。").status_code == 409
    assert proposal(app, code).answer == ""
