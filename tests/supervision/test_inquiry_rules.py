"""The states of an inquiry, and what may be said in each."""

import itertools
from datetime import date, timedelta

import pytest

from votes.common.errors import RuleBroken
from votes.supervision.inquiry_rules import (
    ANSWERABLE,
    ASKABLE,
    MOVES,
    Course,
    agenda_items,
    check_can_answer,
    check_can_ask,
    check_can_change,
    check_can_rate,
    check_can_strike,
    check_course,
    check_promised,
    check_sitting,
)

KNOWN = {
    (Course.preparing, Course.under_way),
    (Course.preparing, Course.called_off),
    (Course.under_way, Course.over),
}


def refuses(check, *values) -> bool:
    try:
        check(*values)
    except RuleBroken:
        return True
    return False


@pytest.mark.parametrize(("now", "to"), itertools.product(Course, Course))
def test_every_move_but_three_is_refused(now, to) -> None:
    assert refuses(check_course, now, to) is ((now, to) not in KNOWN)
    assert (to in MOVES[now]) is ((now, to) in KNOWN)


@pytest.mark.parametrize("now", Course)
def test_each_state_lets_say_what_belongs_to_it(now) -> None:
    assert refuses(check_can_change, now) is (now is not Course.preparing)
    assert refuses(check_can_ask, now) is (now not in ASKABLE)
    assert refuses(check_can_answer, now, False) is (now not in ANSWERABLE)
    assert refuses(check_can_answer, now, True)


def test_what_was_answered_is_not_struck_and_what_was_not_is_not_promised() -> None:
    assert refuses(check_can_strike, True, False)
    assert refuses(check_can_strike, False, True)
    assert not refuses(check_can_strike, False, False)
    assert refuses(check_promised, False)
    assert not refuses(check_promised, True)


@pytest.mark.parametrize(
    ("answered", "is_rated", "has_sitting", "has_list", "fine"),
    [
        (1, False, True, True, True),
        (0, False, True, True, False),
        (1, True, True, True, False),
        (1, False, False, True, False),
        (1, False, True, False, False),
    ],
)
def test_answers_are_rated_once_in_a_sitting(answered, is_rated, has_sitting, has_list, fine) -> None:
    assert refuses(check_can_rate, answered, is_rated, has_sitting, has_list) is not fine


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False), (1, False)])
def test_an_inquiry_is_held_in_no_sitting_that_was_before_its_day(days: int, refused: bool) -> None:
    day = date(2026, 3, 20)
    assert refuses(check_sitting, day + timedelta(days=days), day) is refused
    assert not refuses(check_sitting, None, day)


def test_an_agenda_that_numbers_itself_is_not_numbered_twice() -> None:
    typed = "一、县住建局报告\n（二）代表询问\n3. 测评\n\n十月进展\n2.5公里道路改造"
    assert agenda_items(typed) == ["县住建局报告", "代表询问", "测评", "十月进展", "2.5公里道路改造"]
