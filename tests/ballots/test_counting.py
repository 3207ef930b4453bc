"""计票: batches of at most fifty, two tellers apart, sums that must be possible."""

import re

import pytest

from tests.ballots.hall import (
    AT,
    CHIEF,
    TELLERS,
    add_deputies,
    carry,
    deciding,
    figures,
    round_by,
    sitting_of,
    tally_data,
    tallying,
)
from votes.ballots.channels import ChannelKind
from votes.ballots.profile_rules import Terms
from votes.ballots.tallying import Batch, Tally
from votes.common.db import db
from votes.common.errors import RuleBroken


def batch_ids(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'count/(\d+)"', page)]


def test_the_chief_scrutineer_hands_out_batches(hall, browse, carried, inside) -> None:
    round = carried("checked")
    path = hall.round_path(round, "divide")
    assert 'value="10"' in browse("chief").get(path).text
    assert (
        browse("chief").send(path, {"sizes-0-size": 6, "sizes-1-size": 4, "sizes-2-size": ""}).status_code
        == 302
    )
    assert inside(lambda: [batch.size for batch in tallying.all_batches(round_by(round))]) == [6, 4]


def test_batches_that_do_not_hold_what_was_received_are_shown_again(hall, browse, carried) -> None:
    round = carried("checked")
    page = browse("chief").send(hall.round_path(round, "divide"), {"sizes-0-size": 6, "sizes-1-size": 3})
    assert page.status_code == 200
    assert "各束合计9张，收回的是10张" in page.text
    assert 'value="6"' in page.text


def test_two_hundred_ballots_make_five_batches(hall, browse, inside, app) -> None:
    inside(lambda: add_deputies(sitting_of(hall), 232))
    round = inside(lambda: carry(hall, "counting", ballots=203, present=203)).id
    assert inside(lambda: [one.size for one in tallying.all_batches(round_by(round))]) == [50, 50, 50, 50, 3]
    assert len(batch_ids(browse("teller_a").get(hall.round_path(round, "count")).text)) == 5


def test_a_teller_enters_sums_and_sees_the_own_ones_alone(hall, browse, carried) -> None:
    round = carried("counting")
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    assert browse("teller_a").send(f"{path}/{number}", tally_data(10, [8, 7, 3, 2])).status_code == 302
    assert "已录入" in browse("teller_a").get(path).text
    mine, other = (
        browse("teller_a").get(f"{path}/{number}").text,
        browse("teller_b").get(f"{path}/{number}").text,
    )
    assert 'value="8"' in mine
    assert 'value="8"' not in other
    assert 'value="7"' not in other


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (tally_data(9, [8, 7, 3, 2]), "本束有10张票，有效票与无效票合计为9张"),
        (tally_data(9, [8, 7, 3, 2], unreadable=1) | {"rows-2-abstain": 2}, "各栏合计11，有效票是9张"),
        (tally_data(10, [8, 7, 3, 2]) | {"rows-0-approve": "八"}, "1000000"),
        (tally_data(10, [8, 7, 3, 2]) | {"valid": ""}, "请填写"),
    ],
)
def test_sums_that_cannot_be_right_stay_typed_and_say_where(
    hall, browse, carried, data, sentence, inside
) -> None:
    round = carried("counting")
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    page = browse("teller_a").send(f"{path}/{number}", data)
    assert page.status_code == 200
    assert sentence in page.text.replace(" ", "")
    assert f'value="{data["rows-1-approve"]}"' in page.text
    assert inside(lambda: db.session.query(Tally).count()) == 0


def test_more_approvals_than_ballots_can_carry_are_refused(hall, browse, carried) -> None:
    round = carried("counting", terms=Terms(seats=2, most=2))
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    page = browse("teller_a").send(f"{path}/{number}", tally_data(10, [9, 8, 3, 2]))
    assert "每张最多赞成2项" in page.text
    assert "赞成超过规定项数" in page.text


def test_ticked_ballots_need_one_number_a_project(hall, browse, inside, carried) -> None:
    round = carried("counting", terms=Terms(way="choose", seats=2, most=2))
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    data = {"attempt": 1, "valid": 9, "over_marked": 1, "unreadable": 0}
    data |= {f"rows-{n}-approve": votes for n, votes in enumerate([8, 6, 2, 1])}
    assert "rows-0-oppose" not in browse("teller_a").get(f"{path}/{number}").text
    assert browse("teller_a").send(f"{path}/{number}", data).status_code == 302
    tally = inside(lambda: db.session.query(Tally).one())
    assert tally.counts["1"] == {"approve": 8, "oppose": 0, "abstain": 1}
    assert tally.void == {"unreadable": 0, "over_marked": 1}


def test_a_device_is_one_batch_and_leaves_keys_unpressed(hall, browse, inside, carried) -> None:
    round = carried("counting", kinds=(ChannelKind.device,))
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    data = tally_data(10, [8, 7, 3, 2]) | {"rows-0-oppose": 1}
    for word in ("teller_a", "teller_b"):
        assert browse(word).send(f"{path}/{number}", data).status_code == 302
    inside(lambda: deciding.confirm_count(round_by(round), CHIEF, AT))
    assert inside(lambda: round_by(round).result["counts"]["1"]) == {
        "approve": 8,
        "oppose": 1,
        "abstain": 0,
        "not_pressed": 1,
    }


def test_two_clicks_enter_a_batch_once(hall, browse, carried, inside) -> None:
    round = carried("counting")
    path = hall.round_path(round, "count")
    number = batch_ids(browse("teller_a").get(path).text)[0]
    assert browse("teller_a").send(f"{path}/{number}", tally_data(10, [8, 7, 3, 2])).status_code == 302
    assert browse("teller_a").send(f"{path}/{number}", tally_data(10, [8, 7, 3, 2])).status_code == 409
    assert (
        browse("teller_a")
        .send(f"{path}/{number}", tally_data(10, [8, 7, 3, 2]) | {"attempt": "x"})
        .status_code
        == 409
    )
    assert inside(lambda: db.session.query(Tally).count()) == 1


def test_parting_anew_begins_anew_and_keeps_what_was(hall, browse, carried, inside) -> None:
    round = carried("counting")
    path = hall.round_path(round, "count")
    old = batch_ids(browse("teller_a").get(path).text)[0]
    browse("teller_a").send(f"{path}/{old}", tally_data(10, [8, 7, 3, 2]))
    assert (
        browse("chief")
        .send(hall.round_path(round, "divide"), {"sizes-0-size": 5, "sizes-1-size": 5})
        .status_code
        == 302
    )
    assert len(batch_ids(browse("teller_a").get(path).text)) == 2
    assert browse("teller_a").get(f"{path}/{old}").status_code == 404
    assert inside(lambda: (db.session.query(Tally).count(), db.session.query(Batch).count())) == (1, 3)


def test_ballots_that_are_one_too_few_are_cleared_again(hall, browse, carried, inside) -> None:
    round = carried("counting")
    path = hall.round_path(round, "clear-again")
    assert browse("chief").send(path, {"reason": ""}).status_code == 200
    assert browse("chief").send(path, {"reason": "第一束只有9张"}).status_code == 302
    assert inside(lambda: round_by(round).state) == "closed"
    assert browse("chair").send(hall.round_path(round, "check")).status_code == 302


@pytest.mark.usefixtures("context")
def test_no_ballot_at_all_is_counted_too(hall) -> None:
    round = carry(hall, "counting", received=0)
    assert tallying.is_agreed(round)
    deciding.confirm_count(round, CHIEF, AT)
    assert (round.result["valid"], round.result["not_cast"], round.result["adopted"]) == (0, 10, [])


@pytest.mark.usefixtures("context")
def test_only_tellers_count_and_only_the_batches_of_now(hall) -> None:
    round = carry(hall, "counting")
    batch = tallying.all_batches(round)[0]
    with pytest.raises(RuleBroken, match="not being counted"):
        tallying.enter(batch, figures(round, [8, 7, 3, 2], 10), 1, CHIEF, AT)
    with pytest.raises(RuleBroken, match="do not add up"):
        tallying.enter(batch, figures(round, [8, 7, 3, 2], 9), 1, TELLERS[0], AT)
    with pytest.raises(RuleBroken, match="Say what was found"):
        deciding.clear_again(round, "", CHIEF, AT)


def test_nobody_else_has_a_page_to_count(hall, browse, carried) -> None:
    round = carried("counting")
    for word in ("chair", "chief", "scrutineer", "clerk", "deputy", "government", "other_chair"):
        assert browse(word).get(hall.round_path(round, "count")).status_code == 404
    assert browse("teller_a").get(hall.round_path(round, "count", 9999)).status_code == 404
