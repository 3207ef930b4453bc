"""After the first round: a tie voted on again or settled, vacant seats, the end without a further round."""

import io

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    carry,
    cycle_of,
    deciding,
    holding,
    open_round,
    paper,
    round_by,
    stages,
    whole_round,
)
from votes.ballots.channels import ChannelKind
from votes.ballots.deciding import Settlement
from votes.ballots.profile_rules import Terms
from votes.ballots.publishing import public_result
from votes.ballots.rounds import Cause, Round
from votes.ballots.standing import adopted_keys, standing_result
from votes.common.db import db
from votes.common.errors import RuleBroken

TIED = (8, 7, 7, 2)
PDF = b"%PDF-1.4\n%%EOF\n"


def test_the_office_prepares_the_revote_in_one_step(hall, browse, carried, inside) -> None:
    round = carried("declared", approvals=TIED)
    assert inside(lambda: stages(hall)) == ["adopted", "candidate", "candidate", "candidate"]
    path = hall.round_path(round, "further")
    page = browse("clerk").get(path).text
    assert "票数相等的再次投票" in page
    assert "新农村建设" in page
    assert "社会足球场建设" not in page
    assert browse("clerk").send(path, {"title": "再次投票"}).status_code == 302
    again = inside(lambda: round_by(round + 1))
    assert (again.cause, again.rules["seats"], again.rules["pass"]["base"]) == (Cause.tie, 1, "none")
    assert browse("clerk").send(hall.round_path(round), {"title": "再次投票"}, to=path).status_code in (
        302,
        409,
    )
    assert inside(lambda: len(round_by(round).following)) == 1


def test_what_is_prepared_for_the_revote_can_be_changed_and_its_options_stay(
    hall, browse, carried, inside
) -> None:
    round = carried("declared", approvals=TIED)
    browse("clerk").send(hall.round_path(round, "further"), {"title": "再次投票"})
    answer = browse("clerk").send(
        hall.round_path(round + 1, "edit"), {"title": "第二次投票", "kinds": ["paper", "device"]}
    )
    assert answer.status_code == 302
    again = inside(lambda: round_by(round + 1))
    assert again.title == "第二次投票"
    assert inside(lambda: [one.key for one in round_by(round + 1).options]) == ["2", "3"]
    assert inside(lambda: len(round_by(round + 1).channels)) == 2


@pytest.mark.usefixtures("context")
def test_the_revote_decides_and_what_lost_is_out(hall) -> None:
    first = carry(hall, "declared", approvals=TIED)
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    whole_round(second, 10, [4, 6])
    assert stages(hall) == ["adopted", "not_adopted", "adopted", "not_adopted"]
    assert second.ends_ballot
    assert not first.ends_ballot
    deciding.seal(first, CHIEF, AT)


@pytest.mark.usefixtures("context")
def test_a_revote_may_tie_again(hall) -> None:
    first = carry(hall, "declared", approvals=TIED)
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    whole_round(second, 10, [5, 5])
    assert second.result["state"] == "tie"
    third = deciding.hold_further(second, "第三轮", OFFICE, AT)
    db.session.flush()
    whole_round(third, 10, [6, 4])
    assert stages(hall) == ["adopted", "adopted", "not_adopted", "not_adopted"]


def test_the_presidium_settles_a_tie_with_its_decision_recorded(hall, browse, carried, inside) -> None:
    round = carried("declared", terms=Terms(seats=2, most=None, tie="presidium"), approvals=TIED)
    path = hall.round_path(round, "settle")
    page = browse("clerk").get(path).text
    assert "新农村建设" in page
    assert "社会足球场建设" not in page
    files = {"reason": "主席团第四次会议", "document": (io.BytesIO(PDF), "决定.pdf")}
    both = browse("clerk").send(path, {**files, "chosen": ["2", "3"]}, content_type="multipart/form-data")
    assert both.status_code == 200
    assert "剩余名额同样多" in both.text
    assert inside(lambda: db.session.query(Settlement).count()) == 0
    files = {"reason": "主席团第四次会议", "document": (io.BytesIO(PDF), "决定.pdf")}
    assert (
        browse("clerk").send(path, {**files, "chosen": ["3"]}, content_type="multipart/form-data").status_code
        == 302
    )
    assert inside(lambda: stages(hall)) == ["adopted", "not_adopted", "adopted", "not_adopted"]
    assert inside(lambda: adopted_keys(round_by(round))) == ["1", "3"]
    assert inside(lambda: round_by(round).result["adopted"]) == ["1"]
    fates = inside(lambda: [line.fate for line in public_result(round_by(round)).lines])
    assert fates == ["adopted", "adopted", "not_adopted", "not_adopted"]


@pytest.mark.usefixtures("context")
def test_without_a_tie_for_it_the_presidium_settles_nothing(hall) -> None:
    round = carry(hall, "declared", approvals=TIED)
    with pytest.raises(RuleBroken, match="no tie here"):
        deciding.settle(round, ["2"], paper(round), OFFICE, AT)


@pytest.mark.usefixtures("context")
def test_all_tied_are_adopted_where_the_rules_say_so(hall) -> None:
    carry(hall, "declared", terms=Terms(seats=2, most=None, tie="all"), approvals=TIED)
    assert stages(hall) == ["adopted", "adopted", "adopted", "not_adopted"]


@pytest.mark.usefixtures("context")
def test_vacant_seats_may_be_voted_on_again_or_left(hall) -> None:
    first = carry(hall, "declared", approvals=(8, 6, 6, 2))
    assert first.result["vacant"] == 1
    assert stages(hall) == ["adopted", "candidate", "candidate", "candidate"]
    call = deciding.further(first)
    assert (call.cause, list(call.keys), call.rules["seats"]) == (Cause.vacancy, ["2", "3", "4"], 1)
    second = deciding.hold_further(first, "另行票决", OFFICE, AT)
    db.session.flush()
    whole_round(second, 10, [7, 2, 1])
    assert stages(hall) == ["adopted", "adopted", "not_adopted", "not_adopted"]
    assert standing_result(cycle_of(hall)).is_final


def test_the_office_ends_a_ballot_with_vacant_seats(hall, browse, carried, inside) -> None:
    round = carried("declared", approvals=(8, 6, 6, 2))
    page = browse("clerk").get(hall.round_path(round)).text
    assert "不足名额另行票决" in page
    assert "不再投票，结束票决" in page
    path = hall.round_path(round, "finish")
    assert browse("clerk").send(path, {"reason": ""}).status_code == 200
    assert browse("clerk").send(path, {"reason": "主席团第三次会议"}).status_code == 302
    assert inside(lambda: stages(hall)) == ["adopted", "not_adopted", "not_adopted", "not_adopted"]
    assert browse("clerk").send(path, {"reason": "再来"}).status_code == 409
    assert browse("clerk").get(hall.round_path(round, "further")).status_code == 302


@pytest.mark.usefixtures("context")
def test_a_tie_left_undecided_leaves_its_projects_candidates(hall) -> None:
    round = carry(hall, "declared", approvals=TIED)
    deciding.finish(round, "主席团第三次会议", OFFICE, AT)
    assert stages(hall) == ["adopted", "candidate", "candidate", "not_adopted"]
    standing = standing_result(cycle_of(hall))
    assert [project.number for project in standing.undecided] == [2, 3]


@pytest.mark.usefixtures("context")
def test_the_rules_may_call_for_the_vote_on_vacant_seats(hall) -> None:
    first = carry(
        hall, "declared", terms=Terms(seats=2, most=None, shortfall="revote"), approvals=(8, 6, 6, 2)
    )
    assert first.result["state"] == "shortfall"
    assert deciding.further(first).cause is Cause.vacancy


@pytest.mark.usefixtures("context")
def test_a_decided_ballot_has_no_further_round(hall) -> None:
    round = carry(hall, "declared")
    with pytest.raises(RuleBroken, match="Nothing is open"):
        deciding.hold_further(round, "再来", OFFICE, AT)
    with pytest.raises(RuleBroken, match="over already"):
        deciding.finish(round, "主席团", OFFICE, AT)


@pytest.mark.usefixtures("context")
def test_a_further_round_is_prepared_once(hall) -> None:
    first = carry(hall, "declared", approvals=TIED)
    call = deciding.further(first)
    deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    assert deciding.further(first) is None
    with pytest.raises(RuleBroken, match="prepared already"):
        deciding.follow(first, "再次投票", call.cause, call.keys, call.rules, [ChannelKind.paper], OFFICE, AT)


def stopped_again(first: Round) -> Round:
    """The further round is opened, and stopped."""
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    open_round(second)
    holding.stop(second, "票样印错", CHAIR, AT)
    db.session.flush()
    return second


@pytest.mark.usefixtures("context")
def test_a_ballot_is_not_ended_under_a_further_round_that_is_prepared(hall) -> None:
    first = carry(hall, "declared", approvals=TIED)
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    with pytest.raises(RuleBroken, match="further round is prepared"):
        deciding.finish(first, "不再投票", OFFICE, AT)
    whole_round(second, 10, [4, 6])
    assert stages(hall) == ["adopted", "not_adopted", "adopted", "not_adopted"]


@pytest.mark.parametrize(
    ("approvals", "left"),
    [((8, 6, 6, 2), ["not_adopted"] * 3), (TIED, ["candidate", "candidate", "not_adopted"])],
)
def test_after_a_void_further_round_the_ballot_can_be_ended(
    hall, browse, carried, inside, approvals, left
) -> None:
    """Seats stay vacant, or the tie stays undecided; what the first round adopted stands."""
    round = carried("declared", approvals=approvals)
    void = inside(lambda: stopped_again(round_by(round)).id)
    path = hall.round_path(void, "finish")
    assert path in browse("clerk").get(hall.round_path(void)).text
    assert browse("clerk").send(path, {"reason": "不再投票"}).status_code == 302
    assert inside(lambda: stages(hall)) == ["adopted", *left]
    assert inside(lambda: standing_result(cycle_of(hall)).is_final)
    assert hall.round_path(void, "further") not in browse("clerk").get(hall.round_path(void)).text
    with pytest.raises(RuleBroken, match="over already"):
        inside(lambda: deciding.finish(round_by(void), "又一次", OFFICE, AT))


@pytest.mark.usefixtures("context")
def test_a_void_first_round_decides_nothing_so_nothing_is_ended(hall) -> None:
    first = carry(hall, "open")
    holding.stop(first, "票样印错", CHAIR, AT)
    with pytest.raises(RuleBroken, match="Hold it again"):
        deciding.finish(first, "不再投票", OFFICE, AT)
