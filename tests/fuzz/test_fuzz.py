"""Every route and every form, in a full house: sent oddly by everybody it is open to, and closed to everybody else."""

import random

import pytest
from flask import Flask, got_request_exception

from tests.conftest import Clock
from tests.full_house import AUGUST, full_house, sign_everyone_in
from tests.fuzz.addresses import Places
from tests.fuzz.intruding import let_in
from tests.fuzz.visiting import Visit
from tests.tables import Kept

pytestmark = pytest.mark.crawl

KEY = "a full house, everyone signed in"
VISITS: dict[Flask, Visit] = {}
"""What opens for whom is looked up once: the rows are put back with the same numbers."""


def opened(kept: Kept) -> tuple[dict[str, str], int]:
    """The house with all its people signed in: their secrets, and the county they work in."""
    house = full_house(kept)
    return sign_everyone_in(house), house.home.people.ids["county"]


@pytest.fixture
def visit(app: Flask, clock: Clock, kept_rows: Kept) -> Visit:
    """Everybody's browser in a full house that is put back after every deed."""
    clock.at = AUGUST

    def put_back() -> None:
        with app.app_context():
            kept_rows.clear()
            kept_rows.bring(KEY, lambda: opened(kept_rows))

    with app.app_context():
        secrets, county = kept_rows.bring(KEY, lambda: opened(kept_rows))
        if app not in VISITS:
            VISITS[app] = Visit(app, Places(county), secrets, put_back)
            VISITS[app].open_all()
    VISITS[app].sign_in_again()
    return VISITS[app]


def test_no_odd_input_is_an_error_of_ours_and_nothing_typed_is_lost(
    visit: Visit, pytestconfig: pytest.Config
) -> None:
    """Every route is reached; one that is not has no row in the house (tests/full_house.py)."""
    broken: list[str] = []

    def note(_sender: Flask, exception: Exception, **_more: object) -> None:
        broken.append(repr(exception))

    seeds = range(8) if pytestconfig.getoption("--release") else range(1)
    with got_request_exception.connected_to(note, visit.app):
        for seed in seeds:
            draw = random.Random(seed)
            visit.open_oddly(draw)
            visit.send_oddly(draw)
    assert visit.not_reached() == []
    assert visit.faults == [], broken


def test_whoever_a_route_is_not_open_to_gets_no_page(visit: Visit) -> None:
    """At an address that opens for others, as every person, of this county and another: 404, whatever the method."""
    assert let_in(visit) == []
