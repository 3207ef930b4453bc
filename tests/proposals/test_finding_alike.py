"""Finding what others asked for (找相似) while one types, so that one joins instead of repeating."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import MATTER, PROPOSE, open_collection, proposal, send
from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.alike_rules import Said, asked_alike
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.point_rules import PointKind
from votes.proposals.points import PointFacts, add_point

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ALIKE = "/demo-county/2026/alike"
HERE = [
    Said(1, "实验小学门口建一座天桥 早晚高峰学生横穿马路", "实验小学"),
    Said(2, "老旧小区加装电梯 老人上下楼不便", "东街社区"),
    Said(3, "西街修路灯 晚上太黑", "西街"),
    Said(4, "南街修路灯 晚上看不清", "南街"),
    Said(5, "县医院门口修一座天桥", "县医院"),
]


@pytest.mark.parametrize(
    ("typed", "place", "first"),
    [
        ("学校门口天桥", "实验小学", 1),
        ("路灯", "南街", 4),
        ("装电梯", "", 2),
        ("过马路天桥", "县医院", 5),
    ],
)
def test_the_one_that_says_the_same_comes_first_and_nearby_wins(typed: str, place: str, first: int) -> None:
    assert asked_alike(typed, place, HERE)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "路", "游泳馆开放到晚上", "。。。", "\u200b", "😀😀"])
def test_nothing_alike_finds_nothing(typed: str) -> None:
    assert asked_alike(typed, "西街", HERE) == []


def titled(key: int, title: str, why: str) -> Said[int]:
    return Said(key, f"{title} {why}", "", title)


TOWN = [
    titled(1, "村里的泥路该修了", "雨天学生上学一身泥。"),
    titled(2, "路修到我们组", "上次只修到村部。"),
    titled(3, "晚上没有路灯", "路口撞过两回车。"),
    titled(4, "学校门口装路灯", "冬天放学天已经黑了。"),
    titled(5, "自来水时有时无", "做饭的时候没有水。"),
    titled(6, "逢集日没有地方停车", "车都停在路上。"),
]


def test_a_long_line_finds_the_short_titles_whose_words_it_holds() -> None:
    assert set(asked_alike("城东村口到小学的路装路灯", "", TOWN)) == {3, 4}
    assert asked_alike("希望在我们镇上建一座能打篮球的体育馆", "", TOWN) == []


def test_of_two_that_hold_the_words_the_one_that_says_little_else_comes_first() -> None:
    long, short = Said(1, "小区改造 管网、路面、路灯都老了，邻居们都盼着改", ""), Said(2, "路灯太暗", "")
    assert asked_alike("路灯", "", [long, short]) == [2, 1]


def test_no_more_than_asked_for_are_shown() -> None:
    many = [Said(n, f"修路灯{n}", "") for n in range(50)]
    assert len(asked_alike("修路灯", "", many)) == 5


def asked(people: People, title: str, release: bool = True) -> Proposal:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    found = receive(cycle, Incoming(title, "晚上太黑", date(2026, 3, 2), place="西街"), AT)
    if release:
        found.release(f"公开的{title}", "晚上太黑", "西街", False, AT, "工作人员01", 1)
    db.session.flush()
    return found


def test_only_released_words_are_shown_and_those_that_stand_by_themselves(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        shown, merged = asked(people, "西街修路灯"), asked(people, "西街装路灯")
        asked(people, "秘密的西街路灯", release=False)
        merged.merge_into(shown, "合并办理", AT, "工作人员01", len(merged.steps))
        db.session.commit()
        number = shown.id
    page = client.get(ALIKE, query_string={"title": "路灯", "place": "西街"})
    assert "公开的西街修路灯" in page.text
    assert f"/proposals/{number}/support" in page.text
    assert "秘密的" not in page.text
    assert "西街装路灯" not in page.text
    assert "Set-Cookie" not in page.headers
    assert "没有找到相近的" in client.get(ALIKE, query_string={"title": "游泳馆"}).text
    assert client.get(ALIKE).status_code == 200


def test_without_a_script_the_button_shows_them_and_keeps_what_was_typed(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    with app.app_context():
        asked(people, "西街修路灯")
        db.session.commit()
    page = client.send(PROPOSE, {"title": "修路灯", "place": "西街", "what": "写了一半", "deed": "look"})
    assert page.status_code == 200
    assert "公开的西街修路灯" in page.text
    assert "写了一半" in page.text
    assert 'role="alert"' not in page.text
    with app.app_context():
        assert db.session.query(Proposal).count() == 1
    assert client.send(PROPOSE, {**MATTER, "deed": "enter"}).status_code == 302


def test_that_nothing_was_found_is_said_only_to_who_looked_for_something(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    nothing = "没有找到相近的"
    assert nothing in client.send(PROPOSE, {"title": "游泳馆", "deed": "look"}).text
    without_a_line = client.send(PROPOSE, {"title": " ", "deed": "look"}).text
    assert nothing not in without_a_line
    assert 'id="title-error"' in without_a_line
    assert nothing not in client.send(PROPOSE, {**MATTER, "place": ""}).text


def test_a_point_s_qr_fills_in_the_place_and_is_kept_with_the_proposal(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        point = add_point(cycle.congress, PointFacts(PointKind.station, "北街联络站", "北街社区"))
        db.session.commit()
        code, number = point.code, point.id
    address = f"{PROPOSE}?point={code}"
    page = client.get(address).text
    assert re.search(r'name="place"[^>]*value="北街社区"', page)
    assert "北街联络站" in page
    sent = client.send(address, MATTER)
    assert proposal(app, sent.location.rsplit("/", 1)[1]).point_id == number
    assert client.get(f"{PROPOSE}?point=NOSUCH").status_code == 200


def test_who_asks_for_a_call_leaves_a_number(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    refused = client.send(PROPOSE, {**MATTER, "wants_call": "y"})
    assert 'id="wants_call-error"' in refused.text
    broken_off = client.send(PROPOSE, {**MATTER, "phone": "1381234"}).text
    assert 'id="phone-error"' in broken_off
    assert 'value="1381234"' in broken_off
    code = send(client, wants_call="y", phone="13800007777")
    contact = proposal(app, code).contact
    assert contact is not None
    assert contact.waits_for_call
    assert "2027年1月31日" in client.get(PROPOSE).text
    assert client.send(PROPOSE, {**MATTER, "place": ""}).text.count('id="place-error"') == 1
