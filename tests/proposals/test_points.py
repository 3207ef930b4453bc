"""Points (征集点) and stations (联络站): their codes, who is met there and when."""

from datetime import date

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress, Deputy
from votes.projects.models import Cycle
from votes.proposals.intake import Incoming, receive
from votes.proposals.point_rules import PointKind
from votes.proposals.points import (
    Point,
    PointFacts,
    add_point,
    appoint,
    point_for,
    point_of,
    points_where_met,
    set_turns,
    turns_from,
)

STATION = PointFacts(PointKind.station, "北街代表联络站", "北街", month_days=[6, 16, 26])
TODAY = date(2026, 3, 2)


def county(people: People) -> Congress:
    return db.session.get_one(Congress, people.ids["county"])


def a_station(people: People) -> Point:
    point = add_point(county(people), STATION)
    db.session.flush()
    return point


def some_deputies(people: People) -> list[Deputy]:
    return county(people).terms[0].deputies[:3]


def test_a_point_is_found_by_its_code_however_it_is_typed(people: People, context: None) -> None:
    point = a_station(people)
    typed = f" {point.code[:3].lower()}-{point.code[3:]} "
    assert point_of(typed) is point
    assert point_of("") is None
    assert point_of(None) is None


def test_a_point_serves_the_lists_of_its_congress_and_of_the_county_above(
    people: People, context: None
) -> None:
    point = a_station(people)
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    other = db.session.query(Cycle).filter_by(congress_id=people.ids["other_county"]).one()
    assert point_for(cycle, point.code) is point
    assert point_for(other, point.code) is None
    county(people).parent_id = people.ids["other_county"]
    db.session.flush()
    db.session.expire(point.congress)
    assert point_for(other, point.code) is point


def test_two_points_have_two_names(people: People, context: None) -> None:
    a_station(people)
    with pytest.raises(RuleBroken):
        add_point(county(people), STATION)


def test_who_is_there_on_a_station_day_is_of_the_stations_deputies(people: People, context: None) -> None:
    point, deputies = a_station(people), some_deputies(people)
    appoint(point, deputies[:2])
    day = point.coming(TODAY)[0]
    set_turns(point, {day: [one.id for one in deputies]})
    db.session.flush()
    assert day == date(2026, 3, 6)
    assert turns_from([point], TODAY) == {(point.id, day): deputies[:2]}
    assert points_where_met(deputies[0]) == [point]
    appoint(point, deputies[1:2])
    db.session.flush()
    assert turns_from([point], TODAY) == {(point.id, day): deputies[1:2]}
    assert points_where_met(deputies[0]) == []


def test_nobody_is_met_at_a_point_that_closed(people: People, context: None) -> None:
    point, deputies = a_station(people), some_deputies(people)
    appoint(point, deputies)
    point.close(MORNING)
    db.session.flush()
    assert point.coming(TODAY) == []
    assert points_where_met(deputies[0]) == []
    assert point_of(point.code) is point


def test_a_proposal_keeps_the_point_it_came_from(app: Flask, people: People, context: None) -> None:
    point = a_station(people)
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    words = Incoming("修路灯", "巷口三盏灯不亮", TODAY, place=point.place, point_id=point.id)
    assert receive(cycle, words, MORNING).point_id == point.id
