"""The public side under attack: hostile input to every form, and nobody's contact, address or token in any answer."""

import gzip
import logging
import random
import re
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import urljoin

import pytest
from flask import Flask

from tests.accounts.acts import use
from tests.conftest import Clock
from tests.full_house import AUGUST
from tests.fuzz.addresses import Places
from tests.fuzz.attacking import Attack, doors_of, public_doors, running
from tests.fuzz.hostile import MARK
from tests.fuzz.private import HELD_BY_RESIDENTS, fill_blanks, private_values, read_out, told_in
from tests.fuzz.test_fuzz import KEY, opened
from tests.pages import Browser
from tests.routes import Route, routes_of
from tests.tables import Kept
from tests.walking import is_page
from votes.accounts.codes import issue
from votes.accounts.models import Account
from votes.common.db import db
from votes.proposals.models import Proposal

pytestmark = pytest.mark.crawl

SHORT, LONG = 8, 450
"""Hostile inputs to each form; before a release more than `IN_ALL` to all together."""
IN_ALL = 10_000
BROUGHT = re.compile(
    r'<(?:link rel="stylesheet"|script|img)(?![^>]*loading="lazy")[^>]*?(?:href|src)="([^"#]+)"'
)
OF_EACH = 2
"""Addresses of each public route that are opened; before a release five times as many."""
SET_UP = "accounts.set_up"
"""Its form stands only in the browser in which an invitation was used."""
BY_SCRIPT = {"box.cast": ("pk", "ct", "sig"), "box.ask": ("pk", "sig")}
"""No page shows a form: a ballot is sealed by its page's script. What such a body says."""


@pytest.fixture
def house(app: Flask, clock: Clock, kept_rows: Kept) -> dict[str, str]:
    """Two counties in August with something in every room; everybody's secret who is signed in."""
    clock.at = AUGUST
    with app.app_context():
        return kept_rows.bring(KEY, lambda: opened(kept_rows))[0]


@pytest.fixture
def places(app: Flask, kept_rows: Kept, house: dict[str, str]) -> Places:
    """Every row of the county."""
    with app.app_context():
        return Places(kept_rows.bring(KEY, lambda: opened(kept_rows))[1])


@pytest.fixture
def put_back(app: Flask, kept_rows: Kept, house: dict[str, str]) -> Callable[[], None]:
    """Makes all rows what they were."""

    def again() -> None:
        with app.app_context():
            kept_rows.clear()
            kept_rows.bring(KEY, lambda: opened(kept_rows))

    return again


@pytest.fixture
def stranger(app: Flask, house: dict[str, str]) -> Browser:
    """Nobody is signed in here."""
    return Browser(app, app.response_class)


@pytest.fixture
def addresses(app: Flask, places: Places, pytestconfig: pytest.Config) -> list[tuple[Route, str]]:
    """Some addresses of every public route that can be opened."""
    many = OF_EACH * (5 if pytestconfig.getoption("--release") else 1)
    open_to_all = [route for route in routes_of(app) if route.is_public and "GET" in route.methods]
    return [(route, address) for route in open_to_all for address in islice(places.addresses(route), many)]


def test_no_hostile_input_breaks_a_form_runs_or_costs_what_was_honest(
    app: Flask,
    places: Places,
    addresses: list[tuple[Route, str]],
    stranger: Browser,
    house: dict[str, str],
    put_back: Callable[[], None],
    pytestconfig: pytest.Config,
) -> None:
    doors = public_doors(app, stranger, places)
    reached = {name.partition(" ")[0] for name in doors}
    sent_to = {route.name for route in routes_of(app) if route.is_public and "POST" in route.methods}
    assert sent_to - reached == {SET_UP, *BY_SCRIPT}, (
        "no page of the full house shows a form that leads there"
    )
    is_long = pytestconfig.getoption("--release")
    times = LONG if is_long else SHORT
    attack = Attack(lambda: Browser(app, app.response_class), random.Random(5))
    for name, door in doors.items():
        attack.at(name, door, times)
    for route in routes_of(app):
        if route.name in BY_SCRIPT:
            attack.bodies_at(route.name, next(places.addresses(route)), BY_SCRIPT[route.name], times)
    for route, address in addresses:
        attack.ask(route, address)
    shown = [address for _, address in addresses if MARK in read_out(stranger.get(address))]
    assert shown == [], "what nobody has released is read in public"
    clerk = Browser(app, app.response_class)
    clerk.set_cookie("votes", house["office"])
    assert [fault for page in desk_pages(app, clerk, places) for fault in running(page)] == []
    attack.put_back = put_back
    for name, door in doors.items():
        attack.at(name, door, times)
    invited = Attack(lambda: invited_browser(app), random.Random(6), put_back)
    for name, door in doors_of(app, invited.browser.get("/account/set-up"), "/account/set-up"):
        invited.at(name, door, times)
    sent = attack.sent + invited.sent
    print(*(f"{n:6} {name}" for name, n in sent.items()), f"{sent.total():6} in all", sep="\n")
    assert {name for name, n in sent.items() if n < times} == set()
    assert len(sent) == len(doors) + len(BY_SCRIPT) + 1
    assert not is_long or sent.total() > IN_ALL
    assert attack.faults + invited.faults == []
    assert attack.taken > 0


def invited_browser(app: Flask) -> Browser:
    """A browser in which somebody of the staff has just used an invitation."""
    browser = Browser(app, app.response_class)
    with app.app_context():
        account = db.session.query(Account).filter_by(deputy_id=None, good_until=None).first()
        code = issue(account, AUGUST)
        db.session.commit()
    assert use(browser, code).location == "/account/set-up"
    return browser


def desk_pages(app: Flask, clerk: Browser, places: Places) -> Iterator[str]:
    """What the office reads of it: pages of the rooms that take in what residents send."""
    met = 0
    for route in routes_of(app):
        room = route.name.partition(".")[0] in ("proposals", "evaluation", "desk", "supervision")
        if room and "office" in route.marks and "GET" in route.methods:
            for address in islice(places.addresses(route), 2):
                page = clerk.get(address).get_data().decode("utf-8", "replace")
                met += MARK in page
                yield page
    assert met, "the office reads nothing of what was sent"


def test_no_first_load_is_heavier_than_60_kb(addresses: list[tuple[Route, str]], stranger: Browser) -> None:
    """The page and its files, compressed; photos come lazily and are not counted."""
    files: dict[str, int] = {}
    heavy = {}
    for _, address in addresses:
        answer = stranger.get(address)
        if is_page(answer) and answer.status_code == 200:
            size = len(gzip.compress(answer.data, 6))
            for part in BROUGHT.findall(answer.get_data(as_text=True)):
                if part not in files:
                    files[part] = len(gzip.compress(stranger.get(urljoin(address, part)).data, 6))
                size += files[part]
            heavy[address] = size
    assert len(heavy) > 30
    assert {address: size for address, size in heavy.items() if size > 60 * 1024} == {}


def test_what_would_run_is_seen() -> None:
    for harm in (
        f"<script>{MARK}()</script>",
        f"<p onclick='{MARK}()'>",
        f"<iframe src=/{MARK}>",
        f"<a href=' java\tScript:{MARK}()'>",
    ):
        assert running(f"<html><body>{harm}</body></html>") != []
    for harmless in (f"&lt;script&gt;{MARK}()", f"<a href='/desk?words=javascript:{MARK}()'>"):
        assert running(f"<html><body>{harmless}</body></html>") == []


def test_nobodys_contact_address_or_token_is_read_in_public(
    app: Flask,
    addresses: list[tuple[Route, str]],
    stranger: Browser,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Pages, data, exports, feeds, errors and logs; only whoever already holds a secret may meet it again."""
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        fill_blanks()
        values = private_values()
    assert set(values.values()) >= HELD_BY_RESIDENTS, "no row of the full house has a value there"
    faults = set()
    for route, address in addresses:
        for asked in (address, f"{address}?x=%00", f"{address}/none"):
            told = told_in(
                read_out(stranger.get(asked)), {v: w for v, w in values.items() if v not in address}
            )
            faults |= {(route.name, where) for where in told}
    logged = caplog.text + "".join(capfd.readouterr())
    assert faults == set()
    assert told_in(logged, values) == set()


def test_what_is_given_away_is_seen(app: Flask, house: dict[str, str], stranger: Browser) -> None:
    with app.app_context():
        fill_blanks()
        values = private_values()
        row = db.session.query(Proposal).filter(Proposal.released_at.is_not(None)).first()
        row.public_what = next(value for value, where in values.items() if where == "proposal_contact.phone")
        address = f"/{row.congress.slug}/{row.cycle.slug}/data/proposals.xlsx"
        db.session.commit()
    assert told_in(read_out(stranger.get(address)), values) == {"proposal_contact.phone"}
