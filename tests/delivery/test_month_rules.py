"""Which month's report is due when, which is late, and from when everyone may read it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.delivery import month_rules as months
from votes.delivery.month_rules import Month, Span

JULY = Month(2026, 7)
SINCE_MARCH = [Span(date(2026, 3, 20))]


def test_a_month_knows_its_days_and_its_neighbours() -> None:
    assert (JULY.first, JULY.last) == (date(2026, 7, 1), date(2026, 7, 31))
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).before == Month(2025, 12)
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-7", "26-07", "2026-07-01", "1000-01", "9999-12", "２０２６-07"]
)
def test_what_is_no_month_is_not_read(text: str) -> None:
    assert months.read_month(text) is None


@given(st.dates(date(1949, 1, 1), date(2199, 12, 31)))
def test_a_written_month_is_read_back(day: date) -> None:
    month = months.month_of(day)
    assert months.read_month(str(month)) == month
    assert month.first <= day <= month.last
    assert month.next.before == month


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (JULY, 5, date(2026, 8, 5)),
        (Month(2026, 12), 5, date(2027, 1, 5)),
        (Month(2026, 1), 31, date(2026, 2, 28)),
        (JULY, 0, date(2026, 8, 1)),
    ],
)
def test_a_report_is_due_on_a_day_of_the_following_month(month: Month, day: int, due: date) -> None:
    assert months.due_on(month, day) == due


def test_every_month_under_way_owes_a_report_once_it_is_over() -> None:
    assert list(months.owed(SINCE_MARCH, date(2026, 3, 31))) == []
    assert list(months.owed(SINCE_MARCH, date(2026, 4, 1))) == [Month(2026, 3)]
    assert list(months.owed(SINCE_MARCH, date(2026, 6, 30))) == [Month(2026, n) for n in (3, 4, 5)]
    assert list(months.owed([], date(2026, 6, 30))) == []


def test_no_report_is_owed_for_months_at_whose_end_the_project_was_done_or_suspended() -> None:
    spans = [Span(date(2026, 3, 20), date(2026, 5, 31)), Span(date(2026, 7, 2))]
    assert list(months.owed(spans, date(2026, 8, 1))) == [Month(2026, 3), Month(2026, 4), JULY]


def test_a_month_reported_past_owes_nothing_more() -> None:
    assert list(months.owed(SINCE_MARCH, date(2026, 6, 5), Month(2026, 3))) == [
        Month(2026, 4),
        Month(2026, 5),
    ]
    assert list(months.owed(SINCE_MARCH, date(2026, 6, 5), Month(2026, 5))) == []
    assert list(months.owed(SINCE_MARCH, date(2026, 4, 5), Month(2026, 1))) == [Month(2026, 3)]


def test_a_month_is_late_once_its_day_is_past() -> None:
    on = date(2026, 6, 5)
    gaps = [Month(2026, 4), Month(2026, 5)]
    assert months.late(gaps, 5, on) == [Month(2026, 4)]
    assert months.late(gaps, 5, on + timedelta(days=1)) == gaps
    assert months.late(gaps, 5, on + timedelta(days=1), grace=3) == [Month(2026, 4)]


def test_figures_hold_for_the_last_month_reported() -> None:
    began = date(2026, 3, 20)
    assert months.as_of(JULY, [], date(2026, 8, 20), began) == date(2026, 7, 31)
    assert months.as_of(JULY, [], date(2026, 7, 12), began) == date(2026, 7, 12)
    assert months.as_of(None, [], date(2026, 3, 25), began) == began


def test_silence_does_not_stop_the_plan() -> None:
    began = date(2026, 3, 20)
    assert months.as_of(Month(2026, 5), [Month(2026, 6), JULY], date(2026, 8, 6), began) == date(2026, 7, 31)
    assert months.as_of(JULY, [Month(2026, 6)], date(2026, 8, 6), began) == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("decided", "accepted", "public"),
    [
        (None, False, date(2026, 8, 6)),
        (date(2026, 8, 4), True, date(2026, 8, 4)),
        (date(2026, 8, 9), True, date(2026, 8, 6)),
        (date(2026, 8, 4), False, None),
        (date(2026, 8, 6), False, None),
        (date(2026, 8, 7), False, date(2026, 8, 6)),
    ],
)
def test_a_report_is_public_after_sign_off_or_after_three_days(
    decided: date | None, accepted: bool, public: date | None
) -> None:
    assert months.public_from(date(2026, 8, 3), decided, accepted, 3) == public
