"""How sure a rate is, when the public may rate, what closing and reopening ask for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.common.errors import RuleBroken
from votes.evaluation.rules import (
    RATED,
    Z95,
    Spread,
    by_share,
    check_closing,
    check_open,
    check_period,
    check_reopening,
    check_totals,
    is_open,
    share_of,
    wilson,
)
from votes.projects.stages import Stage

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "part, whole, low, high",
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
        (201, 318, 0.5778, 0.6832),
    ],
)
def test_wilsons_interval_is_as_tables_print_it(part: int, whole: int, low: float, high: float) -> None:
    """81/263, 15/148 and 1/29 are the examples of Newcombe 1998, the rest follows from the formula."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    part, whole = counts
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_each_end_is_a_share_that_stands_just_1_96_deviations_away(counts: tuple[int, int]) -> None:
    part, whole = counts
    for end in wilson(part, whole):
        assert (part / whole - end) ** 2 == pytest.approx(Z95**2 * end * (1 - end) / whole, abs=1e-9)


@pytest.mark.parametrize("part, whole", [(1, 0), (-1, 5), (6, 5), (0, 0)])
def test_no_interval_without_people(part: int, whole: int) -> None:
    with pytest.raises(ValueError):
        wilson(part, whole)


def test_few_people_give_counts_and_no_rate() -> None:
    assert share_of(Spread(20, 8, 1), least=30) is None
    assert share_of(Spread(0, 0, 0), least=0) is None
    share = share_of(Spread(201, 86, 31), least=30)
    assert share is not None
    assert (round(share.percent, 1), round(share.low), round(share.high)) == (63.2, 58, 68)


def test_abstentions_are_people_too() -> None:
    assert Spread(145, 74, 3).people == 222
    assert Spread(300, 20, 10, 5).people == 335


def test_the_public_rates_from_the_first_day_of_work_until_the_last_day() -> None:
    for stage in set(Stage) | {None}:
        assert is_open(stage, False, None, TODAY) is (stage in RATED)
    assert is_open(Stage.delivery, False, TODAY, TODAY)
    assert not is_open(Stage.delivery, False, date(2026, 11, 30), TODAY)
    assert not is_open(Stage.delivery, True, None, TODAY)
    check_open(Stage.delivery, False, None, TODAY)
    with pytest.raises(RuleBroken):
        check_open(Stage.candidate, False, None, TODAY)


def test_totals_add_up() -> None:
    check_totals(Spread(145, 74, 3), 222)
    with pytest.raises(RuleBroken, match="add up to 122, but 222"):
        check_totals(Spread(95, 26, 1), 222)
    with pytest.raises(RuleBroken, match="how many"):
        check_totals(Spread(0, 0, 0), 0)


def test_a_survey_ends_after_it_began_and_before_it_is_entered() -> None:
    check_period(TODAY, TODAY, TODAY)
    with pytest.raises(RuleBroken, match="before the first"):
        check_period(TODAY, date(2026, 11, 1), TODAY)
    with pytest.raises(RuleBroken, match="after the last day"):
        check_period(TODAY, date(2026, 12, 2), TODAY)


def test_closing_waits_for_the_deputies_or_says_why_not() -> None:
    check_closing(Stage.confirmed, True, "")
    check_closing(Stage.confirmed, False, "测评安排在明年会议")
    with pytest.raises(RuleBroken, match="not rated"):
        check_closing(Stage.confirmed, False, "")
    with pytest.raises(RuleBroken, match="confirmed"):
        check_closing(Stage.done, True, "")


def test_only_a_closed_project_is_reopened_and_the_look_back_says_why() -> None:
    check_reopening(Stage.closed, "两座已停用")
    with pytest.raises(RuleBroken, match="found"):
        check_reopening(Stage.closed, "")
    with pytest.raises(RuleBroken, match="closed"):
        check_reopening(Stage.confirmed, "两座已停用")


def test_small_samples_get_no_place_in_the_order() -> None:
    spreads = {1: Spread(29, 0, 0), 2: Spread(20, 5, 5), 3: Spread(10, 10, 10), 4: Spread(0, 0, 2)}
    ordered, few = by_share(spreads, 30)
    assert [key for key, _share in ordered] == [3, 2]
    assert few == [1, 4]
