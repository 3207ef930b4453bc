"""What waits for whom in supervision; overdue is computed from the day, never stored."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People, Who
from tests.supervision.conftest import the_matter
from tests.supervision.scene import DUE, MARKS, OFFICE, UNIT, add_group, add_project, by_group, deputy
from votes.accounts.access import Actor
from votes.accounts.models import Account
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.models import Project
from votes.supervision.models import Tie, recuse
from votes.supervision.pursuing import press
from votes.supervision.rules import State
from votes.supervision.waiting import waiting

TODAY = MORNING.date()
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def waits(app: Flask, people: People) -> Callable[..., list[Waiting]]:
    """What waits for somebody on a day."""

    def ask(who: Who, today: date = TODAY) -> list[Waiting]:
        with app.test_request_context():
            congress = db.session.get_one(Congress, people.ids["county"])
            return waiting(Actor(account=db.session.get_one(Account, who[1])), congress, today)

    return ask


def words(found: list[Waiting]) -> list[tuple[str, bool]]:
    return [(str(one.words), one.mine) for one in found]


def test_a_raised_finding_waits_for_the_office_alone(people: People, finding_in, waits) -> None:
    finding_in()
    assert words(waits(people.clerk)) == [("交办问题", True)]
    for who in (people.unit, people.government, people.deputy, people.other_deputy):
        assert waits(who) == []


def test_a_finding_handed_over_waits_for_its_unit_until_its_day(people: People, finding_in, waits) -> None:
    finding_in(State.ordered)
    [one] = waits(people.unit)
    assert (one.words, one.due, one.mine, one.state) == ("答复问题", DUE, True, "已交办")
    assert waits(people.other_unit) == []
    assert words(waits(people.clerk)) == [("审签公开1个问题", True)]


def test_a_pressed_unit_reads_so_on_its_desk_until_it_answers(people: People, finding_in, app, waits) -> None:
    finding_in(State.ordered)
    for deed, state in (
        (lambda one: press(one, "请三日内答复", OFFICE, MORNING), "已交办，已督办"),
        (lambda one: one.answer("已补两座", [], UNIT, LATER), None),
        (lambda one: one.recheck(date(2026, 5, 1), "还差一座", by_group(people), LATER), "退回再办"),
    ):
        with app.app_context():
            deed(the_matter())
            db.session.commit()
        mine = [one.state for one in waits(people.unit) if one.mine]
        assert mine == ([state] if state else [])


def test_a_late_answer_is_seen_by_all_who_wait_for_it(people: People, finding_in, waits) -> None:
    finding_in(State.ordered)
    late = date(2026, 4, 13)
    assert waits(people.unit, late)[0].due == DUE
    assert ("县住建局还没答复", False) in words(waits(people.clerk, late))
    assert words(waits(people.government, late)) == [("县住建局还没答复", False)]


def test_an_answer_waits_for_the_group(people: People, finding_in, waits) -> None:
    finding_in(State.answered)
    assert words(waits(people.deputy)) == [("复查答复", True)]
    assert words(waits(people.unit)) == [("小组复查", False)]
    assert ("小组复查", False) in words(waits(people.clerk))
    assert waits(people.other_deputy) == []


def test_a_closed_finding_waits_for_nobody(people: People, finding_in, waits) -> None:
    finding_in(State.closed)
    for who in (people.unit, people.government, people.deputy, people.clerk):
        assert waits(who) == []


def test_a_quarter_after_the_last_look_an_inspection_is_due(project: str, people: People, waits) -> None:
    assert waits(people.deputy, date(2026, 5, 1)) == []
    [one] = waits(people.deputy, date(2026, 5, 20))
    assert (one.words, one.due) == ("视察项目", date(2026, 6, 1))


def test_a_finished_project_waits_for_its_group(done_project: str, people: People, waits) -> None:
    assert words(waits(people.deputy)) == [("核查是否办成", True)]
    assert words(waits(people.clerk)) == [("小组核查完成情况", False)]


def test_nothing_waits_for_whoever_stands_aside(app: Flask, done_project: str, people: People, waits) -> None:
    with app.app_context():
        project = db.session.query(Project).one()
        recuse(project, deputy(1, people), Tie.leads, "", True, "代表001", MORNING)
        db.session.commit()
    assert waits(people.deputy) == []


def test_a_project_without_a_group_waits_for_the_office(app: Flask, people: People, waits) -> None:
    with app.app_context():
        add_project(people, 1)
        add_group(people, add_project(people, 2))
        db.session.commit()
    [one] = waits(people.clerk)
    assert (one.words, one.context) == ("组建监督小组", "演示项目1")


def test_archived_cycles_ask_nothing_of_anyone(app: Flask, people: People, finding_in, waits) -> None:
    finding_in()
    with app.app_context():
        db.session.query(Project).one().cycle.archived = True
        db.session.commit()
    assert waits(people.clerk) == []


def test_the_desk_shows_it_with_the_way_there(people: People, finding_in, browser_of, clock) -> None:
    finding = finding_in(State.ordered)
    clock.set(date(2026, 4, 13))
    page = browser_of(people.unit).get("/desk").text
    assert f'href="{finding}"' in page
    assert "过期3天" in page
    assert finding not in browser_of(people.other_unit).get("/desk").text


def test_a_step_after_the_release_waits_to_be_signed_off(
    app: Flask, people: People, finding_in, waits
) -> None:
    finding_in(State.answered)

    def release(at: datetime) -> None:
        with app.app_context():
            the_matter().release("工作人员01", at)
            db.session.commit()

    release(MORNING)
    assert ("审签公开1个问题的新进展", True) not in words(waits(people.clerk))
    with app.app_context():
        the_matter().recheck(None, "到现场看过", by_group(people), MORNING + timedelta(hours=1), MARKS)
        db.session.commit()
    assert words(waits(people.clerk)) == [("审签公开1个问题的新进展", True)]
    release(MORNING + timedelta(hours=2))
    assert waits(people.clerk) == []


def test_an_order_to_a_unit_without_an_account_waits_for_whoever_enters_its_answer(
    app: Flask, people: People, finding_in, waits
) -> None:
    finding_in(State.ordered)
    with app.app_context():
        db.session.get_one(Account, people.unit[1]).closed_at = MORNING
        db.session.commit()
    late = date(2026, 4, 13)
    assert words(waits(people.government, late)) == [("代县住建局录入答复", True)]
    assert ("县住建局还没答复", False) in words(waits(people.clerk, late))
