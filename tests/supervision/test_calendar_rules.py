"""The rhythm of a year and how an item stands, as pure rules; and the calendar file."""

from datetime import UTC, date, datetime

import pytest

from votes.common.errors import RuleBroken
from votes.common.ical import Event, calendar, folded
from votes.supervision.calendar_rules import (
    Kind,
    Rhythm,
    State,
    all_seen,
    check_done,
    check_rhythm,
    dues,
    state_of,
)

JUNE = date(2026, 6, 30)


def test_the_usual_rhythm_of_a_year() -> None:
    found = dues(Rhythm(), 2026)
    counted = {kind: sum(due.kind is kind for due in found) for kind in Kind}
    assert counted == {
        Kind.notice: 12,
        Kind.check: 4,
        Kind.report: 1,
        Kind.rating: 1,
        Kind.look_back: 1,
        Kind.own: 0,
    }
    assert [due.due_on for due in found if due.kind is Kind.check] == [
        date(2026, 3, 31),
        JUNE,
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]
    assert found[-1].due_on == date(2027, 6, 30)
    assert [due.due_on for due in found] == sorted(due.due_on for due in found)


def test_zero_leaves_a_part_out_and_a_window_ends_with_the_year() -> None:
    assert dues(Rhythm(0, 0, 0, 0, 0), 2026) == []
    spans = [(due.begins_on, due.due_on) for due in dues(Rhythm(0, 5, 0, 0, 2), 2028)]
    assert spans[2] == (date(2028, 11, 1), date(2028, 12, 31))
    assert spans[3][1] == date(2029, 2, 28)


def test_what_is_no_month_is_refused() -> None:
    check_rhythm(Rhythm(12, 12, 12, 12, 12))
    for wrong in (Rhythm(13), Rhythm(report_month=-1)):
        with pytest.raises(RuleBroken):
            check_rhythm(wrong)


def test_an_item_is_open_assigned_overdue_or_done() -> None:
    assert state_of(JUNE, JUNE, False, False) is State.open
    assert state_of(JUNE, JUNE, True, False) is State.assigned
    assert state_of(JUNE, date(2026, 7, 1), True, False) is State.overdue
    assert state_of(JUNE, date(2027, 1, 1), False, True) is State.done
    with pytest.raises(RuleBroken):
        check_done(date(2026, 7, 1), "", JUNE)
    with pytest.raises(RuleBroken, match="on which day"):
        check_done(None, "印发通报第1期", JUNE)


def test_a_check_is_done_when_every_project_was_seen_within_its_window() -> None:
    begins, visits = date(2026, 4, 1), {1: [date(2026, 3, 31), date(2026, 4, 1)], 2: [JUNE]}
    assert all_seen({1, 2}, visits, begins, JUNE)
    assert not all_seen({1, 2, 3}, visits, begins, JUNE)
    assert not all_seen({1}, visits, date(2026, 4, 2), JUNE)
    assert not all_seen(set(), visits, begins, JUNE)


def test_the_calendar_file_is_what_the_format_asks_for() -> None:
    event = Event(
        "1@x", JUNE, "督查，一组; 二组\n" * 9, "a,b\\", "https://x/y", datetime(2026, 3, 2, 1, tzinfo=UTC)
    )
    text = calendar("日程", [event])
    lines = text.split("\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260701" in whole
    assert "督查，一组\\; 二组\\n督查" in whole
    assert "DESCRIPTION:a\\,b\\\\" in whole
    assert "DTSTAMP:20260302T010000Z" in whole
    assert folded("x" * 80).replace("\r\n ", "") == "x" * 80
