"""热线来件 and 答复回传: what the hotline handed over goes back to it with its own numbers and an answer."""

import io
from datetime import date

from flask import Flask

from tests.people import People
from tests.proposals.made import DESK, act, open_collection, proposal
from votes.common.db import db
from votes.common.grids import read_grids
from votes.proposals.importing import read_proposals
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel

SHEET = "工单编号,转办编号,诉求标题,诉求内容,来源\nHJ-1,ZB-7,校门口建天桥,学生过马路不安全,热线\n,ZB-8,南门装路灯,晚上看不见路,热线\n,,修桥,桥面有坑,来信\n"


def test_a_sheet_keeps_the_numbers_of_the_hand_over() -> None:
    rows, wrong = read_proposals(SHEET.encode(), Channel.hotline, date(2026, 3, 2))
    assert not wrong
    assert (rows[0].external, rows[0].handover) == ("HJ-1", "ZB-7")
    assert [row.handover for row in rows] == ["ZB-7", "ZB-8", ""]


def test_answers_go_back_under_the_hotlines_own_numbers(app: Flask, people: People, browser_of) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    sent = {"sheet": (io.BytesIO(SHEET.encode()), "a.csv"), "channel": "hotline"}
    assert clerk.send(f"{DESK}/import", sent, content_type="multipart/form-data").status_code == 302
    with app.app_context():
        codes = {one.title: one.code for one in db.session.query(Proposal)}
    assert "ZB-7" in clerk.get(f"{DESK}/{codes['校门口建天桥']}").text
    assert "校门口建天桥" in clerk.get(f"{DESK}?show=all&words=ZB-7").text.split('class="item"')[1]
    assert "原有编号" not in clerk.get(f"{DESK}/{codes['南门装路灯']}").text
    act(clerk, codes["校门口建天桥"], "merge", target="other", code=codes["修桥"], answer="一并办理。")
    act(clerk, codes["修桥"], "refuse", reason="dispensable", answer="今年已有安排。")
    assert proposal(app, codes["南门装路灯"]).answered_at is None
    [grid] = read_grids(clerk.get(f"{DESK}/answers.xlsx?channel=hotline").data)
    assert [row[:2] for row in grid.rows[1:]] == [["HJ-1", "ZB-7"]]
    assert "今年已有安排。" in grid.rows[1]
    [grid] = read_grids(clerk.get(f"{DESK}/answers.xlsx").data)
    assert len(grid.rows) == 3
