"""A rehearsal's things to do stand on the same desk as those of the congress that is rehearsed."""

from datetime import date

from flask import Flask

from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.desk.gathering import day_words, marked


def test_a_thing_of_a_rehearsal_says_so(app: Flask) -> None:
    thing = Waiting("代表签到", "/desk", "第二次全体会议")
    with app.test_request_context():
        assert marked(thing, Congress(rehearsal_of_id=1)).context == "会务演练 · 第二次全体会议"
        assert marked(thing, Congress()).context == "第二次全体会议"


def test_a_day_of_another_year_has_its_year(app: Flask) -> None:
    with app.test_request_context():
        assert [day_words(date(year, 2, 21), date(2026, 11, 23)) for year in (2025, 2026, 2027)] == [
            "2025年2月21日",
            "2月21日",
            "2027年2月21日",
        ]
