"""The office keeps points, stations and deputies' pages; everyone reads who is there when (码上找代表)."""

import re
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Clock
from tests.people import People
from tests.proposals.made import open_collection
from votes.common.db import db
from votes.congress.models import Deputy
from votes.proposals.deputy_pages import DeputyPage
from votes.proposals.points import Point, PointTurn

DESK = "/desk/demo-county/points"
STATION = {
    "kind": "station",
    "name": "北街代表联络站",
    "place": "北街村",
    "address": "村委会一楼",
    "month_days": "逢六",
    "hours": "上午9:00至11:30",
}


def added(app: Flask, clerk: FlaskClient) -> Point:
    assert clerk.send(f"{DESK}/add", STATION).status_code == 302
    with app.app_context():
        return db.session.query(Point).one()


def ids_of_deputies(app: Flask, most: int = 2) -> list[int]:
    with app.app_context():
        rows = db.session.query(Deputy.id).order_by(Deputy.congress_id, Deputy.stroke_key).limit(most)
        return [identity for (identity,) in rows]


def test_a_station_says_to_everyone_who_is_there_on_its_next_days(
    app: Flask, people: People, browser_of, client: FlaskClient
) -> None:
    clerk = browser_of(people.clerk)
    point, deputies = added(app, clerk), ids_of_deputies(app)
    assert clerk.send(f"{DESK}/{point.id}/deputies", {"deputies": deputies}).status_code == 302
    assert clerk.send(f"{DESK}/{point.id}/turns", {"there-2026-03-06": deputies[1:]}).status_code == 302
    page = client.get(f"/demo-county/points/{point.code}")
    assert "每月逢六 上午9:00至11:30" in page.text
    assert "3月6日 星期五" in page.text
    assert page.text.count("代表002") == 2  # whose turn it is, and who can be met
    assert page.text.count("代表001") == 1
    assert "还没有排班" in page.text
    assert "Set-Cookie" not in page.headers
    assert "北街代表联络站" in client.get("/demo-county/points").text


def test_a_day_without_ticks_shifts_no_other_and_all_can_be_unticked(
    app: Flask, people: People, browser_of
) -> None:
    """A browser sends nothing of a day on which nobody is ticked."""
    clerk = browser_of(people.clerk)
    point, deputies = added(app, clerk), ids_of_deputies(app)
    clerk.send(f"{DESK}/{point.id}/deputies", {"deputies": deputies})
    page = f"{DESK}/{point.id}/turns"
    clerk.send(page, {"there-2026-03-26": deputies[1:]})
    shown = clerk.get(page).text
    assert re.findall(r'name="(there-[\d-]+)"[^>]* checked', shown) == ["there-2026-03-26"]
    wrong = clerk.send(page, {"there-2026-03-16": ["x"], "there-2026-04-06": deputies[:1]}).text
    assert re.findall(r'name="(there-[\d-]+)"[^>]* checked', wrong) == ["there-2026-04-06"]
    clerk.send(page)
    assert " checked" not in clerk.get(page).text


def test_turns_ticked_before_a_station_day_and_sent_after_it_stay_with_their_days(
    app: Flask, people: People, browser_of, clock: Clock
) -> None:
    clerk = browser_of(people.clerk)
    point, deputies = added(app, clerk), ids_of_deputies(app)
    clerk.send(f"{DESK}/{point.id}/deputies", {"deputies": deputies})
    page = f"{DESK}/{point.id}/turns"
    second = list(dict.fromkeys(re.findall(r'type="checkbox"[^>]* name="([^"]+)"', clerk.get(page).text)))[1]
    clock.go(days=5)
    assert clerk.send(page, {second: deputies[:1]}).status_code == 302
    with app.app_context():
        assert [turn.day for turn in db.session.query(PointTurn)] == [date(2026, 3, 16)]


def test_a_point_leads_to_propose_with_its_place_while_proposals_are_collected(
    app: Flask, people: People, browser_of, client: FlaskClient
) -> None:
    point = added(app, browser_of(people.clerk))
    leads = f"/demo-county/2026/propose?point={point.code}"
    address = f"/demo-county/points/{point.code}"
    assert leads not in client.get(address).text
    open_collection(app, people)
    assert leads in client.get(address).text


def test_a_point_that_closed_keeps_its_page_and_says_so(
    app: Flask, people: People, browser_of, client: FlaskClient
) -> None:
    clerk = browser_of(people.clerk)
    point = added(app, clerk)
    clerk.send(f"{DESK}/{point.id}", to=f"{DESK}/{point.id}/close")
    assert "已于2026年3月2日撤销" in client.get(f"/demo-county/points/{point.code}").text
    assert point.name not in client.get("/demo-county/points").text
    clerk.send(f"{DESK}/{point.id}", to=f"{DESK}/{point.id}/reopen")
    assert point.name in client.get("/demo-county/points").text


def test_hundreds_of_village_points_come_from_pasted_lines(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    added(app, clerk)
    lines = "东村征集点\t东村\t村委会\n西村征集点，西村\n\n北街代表联络站\n东村征集点"
    assert "已增加2个点" in clerk.send(f"{DESK}/several", {"lines": lines}, follow_redirects=True).text
    with app.app_context():
        found = db.session.query(Point.name, Point.place, Point.address).order_by(Point.id).all()
    assert [tuple(row) for row in found[1:]] == [
        ("东村征集点", "东村", "村委会"),
        ("西村征集点", "西村", ""),
    ]


def test_wrong_days_and_a_name_taken_are_told_at_their_fields(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    point = added(app, clerk)
    answer = clerk.send(f"{DESK}/add", {**STATION, "name": "另一个站", "month_days": "每月初"})
    assert 'id="month_days-error"' in answer.text
    assert "每月初" in answer.text
    assert 'id="name-error"' in clerk.send(f"{DESK}/add", STATION).text
    changed = {**STATION, "month_days": "5、15", "weekdays": ["3"]}
    assert clerk.send(f"{DESK}/{point.id}/facts", changed).status_code == 302
    assert "每月5、15日，每星期三" in clerk.get(f"{DESK}/{point.id}").text


def test_notices_and_cards_carry_the_qr_of_each_page(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    point = added(app, clerk)
    clerk.send("/desk/demo-county/deputy-pages", {"deputies": ids_of_deputies(app)})
    notices, cards = clerk.get(f"{DESK}/print").text, clerk.get("/desk/demo-county/deputy-pages/print").text
    assert f"/demo-county/points/{point.code}" in notices
    assert notices.count('<svg class="qr"') == 1
    assert cards.count('<svg class="qr"') == 2


def test_a_deputy_has_a_page_from_the_day_it_is_given_and_no_number_stands_there(
    app: Flask, people: People, browser_of, client: FlaskClient, clock: Clock
) -> None:
    clerk, deputies = browser_of(people.clerk), ids_of_deputies(app)
    with app.app_context():
        db.session.get_one(Deputy, deputies[0]).phone = "13800000001"
        db.session.commit()
    clerk.send("/desk/demo-county/deputy-pages", {"deputies": deputies})
    with app.app_context():
        code = db.session.query(DeputyPage.code).filter_by(deputy_id=deputies[0]).scalar()
    page = client.get(f"/demo-county/deputies/{code}")
    assert "代表001" in page.text
    assert "第一代表团" in page.text
    assert "13800000001" not in page.text
    assert "代表001" in client.get("/demo-county/deputies").text
    clerk.send("/desk/demo-county/deputy-pages", {"deputies": deputies[1:]})
    assert client.get(f"/demo-county/deputies/{code}").status_code == 404
    clerk.send("/desk/demo-county/deputy-pages", {"deputies": deputies})
    assert client.get(f"/demo-county/deputies/{code}").status_code == 200
