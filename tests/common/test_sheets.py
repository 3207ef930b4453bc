"""Tables come in whole or not at all, and go out without formulas."""

import contextlib
import io
import random
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from votes.common import exports, grids, sheets
from votes.common.errors import RuleBroken
from votes.common.exports import csv_lines, write_csv, write_xlsx
from votes.common.sheets import WAN, Column, read_sheet, repeated

COLUMNS = (
    Column("name", ("项目名称", "Project"), required=True, longest=30),
    Column("cost", ("总投资", "Total investment"), kind="decimal", units=WAN, least=0),
    Column("people", ("受益人数", "People"), kind="integer", least=0, most=10_000_000),
    Column("due", ("完成时限", "Due"), kind="date"),
    Column("new", ("新建",), kind="choice", choices={"是": True, "否": False, "yes": True, "no": False}),
)
HEADINGS = ["项目名称", "总投资(万元)", "受益人数", "完成时限", "新建"]
ROW = ["老旧小区改造", 1250.5, 300, date(2026, 11, 30), "是"]


def book(*rows, name="项目"):
    """A workbook of these rows, the first one its headings."""
    return write_xlsx(name, [str(cell) for cell in rows[0]], rows[1:])


def workbook(**named):
    """A workbook of several sheets, each a list of rows."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        for name, rows in named.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def with_part(data, part, change):
    """A workbook in which one part of the zip is changed."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return buffer.getvalue()


def only_error(data, columns=COLUMNS):
    reading = read_sheet(data, columns)
    assert reading.rows == ()
    assert len(reading.errors) == 1
    return reading.errors[0]


def refusal(data):
    with pytest.raises(RuleBroken) as refused:
        read_sheet(data, COLUMNS)
    return refused.value.sentence


def test_a_workbook_is_read_by_its_headings():
    row = read_sheet(book(HEADINGS, ROW), COLUMNS).rows[0]
    assert row.values == {
        "name": "老旧小区改造",
        "cost": Decimal("1250.5"),
        "people": 300,
        "due": date(2026, 11, 30),
        "new": True,
    }
    assert (row.sheet, row.number) == ("项目", 2)


@pytest.mark.parametrize(
    "headings",
    [
        ["＊项目\n名称", "总投资（万元）", "受 益 人 数", "完成时限：", "新建"],
        ["PROJECT", "total_investment [万元]", "people", "due*", "新建"],
        ["project", "Total  Investment", "Ｐｅｏｐｌｅ", "Due", "新建(是/否)"],
    ],
)
def test_headings_may_be_written_in_many_ways(headings):
    reading = read_sheet(book(headings, ROW), COLUMNS)
    assert reading.errors == ()
    assert reading.rows[0]["cost"] == Decimal("1250.5")
    assert reading.rows[0]["due"] == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("unit", "cost"), [("元", "0.12505"), ("单位：万元", "1250.5"), ("含税)(亿元", "12505000")]
)
def test_money_is_brought_to_ten_thousands(unit, cost):
    data = book(["项目名称", f"总投资({unit})"], ["甲", 1250.5])
    assert read_sheet(data, COLUMNS).rows[0]["cost"] == Decimal(cost)


def test_an_unknown_unit_is_not_guessed():
    error = only_error(book(["项目名称", "总投资(美元)"], ["甲", 5]))
    assert (error.row, error.letter, error.column) == (1, "B", "总投资(美元)")
    assert error.values == {"units": "万元、元、亿元"}


def test_a_whole_number_stays_whole_in_our_unit():
    columns = (Column("cost", ("资金",), kind="integer", units=WAN),)
    assert read_sheet(book(["资金(元)"], [20_000]), columns).rows[0]["cost"] == 2
    assert only_error(book(["资金(元)"], [12_345]), columns).expected == "a whole number"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_offices_use(encoding):
    text = '项目名称,总投资（万元）,完成时限\r\n老旧小区改造,"1,250.5",2026年11月30日\r\n'
    row = read_sheet(text.encode(encoding), COLUMNS).rows[0]
    assert (row["name"], row["cost"], row["due"]) == ("老旧小区改造", Decimal("1250.5"), date(2026, 11, 30))


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_csv_may_be_parted_by_tabs_or_semicolons(sign):
    data = sign.join(["项目名称", "受益人数"]) + "\n" + sign.join(["桥, 路", "１２０"])
    row = read_sheet(data.encode(), COLUMNS).rows[0]
    assert (row["name"], row["people"]) == ("桥, 路", 120)


@pytest.mark.parametrize("written", ["2026-2-7", "2026/02/07", "2026.2.7", "2026年2月7日", "20260207"])
def test_a_day_may_be_written_in_many_ways(written):
    assert read_sheet(book(["项目名称", "完成时限"], ["甲", written]), COLUMNS).rows[0]["due"] == date(
        2026, 2, 7
    )


@pytest.mark.parametrize("dash", ["/", "—", "-", "  ", None])
def test_a_dash_where_a_number_belongs_is_blank_and_not_zero(dash):
    row = read_sheet(book(["项目名称", "总投资", "受益人数"], ["甲", dash, 5]), COLUMNS).rows[0]
    assert row["cost"] is None


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("项目名称", "", "not blank"),
        ("项目名称", "长" * 31, "at most %(most)d characters"),
        (
            "项目名称",
            430102199001011234.0,
            "all digits: the cell must be formatted as text before they are typed",
        ),
        ("总投资", "约1200万元", "a number without words"),
        ("总投资", "1,25", "a number without words"),
        ("总投资", -1, "a number of at least %(least)s"),
        ("总投资", "1e9", "a number without words"),
        ("受益人数", 12.5, "a whole number"),
        ("受益人数", 10_000_001, "a number of at most %(most)s"),
        ("完成时限", "2026年2月30日", "a date such as 2026-02-27"),
        ("完成时限", "年底", "a date such as 2026-02-27"),
        ("完成时限", 46080, "a date such as 2026-02-27"),
        ("新建", "大概", "one of %(choices)s"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_by_its_place(column, cell, expected):
    headings = ["项目名称", "总投资", "受益人数", "完成时限", "新建"]
    good = ["甲", 1, 1, "2026-02-07", "是"]
    bad = [cell if heading == column else value for heading, value in zip(headings, good, strict=True)]
    error = only_error(book(["某县项目表"], headings, good, bad, name="一"))
    assert (error.sheet, error.row, error.column, error.expected) == ("一", 4, column, expected)
    assert error.letter == "ABCDE"[headings.index(column)]
    assert error.expected % error.values


def test_one_wrong_cell_takes_nothing_in():
    reading = read_sheet(book(HEADINGS, ROW, ["", 1, 1, "", ""], ROW), COLUMNS)
    assert reading.rows == ()
    assert [error.row for error in reading.errors] == [3]


def test_at_most_a_hundred_errors_are_named():
    assert len(read_sheet(book(["项目名称", "总投资"], *[["甲", "?"]] * 300), COLUMNS).errors) == 100


def test_a_title_above_the_headings_and_blank_rows_are_passed_over():
    data = book(["某县候选项目表"], ["单位：万元"], [], HEADINGS, ROW, [], ["合并", 2])
    assert [row.number for row in read_sheet(data, COLUMNS).rows] == [5, 7]


def test_numbers_typed_into_a_text_column_keep_all_digits():
    columns = (Column("phone", ("手机",), required=True),)
    assert read_sheet(book(["手机"], [13900000001]), columns).rows[0]["phone"] == "13900000001"


def test_spaces_around_and_signs_nobody_sees_are_taken_away():
    assert read_sheet(book(["项目名称"], ["\u200b 桥\u3000"]), COLUMNS).rows[0]["name"] == "桥"


def test_every_sheet_with_our_headings_is_read_and_others_are_not():
    data = workbook(一团=[HEADINGS[:1], ["甲"]], 说明=[["请按格式填写"]], 二团=[HEADINGS[:1], ["乙"]])
    assert [(row.sheet, row["name"]) for row in read_sheet(data, COLUMNS).rows] == [
        ("一团", "甲"),
        ("二团", "乙"),
    ]


def test_headings_nobody_asked_for_are_told():
    assert read_sheet(book(["项目名称", "备注"], ["甲", "好"]), COLUMNS).ignored == (("项目", "备注"),)


def test_a_missing_heading_and_a_double_one_are_named():
    error = only_error(book(["总投资", "受益人数"], [1, 2]))
    assert (error.expected, error.values) == ("the column “%(heading)s” is missing", {"heading": "项目名称"})
    error = only_error(book(["项目名称", "总投资", "总投资(万元)"], ["甲", 1, 2]))
    assert (error.expected, error.letter) == ("this heading only once", "C")


def test_a_table_without_our_headings_says_which_it_needs():
    error = only_error(book(["会议室", "时间"], ["三楼", "九点"]))
    assert (error.expected, error.values) == ("a row of headings with %(headings)s", {"headings": "项目名称"})
    assert error.found == "会议室 时间"


def test_a_cell_that_shows_an_error_is_not_taken_for_blank():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("项目")
        sheet.write_row(0, 0, ["项目名称", "总投资"])
        sheet.write(1, 0, "甲")
        sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")
    error = only_error(buffer.getvalue())
    assert (error.row, error.letter, error.expected) == (2, "B", "a value; the cell shows an error")


def test_rows_that_say_the_same_twice_are_found():
    rows = read_sheet(book(["项目名称", "受益人数"], ["甲", 1], ["乙", 1], ["甲", 2]), COLUMNS).rows
    assert [(error.row, error.values["first"]) for error in repeated(rows, "name")] == [(4, 2)]
    assert repeated(rows, "name", "people") == []
    assert repeated(rows, "cost") == []


def test_a_room_can_add_what_only_it_knows():
    row = read_sheet(book(HEADINGS, ROW), COLUMNS).rows[0]
    error = row.error("name", "a project of %(year)d", year=2026)
    assert (error.row, error.letter, error.found, error.values) == (2, "A", "老旧小区改造", {"year": 2026})
    row = read_sheet(book(["项目名称"], ["甲"]), COLUMNS).rows[0]
    assert row.error("due", "a day").letter == ""


def test_limits_are_told(monkeypatch):
    assert refusal(b"x" * (grids.MOST_BYTES + 1)) == grids.TOO_LARGE
    wide = book(["项目名称", *[f"列{n}" for n in range(200)]], ["甲", *range(200)])
    assert refusal(wide) == grids.TOO_MANY_COLUMNS
    assert refusal(("项目名称\n" + "甲\n" * 20_021).encode()) == grids.TOO_MANY_ROWS
    assert refusal(("项目名称\n" + "甲\n" * 20_010).encode()) == grids.TOO_MANY_ROWS
    monkeypatch.setattr(grids, "MOST_UNPACKED", 2_000)
    assert refusal(book(HEADINGS, ROW)).startswith("Unpacked, this file is larger")


def test_as_many_rows_as_are_allowed_are_read():
    data = write_xlsx("名册", ["项目名称", "受益人数"], ([f"第{n}项", n] for n in range(20_000)))
    assert read_sheet(data, COLUMNS).rows[-1]["people"] == 19_999


@pytest.mark.parametrize("place", [b"XFD1048576", b"ZZZ9999999", b"A1048576"])
def test_a_stray_cell_far_out_is_refused_and_the_process_lives(place):
    data = with_part(
        book(HEADINGS, ROW), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="E2"', b'r="%s"' % place)
    )
    assert refusal(data) in (grids.NOT_READ, grids.TOO_MANY_ROWS)


def test_a_zip_that_swells_is_refused_before_it_is_opened():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * (grids.MOST_UNPACKED + 1))
    assert len(buffer.getvalue()) < 200_000
    assert refusal(buffer.getvalue()).startswith("Unpacked, this file is larger")


def test_entities_that_swell_are_refused():
    swelling = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n > 1 else b"&a;" * 10) for n in range(1, 12)
    )
    data = with_part(
        book(HEADINGS, ROW), "xl/workbook.xml", lambda _: swelling + b"]><workbook>&a11;</workbook>"
    )
    assert refusal(data) == grids.NOT_READ


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", grids.EMPTY),
        (b"\n\n\n", grids.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, grids.OLD_FORMAT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", grids.NO_TABLE),
        (b"\xff\xfe\x00", grids.NO_TABLE),
        ('项目名称\n"' + "甲" * 200_000 + '"\n', grids.DAMAGED),
        ("项目名称,总投资\n", grids.EMPTY),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, sentence):
    assert refusal(data if isinstance(data, bytes) else data.encode()) == sentence


def test_a_protected_zip_is_refused():
    data = bytearray(book(HEADINGS, ROW))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)).startswith("This file is protected by a password")


def damaged(whole, seed):
    """The file cut short, or with some of its bytes turned."""
    dice = random.Random(seed)
    if seed % 3 == 0:
        return whole[: dice.randrange(len(whole))]
    data = bytearray(whole)
    for _ in range(dice.choice([1, 3, 20])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_workbook_never_raises_anything_else(seed):
    with contextlib.suppress(RuleBroken):
        read_sheet(damaged(book(HEADINGS, ROW, ROW), seed), COLUMNS)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda text: ("项目名称,总投资\n" + text).encode())
    )
)
def test_no_bytes_raise_anything_else(data):
    with contextlib.suppress(RuleBroken):
        read_sheet(data, COLUMNS)


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_goes_out_as_text(text):
    sheet = zipfile.ZipFile(io.BytesIO(write_xlsx("表", ["甲"], [[text]]))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="inlineStr"' in sheet
    line = write_csv(["甲"], [[text]]).decode("utf-8-sig").split("\n", 1)[1]
    assert line.startswith(f"\"'{text[0]}")


def test_numbers_and_days_stay_what_they_are():
    row = [-3, 2.5, Decimal("-12.30"), date(2026, 2, 27), None, "-3"]
    assert (
        write_csv(["甲"], [row]).decode("utf-8-sig").splitlines()[1] == '-3,2.5,-12.30,"2026-02-27","","\'-3"'
    )
    grid = grids.read_grids(write_xlsx("表", list("甲乙丙丁戊己"), [row]))[0]
    assert list(grid.rows[1]) == [-3, 2.5, -12.3, date(2026, 2, 27), "", "-3"]


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=6))
def test_a_sheet_holds_what_the_writer_itself_would_write(texts: list[str]) -> None:
    def written(kind: type[Worksheet]) -> bytes:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(exports, "Sheet", kind)
            book = zipfile.ZipFile(
                io.BytesIO(write_xlsx("表", ["甲"], [texts, [" 前后 ", "<&>", "_x0041_"]]))
            )
        return book.read("xl/worksheets/sheet1.xml")

    assert written(exports.Sheet) == written(Worksheet)


def test_text_that_looks_like_markup_stays_text() -> None:
    data = write_xlsx("表", ["甲"], [["<r><t>不是标记</t></r>"], ["<r>没有结束<t></r>"]])
    assert [row[0] for row in grids.read_grids(data)[0].rows[1:]] == [
        "<r><t>不是标记</t></r>",
        "<r>没有结束<t></r>",
    ]


@pytest.mark.parametrize("write", [write_csv, lambda headings, rows: write_xlsx("表", headings, rows)])
def test_what_goes_out_can_be_read_again(write):
    texts = [*RISKY[:8], '“引号”，"逗号"', "两\n行", "'已有撇号"]
    columns = (Column("n", ("序号",), kind="integer"), Column("text", ("内容",)))
    rows = read_sheet(write(["序号", "内容"], enumerate(texts)), columns).rows
    assert [row["text"] for row in rows] == texts


def test_a_csv_can_be_handed_out_line_by_line():
    lines = csv_lines(["甲"], ([n] for n in range(3)))
    assert next(lines) == b"\xef\xbb\xbf"
    assert list(lines) == [b'"\xe7\x94\xb2"\r\n', b"0\r\n", b"1\r\n", b"2\r\n"]


@pytest.mark.parametrize("name", ["", "进展[1/2]：三?", "很长的名字" * 10, "'引"])
def test_any_name_makes_a_sheet(name):
    assert sheets.read_sheet(write_xlsx(name, ["项目名称"], [["甲"]]), COLUMNS).rows
