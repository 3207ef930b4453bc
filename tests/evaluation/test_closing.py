"""办结: a confirmed project the deputies have rated, or with a reason; a failed look-back opens it again."""

from flask.testing import FlaskClient

from tests.evaluation.conftest import AT
from tests.evaluation.test_totals import FIGURES
from tests.people import People
from votes.common.db import db
from votes.projects.models import Project
from votes.projects.stages import Stage


def stage() -> Stage | None:
    return db.session.query(Project).one().stage


def last_reason() -> str:
    return db.session.query(Project).one().passages[-1].reason


def test_without_the_deputies_rating_closing_says_why(people: People, at_stage, browser_of, kept) -> None:
    at_stage(Stage.confirmed)
    clerk = browser_of(people.clerk)
    silent = clerk.send(f"{AT}/close", {"reason": ""})
    assert silent.status_code == 409
    assert "选填" not in silent.text
    assert "代表还没有测评这个项目" in silent.text
    assert clerk.send(f"{AT}/close", {"reason": "测评安排在明年会议"}).status_code == 302
    assert (kept(stage), kept(last_reason)) == (Stage.closed, "测评安排在明年会议")


def test_once_the_deputies_have_rated_it_closes_without_a_word(
    people: People, at_stage, browser_of, kept
) -> None:
    at_stage(Stage.confirmed)
    clerk = browser_of(people.clerk)
    clerk.send(f"{AT}/totals", FIGURES | {"kind": "deputies"})
    assert "理由" not in clerk.get(f"{AT}/close").text
    assert clerk.send(f"{AT}/close", {"reason": ""}).status_code == 302
    assert kept(stage) is Stage.closed


def test_a_rating_moves_nothing(client: FlaskClient, people: People, project: str, browser_of, kept) -> None:
    client.send(project, {"grade": "dissatisfied"})
    browser_of(people.clerk).send(f"{AT}/totals", FIGURES | {"kind": "deputies"})
    assert kept(stage) is Stage.delivery


def test_only_what_is_confirmed_is_closed_and_the_second_is_told(
    people: People, at_stage, browser_of
) -> None:
    at_stage(Stage.done)
    assert browser_of(people.clerk).get(f"{AT}/close").status_code == 409


def test_two_clerks_close_once(people: People, at_stage, browser_of, kept) -> None:
    at_stage(Stage.confirmed)
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{AT}/close", {"reason": "明年测评"}).status_code == 302
    assert clerk.send("/desk", {"reason": "明年测评"}, to=f"{AT}/close").status_code == 409
    assert kept(lambda: len(db.session.query(Project).one().passages)) == 2


def test_a_failed_look_back_sends_it_to_the_unit_again(people: People, at_stage, browser_of, kept) -> None:
    at_stage(Stage.closed)
    clerk = browser_of(people.clerk)
    assert "请填写" in clerk.send(f"{AT}/reopen", {"reason": " "}).text
    assert clerk.send(f"{AT}/reopen", {"reason": "两座已停用"}).status_code == 302
    assert (kept(stage), kept(last_reason)) == (Stage.delivery, "两座已停用")
    assert clerk.get(f"{AT}/reopen").status_code == 409


def test_nobody_else_closes_or_reopens(people: People, at_stage, browser_of) -> None:
    at_stage(Stage.confirmed)
    for who in (people.government, people.deputy, people.unit, people.other_clerk):
        for deed in ("close", "reopen"):
            assert browser_of(who).get(f"{AT}/{deed}").status_code == 404
