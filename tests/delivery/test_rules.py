"""Progress follows from facts; a second, plain calculation and properties stand against the rules."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.common.errors import RuleBroken
from votes.delivery import rules
from votes.delivery.rules import FIVE_COLOURS, THREE_COLOURS, Forecast, Light, Piece

JULY = date(2026, 7, 31)
TOILETS = [
    Piece(10, date(2026, 4, 15), date(2026, 3, 1), None, Decimal(1)),
    Piece(10, date(2026, 5, 15), date(2026, 4, 1), None, Decimal(1)),
    Piece(55, date(2026, 11, 15), date(2026, 5, 15), Decimal(326), Decimal(88)),
    Piece(15, date(2026, 9, 30), date(2026, 4, 15), Decimal(64), Decimal(49)),
    Piece(10, date(2026, 11, 30), date(2026, 11, 1)),
]
"""Five milestones of 100 points; 326 toilets to build, 64 to rebuild."""

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
AMOUNTS = st.decimals(0, 10_000, places=3)


@st.composite
def milestones(draw: st.DrawFn) -> Piece:
    ends = draw(DAYS)
    starts = draw(st.none() | st.integers(0, 400).map(lambda days: ends - timedelta(days=days)))
    target = draw(st.none() | st.decimals("0.001", 5_000, places=3))
    return Piece(0, ends, starts, target, draw(AMOUNTS))


@st.composite
def plans(draw: st.DrawFn) -> list[Piece]:
    pieces = draw(st.lists(milestones(), min_size=1, max_size=8))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=len(pieces) - 1, max_size=len(pieces) - 1)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return [
        Piece(weight, p.ends_on, p.starts_on, p.target, p.achieved)
        for weight, p in zip(weights, pieces, strict=True)
    ]


def plain_figures(pieces: list[Piece], on: date) -> tuple[Decimal, Decimal]:
    """The same two percents by school arithmetic: one common denominator, long division, rounding on paper."""
    done, due = Fraction(0), Fraction(0)
    for p in pieces:
        if p.target is None:
            done += p.weight if p.achieved else 0
        elif p.achieved >= p.target:
            done += p.weight
        else:
            done += Fraction(p.weight * int(p.achieved * 1000), int(p.target * 1000))
        if p.ends_on <= on:
            due += p.weight
        elif p.starts_on is not None and p.starts_on < on:
            due += Fraction(
                p.weight * (on.toordinal() - p.starts_on.toordinal()), (p.ends_on - p.starts_on).days
            )
    return on_paper(done), on_paper(due)


def on_paper(points: Fraction) -> Decimal:
    rounded = (Decimal(points.numerator) / Decimal(points.denominator)).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    return Decimal("99.9") if rounded == 100 and points != 100 else rounded


def test_the_toilets_stand_where_a_pocket_calculator_says() -> None:
    found = rules.standing(TOILETS, JULY, JULY, date(2026, 11, 30), THREE_COLOURS)
    assert (found.fact, found.plan, found.lag) == (Decimal("46.3"), Decimal("52.6"), Decimal("6.3"))
    assert found.light is Light.slow
    assert not found.finished


def test_each_milestone_has_its_own_shares() -> None:
    built, rebuilt = TOILETS[2], TOILETS[3]
    assert Fraction(*rules.share_done(built)) == Fraction(88, 326)
    assert Fraction(*rules.share_planned(built, JULY)) == Fraction(77, 184)
    assert Fraction(*rules.share_done(rebuilt)) == Fraction(49, 64)
    assert Fraction(*rules.share_planned(rebuilt, JULY)) == Fraction(107, 168)


def test_more_than_the_target_counts_as_the_target() -> None:
    assert Fraction(*rules.share_done(Piece(5, JULY, None, Decimal(10), Decimal(12)))) == 1


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2026, 6, 30), 0),
        (date(2026, 7, 1), 0),
        (date(2026, 7, 16), Fraction(1, 2)),
        (date(2026, 7, 31), 1),
        (date(2026, 8, 1), 1),
    ],
)
def test_planned_time_runs_from_start_to_end(on: date, share: Fraction) -> None:
    assert Fraction(*rules.share_planned(Piece(5, JULY, date(2026, 7, 1)), on)) == share


def test_without_a_start_the_plan_steps_at_the_end() -> None:
    step = Piece(5, JULY)
    assert Fraction(*rules.share_planned(step, date(2026, 7, 30))) == 0
    assert Fraction(*rules.share_planned(step, JULY)) == 1


def test_a_milestone_of_one_day_is_planned_for_that_day() -> None:
    assert Fraction(*rules.share_planned(Piece(5, JULY, JULY), JULY)) == 1
    assert Fraction(*rules.share_planned(Piece(5, JULY, JULY), date(2026, 7, 30))) == 0


@pytest.mark.parametrize(
    ("points", "published"),
    [
        (Fraction(0), "0.0"),
        (Fraction(4, 100), "0.0"),
        (Fraction(5, 100), "0.1"),
        (Fraction(9994, 100), "99.9"),
        (Fraction(9999, 100), "99.9"),
        (Fraction(100), "100.0"),
    ],
)
def test_percent_is_rounded_half_up_and_full_only_when_full(points: Fraction, published: str) -> None:
    assert rules.shown(points) == Decimal(published)


@pytest.mark.parametrize(
    ("lag", "three", "five"),
    [
        ("-20.0", Light.ok, Light.ok),
        ("5.0", Light.ok, Light.ok),
        ("5.1", Light.slow, Light.slow),
        ("15.0", Light.slow, Light.slow),
        ("15.1", Light.late, Light.behind),
        ("30.0", Light.late, Light.behind),
        ("30.1", Light.late, Light.late),
    ],
)
def test_lights_change_just_above_their_limits(lag: str, three: Light, five: Light) -> None:
    assert rules.light(Decimal(lag), THREE_COLOURS, False, False) is three
    assert rules.light(Decimal(lag), FIVE_COLOURS, False, False) is five


def test_past_the_deadline_unfinished_is_red_and_finished_is_done() -> None:
    assert rules.light(Decimal(0), THREE_COLOURS, False, True) is Light.late
    assert rules.light(Decimal(0), THREE_COLOURS, True, True) is Light.done


def test_the_deadline_itself_is_still_in_time() -> None:
    almost = [Piece(100, JULY, None, Decimal(100), Decimal(97))]
    assert rules.standing(almost, JULY, JULY, JULY, THREE_COLOURS).light is Light.ok
    assert rules.standing(almost, JULY, date(2026, 8, 1), JULY, THREE_COLOURS).light is Light.late
    assert rules.standing(almost, JULY, date(2026, 8, 1), None, THREE_COLOURS).light is Light.ok


def test_a_scale_is_what_the_cycle_has_adopted() -> None:
    assert rules.scale_of(5, 15) == THREE_COLOURS
    assert rules.scale_of(5, 15, 30) == FIVE_COLOURS


def test_the_forecast_shows_its_arithmetic() -> None:
    assert rules.forecast(TOILETS[2], JULY) == Forecast(77, 209, date(2027, 2, 25))


@pytest.mark.parametrize(
    "piece",
    [
        Piece(5, JULY, date(2026, 7, 1)),
        Piece(5, JULY, None, Decimal(10), Decimal(5)),
        Piece(5, JULY, date(2026, 7, 1), Decimal(10), Decimal(0)),
        Piece(5, JULY, date(2026, 7, 1), Decimal(10), Decimal(10)),
        Piece(5, date(2026, 9, 30), JULY, Decimal(10), Decimal(5)),
        Piece(5, JULY, date(2026, 7, 1), Decimal(10**9), Decimal("0.001")),
    ],
)
def test_no_pace_no_forecast(piece: Piece) -> None:
    assert rules.forecast(piece, JULY) is None


@pytest.mark.parametrize("weights", [[], [0, 100], [-5, 105], [50, 49], [50, 51]])
def test_weights_make_up_a_hundred(weights: list[int]) -> None:
    with pytest.raises(RuleBroken):
        rules.check_weights(weights)


def test_good_weights_and_days_pass() -> None:
    rules.check_weights([10, 10, 55, 15, 10])
    rules.check_dates({str(n): piece for n, piece in enumerate(TOILETS)}, date(2026, 11, 30))
    rules.check_dates({"step": Piece(100, JULY)}, None)


def test_a_milestone_does_not_end_before_it_begins_nor_after_the_deadline() -> None:
    with pytest.raises(RuleBroken, match="before it begins"):
        rules.check_dates({"招标": Piece(5, date(2026, 6, 30), JULY)}, None)
    with pytest.raises(RuleBroken, match="after the deadline"):
        rules.check_dates({"招标": Piece(5, JULY)}, date(2026, 7, 30))


def test_a_cumulative_figure_falls_only_with_a_reason() -> None:
    rules.check_fall(Decimal(23), Decimal(23), "")
    rules.check_fall(Decimal(23), Decimal(21), "6月多计了一段")
    for reason in ("", "  \n"):
        with pytest.raises(RuleBroken, match="less than last month's 23"):
            rules.check_fall(Decimal(23), Decimal(21), reason)


@given(plans(), DAYS)
def test_a_second_plain_calculation_agrees(pieces: list[Piece], on: date) -> None:
    found = rules.standing(pieces, on, on, None, THREE_COLOURS)
    done, due = plain_figures(pieces, on)
    assert (found.fact, found.plan, found.lag) == (done, due, due - done)


@given(plans(), DAYS, DAYS)
def test_the_plan_never_falls_back_and_stays_between_nothing_and_all(
    pieces: list[Piece], one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= rules.plan(pieces, earlier) <= rules.plan(pieces, later) <= 100


@given(plans(), AMOUNTS)
def test_doing_more_never_lowers_the_percent(pieces: list[Piece], more: Decimal) -> None:
    first = pieces[0]
    ahead = Piece(first.weight, first.ends_on, first.starts_on, first.target, first.achieved + more)
    assert rules.fact(pieces) <= rules.fact([ahead, *pieces[1:]]) <= 100


@given(plans(), DAYS)
def test_light_and_percent_never_disagree(pieces: list[Piece], on: date) -> None:
    found = rules.standing(pieces, on, on, on, FIVE_COLOURS)
    assert found.lag == found.plan - found.fact
    assert (found.light is Light.done) == (found.fact == 100) == found.finished
    if found.light is Light.ok:
        assert found.lag <= 5


@given(milestones(), DAYS)
def test_a_forecast_reaches_the_target_and_not_a_day_sooner(piece: Piece, on: date) -> None:
    ahead = rules.forecast(piece, on)
    if ahead is not None:
        assert piece.target is not None
        pace = Fraction(piece.achieved) / ahead.days
        assert pace * (ahead.days + ahead.days_more) >= Fraction(piece.target)
        assert pace * (ahead.days + ahead.days_more - 1) < Fraction(piece.target)
