"""What people type: plain, within bounds, and an error that says what to do."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import Form

from votes.common.fields import Day, Line, Wan, Whole, Words
from votes.common.words import one_line, plain


class Sheet(Form):
    title = Line("title", longest=10)
    text = Words("text", required=False)
    seats = Whole("seats", least=1, most=99)
    cost = Wan("cost", required=False)
    day = Day("day", required=False)


@pytest.fixture
def app(grounds) -> Flask:
    """Fields ask for no database: one is enough."""
    return grounds("sqlite").app


def filled(app: Flask, **words: Any) -> Sheet:
    with app.test_request_context("/en/"):
        sheet = Sheet(MultiDict({"title": "桥", "seats": "10", **words}))
        sheet.validate()
        return sheet


def test_texts_lose_what_nobody_sees(app: Flask) -> None:
    sheet = filled(app, title=" 修\x00一座\u202e桥 \n", text="一\r\n二  \r\n\x07三")
    assert sheet.title.data == "修一座桥"
    assert sheet.text.data == "一\n二\n三"
    assert not sheet.errors


@pytest.mark.parametrize(
    "typed, seats",
    [
        ("10", 10),
        (" １２ ", 12),
        ("0", None),
        ("100", None),
        ("ten", None),
        ("", None),
        ("9" * 5000, None),
        ("1e3", None),
    ],
)
def test_whole_numbers_keep_within_bounds(app: Flask, typed: str, seats: int | None) -> None:
    sheet = filled(app, seats=typed)
    assert sheet.seats.data == seats
    assert len(sheet.seats.errors) == (seats is None)


@pytest.mark.parametrize(
    "typed, yuan",
    [
        ("9,800", 98_000_000),
        ("0.0001", 1),
        ("８６.５", 865_000),
        ("0.00001", None),
        ("-1", None),
        ("NaN", None),
        ("1e99", None),
        ("一百", None),
    ],
)
def test_money_is_typed_in_ten_thousands_and_kept_in_yuan(app: Flask, typed: str, yuan: int | None) -> None:
    sheet = filled(app, cost=typed)
    assert sheet.cost.data == yuan
    assert len(sheet.cost.errors) == (yuan is None)
    assert typed in str(sheet.cost())


def test_kept_money_is_shown_in_ten_thousands(app: Flask) -> None:
    with app.test_request_context():
        assert 'value="86.5"' in str(Sheet(data={"cost": 865_000}).cost())
        assert 'value="1200"' in str(Sheet(data={"cost": 12_000_000}).cost())


@pytest.mark.parametrize(
    "typed, day",
    [
        ("2026-02-27", date(2026, 2, 27)),
        ("2026.2.7", date(2026, 2, 7)),
        ("2026年2月7日", date(2026, 2, 7)),
        ("2026-02-30", None),
        ("0001-01-01", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_write_them(app: Flask, typed: str, day: date | None) -> None:
    sheet = filled(app, day=typed)
    assert len(sheet.day.errors) == (day is None)
    assert sheet.day.data == day or sheet.day.errors


def test_what_is_missing_or_too_long_says_so(app: Flask) -> None:
    sheet = filled(app, title="")
    assert sheet.errors == {"title": ["Please fill this in."]}
    assert "10" in filled(app, title="长" * 11).errors["title"][0]


@given(st.text())
def test_a_plain_text_is_fit_for_every_database(text: str) -> None:
    plain(text).encode()
    assert "\x00" not in plain(text)
    assert "\n" not in one_line(text)
    assert plain(plain(text)) == plain(text)


def test_a_file_sent_into_a_text_field_says_nothing(app: Flask) -> None:
    upload = FileStorage(BytesIO(b"x"), "a.txt")
    sheet = filled(app, title=upload, seats=upload, day=upload)
    assert set(sheet.errors) == {"title", "seats"}
