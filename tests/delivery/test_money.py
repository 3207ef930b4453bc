"""资金曲线 and 预测: the money of each month as it was reported, and the forecast with its arithmetic."""

from datetime import date

import pytest

from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from votes.delivery.figures import figures_of
from votes.delivery.models import FundSource
from votes.delivery.money import curve_of, money_by_month
from votes.delivery.month_rules import Month
from votes.delivery.said import Said, Spent
from votes.projects.models import Project

ON = date(2026, 8, 10)


def spent(allocated: int, paid: int) -> Said:
    return Said(july(61, 38).achieved, {FundSource.own: Spent(allocated, paid)})


@pytest.fixture
def paying(people, context) -> Project:
    """June and July reported; June signed off, July handed in on 9 August; a returned version of June before them."""
    project = project_under_way(people)
    wrong = handed_in(project, Month(2026, 6), spent(1, 1), noon(2026, 7, 2))
    wrong.send_back(GOVERNMENT, noon(2026, 7, 3), "数字请核对")
    june = handed_in(project, Month(2026, 6), spent(49_000_000, 24_500_000), noon(2026, 7, 4), version=2)
    june.accept(GOVERNMENT, noon(2026, 7, 5))
    handed_in(project, Month(2026, 7), spent(62_000_000, 41_500_000), noon(2026, 8, 9))
    return project


def test_each_month_stands_with_what_its_standing_report_said(app, paying: Project) -> None:
    rows = [
        (str(row.month), row.planned_yuan, row.allocated_yuan, row.paid_yuan)
        for row in money_by_month(paying, ON)
    ]
    assert rows == [
        ("2026-06", 98_000_000, 49_000_000, 24_500_000),
        ("2026-07", 98_000_000, 62_000_000, 41_500_000),
    ]
    assert [str(row.month) for row in money_by_month(paying, ON, public=True)] == ["2026-06"]


def test_the_lines_are_drawn_to_one_scale(app, paying: Project) -> None:
    with app.test_request_context():
        curve = curve_of(money_by_month(paying, ON))
        assert curve is not None
        assert (curve.planned, curve.allocated, curve.paid) == (
            "0,0.0 1,0.0",
            "0,50.0 1,36.7",
            "0,75.0 1,57.7",
        )
        assert curve.rows[0] == ("6月", "9,800", "4,900", "2,450")


def test_a_dot_is_no_curve(app, paying: Project) -> None:
    assert curve_of(money_by_month(paying, ON)[:1]) is None
    assert curve_of([]) is None


def test_the_forecast_shows_a_sum_that_anyone_can_check(app, paying: Project) -> None:
    with app.test_request_context():
        figures = figures_of(paying, ON)
        assert figures is not None
        note = next(row["note"] for row in figures.promises() if row.get("note"))
    assert "还剩265座" in note
    assert "265×77÷61＝335天" in note
    assert -(-265 * 77 // 61) == 335
