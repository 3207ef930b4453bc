"""A unit's month as a sheet: out, filled in, and in again; all of it or nothing, and twice changes nothing."""

import io
from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from tests.delivery.browsing import fill_in
from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from votes.common.db import db
from votes.common.exports import write_xlsx
from votes.common.sheets import Column, read_sheet
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport
from votes.delivery.states import ReportState

PAGE = "/desk/demo-county/2026/month/2026-07"
HEADS = ("代号", "项目", "填报内容", "目标", "上月", "本月", "更正原因", "表格编号")
ALL = tuple(Column(head, (head,)) for head in HEADS)


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Projects 10 and 6 of the first unit, June reported; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def june(people) -> None:
        for number, title in ((10, "“厕所革命”行动"), (6, "=城市路灯")):
            project = project_under_way(people, number, title=title)
            handed_in(project, Month(2026, 6), july(61, 38), noon(2026, 7, 3)).accept(
                GOVERNMENT, noon(2026, 7, 4)
            )

    scene("June of two projects", june)


def downloaded(browser: FlaskClient) -> list[list[str]]:
    """The rows of the sheet as they came."""
    answer = browser.get(f"{PAGE}/sheet.xlsx")
    assert answer.status_code == 200
    return [[row[head] or "" for head in HEADS] for row in read_sheet(answer.data, ALL).rows]


def upload(browser: FlaskClient, rows: list[list[str]], heads=HEADS, **more: str):
    """Send these rows as a sheet."""
    return send(browser, write_xlsx("7月", heads, rows), **more)


def send(browser: FlaskClient, content: bytes, **more: str):
    data = {"sheet": (io.BytesIO(content), "7月.xlsx"), **more}
    return browser.send(f"{PAGE}/sheet", data, content_type="multipart/form-data")


def with_cell(rows: list[list[str]], code: str, value: str, reason: str = "") -> list[list[str]]:
    return [[*row[:5], value, reason, row[7]] if row[0] == code else row for row in rows]


def drafts(app) -> dict[int, MonthReport]:
    with app.app_context():
        found = {r.project.number: r for r in db.session.query(MonthReport).filter_by(month=Month(2026, 7))}
        for report in found.values():
            _ = [line.milestone.key for line in report.lines], report.money
        return found


def test_the_sheet_says_what_is_known(people, browser_of) -> None:
    rows = {row[0]: row for row in downloaded(browser_of(people.unit))}
    assert rows["p10-m3"][:7] == ["p10-m3", "10 “厕所革命”行动", "新建公厕", "326 座", "61", "61", ""]
    assert rows["p10-m1"][2:6] == ["选址与用地手续（达到日期）", "", "4月9日", "2026-04-09"]
    assert rows["p10-paid_own"][2:6] == ["支付（万元）", "9,800万元", "4,150万元", "4150"]
    assert rows["p6-done_words"][1:3] == ["6 =城市路灯", "7月做了什么"]


def test_filled_in_it_becomes_drafts_and_twice_changes_nothing(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    rows = with_cell(downloaded(unit), "p10-m3", "88")
    rows = with_cell(rows, "p10-done_words", "新建27座。")
    rows = with_cell(rows, "p10-m5", "2026-07-30")
    assert upload(unit, rows).status_code == 302
    assert "读入1个项目" in unit.get(PAGE).text
    report = drafts(app)[10]
    assert (report.state, report.done_words, report.revision) == (ReportState.draft, "新建27座。", 1)
    assert {line.milestone.key: line.quantity for line in report.lines}[3] == Decimal(88)
    assert 6 not in drafts(app)
    assert upload(unit, rows).status_code == 302
    assert "没有新的变化" in unit.get(PAGE).text
    assert drafts(app)[10].revision == 1


def test_a_sheet_does_not_write_over_what_was_written_since_it_was_handed_out(
    app, people, browser_of
) -> None:
    unit = browser_of(people.unit)
    rows = with_cell(downloaded(unit), "p10-m3", "88")
    fill_in(unit, PAGE, {"p10-m3": "90", "p10-done_words": "新建29座。"}, "save")
    answer = upload(unit, rows)
    place = next(n for n, row in enumerate(rows, 2) if row[0] == "p10-m3")
    assert f"第{place}行F列" in answer.text
    assert "表格发出后这份草稿又改过" in answer.text
    report = drafts(app)[10]
    assert {line.milestone.key: line.quantity for line in report.lines}[3] == Decimal(90)
    assert upload(unit, rows, over="y").status_code == 302
    assert {line.milestone.key: line.quantity for line in drafts(app)[10].lines}[3] == Decimal(88)


def test_the_same_sheet_mended_may_be_uploaded_again_and_one_without_its_number_asks(
    app, people, browser_of
) -> None:
    unit = browser_of(people.unit)
    rows = downloaded(unit)
    assert upload(unit, with_cell(rows, "p10-m3", "88")).status_code == 302
    assert upload(unit, with_cell(rows, "p10-m3", "89")).status_code == 302
    assert {line.milestone.key: line.quantity for line in drafts(app)[10].lines}[3] == Decimal(89)
    twin = with_cell(downloaded(unit), "p10-m3", "91")
    assert upload(unit, with_cell(rows, "p10-m3", "90")).status_code == 302
    for sheet in (twin, [[*row[:7], ""] for row in twin]):
        assert "这份草稿又改过" in upload(unit, sheet).text
    assert {line.milestone.key: line.quantity for line in drafts(app)[10].lines}[3] == Decimal(90)


def test_columns_may_be_sorted_or_left_out_and_blanks_take_nothing_away(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    upload(unit, with_cell(downloaded(unit), "p10-done_words", "新建27座。"))
    sheet = next(row[7] for row in downloaded(unit) if row[0] == "p10-m3")
    rows = [["88", "p10-m3", sheet], ["", "p10-done_words", sheet]]
    answer = upload(unit, rows, ("本月", "代号", "表格编号"))
    assert answer.status_code == 302, answer.text
    report = drafts(app)[10]
    assert {line.milestone.key: line.quantity for line in report.lines}[3] == Decimal(88)
    assert report.done_words == "新建27座。"


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("p10-m3", "59", "比6月底的61座少了2座"),
        ("p10-m3", "八十", "三位小数"),
        ("p10-m5", "2026-08-09", "请选7月31日或更早的日期"),
        ("p10-paid_own", "4149", "少了1万元"),
    ],
)
def test_one_wrong_cell_and_nothing_is_taken_in(
    app, people, browser_of, code: str, value: str, words: str
) -> None:
    unit = browser_of(people.unit)
    rows = with_cell(with_cell(downloaded(unit), "p6-m3", "70"), code, value)
    place = next(n for n, row in enumerate(rows, 2) if row[0] == code)
    answer = upload(unit, rows)
    assert answer.status_code == 200
    assert f"第{place}行" in answer.text
    assert "F列" in answer.text.replace(" ", "")
    assert words in answer.text
    assert drafts(app) == {}


def test_a_fall_with_its_reason_is_taken_in(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    assert upload(unit, with_cell(downloaded(unit), "p10-m3", "59", "6月多计2座")).status_code == 302
    assert {line.milestone.key: line.reason for line in drafts(app)[10].lines}[3] == "6月多计2座"


@pytest.mark.parametrize("code", ["p8-m3", "p10-seen", "p10-why_m3", "p10-photos", "csrf_token", "x"])
def test_a_code_that_is_not_on_the_sheet_is_refused(app, people, browser_of, code: str) -> None:
    answer = upload(
        browser_of(people.unit),
        [["p10-m3", "", "", "", "", "88", "", ""], [code, "", "", "", "", "9", "", ""]],
    )
    assert "本月表里还能填报的代号" in answer.text
    assert drafts(app) == {}


def test_the_same_code_twice_is_refused(app, people, browser_of) -> None:
    twice = [["p10-m3", "", "", "", "", value, "", ""] for value in ("88", "89")]
    assert upload(browser_of(people.unit), twice).status_code == 200
    assert drafts(app) == {}


@pytest.mark.parametrize(
    "content", [b"", b"not a sheet", b"PK\x03\x04broken", b"\xff\xfe\x00", "代号,本月\n".encode()]
)
def test_what_is_no_sheet_is_said_so(app, people, browser_of, content: bytes) -> None:
    assert send(browser_of(people.unit), content).status_code == 200
    assert drafts(app) == {}


def test_without_a_file_it_asks_for_one(people, browser_of) -> None:
    assert "请先选择表格" in browser_of(people.unit).send(f"{PAGE}/sheet").text


def test_what_is_handed_in_is_no_longer_on_the_sheet(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    rows = downloaded(unit)
    with app.app_context():
        for report in db.session.query(MonthReport).all():
            handed_in(report.project, Month(2026, 7), july(), noon(2026, 8, 2))
            break
        db.session.commit()
    assert len(downloaded(unit)) == len(rows) / 2
    assert "本月表里还能填报的代号" in upload(unit, rows).text


def test_staff_and_only_staff_use_it_for_the_unit(app, people, browser_of) -> None:
    assert (
        browser_of(people.other_unit).get(f"{PAGE}/sheet.xlsx?unit={people.ids['unit_row']}").status_code
        == 404
    )
    assert browser_of(people.deputy).get(f"{PAGE}/sheet").status_code == 404
    clerk = browser_of(people.clerk)
    assert clerk.get(f"{PAGE}/sheet.xlsx").status_code == 404
    assert clerk.get(f"{PAGE}/sheet.xlsx?unit={people.ids['unit_row']}").status_code == 200
