"""Opening and closing: two persons, each with the own badge, the quorum counted anew."""

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    OFFICE,
    add_project,
    adopt_rules,
    carry,
    cycle_of,
    deciding,
    holding,
    prepare_round,
    record,
    roll,
    round_by,
    sitting_of,
    whole_round,
)
from votes.accounts.roles import Duty
from votes.ballots.adopting import Purpose
from votes.ballots.profile_rules import RatingTerms, Terms
from votes.ballots.round_rules import Deed, Doer
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Sitting
from votes.projects.stages import Stage


def test_the_round_opens_with_the_second_signature(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    assert browse("chair").send(hall.round_path(round, "open")).status_code == 302
    assert inside(lambda: round_by(round).state) == "preparing"
    page = browse("chief").get(hall.round_path(round, "open")).text
    assert "已签署：执行主席" in page
    assert browse("chief").send(hall.round_path(round, "open")).status_code == 302

    opened = inside(lambda: round_by(round))
    assert (opened.state, opened.all_deputies, opened.due, opened.present) == ("open", 12, 12, 10)
    assert opened.rules["seats"] == 2
    signed = inside(
        lambda: [(step.by, step.role) for step in round_by(round).steps if step.deed is Deed.open]
    )
    assert signed == [("持证人chair", "chair"), ("持证人chief", "chief_scrutineer")]


def test_either_may_sign_first_but_none_twice(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    assert browse("chief").send(hall.round_path(round, "open")).status_code == 302
    answer = browse("chief").send(hall.round_path(round, "open"))
    assert answer.status_code == 409
    assert "还差另一位签署" in answer.text
    assert inside(lambda: round_by(round).state) == "preparing"


def test_a_second_press_says_that_the_vote_has_begun(hall, browse, carried, inside) -> None:
    round = carried("open")
    before = inside(lambda: len(round_by(round).steps))
    answer = browse("chair").get(hall.round_path(round, "open"), follow_redirects=True)
    assert "投票已经开始" in answer.text
    assert "我签署：开始投票" not in answer.text
    with pytest.raises(RuleBroken, match="not open now"):
        inside(lambda: holding.sign_opening(round_by(round), CHAIR, AT))
    assert inside(lambda: len(round_by(round).steps)) == before


def test_without_a_quorum_nothing_opens(hall, browse, carried, inside) -> None:
    round = carried("preparing", present=7)
    assert "还差1人" in browse("chair").get(hall.round_path(round, "open")).text
    answer = browse("chair").send(hall.round_path(round, "open"))
    assert answer.status_code == 409
    assert "实到7人，法定人数为8人" in answer.text
    inside(lambda: roll.admit(sitting_of(hall), sitting_of(hall).session.term.deputies[7:8]))
    assert browse("chair").send(hall.round_path(round, "open")).status_code == 302


def test_a_quorum_lost_between_the_signatures_stops_the_opening(hall, browse, carried, inside) -> None:
    round = carried("preparing", present=8)
    browse("chair").send(hall.round_path(round, "open"))
    inside(lambda: roll.let_go(sitting_of(hall), sitting_of(hall).session.term.deputies[:1]))
    assert browse("chief").send(hall.round_path(round, "open")).status_code == 409
    assert inside(lambda: round_by(round).state) == "preparing"


def test_the_quorum_may_be_more_than_two_thirds(hall, browse, carried) -> None:
    round = carried("preparing", terms=Terms(seats=2, most=2, quorum="over_two_thirds"), present=8)
    assert "法定人数为9人" in browse("chair").send(hall.round_path(round, "open")).text


def test_more_present_than_deputies_is_a_mistake_to_mend(hall, browse, carried, inside) -> None:
    round = carried("preparing")

    def shrink() -> None:
        sitting = db.session.get_one(Sitting, hall.sitting)
        sitting.due = sitting.all_deputies = 9

    inside(shrink)
    assert "全体代表只有9人" in browse("chair").send(hall.round_path(round, "open")).text


def test_more_present_than_due_is_put_right_before_the_numbers_are_fixed(
    hall, browse, carried, inside
) -> None:
    round = carried("preparing")
    browse("chair").send(hall.round_path(round, "open"))
    inside(lambda: setattr(db.session.get_one(Sitting, hall.sitting), "due", 9))
    answer = browse("chief").send(hall.round_path(round, "open"))
    assert answer.status_code == 409
    assert "已签到10人，应到只有9人" in answer.text
    assert inside(lambda: round_by(round).state) == "preparing"
    inside(lambda: setattr(db.session.get_one(Sitting, hall.sitting), "due", 10))
    assert browse("chief").send(hall.round_path(round, "open")).status_code == 302
    assert inside(lambda: round_by(round).state) == "open"


def test_without_rules_nothing_opens(hall, browse, inside) -> None:
    round = inside(lambda: prepare_round(hall)).id
    assert browse("chair").get(hall.round_path(round, "open")).status_code == 200
    assert "还没有通过" in browse("chair").send(hall.round_path(round, "open")).text
    assert "起草票决办法" in browse("clerk").get(hall.round_path(round)).text


@pytest.mark.usefixtures("context")
def test_what_a_round_opened_with_cannot_be_changed(hall) -> None:
    round = carry(hall, "open")
    db.session.commit()
    for name, value in (("present", 11), ("rules", {}), ("publish", "counts"), ("due", 11)):
        with pytest.raises(RuntimeError, match="fixed"), db.session.begin_nested():
            setattr(round, name, value)
        db.session.rollback()
    assert round.present == 10


@pytest.mark.usefixtures("context")
def test_the_quorum_is_counted_anew_for_every_round(hall) -> None:
    first = carry(hall, "declared", terms=Terms(seats=2, most=None), approvals=(8, 7, 7, 2))
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    roll.let_go(sitting_of(hall), sitting_of(hall).session.term.deputies[:1])
    whole_round(second, 9, [5, 4])
    assert (first.present, second.present) == (10, 9)


@pytest.mark.usefixtures("context")
def test_only_one_round_of_a_sitting_is_open_at_a_time(hall) -> None:
    carry(hall, "open")
    add_project(cycle_of(hall), 9, "去年的项目", Stage.adopted)
    adopt_rules(hall, RatingTerms())
    rating = prepare_round(hall, Purpose.rating)
    with pytest.raises(RuleBroken, match="A round is open"):
        holding.sign_opening(rating, CHAIR, AT)


def test_a_vote_without_a_ballot_handed_out_is_not_closed(hall, browse, carried, inside) -> None:
    round = carried("open")
    assert "还没有登记发出票数" in browse("chair").get(hall.round_path(round, "close")).text
    answer = browse("chair").send(hall.round_path(round, "stop"), to=hall.round_path(round, "close"))
    assert answer.status_code == 409
    inside(lambda: record(round_by(round), 0, 0))
    assert "还没有登记发出票数" in browse("chair").get(hall.round_path(round, "close")).text
    inside(lambda: record(round_by(round), 9, 4))
    page = browse("chair").get(hall.round_path(round, "close")).text
    assert ">发出</dt><dd>9<" in page
    assert ">收回</dt><dd>4<" in page


def test_both_close(hall, browse, carried, inside) -> None:
    round = carried("open")
    inside(lambda: record(round_by(round), 10, 0))
    assert browse("chief").send(hall.round_path(round, "close")).status_code == 302
    assert browse("chief").send(hall.round_path(round, "close")).status_code == 409
    assert inside(lambda: round_by(round).state) == "open"
    assert browse("chair").send(hall.round_path(round, "close")).status_code == 302
    assert inside(lambda: round_by(round).state) == "closed"
    assert browse("chair").send(hall.round_path(round, "close")).status_code == 409


@pytest.mark.usefixtures("context")
def test_nobody_else_can_sign(hall) -> None:
    round = carry(hall, "preparing")
    for mark in (Duty.scrutineer, Duty.teller_a, Duty.teller_b):
        with pytest.raises(RuleBroken, match="another role"):
            holding.sign_opening(round, Doer("别人", mark), AT)


def test_other_badges_and_staff_have_no_such_page(hall, browse, carried) -> None:
    round = carried("preparing")
    for word in (
        "clerk",
        "teller_a",
        "teller_b",
        "scrutineer",
        "deputy",
        "government",
        "other_chair",
        "other_clerk",
    ):
        assert browse(word).get(hall.round_path(round, "open")).status_code == 404
        assert browse(word).get(hall.round_path(round, "close")).status_code == 404
