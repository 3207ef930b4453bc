"""Taking proposals in from a sheet (表格导入): all or nothing, and twice changes nothing."""

import io
from datetime import date

import pytest
from flask import Flask

from tests.people import People
from tests.proposals.made import DESK, load
from votes.common.db import db
from votes.common.exports import write_csv, write_xlsx
from votes.common.grids import read_grids
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel

PAGE = f"{DESK}/import"
HEADS = ["工单编号", "诉求标题", "诉求内容", "来源", "受理日期", "联系电话"]
ROWS = [
    ["12345-01", "路灯不亮", "城北路三盏路灯不亮。", "12345热线", date(2026, 2, 1), "13800000000"],
    ["12345-02", "公交太少", "晚上八点以后没有车。", "来电", date(2026, 2, 2), None],
    [None, "建口袋公园", "老城区没有地方散步。", None, None, None],
]


def upload(browser, content: bytes, name: str = "热线.xlsx", **words: str):
    data = {"channel": "hotline", **words, "sheet": (io.BytesIO(content), name)}
    return browser.send(PAGE, data, content_type="multipart/form-data")


def kept(app: Flask) -> list[Proposal]:
    with app.app_context():
        found = db.session.query(Proposal).order_by(Proposal.id).all()
        for one in found:
            load(one)
        return found


@pytest.mark.parametrize("write", [lambda: write_xlsx("热线", HEADS, ROWS), lambda: write_csv(HEADS, ROWS)])
def test_a_sheet_comes_in_whole(app: Flask, people: People, browser_of, write) -> None:
    clerk = browser_of(people.clerk)
    assert upload(clerk, write()).status_code == 302
    lamp, bus, park = kept(app)
    assert (lamp.external, lamp.channel, lamp.received_on) == ("12345-01", Channel.hotline, date(2026, 2, 1))
    assert lamp.contact.phone == "13800000000"
    assert bus.channel is Channel.phone
    assert (park.channel, park.received_on, park.external[0]) == (Channel.hotline, date(2026, 3, 2), "#")
    assert "3" in clerk.get(f"{DESK}?show=all").text


def test_the_same_sheet_again_changes_nothing(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    content = write_xlsx("热线", HEADS, ROWS)
    upload(clerk, content)
    before = [(one.id, one.code, one.title) for one in kept(app)]
    assert upload(clerk, content).status_code == 302
    assert [(one.id, one.code, one.title) for one in kept(app)] == before


def test_one_wrong_cell_takes_nothing_in_and_is_named(app: Flask, people: People, browser_of) -> None:
    wrong = [*ROWS, ["12345-04", "", "没有标题", "飞鸽", "昨天", None]]
    answer = upload(browser_of(people.clerk), write_xlsx("热线", HEADS, wrong))
    assert answer.status_code == 200
    for place in ("热线", "第5行", "诉求标题", "来源", "受理日期", "飞鸽"):
        assert place in answer.text
    assert kept(app) == []


def test_a_number_that_stands_twice_is_named(app: Flask, people: People, browser_of) -> None:
    answer = upload(browser_of(people.clerk), write_xlsx("热线", HEADS, [ROWS[0], ROWS[0]]))
    assert "工单编号" in answer.text
    assert kept(app) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no sheet at all\x00",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        "只有,一行\n".encode(),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_such_sheet_is_refused_with_a_sentence(
    app: Flask, people: People, browser_of, content: bytes
) -> None:
    answer = upload(browser_of(people.clerk), content)
    assert answer.status_code == 200
    assert 'class="errors"' in answer.text
    assert kept(app) == []


def test_no_file_and_no_source_are_said_at_the_fields(people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert 'id="sheet-error"' in clerk.send(PAGE, {"channel": "hotline"}).text
    wrong = upload(clerk, write_xlsx("热线", HEADS, ROWS), channel="web")
    assert 'id="channel-error"' in wrong.text


def test_the_list_goes_out_as_a_sheet_without_contacts(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    formula = ["12345-09", "=cmd()", "内容", "热线", date(2026, 2, 9), None]
    upload(clerk, write_xlsx("热线", HEADS, [*ROWS, formula]))
    answer = clerk.get(f"{DESK}.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"13800000000" not in answer.data
    (grid,) = read_grids(answer.data)
    assert [row[2] for row in grid.rows[1:]] == ["路灯不亮", "公交太少", "=cmd()", "建口袋公园"]
