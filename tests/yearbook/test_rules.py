"""The span of a report, its word, its shares."""

from datetime import date
from decimal import Decimal

import pytest

from votes.common.errors import RuleBroken
from votes.yearbook.rules import (
    Span,
    check_begun,
    check_open,
    check_read,
    check_seen,
    days_of,
    percent_of,
    read_word,
    word_of,
)


def test_a_half_year_ends_in_june_and_a_year_in_december() -> None:
    assert days_of(2026, Span.half) == (date(2026, 1, 1), date(2026, 6, 30))
    assert days_of(2026, Span.year) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("span", Span)
def test_a_word_reads_back(span) -> None:
    assert read_word(word_of(2026, span)) == (2026, span)


@pytest.mark.parametrize(
    "word", ["", "26", "2026-", "2026-year", "02026", "２０２６", "9999", "half", "2026-half-"]
)
def test_no_other_word_is_a_report(word) -> None:
    assert read_word(word) is None


def test_a_share_has_one_decimal_and_nothing_has_none() -> None:
    assert percent_of(2, 3) == Decimal("66.7")
    assert percent_of(1, 16) == Decimal("6.3")
    assert percent_of(0, 0) is None


def test_what_is_signed_overtaken_moved_on_or_to_come_is_refused() -> None:
    for check, values in (
        (check_open, (True,)),
        (check_seen, (2, 1)),
        (check_read, ("a", "b")),
        (check_begun, (date(2027, 1, 1), date(2026, 8, 10))),
    ):
        with pytest.raises(RuleBroken):
            check(*values)
    check_open(False)
    check_seen(1, 1)
    check_read("a", "a")
    check_begun(date(2026, 1, 1), date(2026, 1, 1))
