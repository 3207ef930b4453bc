"""每日巡查: late, silent and stalled are found by the day itself, told in their order, explained, public, and end."""

from datetime import date, timedelta

import pytest

from tests.delivery.browsing import fill_in
from tests.delivery.making import GOVERNMENT, OFFICE, UNIT, handed_in, july, noon, project_under_way
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress
from votes.delivery.month_rules import Month
from votes.delivery.troubles import Trouble, TroubleStep, troubles_of
from votes.delivery.watch_rules import TroubleKind
from votes.delivery.watching import Looked, look_at
from votes.projects.models import Project
from votes.projects.stages import Stage

HERE = "/desk/demo-county/2026/delivery"


def open_kinds() -> set[tuple[int, str]]:
    rows = db.session.query(Trouble).filter(Trouble.ended_on.is_(None))
    return {(row.project.number, row.kind.value) for row in rows}


def deeds(trouble: Trouble) -> list[str]:
    db.session.refresh(trouble)
    return [step.deed.value for step in trouble.steps]


@pytest.fixture
def silent(people, context) -> Project:
    """Project 10, whose unit has not reported on March by 6 April."""
    return project_under_way(people)


def test_a_missing_report_is_told_to_the_unit_then_the_office_then_everyone(silent: Project) -> None:
    assert look_at(date(2026, 4, 5)) == Looked(1, 0, 0, 0, 0)
    assert look_at(date(2026, 4, 6)) == Looked(1, 1, 0, 0, 0)
    assert look_at(date(2026, 4, 6)) == Looked(1, 0, 0, 0, 0)
    [trouble] = troubles_of(silent)
    assert (trouble.since_on, trouble.told_unit_on, trouble.told_office_on) == (
        date(2026, 4, 6),
        date(2026, 4, 6),
        None,
    )
    assert look_at(date(2026, 4, 7)) == Looked(1, 0, 1, 0, 0)
    assert troubles_of(silent, public_on=date(2026, 4, 8)) == []
    assert look_at(date(2026, 4, 9)) == Looked(1, 0, 0, 1, 0)
    assert troubles_of(silent, public_on=date(2026, 4, 9)) == [trouble]
    handed_in(silent, Month(2026, 3), july(0, 0), noon(2026, 4, 10))
    assert look_at(date(2026, 4, 10)) == Looked(1, 0, 0, 0, 1)
    assert look_at(date(2026, 4, 10)) == Looked(1, 0, 0, 0, 0)
    assert deeds(trouble) == ["found", "told_office", "made_public", "ended"]


def test_days_that_were_missed_are_made_up_for_at_once(silent: Project) -> None:
    look_at(date(2026, 4, 6))
    assert look_at(date(2026, 4, 20)) == Looked(1, 0, 1, 1, 0)


def test_a_day_done_after_a_later_one_leaves_what_that_found(silent: Project) -> None:
    look_at(date(2026, 4, 6))
    assert look_at(date(2026, 4, 1)) == Looked(1, 0, 0, 0, 0)
    assert open_kinds() == {(10, "silent")}


def test_what_comes_back_is_a_new_warning(silent: Project) -> None:
    look_at(date(2026, 4, 6))
    handed_in(silent, Month(2026, 3), july(0, 0), noon(2026, 4, 10))
    look_at(date(2026, 4, 10))
    look_at(date(2026, 5, 6))
    assert [(one.number, one.kind) for one in troubles_of(silent) if one.kind is TroubleKind.silent] == [
        (2, TroubleKind.silent),
        (1, TroubleKind.silent),
    ]


def test_late_silent_and_stalled_occur_together_and_apart(people, context) -> None:
    stalled, late, well = (project_under_way(people, number) for number in (1, 2, 3))
    for month, day in ((5, 3), (6, 3), (7, 3)):
        on = noon(2026, month + 1, day)
        handed_in(stalled, Month(2026, month), july(200, 60), on)
        handed_in(well, Month(2026, month), july(60 + 20 * month, 4 + 8 * month), on)
    handed_in(late, Month(2026, 7), july(10, 5), noon(2026, 8, 3))
    look_at(date(2026, 8, 5))
    assert open_kinds() == {(1, "stalled"), (2, "late")}
    look_at(date(2026, 9, 6))
    assert {(number, kind) for number, kind in open_kinds() if kind == "silent"} == {
        (1, "silent"),
        (2, "silent"),
        (3, "silent"),
    }


def test_what_is_suspended_or_done_has_no_warning_any_more(silent: Project) -> None:
    look_at(date(2026, 4, 6))
    silent.move_to(Stage.suspended, noon(2026, 4, 7), "常委会")
    assert look_at(date(2026, 4, 8)) == Looked(0, 0, 0, 0, 1)


def test_neither_a_rehearsal_nor_another_congress_is_looked_at(people, silent: Project) -> None:
    other = db.session.get_one(Congress, people.ids["other_county"])
    assert look_at(date(2026, 4, 6), other).projects == 0
    assert look_at(date(2026, 4, 6), silent.congress).found == 1


def test_an_explanation_and_a_sign_off_leave_their_trace(silent: Project) -> None:
    look_at(date(2026, 4, 6))
    [trouble] = troubles_of(silent)
    at = noon(2026, 4, 7)
    for hand, deed in ((GOVERNMENT, trouble.sign_off), (UNIT, trouble.sign_off)):
        if hand is UNIT:
            with pytest.raises(RuleBroken, match="somebody else"):
                deed(hand, at)
    trouble.explain("经办人请假，明天补报", UNIT, at)
    trouble.sign_off(OFFICE, at)
    with pytest.raises(RuleBroken, match="already been dealt with"):
        trouble.sign_off(OFFICE, at)
    db.session.flush()
    assert trouble.public_on == date(2026, 4, 7)
    assert look_at(date(2026, 4, 9)).published == 0
    look_at(date(2026, 4, 9) + timedelta(days=1))
    handed_in(silent, Month(2026, 3), july(0, 0), noon(2026, 4, 11))
    look_at(date(2026, 4, 11))
    with pytest.raises(RuleBroken, match="already been dealt with"):
        trouble.explain("晚了", UNIT, at)
    db.session.query(TroubleStep).first().words = "改口"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()


def test_the_unit_explains_and_everyone_reads_it_beside(
    app, people, scene, browser_of, client, clock
) -> None:
    def begin(people) -> None:
        project = project_under_way(people)
        project.cycle.candidates_published_at = noon(2026, 2, 1)
        look_at(date(2026, 4, 6))

    clock.set(date(2026, 4, 6))
    scene("a silent project", begin)
    unit, government, clerk = (browser_of(who) for who in (people.unit, people.government, people.clerk))
    assert "说明预警原因" in unit.get("/desk").text
    assert "查看预警" not in clerk.get("/desk").text
    page = f"{HERE}/10/troubles/1"
    assert 'id="words-error"' in fill_in(unit, page).text
    fill_in(unit, page, {"words": "经办人请假，四月十日前补报"})
    assert "说明预警原因" not in unit.get("/desk").text
    assert browser_of(people.other_unit).get(page).status_code == 404
    public = "/demo-county/2026/10"
    assert "经办人请假" not in client.get(public).text
    clock.set(date(2026, 4, 7))
    with app.app_context():
        look_at(date(2026, 4, 7))
        db.session.commit()
    assert "查看预警" in government.get("/desk").text
    assert "未报（自2026年4月6日起）" in government.get(f"{HERE}/troubles").text
    fill_in(government, page, deed="sign")
    assert "责任单位说明：经办人请假" in client.get(public).text
    assert client.get(f"{public}.json").json["warnings"] == [
        {
            "kind": "silent",
            "since": "2026-04-06",
            "public_on": "2026-04-07",
            "ended_on": None,
            "explanation": "经办人请假，四月十日前补报",
        }
    ]
