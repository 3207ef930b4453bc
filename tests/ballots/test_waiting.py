"""What waits, for the office and for each badge, step by step."""

from datetime import timedelta

import pytest

from tests.ballots.hall import (
    AT,
    OFFICE,
    TELLERS,
    adopt_rules,
    cycle_of,
    deciding,
    figures,
    prepare_round,
    round_by,
    sign_in,
    tallying,
)
from votes.accounts.access import Actor
from votes.accounts.models import Account, Badge
from votes.ballots.profile_rules import Terms
from votes.ballots.waiting import waiting
from votes.common.db import db
from votes.congress.models import Congress


@pytest.fixture
def waits(app, hall, people):
    """The words that wait for somebody: (mine, others')."""

    def find(word: str) -> tuple[list[str], list[str]]:
        with app.test_request_context():
            kind, id = hall.badges.get(word) or getattr(people, word)
            found = db.session.get_one(Account if kind == "account" else Badge, id)
            actor = Actor(account=found) if kind == "account" else Actor(badge=found)
            congress = db.session.query(Congress).filter_by(slug=people.county).one()
            things = waiting(actor, congress, AT.date())
            return [one.words for one in things if one.mine], [one.words for one in things if not one.mine]

    return find


STEPS = [
    ("preparing", "chair", "开始投票"),
    ("preparing", "chief", "开始投票"),
    ("open", "scrutineer", "登记发票、收票"),
    ("open", "chair", "结束投票"),
    ("closed", "chair", "宣布投票是否有效"),
    ("checked", "chief", "把票束交给计票人"),
    ("counting", "teller_a", "计票"),
    ("counting", "teller_b", "计票"),
    ("agreed", "chief", "确认计票结果"),
    ("counted", "clerk", "登记主席团的确认"),
    ("confirmed", "chair", "宣布结果"),
    ("declared", "clerk", "发布公告"),
]


@pytest.mark.parametrize(("state", "word", "words"), STEPS)
def test_each_step_waits_for_whose_turn_it_is(waits, carried, state, word, words) -> None:
    carried(state)
    assert words in waits(word)[0]


def test_others_see_that_it_waits_for_somebody_else(waits, carried) -> None:
    carried("confirmed")
    assert waits("clerk") == ([], ["宣布结果"])
    assert waits("other_chair") == ([], [])
    assert waits("government") == ([], [])


def test_a_teller_who_is_done_waits_for_the_other(waits, carried, inside, hall) -> None:
    round = carried("counting")

    def enter() -> None:
        batch = tallying.all_batches(round_by(round))[0]
        tallying.enter(batch, figures(round_by(round), [8, 7, 3, 2], 10), 1, TELLERS[0], AT)

    inside(enter)
    assert waits("teller_a") == ([], ["计票"])
    assert waits("teller_b") == (["计票"], [])


def test_the_office_is_reminded_to_draft_and_adopt(waits, inside, hall) -> None:
    def publish() -> None:
        cycle_of(hall).candidates_published_at = AT

    inside(publish)
    assert "起草票决办法，准备投票" in waits("clerk")[0]
    inside(lambda: (sign_in(hall, 12), prepare_round(hall)))
    assert waits("clerk")[0] == ["起草票决办法"]
    inside(lambda: adopt_rules(hall, adopted=False))
    assert waits("clerk")[0] == ["登记票决办法已通过"]


def test_on_the_day_the_sign_in_waits_for_the_desk_and_all_find_the_sitting(
    browse, hall, inside, clock
) -> None:
    inside(lambda: (adopt_rules(hall), prepare_round(hall)))
    clock.at = AT - timedelta(days=1)
    assert "签到" not in browse("clerk").get("/desk").text
    clock.at = AT
    for word in ("clerk", "scrutineer"):
        page = browse(word).get("/desk").text
        assert hall.path("roll") in page, word
        assert "已签到0人，应到12人" in page, word
    for word in ("teller_a", "chair", "clerk"):
        page = browse(word).get("/desk").text
        assert f'href="{hall.path("ballots")}"' in page, word
    inside(lambda: sign_in(hall, 12))
    assert "已签到" not in browse("clerk").get("/desk").text


def test_after_a_tie_the_office_prepares_the_further_round(waits, carried, inside) -> None:
    round = carried("declared", approvals=(8, 7, 7, 2))
    assert waits("clerk")[0] == ["准备下一轮：票数相等的再次投票"]
    inside(lambda: deciding.hold_further(round_by(round), "再次投票", OFFICE, AT))
    assert waits("chair")[0] == ["开始投票"]


def test_a_tie_for_the_presidium_waits_for_its_decision(waits, carried) -> None:
    carried("declared", terms=Terms(seats=2, most=None, tie="presidium"), approvals=(8, 7, 7, 2))
    assert waits("clerk")[0] == ["登记主席团对票数相等项目的决定"]


def test_the_desk_shows_it(hall, browse, carried) -> None:
    carried("preparing")
    page = browse("chair").get("/desk").text
    assert "开始投票" in page
