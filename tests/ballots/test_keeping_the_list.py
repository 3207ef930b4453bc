"""The list stands while deputies vote on it: published before the vote, nothing taken off it until the ballot is over."""

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    OFFICE,
    carry,
    cycle_of,
    deciding,
    holding,
    open_round,
    round_by,
    stages,
)
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.proposals.screening import decline

TIED = (8, 7, 7, 2)
TYPED = {"reason": "土地没有落实", "answer": "今年不再列入"}


def take_off(hall, number: int) -> None:
    decline(cycle_of(hall).projects[number - 1], "土地没有落实", "今年不再列入", AT, OFFICE.name)
    db.session.flush()


def test_a_list_that_is_not_published_is_not_voted_on(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    inside(lambda: setattr(cycle_of(hall), "candidates_published_at", None))
    page = browse("clerk").get(hall.round_path(round)).text
    assert hall.list_path("candidates", "publish") in page
    assert hall.round_path(round, "open") not in browse("chair").get(hall.round_path(round)).text
    refused = browse("chair").send(hall.round_path(round, "open"))
    assert refused.status_code == 409
    assert "还没有公布" in refused.text


@pytest.mark.parametrize("state", ["open", "counting", "confirmed"])
def test_nothing_is_taken_off_a_list_that_is_voted_on(hall, browse, carried, inside, state) -> None:
    carried(state)
    answer = browse("clerk").send(hall.list_path(1, "decline"), TYPED)
    assert "代表正在对这份名单票决" in answer.text
    assert "今年不再列入" in answer.text
    assert inside(lambda: stages(hall)) == ["candidate"] * 4


@pytest.mark.usefixtures("context")
def test_nothing_is_taken_off_while_a_further_round_is_still_to_come(hall) -> None:
    carry(hall, "declared", approvals=TIED)
    with pytest.raises(RuleBroken, match="voting on this list"):
        take_off(hall, 2)


@pytest.mark.usefixtures("context")
def test_before_the_vote_a_candidate_is_taken_off_and_the_round_prepared_anew(hall) -> None:
    round = carry(hall, "preparing")
    take_off(hall, 4)
    with pytest.raises(RuleBroken, match="list has changed"):
        open_round(round)


@pytest.mark.usefixtures("context")
def test_what_is_taken_off_after_a_void_vote_is_not_voted_on_again(hall) -> None:
    first = carry(hall, "open")
    holding.stop(first, "票样印错", CHAIR, AT)
    early = deciding.hold_further(first, "重新投票", OFFICE, AT)
    db.session.flush()
    take_off(hall, 4)
    with pytest.raises(RuleBroken, match="list has changed"):
        open_round(early)
    holding.withdraw(early, "名单变了", OFFICE, AT)
    db.session.flush()
    db.session.expire_all()
    again = deciding.hold_further(round_by(first.id), "重新投票", OFFICE, AT)
    assert [option.key for option in again.options] == ["1", "2", "3"]


def test_the_seats_stand_still_once_the_vote_is_open(hall, browse, carried, inside) -> None:
    page = hall.list_path("settings")
    round = carried("preparing")
    assert 'name="seats"' in browse("clerk").get(page).text
    inside(lambda: open_round(round_by(round)))
    shown = browse("clerk").get(page).text
    assert 'name="seats"' not in shown
    assert "应选数" in shown
