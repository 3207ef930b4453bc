"""The residents' advisory vote: once for each device, no figure before its end, shown to deputies as 民意指数."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING, Clock
from tests.people import People
from votes.ballots.pabulib import parse
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.desk.days import EACH_DAY
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals import advice
from votes.proposals.advice import (
    AdvisoryChoice,
    AdvisoryTurn,
    AdvisoryVote,
    call_vote,
    choices_of,
    end_vote,
    held_back,
    take_part,
    vote_of,
)
from votes.proposals.advice_papers import enter_papers
from votes.proposals.advice_rules import NotTaken
from votes.proposals.forgetting import forget_turns

DESK = "/desk/demo-county/2026/advice"
FORM = "/demo-county/2026/advise"
PAGE = "/demo-county/2026/advice"
DAYS = {"opens_on": "2026-03-02", "closes_on": "2026-03-10", "most": "2"}


@dataclass
class Asked:
    """A county whose candidates are out."""

    people: People


def published(people: People) -> Asked:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    for number in range(1, 5):
        one = Project(congress_id=cycle.congress_id, number=number, title=f"候选项目{number}")
        one.stage, one.total_yuan = Stage.candidate, number * 10_000
        cycle.projects.append(one)
    cycle.candidates_published_at = MORNING
    return Asked(people)


@pytest.fixture
def asked(scene) -> Asked:
    return scene("candidates out, to be advised on", published)


@pytest.fixture
def opened(app: Flask, asked: Asked) -> Asked:
    """Today it is open, to choose two of four."""
    with app.app_context():
        cycle = db.session.get_one(Cycle, asked.people.ids["cycle_row"])
        call_vote(cycle, date(2026, 3, 2), date(2026, 3, 10), 2, MORNING, "工作人员01")
        db.session.commit()
    return asked


def choose(client: FlaskClient, *numbers: int) -> Any:
    return client.send(FORM, {"projects": list(numbers)})


def counted(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {row.choice: row.n for row in db.session.query(AdvisoryChoice).order_by(AdvisoryChoice.choice)}


def test_the_office_calls_it_within_days_and_ends_it(
    asked: Asked, browser_of, client: FlaskClient, clock: Clock
) -> None:
    clerk = browser_of(asked.people.clerk)
    assert client.get(PAGE).status_code == 404
    wrong = clerk.send(DESK, {**DAYS, "most": "4"})
    assert "至少选1个，且要少于全部4个" in wrong.text
    assert 'value="2026-03-10"' in wrong.text
    assert clerk.send(DESK, DAYS).status_code == 302
    assert "开放到2026年3月10日" in client.get(PAGE).text
    assert clerk.send(DESK, {**DAYS, "closes_on": "2026-03-12"}).status_code == 302
    assert "不能再改" in clerk.send(DESK, {**DAYS, "most": "1"}).text
    clerk.send(DESK, to=f"{DESK}/end")
    assert "已结束" in client.get(PAGE).text
    assert clerk.post(f"{DESK}/end").status_code in (400, 409)


def test_a_device_is_counted_once_and_told_so(app: Flask, opened: Asked, client: FlaskClient) -> None:
    assert choose(client, 3, 1).status_code == 302
    assert "您已参加" in client.get(FORM).text
    assert choose(app.test_client(), 1).status_code == 302
    assert counted(app) == {"1": 1, "1,3": 1}


def test_too_many_or_none_keeps_what_was_ticked(app: Flask, opened: Asked, client: FlaskClient) -> None:
    too_many = choose(client, 1, 2, 4)
    assert "您选了3个，最多选2个" in too_many.text
    assert too_many.text.count(" checked") == 3
    assert "请至少选一个项目" in choose(client).text
    assert counted(app) == {}


def test_one_device_many_times_is_one_and_a_thousand_behind_one_address_are_a_thousand(
    app: Flask, opened: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held back stands as a number; the limit is tried small."""
    assert advice.ADVICE_PER_ADDRESS >= 1000
    monkeypatch.setattr(advice, "ADVICE_PER_ADDRESS", 20)
    with app.test_request_context(method="POST"):
        vote = vote_of(db.session.get_one(Cycle, opened.people.ids["cycle_row"]))
        assert vote is not None
        held = [take_part(vote, [1], "one device", "one address", MORNING) for _ in range(10)]
        assert held == [None] + 9 * [NotTaken.device]
        many = [take_part(vote, [2], f"device {n}", "one address", MORNING) for n in range(30)]
        assert many == 19 * [None] + 11 * [NotTaken.address]
        assert take_part(vote, [2], "", "elsewhere", MORNING) is NotTaken.no_cookie
        assert held_back(vote) == 21
        db.session.commit()
    assert counted(app) == {"1": 1, "2": 19}


def test_no_figure_is_anywhere_while_it_is_open_and_the_same_everywhere_after(
    app: Flask, opened: Asked, client: FlaskClient, browser_of, clock: Clock
) -> None:
    clerk, deputy = browser_of(opened.people.clerk), browser_of(opened.people.deputy)
    clerk.send(f"{DESK}/papers", {"projects": ["1", "3"], "papers": "187"})
    clerk.send(f"{DESK}/papers", {"projects": ["4"], "papers": "125"})
    booklet = "/desk/demo-county/2026/candidates/booklet"
    pages = (
        PAGE,
        f"{PAGE}.json",
        FORM,
        "/demo-county/2026/candidates",
        "/demo-county/2026",
        "/demo-county/2026.json",
        "/demo-county/2026/1",
    )
    for address in pages:
        assert "187" not in client.get(address).text, address
    for address in (DESK, booklet, "/desk/demo-county/2026/candidates"):
        assert "187" not in clerk.get(address).text, address
    assert client.get(f"{PAGE}.pb").status_code == 404
    clock.set(date(2026, 3, 11))
    data = json.loads(client.get(f"{PAGE}.json").data)
    assert (data["people"], data["projects"][0], data["projects"][1]) == (
        312,
        {"id": 1, "chose": 187},
        {"id": 2, "chose": 0},
    )
    public = client.get("/demo-county/2026/candidates").text
    for page in (public, deputy.get(booklet).text, clerk.get("/desk/demo-county/2026/candidates").text):
        assert "312人次参加，187人次选了它（59.9%）" in page
    page = client.get(PAGE).text
    places = [page.index(f"候选项目{n}") for n in range(1, 5)]
    assert places == sorted(places), "ballot order, whatever the figures"


def test_the_pabulib_file_counts_again_to_the_same_figures_and_says_nothing_of_anyone(
    app: Flask, opened: Asked, client: FlaskClient, browser_of, clock: Clock
) -> None:
    choose(client, 2, 1)
    browser_of(opened.people.clerk).send(f"{DESK}/papers", {"projects": ["1", "3"], "papers": "3"})
    clock.set(date(2026, 3, 11))
    text = client.get(f"{PAGE}.pb").text
    poll = parse(text)
    assert poll.published.votes == {"1": 4, "2": 1, "3": 3, "4": 0}
    assert poll.record.channels[0].received == 4
    with app.app_context():
        devices = [turn.device for turn in db.session.query(AdvisoryTurn)]
    assert len(devices) == 1
    assert devices[0] not in text


def test_nobody_advises_before_the_first_day_after_the_last_or_once_it_is_decided(
    app: Flask, opened: Asked, client: FlaskClient, clock: Clock
) -> None:
    shown = client.get(FORM).text
    assert 'href="/demo-county/2026/candidates"' in shown
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown)
    assert token
    sent = {"csrf_token": token[1], "projects": ["1"]}
    clock.set(date(2026, 3, 1))
    assert "还没有开始" in client.post(FORM, data=sent).text
    clock.set(date(2026, 3, 11))
    assert "民意投票已结束" in client.post(FORM, data=sent).text
    assert "候选项目1" not in client.get(FORM).text
    assert counted(app) == {}
    clock.set(date(2026, 3, 3))
    with app.app_context():
        for one in db.session.query(Project).filter_by(number=4):
            one.stage, one.adopted = Stage.not_adopted, False
        db.session.commit()
    assert "已结束" in client.get(FORM).text


def test_who_took_part_is_forgotten_when_it_is_over_and_the_counts_stay(
    app: Flask, opened: Asked, client: FlaskClient
) -> None:
    choose(client, 1, 2)
    with app.app_context():
        for day, kept in ((date(2026, 3, 10), 1), (date(2026, 3, 11), 0)):
            for deed in EACH_DAY:
                deed(day, MORNING)
            assert db.session.query(AdvisoryTurn).count() == kept
        db.session.commit()
    assert counted(app) == {"1,2": 1}


def test_an_end_before_the_last_day_forgets_too(app: Flask, opened: Asked, client: FlaskClient) -> None:
    choose(client, 1)
    with app.app_context():
        vote = vote_of(db.session.get_one(Cycle, opened.people.ids["cycle_row"]))
        assert vote is not None
        end_vote(vote, MORNING, "工作人员01")
        forget_turns(date(2026, 3, 3), MORNING)
        assert db.session.query(AdvisoryTurn).count() == 0


def test_who_waited_while_the_office_ended_it_is_not_counted(app: Flask, opened: Asked) -> None:
    with app.test_request_context(method="POST"):
        vote = vote_of(db.session.get_one(Cycle, opened.people.ids["cycle_row"]))
        assert vote is not None
        ended = sa.update(AdvisoryVote).values(ended_at=MORNING, ended_by="工作人员01")
        db.session.execute(ended, execution_options={"synchronize_session": False})
        with pytest.raises(RuleBroken):
            take_part(vote, [1], "device", "address", MORNING)
        with pytest.raises(RuleBroken):
            enter_papers(vote, [1], 3, MORNING, "工作人员01")
        assert choices_of(vote) == {}


def test_papers_typed_in_wrongly_are_taken_back_and_stay_told(app: Flask, opened: Asked, browser_of) -> None:
    clerk = browser_of(opened.people.clerk)
    for papers in ("12", "3"):
        clerk.send(f"{DESK}/papers", {"projects": ["1", "3"], "papers": papers})
    wrong, right = re.findall(rf"{DESK}/papers/(\d+)/take-back", clerk.get(f"{DESK}/papers").text)
    back = f"{DESK}/papers/{right}/take-back"
    assert "3. 候选项目3" in clerk.get(back).text
    assert clerk.send(back, {"why": ""}).status_code == 200
    assert clerk.send(back, {"why": "数错了"}).status_code == 302
    assert counted(app) == {"1,3": 3}
    assert "12张" in clerk.get(f"{DESK}/papers").text
    assert "撤回：数错了" in clerk.get(f"{DESK}/papers").text
    assert clerk.send(back, {"why": "再撤一次"}).status_code == 409
    assert clerk.send(f"{DESK}/papers/{wrong}/take-back", {"why": "也错了"}).status_code == 302
    assert counted(app) == {}
    clerk.send(f"{DESK}/papers", {"projects": ["2"], "papers": "5"})
    clerk.send(DESK, to=f"{DESK}/end")
    (last,) = {row for row in re.findall(rf"{DESK}/papers/(\d+)/", clerk.get(f"{DESK}/papers").text)} or {"3"}
    assert clerk.send(f"{DESK}/papers/{last}/take-back", {"why": "晚了"}).status_code == 409
    assert counted(app) == {"2": 5}
