"""变更: which change is major, who decides, and what a vote says; plain values, no database."""

from datetime import date
from decimal import Decimal

import pytest

from votes.common.errors import RuleBroken
from votes.congress.models import Body, Level
from votes.delivery.change_rules import Limits, Terms, Votes, check_votes, deciding_body, is_passed, majors

LIMITS = Limits(money_percent=10, delay_days=30, quantity_percent=10)
TOILETS = ("新建公厕", "座")
PROMISE = Terms(date(2026, 11, 30), 98_000_000, {TOILETS: Decimal(326)})


def after(deadline: date = date(2026, 11, 30), yuan: int = 98_000_000, number: str = "326") -> Terms:
    return Terms(deadline, yuan, {TOILETS: Decimal(number)})


@pytest.mark.parametrize(
    "small",
    [
        after(),
        after(deadline=date(2026, 12, 30)),
        after(deadline=date(2026, 1, 1)),
        after(yuan=107_800_000),
        after(yuan=88_200_000),
        after(number="293.4"),
        after(number="1000"),
    ],
)
def test_up_to_the_limit_the_government_office_publishes_by_itself(small: Terms) -> None:
    assert majors(PROMISE, small, LIMITS) == []


@pytest.mark.parametrize(
    ("large", "words"),
    [
        (after(deadline=date(2026, 12, 31)), "31 days later"),
        (after(yuan=107_800_001), "+10.0%"),
        (after(yuan=49_000_000), "-50.0%"),
        (after(number="293.3"), "falls from 326 to 293.3"),
        (Terms(date(2026, 11, 30), 98_000_000, {("新建公厕", "个"): Decimal(326)}), "to 0"),
    ],
)
def test_above_it_a_change_is_major_and_says_why(large: Terms, words: str) -> None:
    [(sentence, values)] = majors(PROMISE, large, LIMITS)
    assert words in sentence % values


def test_each_reason_is_told() -> None:
    assert len(majors(PROMISE, after(date(2027, 6, 1), 200_000_000, "1"), LIMITS)) == 3


def test_without_a_promised_sum_money_is_no_reason() -> None:
    assert majors(Terms(None, 0), Terms(date(2027, 1, 1), 5), LIMITS) == []


def test_more_than_half_of_all_members_decides_not_of_those_present() -> None:
    assert is_passed(Votes(35, 18))
    assert not is_passed(Votes(35, 17, 0, 0))
    assert not is_passed(Votes(36, 18, 2, 1))


@pytest.mark.parametrize("votes", [Votes(35, 36), Votes(35, 20, 10, 6), Votes(35, 0)])
def test_votes_that_cannot_be_are_refused(votes: Votes) -> None:
    with pytest.raises(RuleBroken, match="put the numbers right"):
        check_votes(votes)
    check_votes(Votes(35, 20, 10, 5))


@pytest.mark.parametrize(
    ("adopted", "level", "body"),
    [
        ("by_level", Level.county, Body.standing_committee),
        ("by_level", Level.prefecture, Body.standing_committee),
        ("by_level", Level.township, Body.congress),
        ("by_level", Level.street, Body.assembly),
        ("presidium", Level.township, Body.presidium),
        ("congress", Level.county, Body.congress),
    ],
)
def test_who_decides_follows_from_what_was_adopted_and_from_the_level(
    adopted: str, level: Level, body: Body
) -> None:
    assert deciding_body(adopted, level) is body
