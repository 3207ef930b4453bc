"""预警: when a project is late, silent or stalled; plain values, no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from votes.common.errors import RuleBroken
from votes.delivery.month_rules import Month
from votes.delivery.rules import Light, Piece
from votes.delivery.watch_rules import (
    Days,
    Earlier,
    Sight,
    TroubleKind,
    check_explanation,
    told_next,
    troubles_in,
)

DAYS = Days(report_due_day=5, office_after=1, public_after=3)
ON = date(2026, 8, 10)
BUILD = Piece(60, date(2026, 11, 30), date(2026, 5, 1), 300, 100)
ACCEPT = Piece(40, date(2026, 11, 30))
WELL = Sight(Light.ok, date(2026, 11, 30), (), {1: BUILD, 2: ACCEPT}, Month(2026, 7), None)
MAY = Earlier(Month(2026, 5), {1: 100})


def kinds(sight: Sight, on: date = ON) -> dict[str, date]:
    return {kind.value: since for kind, since in troubles_in(sight, DAYS, on).items()}


def test_nothing_is_wrong_with_what_goes_well() -> None:
    assert kinds(WELL) == kinds(replace(WELL, light=Light.slow)) == kinds(replace(WELL, light=None)) == {}


def test_late_is_the_red_light_since_it_was_seen_or_since_the_deadline() -> None:
    assert kinds(replace(WELL, light=Light.late)) == {"late": ON}
    assert kinds(replace(WELL, light=Light.late), date(2026, 12, 5)) == {"late": date(2026, 12, 1)}
    assert kinds(replace(WELL, light=Light.late, deadline=None)) == {"late": ON}


def test_silent_since_the_day_after_the_first_report_was_due() -> None:
    silent = replace(WELL, silent=(Month(2026, 6), Month(2026, 7)))
    assert kinds(silent) == {"silent": date(2026, 7, 6)}


def test_stalled_if_nothing_came_though_the_plan_went_on() -> None:
    assert kinds(replace(WELL, earlier=MAY)) == {"stalled": date(2026, 5, 31)}


@pytest.mark.parametrize(
    "sight",
    [
        replace(WELL, earlier=Earlier(Month(2026, 5), {1: 99})),
        replace(WELL, earlier=Earlier(Month(2026, 5), {1: 100, 2: 1})),
        replace(WELL, earlier=MAY, pieces={2: ACCEPT}),
        replace(WELL, earlier=Earlier(Month(2026, 5), {1: 300}), pieces={1: Piece(100, ON, ON, 300, 300)}),
        replace(WELL, earlier=MAY, reported=None),
    ],
)
def test_not_stalled_if_something_moved_or_was_not_due_or_all_is_reached(sight: Sight) -> None:
    assert kinds(sight) == {}


@pytest.mark.parametrize(
    ("days", "told", "public", "expected"),
    [
        (0, False, False, []),
        (1, False, False, ["office"]),
        (2, True, False, []),
        (3, True, False, ["everyone"]),
        (9, False, False, ["office", "everyone"]),
        (9, False, True, ["office"]),
        (9, True, True, []),
    ],
)
def test_the_unit_is_told_first_then_the_office_then_everyone(
    days: int, told: bool, public: bool, expected: list[str]
) -> None:
    assert told_next(ON, told, public, DAYS, ON + timedelta(days=days)) == expected


def test_an_explanation_says_something() -> None:
    check_explanation("下雨")
    with pytest.raises(RuleBroken, match="what comes next"):
        check_explanation(" \n")
    assert len(TroubleKind) == 3
