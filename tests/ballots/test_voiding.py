"""A vote that is void: more back than out, more out than present, or stopped; it is held again in one step."""

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    carry,
    deciding,
    holding,
    round_by,
    stages,
    whole_round,
)
from votes.ballots.publishing import public_result
from votes.ballots.round_record import record_of
from votes.ballots.rounds import Cause
from votes.common.db import db
from votes.common.errors import RuleBroken


def test_more_ballots_back_than_out_is_void(hall, browse, carried, inside) -> None:
    round = carried("closed", ballots=9, received=10)
    page = browse("chair").get(hall.round_path(round, "check")).text
    assert "收回的票多于发出的票" in page
    assert "宣布投票无效" in page
    assert "按登记的票数，本次投票无效：收回的票多于发出的票" in page
    assert "收回10张，多于发出的9张" in page
    assert "投票有效" not in page
    assert browse("chair").send(hall.round_path(round, "check")).status_code == 302
    found = inside(lambda: round_by(round))
    assert (found.state, found.void_reason) == ("void", "received")
    assert (found.result["state"], found.result["reason"]) == ("void", "received")
    assert "收回的票多于发出的票" in browse("clerk").get(hall.round_path(round)).text


def test_more_handed_out_than_present_is_void(hall, browse, carried, inside) -> None:
    round = carried("closed", ballots=11)
    browse("chair").send(hall.round_path(round, "check"))
    assert inside(lambda: round_by(round).void_reason) == "issued"


def test_the_void_vote_is_repeated_in_one_step(hall, browse, carried, inside) -> None:
    round = carried("closed", ballots=9, received=10)
    browse("chair").send(hall.round_path(round, "check"))
    answer = browse("clerk").send(hall.round_path(round, "further"), {"title": "重新投票"})
    assert answer.status_code == 302
    again = inside(lambda: round_by(round + 1))
    assert (again.cause, again.after_id, again.number) == (Cause.void, round, 2)
    assert inside(lambda: [o.key for o in round_by(again.id).options]) == ["1", "2", "3", "4"]
    assert inside(lambda: round_by(again.id).rules) == inside(lambda: round_by(round).rules)


@pytest.mark.usefixtures("context")
def test_the_repeated_vote_counts_and_the_void_one_shows_nothing(hall) -> None:
    void = carry(hall, "checked", ballots=9, received=10)
    again = deciding.hold_further(void, "重新投票", OFFICE, AT)
    db.session.flush()
    whole_round(again, 10, [8, 7, 3, 2])
    assert stages(hall) == ["adopted", "adopted", "not_adopted", "not_adopted"]
    assert public_result(void) is None
    deciding.seal(void, CHIEF, AT)
    assert public_result(void) is None
    record = record_of(void)
    assert record["result"]["state"] == "void"
    assert record["channels"][0]["void"] == {"not_counted": 10}


def test_the_chair_stops_a_vote_that_cannot_go_on(hall, browse, carried, inside) -> None:
    round = carried("open")
    path = hall.round_path(round, "stop")
    assert browse("chair").send(path, {"reason": ""}).status_code == 200
    assert browse("chair").send(path, {"reason": "表决票印错一项"}).status_code == 302
    assert inside(lambda: round_by(round).state) == "void"
    assert "表决票印错一项" in browse("clerk").get(hall.round_path(round)).text
    assert browse("clerk").send(hall.round_path(round, "further"), {"title": "重新投票"}).status_code == 302
    assert browse("chair").send(path, {"reason": "再停"}).status_code == 409


@pytest.mark.usefixtures("context")
def test_what_was_stopped_has_no_record_and_no_count_is_stopped(hall) -> None:
    round = carry(hall, "open")
    with pytest.raises(RuleBroken, match="Say why"):
        holding.stop(round, " ", CHAIR, AT)
    holding.stop(round, "停电", CHAIR, AT)
    db.session.flush()
    with pytest.raises(RuleBroken, match="stopped before"):
        record_of(round)
    with pytest.raises(RuleBroken, match="Say why"):
        holding.withdraw(round, "", OFFICE, AT)


def test_once_counting_began_nothing_is_stopped(hall, browse, carried) -> None:
    round = carried("counting")
    assert browse("chair").send(hall.round_path(round, "stop"), {"reason": "停"}).status_code == 409
