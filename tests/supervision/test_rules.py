"""The loop of a finding and the recusal, as pure rules."""

from datetime import date

import pytest

from votes.common.errors import RuleBroken
from votes.projects.stages import Stage
from votes.supervision.rules import (
    MOVES,
    SUPERVISED,
    Hand,
    State,
    check_confirmation,
    check_deadline,
    check_group,
    check_held,
    check_may_check,
    check_move,
    check_on_site,
    check_signed,
    check_supervised,
    days_late,
    is_entered_for,
    may_act_as,
    may_move,
    next_inspection,
)

TODAY = date(2026, 7, 15)


def test_the_unit_can_never_close() -> None:
    assert not any(may_move(state, State.closed, Hand.unit) for state in State)
    with pytest.raises(RuleBroken, match="not yours"):
        check_move(State.answered, State.closed, Hand.unit)


def test_the_group_never_answers_and_the_office_neither_answers_nor_closes() -> None:
    group = {to for state in State for to in State if may_move(state, to, Hand.group)}
    office = {to for state in State for to in State if may_move(state, to, Hand.office)}
    assert group == {State.closed, State.returned, State.escalated, State.withdrawn}
    assert office == {State.ordered, State.withdrawn, State.merged, State.listed, State.inquired}


def test_the_government_office_moves_nothing_by_its_own_hand() -> None:
    assert not any(may_move(state, to, Hand.government) for state in State for to in State)


def test_a_finding_goes_round_until_the_group_closes_it() -> None:
    check_move(State.raised, State.ordered, Hand.office)
    check_move(State.ordered, State.answered, Hand.unit)
    check_move(State.answered, State.returned, Hand.group)
    check_move(State.returned, State.answered, Hand.unit)
    check_move(State.answered, State.closed, Hand.group)


def test_nothing_leads_out_of_withdrawn_or_merged_and_nothing_skips_a_step() -> None:
    assert MOVES[State.merged] == {} == MOVES[State.withdrawn]
    with pytest.raises(RuleBroken, match="not open now"):
        check_move(State.raised, State.closed, Hand.group)


def test_every_state_can_be_reached_and_has_its_moves() -> None:
    reached = {State.raised} | {to for moves in MOVES.values() for to in moves}
    assert reached == set(State) == set(MOVES)


@pytest.mark.parametrize(
    "hand, own, may, marked",
    [
        (Hand.group, {Hand.group}, True, False),
        (Hand.group, {Hand.office}, True, True),
        (Hand.group, {Hand.government}, False, True),
        (Hand.group, {Hand.unit}, False, True),
        (Hand.unit, {Hand.unit, Hand.office}, True, False),
        (Hand.unit, {Hand.government}, True, True),
        (Hand.unit, {Hand.group}, False, True),
        (Hand.office, {Hand.office}, True, False),
        (Hand.office, {Hand.group}, False, True),
    ],
)
def test_who_may_enter_for_whom(hand: Hand, own: set[Hand], may: bool, marked: bool) -> None:
    assert may_act_as(hand, own) is may
    assert is_entered_for(hand, own) is marked


def test_a_recused_deputy_may_not_check_even_as_a_member() -> None:
    with pytest.raises(RuleBroken, match="Recusal"):
        check_may_check(in_group=True, recused=True)
    with pytest.raises(RuleBroken, match="Recusal"):
        check_may_check(in_group=False, recused=True)


def test_only_a_member_may_check() -> None:
    check_may_check(in_group=True, recused=False)
    with pytest.raises(RuleBroken, match="Only deputies"):
        check_may_check(in_group=False, recused=False)


def test_a_group_holds_its_leader_and_nobody_who_stands_aside() -> None:
    check_group(leader=1, members=[1, 2], recused=[3])
    with pytest.raises(RuleBroken, match="leader"):
        check_group(leader=3, members=[1, 2], recused=[])
    with pytest.raises(RuleBroken, match="stands aside"):
        check_group(leader=1, members=[1, 2], recused=[2])


def test_only_adopted_projects_are_watched() -> None:
    for stage in SUPERVISED:
        check_supervised(stage)
    for stage in (set(Stage) - set(SUPERVISED)) | {None}:
        with pytest.raises(RuleBroken, match="adopted"):
            check_supervised(stage)


def test_a_deadline_leaves_the_unit_at_least_a_day() -> None:
    check_deadline(date(2026, 7, 16), TODAY)
    with pytest.raises(RuleBroken, match="later"):
        check_deadline(TODAY, TODAY)


def test_an_inspection_is_recorded_after_it_was_held() -> None:
    check_held(TODAY, TODAY)
    with pytest.raises(RuleBroken, match="after it was held"):
        check_held(date(2026, 7, 16), TODAY)


def test_nobody_gives_a_verdict_on_site_who_was_not_there() -> None:
    check_on_site((6, 3, 1), 10)
    with pytest.raises(RuleBroken, match="are 10, but only 9"):
        check_on_site((6, 3, 1), 9)


def test_a_verdict_entered_for_a_deputy_needs_the_signed_paper() -> None:
    check_signed(entered_for=False, has_paper=False)
    check_signed(entered_for=True, has_paper=True)
    with pytest.raises(RuleBroken, match="signed paper"):
        check_signed(entered_for=True, has_paper=False)


def test_a_project_reported_done_is_confirmed_or_sent_back_with_words() -> None:
    check_confirmation(Stage.done, True, 0, "")
    check_confirmation(Stage.done, True, 2, "两个问题下月前改完")
    check_confirmation(Stage.done, False, 0, "第三座还没有开放")
    with pytest.raises(RuleBroken, match="still missing"):
        check_confirmation(Stage.done, False, 0, "")
    with pytest.raises(RuleBroken, match="closed yet: 2"):
        check_confirmation(Stage.done, True, 2, "")
    with pytest.raises(RuleBroken, match="reported done"):
        check_confirmation(Stage.delivery, True, 0, "")


@pytest.mark.parametrize(
    "state, due_on, late",
    [
        (State.ordered, date(2026, 7, 10), 5),
        (State.returned, date(2026, 7, 14), 1),
        (State.ordered, TODAY, 0),
        (State.ordered, date(2026, 8, 1), 0),
        (State.answered, date(2026, 7, 10), 0),
        (State.closed, date(2026, 7, 10), 0),
        (State.raised, None, 0),
        (State.ordered, None, 0),
    ],
)
def test_overdue_is_computed_and_only_while_the_unit_owes_an_answer(
    state: State, due_on: date | None, late: int
) -> None:
    assert days_late(state, due_on, TODAY) == late


def test_the_group_looks_again_after_a_quarter() -> None:
    assert next_inspection(date(2026, 4, 15)) == TODAY
