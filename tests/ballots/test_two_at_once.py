"""Two clicks, or two persons, at the very same moment: one succeeds, the other is told so, nothing is doubled."""

import threading

import pytest

from tests.ballots.hall import roll, round_by, tally_data, tallying
from votes.ballots.rounds import Round, RoundStep
from votes.ballots.tallying import Tally
from votes.common.db import db
from votes.congress.models import Sitting


@pytest.fixture
def at_once(app):
    """Send these requests from two browsers at the same moment; their answers."""

    def send(*requests) -> list[int]:
        gate, found = threading.Barrier(len(requests)), []

        def go(browser, path, data) -> None:
            token = browser.get(path).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
            gate.wait()
            found.append(browser.post(path, data={"csrf_token": token, **data}).status_code)

        threads = [threading.Thread(target=go, args=request) for request in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(found)

    return send


@pytest.fixture
def twice(browser_of, hall, people):
    """Two browsers of the same person, or badge."""

    def open_both(word: str):
        who = hall.badges.get(word) or getattr(people, word)
        return browser_of(who), browser_of(who)

    return open_both


def test_declaring_twice_at_once(hall, carried, twice, at_once, inside) -> None:
    round = carried("confirmed")
    path = hall.round_path(round, "declare")
    assert at_once(*((browser, path, {}) for browser in twice("chair"))) == [302, 409]
    assert inside(lambda: db.session.query(RoundStep).filter_by(deed="declare").count()) == 1


def test_preparing_twice_at_once(hall, twice, at_once, inside) -> None:
    path = hall.list_path("ballot", "prepare")
    data = {"sitting": hall.sitting, "title": "票决", "kinds": ["paper"]}
    assert at_once(*((browser, path, data) for browser in twice("clerk"))) == [302, 409]
    assert inside(lambda: db.session.query(Round).count()) == 1


def test_entering_a_batch_twice_at_once(hall, carried, twice, at_once, inside) -> None:
    round = carried("counting")
    batch = inside(lambda: tallying.all_batches(round_by(round))[0].id)
    path = hall.round_path(round, "count", batch)
    data = tally_data(10, [8, 7, 3, 2])
    assert at_once(*((browser, path, data) for browser in twice("teller_a"))) == [302, 409]
    assert inside(lambda: db.session.query(Tally).count()) == 1


def test_both_tellers_enter_at_once(hall, carried, browse, at_once, inside) -> None:
    round = carried("counting")
    batch = inside(lambda: tallying.all_batches(round_by(round))[0].id)
    path, data = hall.round_path(round, "count", batch), tally_data(10, [8, 7, 3, 2])
    assert at_once((browse("teller_a"), path, data), (browse("teller_b"), path, data)) == [302, 302]
    assert inside(lambda: tallying.is_agreed(round_by(round)))


def test_both_heads_sign_at_once(hall, carried, browse, at_once, inside) -> None:
    """One of them may be told to sign again; never is the round half open."""
    round = carried("preparing")
    path = hall.round_path(round, "open")
    answers = at_once((browse("chair"), path, {}), (browse("chief"), path, {}))
    state = inside(lambda: round_by(round).state)
    assert (answers, state) in (([302, 302], "open"), ([302, 409], "preparing"))
    for word in ("chair", "chief"):
        if state == "preparing":
            browse(word).send(path)
    assert inside(lambda: round_by(round).state) == "open"


def test_two_desks_sign_the_same_deputy_in(hall, twice, at_once, inside) -> None:

    path = hall.path("roll")
    answers = at_once(*((browser, path, {"code": "DED001"}) for browser in twice("clerk")))
    assert answers in ([302, 302], [302, 409])
    assert inside(lambda: roll.figures(db.session.get_one(Sitting, hall.sitting)).present) == 1
