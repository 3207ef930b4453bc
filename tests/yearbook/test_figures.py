"""Every figure of a report is what plain loops find, and what page, list, Word file and `.json` say."""

import io
import re
from datetime import date

import pytest
from docx import Document

from tests.evaluation.test_deputies_rating import rate_in_session
from tests.full_house import AUGUST
from tests.yearbook import plainly
from tests.yearbook.conftest import YEAR
from votes.common.db import db
from votes.congress.models import Congress
from votes.yearbook.book import draft
from votes.yearbook.figures import FIGURES
from votes.yearbook.models import YearReport
from votes.yearbook.rules import Span

TODAY = date(2026, 8, 10)


def drafted(app, slug, span=Span.year, today=TODAY):
    """The figures of a county's report, by their keys."""
    congress = db.session.query(Congress).filter_by(slug=slug).one()
    report = YearReport(congress=congress, congress_id=congress.id, year=2026, span=span)
    report.begun_at, report.begun_by = AUGUST, "工作人员01"
    book = draft(report, today)
    db.session.rollback()
    return congress, {one["key"]: one for part in book["parts"] for one in part["figures"]}


@pytest.mark.crawl(both=True)
def test_every_computed_figure_equals_a_plain_second_calculation(app, house) -> None:
    computed = {key for key, figure in FIGURES.items() if figure.rows}
    with app.test_request_context():
        for slug in ("demo-county", "other-county"):
            congress, found = drafted(app, slug)
            again = plainly.figures(congress, 2026, date(2026, 1, 1), TODAY)
            assert {key: found[key]["number"] for key in computed} == again
            assert all(sum(row[3] for row in found[key]["rows"]) == found[key]["number"] for key in computed)
            if slug == "demo-county":
                assert 0 < found["behind"]["number"] < found["under_way"]["number"]
                zeros = {key for key in computed if not found[key]["number"]}
                assert zeros == {"presidium_meetings", "rating_rounds", "projects_rated", "answer_rounds"}


def test_ratings_in_session_are_counted_once_declared(app, people) -> None:
    rate_in_session(app, people, 8)
    with app.test_request_context():
        congress, found = drafted(app, "demo-county")
        again = plainly.figures(congress, 2026, date(2026, 1, 1), TODAY)
        assert {key: found[key]["number"] for key in again} == again
        assert (found["rating_rounds"]["number"], found["projects_rated"]["number"]) == (1, 1)


def test_the_half_year_ends_with_june(app, house) -> None:
    with app.test_request_context():
        congress, found = drafted(app, "demo-county", Span.half)
        again = plainly.figures(congress, 2026, date(2026, 1, 1), date(2026, 6, 30))
        late = plainly.matters(congress, lambda _day: False, TODAY)["overdue"]
        assert {key: found[key]["number"] for key in again} == again | {"overdue": late}
        assert found["inspections"]["number"] == 0
        assert found["proposals"]["number"] == 0


@pytest.mark.crawl(both=True)
def test_page_list_word_and_json_say_the_same(house, browser_of) -> None:
    office = browser_of(house.home.people.clerk)
    office.send(
        f"{YEAR}/numbers",
        {"entries-0-number": "14", "entries-0-source": "主任会议纪要"},
    )
    data = office.get(f"{YEAR}.json").get_json()
    page = office.get(YEAR).text
    word = Document(io.BytesIO(office.get(f"{YEAR}/word").data))
    cells = {row.cells[0].text: row.cells[1].text for table in word.tables for row in table.rows}
    for part in data["parts"]:
        for one in part["figures"]:
            row = re.search(rf"{re.escape(one['label'])}(?:</a>)?<br>.*?</tr>", page, re.DOTALL)
            assert row is not None
            share = f"（占“{one['of']}”的{one['percent']}%）" if one["percent"] else ""
            if one["number"] is None:
                assert "没有填" in row[0]
                assert cells[one["label"]] == "＿＿＿"
                continue
            assert f">{one['shown']} {one['unit']}" in row[0]
            assert cells[one["label"]] == f"{one['shown']}{one['unit']}{share}"
            assert (f"{one['percent']}%" in row[0]) is bool(one["percent"])


@pytest.mark.crawl(both=True)
def test_each_computed_figure_leads_to_the_list_behind_it(house, browser_of) -> None:
    office = browser_of(house.home.people.clerk)
    data = office.get(f"{YEAR}.json").get_json()
    figures = [one for part in data["parts"] for one in part["figures"] if not one["entered"]]
    for one in figures[::4]:
        page = office.get(f"{YEAR}/list/{one['key']}")
        assert page.status_code == 200
        assert one["query"] in page.text
    proposals = office.get(f"{YEAR}/list/proposals").text
    assert (
        proposals.count('class="item"') == next(one for one in figures if one["key"] == "proposals")["number"]
    )
    first = re.search(r'class="item">.*?href="([^"]+)"', proposals, re.DOTALL)
    assert first is not None
    assert office.get(first[1]).status_code == 200
    assert office.get(f"{YEAR}/list/directors_meetings").status_code == 404
