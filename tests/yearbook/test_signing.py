"""A signed report stands still, whatever the facts do, and can be read by those who are not the office."""

import io
from datetime import UTC, date, datetime

import pytest
from docx import Document

from tests.conftest import MORNING
from tests.yearbook.conftest import BOOK, YEAR
from votes.common.config import data_folder
from votes.common.db import db
from votes.congress.models import Congress, Session
from votes.yearbook.models import ReportCopy, begin
from votes.yearbook.papers import context as paper_context
from votes.yearbook.rules import Span


def another_session(app, people) -> None:
    with app.app_context():
        first = db.session.query(Session).filter_by(congress_id=people.ids["county"], number=6).one()
        row = Session(congress_id=first.congress_id, term=first.term, body=first.body, number=7)
        row.begins_on = first.begins_on
        db.session.add(row)
        db.session.commit()


def number_in(browser, key, more="") -> int | None:
    data = browser.get(f"{YEAR}.json{more}").get_json()
    return next(one["number"] for part in data["parts"] for one in part["figures"] if one["key"] == key)


def test_a_signed_copy_stands_and_the_draft_goes_on(app, people, office) -> None:
    before = number_in(office, "congress_sessions")
    assert before is not None
    assert office.send(f"{YEAR}/sign-off", {}).status_code == 302
    another_session(app, people)
    assert number_in(office, "congress_sessions") == before
    assert office.get(f"{YEAR}/list/congress_sessions").text.count('class="item"') == before
    assert office.send(f"{YEAR}/words/opening", {"words": "晚了"}).status_code == 409
    office.send(f"{YEAR}/again", {"why": "补一次会议"})
    assert number_in(office, "congress_sessions") == before + 1
    assert number_in(office, "congress_sessions", "?copy=1") == before
    office.send(f"{YEAR}/sign-off", {})
    assert number_in(office, "congress_sessions", "?copy=2") == before + 1


def test_only_what_was_read_is_signed_off(app, people, office) -> None:
    answer = office.send(f"{YEAR}/sign-off", {"read": "ffffffffffffffff"})
    assert answer.status_code == 409
    with app.app_context():
        assert db.session.query(ReportCopy).count() == 0


def test_others_read_a_report_once_it_is_signed(people, office, browser_of) -> None:
    deputy, stranger = browser_of(people.deputy), browser_of(people.unit)
    assert deputy.get(YEAR).status_code == 404
    office.send(f"{YEAR}/sign-off", {})
    assert deputy.get(YEAR).status_code == 200
    assert "yearbook/2026" in deputy.get(BOOK).text
    assert deputy.get(f"{YEAR}/list/sittings").text.count('class="item"') == 1
    assert "/desk/demo-county/sitting/" not in deputy.get(f"{YEAR}/list/sittings").text
    assert "/desk/demo-county/sitting/" in office.get(f"{YEAR}/list/sittings").text
    assert stranger.get(YEAR).status_code == 404
    assert browser_of(people.other_clerk).get(YEAR).status_code == 404


def test_a_copy_cannot_be_rewritten(app, office) -> None:
    office.send(f"{YEAR}/sign-off", {})
    with app.app_context():
        db.session.delete(db.session.query(ReportCopy).one())
        with pytest.raises(RuntimeError, match="append-only"):
            db.session.flush()
        db.session.rollback()


def test_the_desk_asks_for_the_half_year_once_june_is_over(people, browser_of, clock) -> None:
    office = browser_of(people.clerk)
    assert f"{BOOK}/begin" not in office.get("/desk").text
    clock.set(date(2026, 7, 2))
    assert f"{BOOK}/begin" in office.get("/desk").text
    office.send(f"{BOOK}/begin", {"span": "half", "year": "2026"})
    desk = office.get("/desk").text
    assert f"{BOOK}/begin" not in desk
    assert f"{YEAR}-half" in desk
    office.send(f"{YEAR}-half/sign-off", {})
    assert f"{YEAR}-half" not in office.get("/desk").text


def test_a_year_that_is_to_come_is_refused(office) -> None:
    answer = office.send(f"{BOOK}/begin", {"span": "year", "year": "2027"})
    assert answer.status_code == 409
    assert 'value="2027"' in answer.text


def test_a_county_may_bring_its_own_template(app, office) -> None:
    with app.app_context():
        folder = data_folder() / "templates" / "demo-county"
    folder.mkdir(parents=True, exist_ok=True)
    own = Document()
    own.add_paragraph("本县自己的格式：{{ title }}")
    own.save(folder / "year-report.docx")
    try:
        word = Document(io.BytesIO(office.get(f"{YEAR}/word").data))
    finally:
        (folder / "year-report.docx").unlink()
    assert word.paragraphs[-1].text.startswith("本县自己的格式：演示县")


def test_the_paper_bears_the_day_in_china_on_which_it_was_signed(people, context) -> None:
    county = db.session.get_one(Congress, people.ids["county"])
    report = begin(county, 2026, Span.year, "工作人员01", MORNING)
    at = datetime(2027, 1, 2, 23, 0, tzinfo=UTC)
    copy = report.sign_off({"title": "年报", "days": "全年", "parts": []}, "工作人员01", at)
    assert paper_context(report, copy.content, copy)["date"] == date(2027, 1, 3)
