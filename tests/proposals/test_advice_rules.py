"""The residents' advisory vote (民意投票): its rules, on plain values."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.common.errors import RuleBroken
from votes.proposals.advice_rules import (
    Advice,
    Phase,
    advice_on,
    check_callable,
    check_choice,
    check_days,
    check_first_day,
    check_most,
    choice_word,
    phase,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("today", "ended", "now"),
    [
        (date(2026, 2, 28), False, Phase.ahead),
        (FIRST, False, Phase.open),
        (LAST, False, Phase.open),
        (date(2026, 3, 11), False, Phase.over),
        (FIRST, True, Phase.over),
    ],
)
def test_it_is_open_from_its_first_to_its_last_day_unless_ended(today: date, ended: bool, now: Phase) -> None:
    assert phase(FIRST, LAST, ended, today) is now


@pytest.mark.parametrize("chosen", [[], [1, 2, 3], [1, 9]])
def test_nothing_too_many_or_a_stranger_is_refused(chosen: list[int]) -> None:
    with pytest.raises(RuleBroken):
        check_choice(chosen, [1, 2, 3, 4], most=2)


def test_the_same_project_twice_is_chosen_once() -> None:
    check_choice([2, 2, 1, 1], [1, 2, 3], most=2)
    assert choice_word([10, 2, 2]) == "2,10"


@pytest.mark.parametrize(
    "refused",
    [
        lambda: check_callable(False, 12),
        lambda: check_callable(True, 1),
        lambda: check_callable(True, 61),
        lambda: check_days(LAST, FIRST, FIRST),
        lambda: check_days(FIRST, LAST, date(2026, 3, 11)),
        lambda: check_days(FIRST, date(2026, 4, 30), FIRST),
        lambda: check_first_day(FIRST, date(2026, 3, 5), FIRST),
        lambda: check_first_day(None, FIRST, date(2026, 3, 2)),
        lambda: check_most(12, 12),
        lambda: check_most(0, 12),
    ],
)
def test_what_cannot_be_called_is_refused(refused) -> None:
    with pytest.raises(RuleBroken):
        refused()


def test_a_share_is_told_from_thirty_people_on() -> None:
    assert Advice(1, 15, 30).percent == 50
    assert Advice(1, 15, 29).percent is None


@given(st.lists(st.sets(st.integers(1, 6), min_size=1, max_size=3), max_size=50))
def test_the_figures_are_those_of_counting_ballot_by_ballot_and_stay_in_ballot_order(
    ballots: list[set[int]],
) -> None:
    found = advice_on(Counter(choice_word(ballot) for ballot in ballots), [6, 5, 4, 3, 2, 1])
    assert [one.number for one in found] == [1, 2, 3, 4, 5, 6]
    for one in found:
        assert one.chose == sum(one.number in ballot for ballot in ballots)
        assert one.people == len(ballots)
