"""What waits for whom in delivery; what is due and late follows from the day."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.delivery.making import (
    GOVERNMENT,
    UNIT,
    adopted_project,
    handed_in,
    july,
    noon,
    project_under_way,
    toilets_plan,
)
from tests.people import People, Who
from votes.accounts.access import Actor
from votes.accounts.models import Account
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.delivery.models import Plan
from votes.delivery.month_rules import Month
from votes.delivery.waiting import waiting
from votes.projects.models import Project
from votes.projects.stages import Stage

Ask = Callable[..., list[Waiting]]


@pytest.fixture
def waits(app: Flask, people: People) -> Ask:
    """What waits for somebody on a day."""

    def ask(who: Who, today: date) -> list[Waiting]:
        with app.test_request_context():
            congress = db.session.get_one(Congress, people.ids["county"])
            return waiting(Actor(account=db.session.get_one(Account, who[1])), congress, today)

    return ask


def told(found: list[Waiting]) -> list[tuple[str, str, bool]]:
    return [(str(one.words), one.context, one.mine) for one in found]


def make(app: Flask, deed) -> None:
    with app.app_context():
        deed()
        db.session.commit()


def test_a_plan_waits_for_its_unit_then_for_the_government(app, people, waits: Ask) -> None:
    on = date(2026, 3, 18)
    make(app, lambda: adopted_project(people))
    assert told(waits(people.unit, on)) == [("填实施计划", "“厕所革命”行动", True)]
    assert told(waits(people.government, on)) == told(waits(people.other_unit, on)) == []
    make(app, lambda: toilets_plan(db.session.query(Project).one()).submit(UNIT, noon(2026, 3, 18)))
    assert told(waits(people.unit, on)) == [("政府办公布实施计划", "“厕所革命”行动", False)]
    assert told(waits(people.government, on)) == [("公布或退回实施计划", "“厕所革命”行动", True)]
    make(app, lambda: db.session.query(Plan).one().send_back(GOVERNMENT, noon(2026, 3, 19), "改"))
    assert told(waits(people.unit, on)) == [("改好实施计划再报", "“厕所革命”行动", True)]
    assert told(waits(people.clerk, on)) == []


def test_a_month_waits_for_the_unit_and_late_ones_for_whoever_presses(app, people, waits: Ask) -> None:
    make(app, lambda: [project_under_way(people, number, title=f"项目{number}") for number in (1, 2, 3, 4)])
    assert waits(people.unit, date(2026, 3, 31)) == []
    on_time, late = date(2026, 4, 5), date(2026, 4, 6)
    assert told(waits(people.unit, on_time)) == [("3月月报", "4个项目", True)]
    assert waits(people.unit, on_time)[0].due == date(2026, 4, 5)
    assert waits(people.clerk, on_time) == waits(people.government, on_time) == []
    for who in (people.clerk, people.government):
        assert told(waits(who, late)) == [("县住建局没有交3月月报", "4个项目", False)]
    assert waits(people.other_unit, late) == waits(people.deputy, late) == []
    assert [str(one.words) for one in waits(people.unit, date(2026, 5, 6))] == ["3月月报", "4月月报"]


def test_reports_wait_for_the_sign_off(app, people, waits: Ask) -> None:
    def deed() -> None:
        for number in (1, 2):
            under_way = project_under_way(people, number, title=f"项目{number}")
            handed_in(under_way, Month(2026, 7), july(), noon(2026, 8, 3))

    make(app, deed)
    on = date(2026, 8, 4)
    assert told(waits(people.government, on)) == [("审签公开2份7月月报", "项目1，项目2", True)]
    assert told(waits(people.unit, on)) == [("政府办审签公开7月月报", "项目1，项目2", False)]


def test_nothing_is_owed_once_it_is_done(app, people, waits: Ask) -> None:
    def deed() -> None:
        under_way = project_under_way(people)
        under_way.move_to(Stage.done, noon(2026, 3, 30), "工作人员03", "提前完成")

    make(app, deed)
    assert waits(people.unit, date(2026, 6, 1)) == waits(people.clerk, date(2026, 6, 1)) == []


def test_what_a_unit_without_an_account_owes_waits_for_whoever_enters_for_it(app, people, waits: Ask) -> None:
    def deed() -> None:
        db.session.get_one(Account, people.unit[1]).closed_at = noon(2026, 3, 1)
        adopted_project(people, 1)
        project_under_way(people, 2, title="项目2")

    make(app, deed)
    on = date(2026, 4, 6)
    found = waits(people.government, on)
    assert told(found) == [("填实施计划", "“厕所革命”行动", True), ("3月月报", "项目2", True)]
    assert {one.state for one in found} == {"由您代县住建局录入"}
    assert found[1].url.endswith(f"unit={people.ids['unit_row']}")
    assert told(waits(people.clerk, on)) == [("县住建局没有交3月月报", "项目2", False)]
    make(
        app, lambda: setattr(db.session.get_one(Account, people.government[1]), "closed_at", noon(2026, 3, 1))
    )
    assert told(waits(people.clerk, on)) == told(found)


def test_a_returned_month_waits_for_its_unit_at_once_until_it_is_handed_in_again(
    app, people, waits: Ask
) -> None:
    month, back = Month(2026, 7), date(2026, 7, 25)

    def returned() -> None:
        report = handed_in(project_under_way(people), month, july(), noon(2026, 7, 24))
        report.send_back(GOVERNMENT, noon(2026, 7, 25), "核对支付数")

    def again(version: int) -> None:
        project = db.session.query(Project).one()
        handed_in(project, month, july(), noon(2026, 7, 26), version)

    make(app, returned)
    mend = ("7月月报已退回，改好再交", "“厕所革命”行动", True)
    assert mend in told(waits(people.unit, back))
    assert mend not in told(waits(people.other_unit, back))
    assert [one.words for one in waits(people.unit, date(2026, 8, 6))].count("7月月报") == 0
    assert ("县住建局没有交7月月报", "“厕所革命”行动", False) in told(
        waits(people.government, date(2026, 8, 6))
    )
    make(app, lambda: again(2))
    assert mend not in told(waits(people.unit, back))
