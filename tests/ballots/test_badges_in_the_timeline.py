"""Whoever makes a badge's code anew could act with it: what the office does to badges stands where all of the sitting see it."""

import pytest

from tests.ballots.hall import AT, OFFICE, sitting_of
from tests.people import People
from votes.accounts import badges
from votes.accounts.models import BadgeStep
from votes.accounts.roles import Duty
from votes.common.db import db

WATCHING = ("chair", "chief", "scrutineer", "teller_a", "teller_b", "clerk")


@pytest.fixture
def path(hall) -> str:
    return hall.path("badges")


def test_a_new_code_for_the_chief_scrutineer_is_seen_by_everyone_in_the_hall(
    hall, browse, carried, path, clock
) -> None:
    round = carried("counting")
    clock.go(hours=1)
    office = browse("clerk")
    for word in WATCHING:
        assert "换发工作证码" not in browse(word).get(hall.round_path(round)).text
    office.send(path, to=f"{path}/{hall.badges['chief'][1]}/reissue")
    words = "换发工作证码：持证人chief（总监票人），操作人工作人员01"
    for word in WATCHING:
        if word != "chief":  # who held it is signed out
            assert words in browse(word).get(hall.round_path(round)).text
            assert words in browse(word).get(hall.path("ballots")).text


def test_every_step_with_a_badge_is_kept_with_who_did_it(hall, people: People, browse, path, inside) -> None:
    office = browse("clerk")
    office.send(path, {**dict.fromkeys(map(str, Duty), ""), "chair": "代表001", "teller_a": "代表002"})
    office.send(path, to=f"{path}/print")
    [chair, _teller] = inside(lambda: [badge.id for badge in badges.badges_of(sitting_of(hall))])
    office.send(path, to=f"{path}/{chair}/reissue")
    office.send(path, to=f"{path}/{chair}/revoke")
    steps = inside(
        lambda: [(one.deed, one.badge.holder, one.by) for one in badges.steps_of(sitting_of(hall))]
    )
    new = [(str(deed), holder) for deed, holder, _by in steps if holder.startswith("代表")]
    assert new == [
        ("give", "代表001"),
        ("give", "代表002"),
        ("make_code", "代表001"),
        ("make_code", "代表002"),
        ("reissue", "代表001"),
        ("revoke", "代表001"),
    ]
    assert [str(deed) for deed, holder, _by in steps if holder.startswith("持证人")] == ["revoke"] * 5
    assert {by for _deed, _holder, by in steps} == {"工作人员01"}


def test_a_rounds_own_page_leaves_out_what_prepared_the_sitting(hall, browse, carried, path, clock) -> None:
    """Duties given and codes printed before it opened stand on the sitting's page."""
    round = carried("preparing")
    clock.go(hours=1)
    office = browse("clerk")
    office.send(path, {**dict.fromkeys(map(str, Duty), ""), "chair": "代表001"})
    office.send(path, to=f"{path}/print")
    page = office.get(hall.round_path(round)).text
    assert "确定职责" not in page
    assert "打印工作证码" not in page
    assert "工作证作废：持证人chair" in page
    assert "打印工作证码：代表001" in office.get(hall.path("ballots")).text


@pytest.mark.usefixtures("context")
def test_what_was_done_cannot_be_rewritten(hall) -> None:
    sitting = sitting_of(hall)
    badges.revoke(badges.badges_of(sitting)[0], AT, OFFICE.name)
    db.session.flush()
    step = db.session.query(BadgeStep).one()
    step.by = "别人"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
