"""Percent and light of a project, for offices at once and for everyone later; the wall in few queries."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event

from tests.delivery.making import (
    DEADLINE,
    GOVERNMENT,
    UNIT,
    adopted_project,
    handed_in,
    july,
    noon,
    project_under_way,
    toilets_plan,
)
from votes.common.db import db
from votes.delivery.month_rules import Month
from votes.delivery.progress import progress_of, public_progress, wall
from votes.delivery.rules import Light
from votes.delivery.telling import milestone_cells
from votes.projects.models import Cycle
from votes.projects.stages import Stage

JULY = Month(2026, 7)
pytestmark = pytest.mark.usefixtures("context")


def test_without_a_published_plan_there_is_no_progress(people) -> None:
    project = adopted_project(people)
    toilets_plan(project).submit(UNIT, noon(2026, 3, 18))
    assert progress_of(project, date(2026, 8, 3)) is None


def test_figures_follow_from_the_last_report(people) -> None:
    project = project_under_way(people)
    handed_in(project, JULY, july(why_slow="6月连续降雨"), noon(2026, 8, 3))
    found = progress_of(project, date(2026, 8, 3))
    assert (found.fact, found.plan, found.lag) == (Decimal("46.3"), Decimal("52.6"), Decimal("6.3"))
    assert (found.light, found.as_of, found.why) == (Light.slow, date(2026, 7, 31), "6月连续降雨")


def test_the_days_of_a_plan_that_goes_over_new_year_have_their_years(people) -> None:
    plan = toilets_plan(adopted_project(people))
    assert milestone_cells(plan)[0][1] == "3月1日至4月15日"
    plan.milestones[4].ends_on = date(2027, 1, 15)
    assert milestone_cells(plan)[0][1] == "2026年3月1日至2026年4月15日"
    assert milestone_cells(plan)[4][1] == "2026年11月1日至2027年1月15日"


def test_before_a_day_nothing_of_it_is_known(people) -> None:
    project = project_under_way(people)
    handed_in(project, JULY, july(), noon(2026, 8, 3))
    assert progress_of(project, date(2026, 8, 2)).fact == 0
    assert progress_of(project, date(2026, 3, 19)) is None


def test_silence_turns_the_light_once_the_day_is_past(people) -> None:
    project = project_under_way(people)
    handed_in(project, JULY, july(), noon(2026, 8, 3))
    in_time, too_late = (progress_of(project, date(2026, 9, day)) for day in (5, 6))
    assert (in_time.silent, in_time.as_of) == ((), date(2026, 7, 31))
    assert (too_late.silent, too_late.as_of) == ((Month(2026, 8),), date(2026, 8, 31))
    assert too_late.fact == in_time.fact
    assert too_late.plan > in_time.plan
    assert too_late.light is Light.late


def test_everyone_sees_it_after_three_days_or_after_the_sign_off(people) -> None:
    project = project_under_way(people)
    report = handed_in(project, JULY, july(), noon(2026, 8, 3))
    assert public_progress(project, date(2026, 8, 5)).fact == 0
    assert public_progress(project, date(2026, 8, 6)).fact == Decimal("46.3")
    report.accept(GOVERNMENT, noon(2026, 8, 4))
    db.session.flush()
    assert public_progress(project, date(2026, 8, 3)).fact == 0
    assert public_progress(project, date(2026, 8, 4)).fact == Decimal("46.3")


def test_a_report_returned_in_time_never_counts(people) -> None:
    project = project_under_way(people)
    report = handed_in(project, JULY, july(), noon(2026, 8, 3))
    report.send_back(GOVERNMENT, noon(2026, 8, 4), "新建座数与现场不符")
    db.session.flush()
    assert progress_of(project, date(2026, 8, 5)).fact == 0
    assert public_progress(project, date(2026, 8, 20)).fact == 0
    handed_in(project, JULY, july(built=80), noon(2026, 8, 5), version=2)
    assert progress_of(project, date(2026, 8, 5)).fact == Decimal("45.0")


def test_what_was_public_stays_until_something_newer_is(people) -> None:
    project = project_under_way(people)
    report = handed_in(project, JULY, july(), noon(2026, 8, 3))
    report.send_back(GOVERNMENT, noon(2026, 8, 7), "新建座数与现场不符")
    handed_in(project, JULY, july(built=80), noon(2026, 8, 8), version=2)
    assert progress_of(project, date(2026, 8, 8)).fact == Decimal("45.0")
    assert public_progress(project, date(2026, 8, 10)).fact == Decimal("46.3")
    assert public_progress(project, date(2026, 8, 11)).fact == Decimal("45.0")


def test_a_suspended_project_has_no_light_and_its_plan_stands_still(people) -> None:
    project = project_under_way(people)
    handed_in(project, JULY, july(), noon(2026, 8, 3))
    project.move_to(Stage.suspended, noon(2026, 8, 10), "工作人员01", "地质条件变化")
    db.session.flush()
    found = progress_of(project, date(2026, 12, 20))
    assert (found.light, found.silent, found.as_of) == (None, (), date(2026, 7, 31))


def test_past_the_deadline_unfinished_is_red_and_confirmed_is_done(people) -> None:
    project = project_under_way(people)
    handed_in(project, Month(2026, 11), july(326, 64), noon(2026, 11, 30))
    assert progress_of(project, DEADLINE).light is Light.slow
    assert progress_of(project, date(2026, 12, 1)).light is Light.late
    project.move_to(Stage.done, noon(2026, 11, 30), "工作人员03", "管养合同12月签")
    project.move_to(Stage.confirmed, noon(2026, 12, 9), "代表001")
    db.session.flush()
    assert progress_of(project, date(2026, 12, 20)).light is Light.done


def test_a_new_version_of_the_plan_carries_what_was_achieved(people) -> None:
    project = project_under_way(people)
    handed_in(project, JULY, july(), noon(2026, 8, 3))
    second = toilets_plan(project, version=2)
    for milestone in second.milestones:
        milestone.weight = {3: 35, 4: 35}.get(milestone.key, milestone.weight)
    db.session.flush()
    assert progress_of(project, date(2026, 8, 20)).fact == Decimal("46.3")
    second.submit(UNIT, noon(2026, 8, 11))
    second.publish(GOVERNMENT, noon(2026, 8, 12))
    db.session.flush()
    assert progress_of(project, date(2026, 8, 20)).fact == Decimal("56.2")
    assert progress_of(project, date(2026, 8, 11)).fact == Decimal("46.3")
    assert project.stage is Stage.delivery


def test_the_wall_is_worst_first_and_agrees_with_each_project(people) -> None:
    slow, ahead, silent = (project_under_way(people, number) for number in (1, 2, 3))
    planless = adopted_project(people, 4)
    handed_in(slow, JULY, july(), noon(2026, 8, 3))
    handed_in(ahead, JULY, july(built=200), noon(2026, 8, 3))
    on = date(2026, 8, 6)
    rows = wall(db.session.get(Cycle, people.ids["cycle_row"]), on)
    assert [row.number for row in rows] == [3, 1, 4, 2]
    for row, project in zip(rows, (silent, slow, planless, ahead), strict=True):
        assert row.progress == progress_of(project, on)


@pytest.mark.parametrize("public", [False, True])
def test_the_wall_asks_the_same_few_questions_for_any_number_of_projects(people, public: bool) -> None:
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    counts = []
    for numbers in (range(1, 3), range(3, 12)):
        for number in numbers:
            handed_in(project_under_way(people, number), JULY, july(), noon(2026, 8, 3))
        db.session.commit()
        cycle = db.session.get(Cycle, people.ids["cycle_row"])
        assert cycle.settings == {}
        asked.clear()
        assert len(wall(cycle, date(2026, 8, 6), public)) == numbers[-1]
        counts.append(len(asked))
    event.remove(db.engine, "before_cursor_execute", note)
    assert counts == [6, 6]
