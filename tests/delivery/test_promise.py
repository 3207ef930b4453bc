"""原计划: the first published plan stands for ever; each later change is beside it with version, day and why."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.delivery.making import GOVERNMENT, UNIT, noon, project_under_way
from votes.common.db import db
from votes.delivery.drafting import begin, contents, write
from votes.delivery.promise import Changed, promise_of
from votes.projects.models import Project

HERE = "/desk/demo-county/2026/delivery/10"
PUBLIC = "/demo-county/2026/10"
LATER = date(2026, 12, 31)


@pytest.fixture
def project(scene, clock) -> int:
    """Project 10 under way since the 20th of March; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def under_way(people) -> int:
        found = project_under_way(people)
        found.cycle.candidates_published_at = noon(2026, 2, 1)
        return found.id

    return int(scene("a promise", under_way))


def changed(project: Project, why: str, at: datetime, leader: str, built: int) -> None:
    """A new version with another leader, another number, and one milestone less than before."""
    plan = begin(project, why)
    said = contents(plan)
    said.goals[0] = type(said.goals[0])("新建公厕", Decimal(built), "座")
    said.milestones[2] = type(said.milestones[2])(
        "新建公厕", 55, date(2026, 11, 20), date(2026, 5, 15), 1, Decimal(built), 3
    )
    write(plan, type(said)(**{**vars(said), "leader": leader}))
    plan.submit(UNIT, at)
    plan.publish(GOVERNMENT, at)
    db.session.flush()


@pytest.mark.usefixtures("context")
def test_every_change_stands_beside_the_first_plan(project) -> None:
    found = db.session.get_one(Project, project)
    changed(found, "分管县领导调整", noon(2026, 5, 6), "副县长02", 330)
    changed(found, "用地核减4座", noon(2026, 7, 9), "副县长02", 326)
    promise = promise_of(found, LATER)
    assert (promise.on, promise.versions, promise.first.version) == (date(2026, 3, 20), 3, 1)
    rows = {row.label: row for row in promise.rows}
    assert set(rows) == {"分管领导", "新建公厕", "里程碑“新建公厕”"}
    assert rows["分管领导"].words == "副县长"
    assert rows["分管领导"].changes == [Changed(2, date(2026, 5, 6), "副县长02", "分管县领导调整")]
    goal = next(row for row in promise.rows if row.words == "326 座")
    assert [(one.version, one.words) for one in goal.changes] == [(2, "330 座"), (3, "326 座")]
    step = next(row for row in promise.rows if row.label == "里程碑“新建公厕”")
    assert "11月15日" in step.words
    assert "11月20日" in step.changes[0].words


@pytest.mark.usefixtures("context")
def test_on_an_earlier_day_later_versions_are_not_known(project) -> None:
    found = db.session.get_one(Project, project)
    changed(found, "分管县领导调整", noon(2026, 5, 6), "副县长02", 330)
    assert promise_of(found, date(2026, 3, 19)) is None
    assert promise_of(found, date(2026, 5, 5)).rows == []
    begin(found, "还没有公布")
    assert promise_of(found, LATER).versions == 2


def test_it_stands_on_the_pages_of_unit_and_office_on_the_public_page_and_in_the_data(
    app, project, people, browser_of, client
) -> None:
    with app.app_context():
        found = db.session.get_one(Project, project)
        changed(found, "分管县领导调整", noon(2026, 5, 6), "副县长02", 330)
        db.session.commit()
    pages = [browser_of(who).get(HERE).text for who in (people.unit, people.government, people.clerk)]
    for page in (*pages, client.get(PUBLIC).text):
        for words in (
            "原计划和后来的变更",
            "原计划：326 座",
            "第2版：330 座",
            "2026年5月6日",
            "分管县领导调整",
        ):
            assert words in page
    data = client.get(f"{PUBLIC}.json").json
    assert data["first_plan_on"] == "2026-03-20"
    (goal,) = [row for row in data["changed_since"] if row["promised"] == "326 座"]
    assert goal["changes"] == [{"version": 2, "on": "2026-05-06", "now": "330 座", "why": "分管县领导调整"}]


def test_nothing_changed_is_said_too(project, client) -> None:
    assert "日期、数字、目标至今没有改过" in client.get(PUBLIC).text
    assert client.get(f"{PUBLIC}.json").json["changed_since"] == []
