"""公告 and 封存: given out once the ballot is over, sealed after that."""

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    carry,
    count,
    deciding,
    declare,
    open_round,
    round_by,
    up_to_counting,
)
from votes.ballots import holding
from votes.ballots.announcing import announce, announcements
from votes.ballots.profile_rules import Terms
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.models import Cycle


def test_the_announcement_follows_from_the_result(hall, browse, carried, inside) -> None:
    round = carried("declared")
    path = hall.round_path(round, "announce")
    page = browse("clerk").get(path).text
    assert "确定2026年度民生实事项目2项，分别是" in page
    assert "第六次会议主席团" in page
    assert browse("clerk").send(path, {"number": "第1号", "issued_on": "2026年3月2日"}).status_code == 302
    given = inside(lambda: announcements(db.session.get_one(Cycle, hall.cycle)))
    assert [(one.number, one.issued_on.isoformat()) for one in given] == [("第1号", "2026-03-02")]
    assert "1．市民中心建设工程\n2．新农村建设\n现予公告。" in given[0].text
    assert browse("clerk").send(path, {"number": "", "issued_on": "2026-03-02"}).status_code == 409


@pytest.mark.parametrize(
    ("publish", "first", "counted"),
    [("list", "1．市民中心", False), ("order", "1．老旧小区", False), ("counts", "1．老旧小区", True)],
)
def test_the_switch_governs_order_and_counts(hall, browse, carried, publish, first, counted) -> None:
    round = carried("declared", terms=Terms(seats=2, most=None, publish=publish), approvals=(7, 2, 9, 2))
    page = browse("clerk").get(hall.round_path(round, "announce")).text
    assert first in page
    assert ("赞成9票" in page) == counted


def test_a_ballot_that_adopted_nothing_says_so(hall, browse, carried, inside) -> None:
    round = carried("declared", approvals=(6, 5, 4, 3))
    inside(lambda: deciding.finish(round_by(round), "主席团", OFFICE, AT))
    assert "没有项目获得通过" in browse("clerk").get(hall.round_path(round, "announce")).text


def test_a_wrong_day_stays_typed(hall, browse, carried) -> None:
    round = carried("declared")
    page = browse("clerk").send(hall.round_path(round, "announce"), {"number": "第1号", "issued_on": "三月"})
    assert page.status_code == 200
    assert 'value="第1号"' in page.text


@pytest.mark.usefixtures("context")
def test_nothing_is_announced_while_a_round_is_open(hall) -> None:
    round = carry(hall, "declared", approvals=(8, 7, 7, 2))
    with pytest.raises(RuleBroken, match="still open"):
        announce(round, "", AT.date(), "公告", OFFICE, AT)


def test_ballots_are_sealed_after_the_announcement(hall, browse, carried, inside) -> None:
    round = carried("declared")
    path = hall.round_path(round, "seal")
    assert browse("chief").send(path).status_code == 409
    inside(lambda: announce(round_by(round), "1", AT.date(), "公告", OFFICE, AT))
    assert browse("chief").send(path).status_code == 302
    assert inside(lambda: round_by(round).state) == "sealed"
    assert browse("clerk").send(path).status_code == 409


@pytest.mark.usefixtures("context")
def test_a_round_before_the_last_is_sealed_once_the_next_is_declared(hall) -> None:
    first = carry(hall, "declared", approvals=(8, 7, 7, 2))
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    up_to_counting(second, 10)
    with pytest.raises(RuleBroken, match="Announce"):
        deciding.seal(first, CHIEF, AT)
    count(second, (4, 6))
    declare(second)
    deciding.seal(first, CHIEF, AT)
    assert first.state == "sealed"


@pytest.mark.usefixtures("context")
def test_a_first_round_is_announced_though_the_further_one_was_void(hall) -> None:
    first = carry(hall, "declared", approvals=(8, 7, 7, 2))
    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    db.session.flush()
    open_round(second)
    holding.stop(second, "表决票印错一项", CHAIR, AT)
    with pytest.raises(RuleBroken, match="Announce"):
        deciding.seal(first, CHIEF, AT)
    deciding.finish(second, "缺额不再补选", OFFICE, AT)
    announce(first, "1", AT.date(), "公告", OFFICE, AT)
    deciding.seal(first, CHIEF, AT)
    assert first.state == "sealed"


def test_strangers_announce_nothing(hall, browse, carried) -> None:
    round = carried("declared")
    for word in ("chair", "government", "deputy", "other_clerk"):
        assert browse(word).get(hall.round_path(round, "announce")).status_code == 404
    assert browse("clerk").get(hall.round_path(round, "settle")).status_code == 302
