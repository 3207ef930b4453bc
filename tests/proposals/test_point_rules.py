"""Station days (逢六), read from what people write and looked ahead."""

from datetime import date

import pytest

from votes.common.errors import RuleBroken
from votes.proposals.point_rules import check_weekdays, coming_days, ending_of, read_days


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("逢六", [6, 16, 26]),
        ("每月逢6", [6, 16, 26]),
        ("逢三、八", [3, 8, 13, 18, 23, 28]),
        ("逢一", [1, 11, 21, 31]),
        ("逢十", [10, 20, 30]),
        ("6、16、26", [6, 16, 26]),
        ("15", [15]),
        ("", []),
    ],
)
def test_days_are_read_as_people_write_them(written: str, days: list[int]) -> None:
    assert read_days(written) == days


@pytest.mark.parametrize("written", ["六", "0", "32", "6、40", "每月"])
def test_what_is_no_day_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(RuleBroken, match="逢六"):
        read_days(written)


def test_days_of_one_ending_are_known_by_it() -> None:
    assert ending_of([26, 6, 16]) == 6
    assert ending_of([10, 20, 30]) == 10
    assert ending_of([6, 16]) is None
    assert ending_of([]) is None


def test_the_next_station_days_cross_months_and_skip_days_a_month_has_not() -> None:
    assert coming_days([31], [], date(2026, 2, 1), 2) == [date(2026, 3, 31), date(2026, 5, 31)]
    assert coming_days([6, 16, 26], [], date(2026, 2, 26), 3) == [
        date(2026, 2, 26),
        date(2026, 3, 6),
        date(2026, 3, 16),
    ]
    assert coming_days([], [3], date(2026, 3, 2), 2) == [date(2026, 3, 4), date(2026, 3, 11)]
    assert coming_days([], [], date(2026, 3, 2)) == []


def test_a_week_has_seven_days() -> None:
    with pytest.raises(RuleBroken):
        check_weekdays([0])
