"""Positions are kept as WGS84; what maps show in GCJ-02 and BD-09 is told apart and brought back to the metre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.common.errors import RuleBroken
from votes.common.positions import (
    Position,
    System,
    bd09_to_gcj02,
    gcj02_to_bd09,
    given_in,
    kept,
    read_position,
    wgs84_to_gcj02,
)

METRE = 1 / 111_000
HERE = Position(39.915, 116.404)


def near(found: Position, latitude: float, longitude: float, within: float = METRE) -> bool:
    return abs(found.latitude - latitude) < within and abs(found.longitude - longitude) < within


def test_the_systems_differ_as_published() -> None:
    assert near(wgs84_to_gcj02(HERE), 39.91640428150164, 116.41024449916938, 1e-9)
    assert near(gcj02_to_bd09(HERE), 39.92133699351022, 116.41036949371029, 1e-9)
    assert near(bd09_to_gcj02(HERE), 39.90865673957631, 116.39762729119315, 1e-9)


@given(st.floats(18, 53), st.floats(74, 134), st.sampled_from(list(System)))
def test_there_and_back_is_the_same_place(latitude: float, longitude: float, system: System) -> None:
    at = Position(latitude, longitude)
    assert near(kept(given_in(at, system), system), latitude, longitude)


def test_abroad_nothing_is_moved() -> None:
    paris = Position(48.85, 2.35)
    assert given_in(paris, System.gcj02) == paris


@pytest.mark.parametrize(
    "text, system",
    [
        ("28.683200, 115.858100", System.wgs84),
        ("115.8581，28.6832", System.wgs84),
        ("北纬28.6832 东经115.8581", System.wgs84),
        ("28°40′59.52″N 115°51′29.16″E", System.wgs84),
        ("WGS-84 28.6832,115.8581", System.wgs84),
    ],
)
def test_typed_positions_are_read_in_either_order(text: str, system: System) -> None:
    at, said = read_position(text, System.wgs84)
    assert said is system
    assert near(at, 28.6832, 115.8581)


def test_what_is_pasted_says_its_system_and_goes_before_what_was_ticked() -> None:
    shown = given_in(Position(28.6832, 115.8581), System.gcj02)
    pasted = f"https://uri.amap.com/marker?position={shown.longitude},{shown.latitude}&name=x"
    at, system = read_position(pasted, System.wgs84)
    assert system is System.gcj02
    assert near(at, 28.6832, 115.8581)
    shown = given_in(Position(28.6832, 115.8581), System.bd09)
    at, system = read_position(f"百度 {shown.longitude:.6f} {shown.latitude:.6f}", System.wgs84)
    assert system is System.bd09
    assert near(at, 28.6832, 115.8581, 2 * METRE)


@pytest.mark.parametrize(
    "text", ["", "学校门口", "28.68", "0.0, 0.0", "999.99, 28.68", "1e9 2e9", "28.6.8.3", "°°°"]
)
def test_what_is_no_position_in_china_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(RuleBroken):
        read_position(text, System.wgs84)
