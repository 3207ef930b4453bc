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
    assert browse("chair").send(hall.round_path(round, "check")).status_code == 302
    assert inside(lambda: round_by(round).state) == "checked"
    assert browse("chair").send(hall.round_path(round, "check")).status_code == 409


def test_numbers_that_do_not_add_up_are_counted_again(hall, browse, carried, inside) -> None:
    round = carried("closed")

    def miscount() -> None:
        found = round_by(round)
        papers = {ChannelKind.paper: Papers(20, 10, 1, 1, 10)}
        holding.record_papers(found, papers, len(found.steps), SCRUTINEER, AT)

    inside(miscount)
    page = browse("chair").get(hall.round_path(round, "check")).text
    assert "请监票人先更正" in page
    assert "更正票数" not in browse("chair").get(hall.round_path(round)).text
    assert "登记发票、收票" in browse("scrutineer").get(hall.round_path(round)).text


@pytest.mark.usefixtures("context")
def test_a_gap_in_the_numbers_stops_the_chair(hall) -> None:
    round = carry(hall, "preparing")
    open_round(round)
    close(round)
    with pytest.raises(RuleBroken, match="Record first"):
        holding.declare_checked(round, CHAIR, AT)


def test_nobody_but_the_chair_declares(hall, browse, carried) -> None:
    round = carried("closed")
    for word in ("chief", "scrutineer", "clerk", "teller_a", "deputy", "other_chair"):
        assert browse(word).get(hall.round_path(round, "check")).status_code == 404
