"""督查室's own sheet: its columns told once, read each month as it is; all of it or nothing, and nothing twice."""

import io
from datetime import date
from decimal import Decimal

import pytest
from lxml.html import document_fromstring

from tests.delivery.browsing import fields_on, fill_in
from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from votes.common.db import db
from votes.common.exports import write_xlsx
from votes.delivery.mapping_rules import Field
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport
from votes.delivery.sheet_maps import SheetMap
from votes.delivery.states import ReportState

MAPS = "/desk/demo-county/sheets"
PAGE = "/desk/demo-county/2026/month/2026-07"
READ = f"{PAGE}/collected"
HEADS = [
    "序号",
    "项目名称",
    "责任单位",
    "节点",
    "截至6月底累计完成（座）",
    "完成投资（亿元）",
    "工作进展",
    "下月计划",
    "进度%",
]
FIELDS = (Field.project, Field.milestone, Field.quantity, Field.paid, Field.done_words, Field.next_words)
TOILETS, LAMPS, HOMES = "“厕所革命”行动", "城市路灯改造", "社区养老服务站"


def sheet(rows: list[list[object]], month: str = "7", heads: list[str] | None = None) -> bytes:
    """The office's table of a month: a title, then its headings, then the rows, then a sum and a signature."""
    heads = [head.replace("6月", f"{month}月") for head in heads or HEADS]
    below = [["", "合计", "", "", 999, 9, "", "", ""], ["填表人：工作人员02"]]
    return write_xlsx("汇总", [f"{month}月民生实事进展汇总表"], [heads, *rows, *below])


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Three projects of two units, June reported, and the office's sheet told; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def june(people) -> None:
        for number, title, unit in (
            (10, TOILETS, "unit_row"),
            (6, LAMPS, "unit_row"),
            (8, HOMES, "other_unit_row"),
        ):
            project = project_under_way(people, number, unit, title)
            said = july(61, 38, next_words="新建45座")
            handed_in(project, Month(2026, 6), said, noon(2026, 7, 3)).accept(GOVERNMENT, noon(2026, 7, 4))
        columns = {Field.project: 1, Field.milestone: 3, Field.quantity: 4, Field.paid: 5}
        columns |= {Field.done_words: 6, Field.next_words: 7}
        db.session.add(
            SheetMap(
                congress_id=people.ids["county"],
                name="月度汇总表",
                sample=[["6月民生实事进展汇总表"], HEADS, ["1", TOILETS]],
                heading_row=1,
                columns={field.value: index for field, index in columns.items()},
                made_at=noon(2026, 7, 1),
            )
        )

    scene("June of three projects and a sheet", june)


ROWS: list[list[object]] = [
    [1, "厕所革命行动", "县住建局", "新建公厕", 88, 0.45, "新建27座。", "新建40座。", "27%"],
    [2, "", "", "改造公厕", 49, "", "", "", ""],
    [3, HOMES, "县城管局", "新建公厕", 70, "", "", "", ""],
]


def read(browser, content: bytes, path: str = READ, **more: str):
    """Upload the sheet of a month."""
    chosen = document_fromstring(browser.get(path).text).xpath("//select[@id='sheet_map']/option/@value")
    data = {"sheet": (io.BytesIO(content), "7月.xlsx"), "sheet_map": chosen[0], **more}
    return browser.send(path, data, content_type="multipart/form-data")


def reports(app) -> dict[int, MonthReport]:
    """The newest report on July of each project, with its figures loaded."""
    with app.app_context():
        wanted = db.session.query(MonthReport).filter_by(month=Month(2026, 7)).order_by(MonthReport.version)
        found = {one.project.number: one for one in wanted}
        for one in found.values():
            _ = [line.milestone.key for line in one.lines], one.money, one.steps
        return found


def built(report: MonthReport) -> dict[int, Decimal]:
    return {line.milestone.key: line.quantity for line in report.lines}


def test_the_sheet_as_it_is_becomes_drafts_and_again_changes_nothing(app, people, browser_of) -> None:
    government = browser_of(people.government)
    assert read(government, sheet(ROWS)).status_code == 302
    found = reports(app)
    assert set(found) == {10, 8}
    assert (built(found[10])[3], built(found[10])[4], built(found[8])[3]) == (88, 49, 70)
    assert (found[10].money[0].paid_yuan, found[10].money[0].allocated_yuan) == (45_000_000, 62_000_000)
    assert (found[10].done_words, found[10].next_words) == ("新建27座。", "新建40座。")
    assert (found[10].state, found[10].revision) == (ReportState.draft, 1)
    assert read(government, sheet(ROWS)).status_code == 302
    assert "没有新的变化" in government.get("/desk/demo-county/2026/delivery").text
    assert {number: one.revision for number, one in reports(app).items()} == {10: 1, 8: 1}


def test_the_same_figures_as_on_the_page_of_the_month(app, people, browser_of) -> None:
    read(browser_of(people.government), sheet(ROWS))
    page = fields_on(browser_of(people.unit).get(PAGE).text)
    assert (page["p10-m3"], page["p10-m4"], page["p10-paid_own"]) == ("88", "49", "4500")
    assert fill_in(browser_of(people.unit), PAGE).status_code == 302
    assert reports(app)[10].state is ReportState.submitted


def test_columns_may_move_and_headings_may_name_another_month(app, people, browser_of) -> None:
    order = [8, 7, 6, 5, 4, 3, 2, 1, 0]
    rows = [[row[index] for index in order] for row in ROWS]
    content = sheet(rows, "7", [HEADS[index] for index in order])
    assert read(browser_of(people.government), content).status_code == 302
    assert built(reports(app)[10])[3] == 88


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (4, "八十", "E列"),
        (4, 60, "不少于上月的61"),
        (4, -1, "不小于0"),
        (4, 88.12345, "最多三位小数"),
        (5, 0.4, "不少于上月的4,150"),
        (1, "没有这个项目", "正在实施的项目的编号或名称"),
        (3, "没有这个里程碑", "新建公厕、改造公厕"),
        (3, "招标与开工", "请填达到日期"),
        (3, "", "须有一列写明是哪一个"),
        (6, "字" * 2001, "2000"),
    ],
)
def test_one_wrong_cell_is_named_and_nothing_is_taken_in(
    app, people, browser_of, column: int, value: object, words: str
) -> None:
    wrong = [list(row) for row in ROWS]
    wrong[0][column] = value
    answer = read(browser_of(people.government), sheet(wrong))
    assert answer.status_code == 200
    assert words in answer.text
    assert "第3行" in answer.text
    assert reports(app) == {}


def test_what_is_said_twice_must_be_the_same(app, people, browser_of) -> None:
    twice = [*ROWS, [4, TOILETS, "", "新建公厕", 90, "", "", "", ""]]
    answer = read(browser_of(people.government), sheet(twice))
    assert "第3行填的与此不同" in answer.text
    assert reports(app) == {}
    twice[3][4] = 88
    assert read(browser_of(people.government), sheet(twice)).status_code == 302


def test_handed_in_at_once_each_leaves_its_trace_and_is_not_written_again(app, people, browser_of) -> None:
    government = browser_of(people.government)
    assert read(government, sheet(ROWS), hand_in="y").status_code == 302
    report = reports(app)[10]
    assert (report.state, report.entered_for, report.public_on) == (
        ReportState.submitted,
        True,
        date(2026, 8, 5),
    )
    assert [(step.state, step.by) for step in report.steps] == [(ReportState.submitted, "工作人员02")]
    assert read(government, sheet(ROWS), hand_in="y").status_code == 302
    changed = [[*ROWS[0][:4], 90, *ROWS[0][5:]], *ROWS[1:]]
    assert "这个月的月报已经提交" in read(government, sheet(changed)).text
    assert built(reports(app)[10])[3] == 88


def test_drafts_of_the_sheet_are_handed_in_by_reading_it_again(app, people, browser_of) -> None:
    government = browser_of(people.government)
    read(government, sheet(ROWS))
    assert read(government, sheet(ROWS), hand_in="y").status_code == 302
    assert {number: one.state for number, one in reports(app).items()} == {
        10: ReportState.submitted,
        8: ReportState.submitted,
    }


def test_a_draft_that_somebody_writes_is_not_written_over_unasked(app, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    fill_in(unit, PAGE, {"p10-m3": "90"}, "save")
    answer = read(government, sheet(ROWS))
    assert "这份草稿已另外填过" in answer.text
    assert {number: built(one)[3] for number, one in reports(app).items()} == {10: 90}
    assert read(government, sheet(ROWS), over="y").status_code == 302
    assert built(reports(app)[10])[3] == 88
    mended = [[*ROWS[0][:4], 89, *ROWS[0][5:]], *ROWS[1:]]
    assert read(government, sheet(mended)).status_code == 302
    assert built(reports(app)[10])[3] == 89


def test_a_returned_report_is_followed_by_a_new_version(app, people, browser_of) -> None:
    government = browser_of(people.government)
    read(government, sheet(ROWS), hand_in="y")
    fill_in(
        government, "/desk/demo-county/2026/delivery/10/report/2026-07/sign-off", {"reason": "请核"}, "return"
    )
    mended = [[*ROWS[0][:4], 87, *ROWS[0][5:]]]
    assert read(government, sheet(mended)).status_code == 302
    report = reports(app)[10]
    assert (report.version, report.state, built(report)[3]) == (2, ReportState.draft, 87)


def test_a_unit_reads_its_own_rows_alone(app, people, browser_of) -> None:
    assert read(browser_of(people.other_unit), sheet(ROWS), hand_in="y").status_code == 302
    found = reports(app)
    assert set(found) == {8}
    assert (found[8].entered_for, found[8].state) == (False, ReportState.submitted)


def test_the_columns_are_told_once_on_a_page(app, people, browser_of) -> None:
    government = browser_of(people.government)
    rows = [[1, TOILETS, "县住建局", "新建公厕", 61, 0.4, "在建", "新建40座", "20%"]]
    data = {"name": "督查室表", "sheet": (io.BytesIO(sheet(rows, "6")), "6月.xlsx")}
    answer = government.send(MAPS, data, content_type="multipart/form-data")
    path = answer.headers["Location"]
    page = fields_on(government.get(path).text)
    assert page["row"] == "1"
    guessed = {
        int(name[1:]): value for name, value in page.items() if name.startswith("c") and name[1:].isdigit()
    }
    assert {index: value for index, value in guessed.items() if value} == {
        1: "project",
        3: "milestone",
        4: "quantity",
        5: "paid",
        6: "done_words",
        7: "next_words",
    }
    assert "一种内容只能对应一列" in fill_in(government, path, {"c8": "paid"}).text
    assert "说明是哪个项目" in fill_in(government, path, {"c1": ""}).text
    assert "民生实事进展汇总表" in fill_in(government, path, {"row": "0"}, "row").text
    assert fill_in(government, path, {"c8": ""}).status_code == 302
    assert "督查室表" in government.get(READ).text
    assert (
        "已有同名的表"
        in government.send(
            MAPS,
            {"name": "督查室表", "sheet": (io.BytesIO(sheet(rows)), "6月.xlsx")},
            content_type="multipart/form-data",
        ).text
    )
    assert fill_in(government, path, {}, "remove").status_code == 302
    assert government.get(path).status_code == 404


@pytest.mark.parametrize("content", [b"", b"not a sheet", b"PK\x03\x04broken", "项目,本月\n".encode()])
def test_what_is_no_such_sheet_is_said_so(app, people, browser_of, content: bytes) -> None:
    answer = read(browser_of(people.government), content)
    assert answer.status_code == 200
    assert 'class="error' in answer.text
    assert reports(app) == {}


def test_only_staff_tell_columns_and_only_here(app, people, browser_of) -> None:
    with app.app_context():
        mine = f"{MAPS}/{db.session.query(SheetMap).one().id}"
    assert browser_of(people.government).get(mine).status_code == 200
    for who in (people.unit, people.deputy, people.other_clerk):
        assert browser_of(who).get(mine).status_code == 404
    foreign = mine.replace("demo-county", "other-county")
    assert browser_of(people.other_clerk).get(foreign).status_code == 404
