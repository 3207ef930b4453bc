"""清点报告单: the chair declares the vote valid, on complete numbers that add up."""

import pytest

from tests.ballots.hall import AT, CHAIR, SCRUTINEER, carry, close, holding, open_round, round_by
from votes.ballots.channels import ChannelKind
from votes.ballots.round_rules import Papers
from votes.common.errors import RuleBroken


def test_the_chair_declares_a_valid_vote(hall, browse, carried, inside) -> None:
    round = carried("closed", ballots=10, received=9)
    page = browse("chair").get(hall.round_path(round, "check")).text
    assert "宣布投票有效" in page
    assert "按登记的票数，本次投票有效" in page
    assert browse("chair").send(hall.round_path(round, "check")).status_code == 302
    assert inside(lambda: round_by(round).state) == "checked"
    assert browse("chair").get(hall.round_path(round, "check")).status_code == 302, "it is not offered again"
    again = browse("chair").send(hall.round_path(round, "stop"), to=hall.round_path(round, "check"))
    assert again.status_code == 409


def test_numbers_that_do_not_add_up_are_counted_again(hall, browse, carried, inside) -> None:
    round = carried("closed")

    def miscount() -> None:
        found = round_by(round)
        papers = {ChannelKind.paper: Papers(20, 10, 1, 1, 10)}
        holding.record_papers(found, papers, len(found.steps), SCRUTINEER, AT)

    inside(miscount)
    page = browse("chair").get(hall.round_path(round, "check")).text
    assert "请监票人先更正" in page
    for word in ("chair", "scrutineer"):
        page = browse(word).get(hall.round_path(round)).text
        assert "印制20张，发出10张、作废调换1张、剩余1张，合计12张" in page, word
    assert "更正票数" not in browse("chair").get(hall.round_path(round)).text
    assert "登记发票、收票" in browse("scrutineer").get(hall.round_path(round)).text


@pytest.mark.usefixtures("context")
def test_a_gap_in_the_numbers_stops_the_chair(hall) -> None:
    round = carry(hall, "preparing")
    open_round(round)
    holding.record_papers(round, {ChannelKind.paper: Papers(issued=10)}, len(round.steps), SCRUTINEER, AT)
    close(round)
    with pytest.raises(RuleBroken, match="Record first"):
        holding.declare_checked(round, CHAIR, AT)


def test_nobody_but_the_chair_declares(hall, browse, carried) -> None:
    round = carried("closed")
    for word in ("chief", "scrutineer", "clerk", "teller_a", "deputy", "other_chair"):
        assert browse(word).get(hall.round_path(round, "check")).status_code == 404


PAPERS = {"printed": 12, "issued": 11, "spoiled": 0, "left": 1, "received": 11}


def test_more_handed_out_than_present_is_said_at_once_and_kept(hall, browse, carried) -> None:
    round = carried("open")
    path = hall.round_path(round, "papers")
    page = browse("scrutineer").send(
        path, {f"paper-{name}": n for name, n in PAPERS.items()}, follow_redirects=True
    )
    assert "发出11张，实到只有10人" in page.text
    page = browse("scrutineer").send(path, {"paper-issued": 10, "paper-received": 12}, follow_redirects=True)
    assert "收回12张，多于发出的10张" in page.text
    assert "发出11张" not in page.text


def test_what_is_still_to_be_recorded_is_said_once_voting_has_ended(hall, browse, carried, inside) -> None:
    round = carried("closed")

    def forget() -> None:
        found = round_by(round)
        holding.record_papers(found, {ChannelKind.paper: Papers(issued=10)}, len(found.steps), SCRUTINEER, AT)

    inside(forget)
    assert "还没有登记：收回、印制、作废调换、剩余" in browse("clerk").get(hall.round_path(round)).text
