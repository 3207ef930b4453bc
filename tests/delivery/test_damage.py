"""Sheets that were damaged at random: never an answer of 500, never half an import. Before a release 500 of them."""

import io
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from tests.delivery.test_collected import FIELDS, HEADS
from votes.common.db import db
from votes.common.exports import write_csv, write_xlsx
from votes.common.sheets import Column, read_sheet
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport, ReportLine, ReportMoney, ReportStep
from votes.delivery.sheet_maps import SheetMap

SHORT, LONG = 40, 500
PAGE = "/desk/demo-county/2026/month/2026-07"
TITLES = ("“厕所革命”行动", "城市路灯改造", "=社区养老服务站", "农村道路")
OWN = ("代号", "项目", "填报内容", "目标", "上月", "本月", "更正原因", "表格编号")
ODD: tuple[Any, ...] = (
    "",
    None,
    -1,
    0,
    1e300,
    -0.0,
    2**53,
    10**15,
    12.34567,
    True,
    date(1900, 1, 1),
    date(2199, 12, 31),
    "八十",
    "８８",
    "1,234",
    "1,23,4",
    "1e9",
    "NaN",
    "Infinity",
    "=1+1",
    "#REF!",
    "2026-02-30",
    "'",
    "\u202e反",
    "𠮷" * 40,
    "字" * 2500,
    "a\nb\tc",
    "合计",
    "<b>",
    "%(month)s",
    "{{7*7}}",
    "p10-m3",
    "p10-seen",
    "1",
    "新建公厕",
)
Table = tuple[list[str], list[list[Any]]]
Chance = random.Random


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Four projects of the first unit, June reported, and the office's sheet told; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def june(people) -> None:
        for number, title in enumerate(TITLES, 9):
            project = project_under_way(people, number, title=title)
            report = handed_in(project, Month(2026, 6), july(61, 38), noon(2026, 7, 3))
            report.accept(GOVERNMENT, noon(2026, 7, 4))
        columns = {field.value: HEADS.index(head) for field, head in zip(FIELDS, READ_AS, strict=True)}
        told = {"sample": [HEADS], "heading_row": 0, "columns": columns, "made_at": noon(2026, 7, 1)}
        db.session.add(SheetMap(congress_id=people.ids["county"], name="汇总表", **told))

    scene("sheets to be damaged", june)


READ_AS = (HEADS[1], HEADS[3], HEADS[4], HEADS[5], HEADS[6], HEADS[7])


def collected() -> Table:
    """The office's own sheet, whole."""
    rows = [
        [n, title, "县住建局", step, amount, "", f"第{n}项{step}", "继续施工", ""]
        for n, title in enumerate(TITLES, 1)
        for step, amount in (("新建公厕", 88), ("改造公厕", 49))
    ]
    return list(HEADS), [[*row[:6], row[6] if row[3] == "新建公厕" else "", *row[7:]] for row in rows]


def own(browser: Any) -> Table:
    """The unit's sheet as it is handed out, filled in."""
    answer = browser.get(f"{PAGE}/sheet.xlsx")
    rows = [
        [row[head] or "" for head in OWN]
        for row in read_sheet(answer.data, tuple(Column(h, (h,)) for h in OWN)).rows
    ]
    return list(OWN), [[*row[:5], "88" if row[0].endswith("-m3") else row[5], *row[6:]] for row in rows]


def odd_cells(table: Table, chance: Chance) -> Table:
    """Some cells say something odd."""
    heads, rows = list(table[0]), [list(row) for row in table[1]]
    for _ in range(chance.randint(1, 4)):
        row = chance.choice([heads, *rows, *rows])
        row[chance.randrange(len(row))] = chance.choice(ODD)
    return ["" if head is None else str(head) for head in heads], rows


def moved(table: Table, chance: Chance) -> Table:
    """Columns in another order, rows lost, doubled, cut short."""
    heads, rows = table
    order = list(range(len(heads)))
    chance.shuffle(order)
    kept = chance.choices(rows, k=chance.randint(1, len(rows)))
    cut = chance.randint(1, len(heads))
    return [heads[n] for n in order], [[row[n] for n in order][:cut] for row in kept]


def torn(content: bytes, chance: Chance) -> bytes:
    """Bytes changed, cut out, or the end torn off."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    if chance.random() < 0.4:
        del damaged[chance.randrange(len(damaged)) :]
    return bytes(damaged) or b"\0"


def damaged(table: Table, chance: Chance) -> bytes:
    """One damaged sheet, most of them .csv, which are quicker to read."""
    for how in chance.choice(([odd_cells], [moved], [odd_cells, moved], [])):
        table = how(table, chance)
    content = write_xlsx("7月", *table) if chance.random() < 0.25 else write_csv(*table)
    return torn(content, chance) if chance.random() < 0.4 else content


def reports(app) -> list[int]:
    """What stands of July: how many reports, and how many of them are whole; then it is wiped."""
    with app.app_context():
        found = db.session.query(MonthReport).filter_by(month=Month(2026, 7)).all()
        whole = [one for one in found if len(one.lines) == 5 and len(one.money) == 1]
        numbers = [len(found), len(whole)]
        ids = [one.id for one in found]
        db.session.expunge_all()
        for table in (ReportLine, ReportMoney, ReportStep):
            db.session.execute(sa.delete(table).where(table.report_id.in_(ids)))
        db.session.execute(sa.delete(MonthReport).where(MonthReport.id.in_(ids)))
        db.session.commit()
        return numbers


def sent(browser: Any, path: str, content: bytes, **more: str) -> int:
    """Upload it; the number of the answer."""
    data = {"sheet": (io.BytesIO(content), "7月.xlsx"), **more}
    return int(browser.send(path, data, content_type="multipart/form-data").status_code)


@pytest.mark.crawl
@pytest.mark.parametrize("place", ["collected", "sheet"])
def test_no_damage_breaks_anything(app, people, browser_of, request, place: str) -> None:
    """Refused, nothing is written; taken in, whole reports are, and never more than there are projects."""
    unit, government = browser_of(people.unit), browser_of(people.government)
    table = collected() if place == "collected" else own(unit)
    browser, chosen = (government, maps(app)) if place == "collected" else (unit, {})
    number = LONG if request.config.getoption("--release") else SHORT
    answers = []
    for seed in range(number // 2):
        content = damaged(table, random.Random(f"{place} {seed}"))
        status = sent(browser, f"{PAGE}/{place}", content, **chosen)
        stand, whole = reports(app)
        assert status in (200, 302), (seed, status)
        assert stand == whole <= (len(TITLES) if status == 302 else 0), (seed, status)
        answers.append(status)
    assert {200, 302} == set(answers)


def maps(app) -> dict[str, str]:
    """The mapping, as the form names it."""
    with app.app_context():
        return {"sheet_map": str(db.session.query(SheetMap).one().id)}


@pytest.mark.parametrize("how", [odd_cells, moved])
def test_the_damage_is_real(how: Callable[[Table, Chance], Table]) -> None:
    table = collected()
    assert all(how(table, random.Random(seed)) != table for seed in range(5))
    assert torn(b"abcdef", random.Random(1)) != b"abcdef"
