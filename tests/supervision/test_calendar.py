"""督办日程: filled by the rhythm, done by what was recorded, given to somebody, printed, and subscribed to."""

import re
from datetime import date

from flask import Flask

from tests.conftest import Clock
from tests.people import People
from tests.supervision.scene import add_group, add_project, by_group, deputy
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.supervision.calendar_rules import Kind
from votes.supervision.calendars import Feed, Item, RhythmChange
from votes.supervision.inspections import Seen, Visit, record_inspection

AT = "/desk/demo-county/2026/calendar"


def filled(people: People, browser_of):
    clerk = browser_of(people.clerk)
    assert clerk.send(AT, to=f"{AT}/fill").status_code == 302
    return clerk


def state_in(page: str, label: str) -> list[str]:
    """The states of the items that are called so, from the page."""
    items = re.findall(r'<li class="item">.*?</li>', page, re.DOTALL)
    found = [item for item in items if label in item]
    return [
        re.sub(r"<[^>]+>", "", re.search(r'class="st">(.*?)</span></li>', item, re.DOTALL)[1])
        for item in found
    ]


def test_the_calendar_is_filled_once_and_grows_with_a_new_group(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk = filled(people, browser_of)
    clerk.send(AT, to=f"{AT}/fill")
    with app.app_context():
        kinds = [item.kind for item in db.session.query(Item)]
        assert (kinds.count(Kind.notice), kinds.count(Kind.check), kinds.count(Kind.look_back)) == (10, 4, 1)
        add_group(people, add_project(people, 2), 2, 5)
        db.session.commit()
    clerk.send(AT, to=f"{AT}/fill")
    with app.app_context():
        assert db.session.query(Item).filter_by(kind=Kind.check).count() == 8


def test_a_check_is_done_by_an_inspection_and_overdue_without_one(
    app: Flask, project: str, people: People, browser_of, clock: Clock
) -> None:
    clerk = filled(people, browser_of)
    assert state_in(clerk.get(AT).text, "现场督查") == ["已安排"] * 4
    with app.app_context():
        seen = Seen(Visit.announced, date(2026, 3, 2), "江滨路", "看过", [deputy(1, people)])
        record_inspection(db.session.query(Project).one(), seen, by_group(people), clock.at)
        db.session.commit()
    clock.set(date(2026, 7, 1))
    page = browser_of(people.clerk).get(AT).text
    assert [state.split()[-1] for state in state_in(page, "现场督查")][:3] == ["已完成", "已过期", "已安排"]


def test_the_rhythm_is_data_and_untouched_items_follow_it(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk = filled(people, browser_of)
    with app.app_context():
        given = db.session.query(Item).filter_by(kind=Kind.notice).order_by(Item.due_on).first().id
    form = {"committee": "0", "given_to": "工作人员02", "done_on": "", "done_words": ""}
    assert clerk.send(f"{AT}/{given}", form).status_code == 302
    rhythm = {"notice_every": "6", "check_every": "6", "report_month": "0", "rating_month": "12"}
    assert clerk.send(f"{AT}/rhythm", rhythm | {"look_back_month": "13"}).status_code == 200
    assert clerk.send(f"{AT}/rhythm", rhythm | {"look_back_month": "3"}).status_code == 302
    with app.app_context():
        items = db.session.query(Item).order_by(Item.due_on).all()
        assert [str(item.due_on) for item in items if item.kind is Kind.notice] == [
            "2026-03-31",
            "2026-06-30",
            "2026-12-31",
        ]
        assert [str(item.due_on) for item in items if item.kind is Kind.look_back] == ["2027-03-31"]
        assert db.session.query(RhythmChange).count() == 1


def test_an_item_is_given_to_somebody_and_ticked_off_when_it_was_done(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk = filled(people, browser_of)
    assert clerk.send(f"{AT}/add", {"title": "交办会", "due_on": "2026-03-20"}).status_code == 302
    with app.app_context():
        own = db.session.query(Item).filter_by(kind=Kind.own).one().id
    assert state_in(clerk.get(AT).text, "交办会") == ["待安排"]
    form = {
        "committee": "0",
        "given_to": "工作人员02",
        "done_on": "2026-03-03",
        "done_words": "印发通报第1期",
    }
    early = clerk.send(f"{AT}/{own}", form)
    assert (early.status_code, "印发通报第1期" in early.text) == (409, True)
    undated = clerk.send(f"{AT}/{own}", form | {"done_on": ""})
    assert (undated.status_code, "印发通报第1期" in undated.text) == (409, True)
    assert clerk.send(f"{AT}/{own}", form | {"done_on": "2026-03-02"}).status_code == 302
    page = clerk.get(AT).text
    assert state_in(page, "交办会") == ["已完成"]
    assert "工作人员02" in page
    with app.app_context():
        item = db.session.get_one(Item, own)
        item.tick(item.done_on, item.done_words, "工作人员09", date(2026, 3, 2))
        assert item.done_by == "工作人员01"


def test_deputies_see_their_own_groups_and_what_is_the_cycles(
    app: Flask, project: str, people: People, browser_of
) -> None:
    filled(people, browser_of)
    assert "监督一组" in browser_of(people.deputy).get(AT).text
    other = browser_of(people.other_deputy).get(AT).text
    assert "监督一组" not in other
    assert "进展通报" in other
    assert browser_of(people.unit).get(AT).status_code == 404
    assert "监督一组" in browser_of(people.clerk).get(f"{AT}/sheet").text


def test_a_private_address_gives_the_calendar_without_names_until_it_is_ended(
    app: Flask, project: str, people: People, browser_of, client
) -> None:
    filled(people, browser_of)
    phone = browser_of(people.deputy)

    def subscribed() -> str:
        page = phone.send(f"{AT}/subscribe", {"deed": "new"}).text
        return re.search(r'href="http://localhost(/feed/[^"]+\.ics)"', page)[1]

    first = subscribed()
    answer = client.get(first)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    text = answer.text.replace("\r\n ", "")
    assert "监督一组" in text
    assert "代表0" not in text
    with app.app_context():
        assert first.split("/")[-1].removesuffix(".ics") not in db.session.query(Feed).one().digest
    second = subscribed()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    phone.send(f"{AT}/subscribe", {"deed": "end"})
    assert client.get(second).status_code == 404


def test_another_countys_calendar_is_not_found(app: Flask, project: str, people: People, browser_of) -> None:
    filled(people, browser_of)
    with app.app_context():
        one = db.session.query(Item).first().id
        assert db.session.query(Cycle).count() == 2
    assert browser_of(people.other_clerk).get(AT).status_code == 404
    assert browser_of(people.other_clerk).get(f"/desk/other-county/2026/calendar/{one}").status_code == 404


def test_what_comes_near_or_is_past_its_day_stands_on_the_offices_desk(
    app: Flask, project: str, people: People, browser_of, clock: Clock
) -> None:
    clerk = filled(people, browser_of)
    assert "进展通报" not in clerk.get("/desk").text
    clock.set(date(2026, 3, 20))
    page = browser_of(people.clerk).get("/desk").text
    assert page.count("日程：进展通报") == 1
    assert "日程：" not in browser_of(people.deputy).get("/desk").text
    clock.set(date(2026, 4, 10))
    late = browser_of(people.clerk).get("/desk").text
    assert re.search(r'日程：进展通报.{0,300}class="light', late, re.DOTALL)
