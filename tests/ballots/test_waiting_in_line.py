"""The line before the box: everyone who waits is served once, a failed commit fails all who waited for it, nobody is stuck."""

import random
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from votes.ballots import collecting_views
from votes.ballots.box.answers import Word
from votes.ballots.collecting_views import Line
from votes.ballots.taking import HOLD, PostgresDesk, Ticket, Unconfirmed


class Trial(Line):
    """A line whose commits write nothing; each fails when `fails` says so."""

    def __init__(self, fails: Any) -> None:
        self.waiting, self.turn, self.fails = deque(), Lock(), fails
        self.served: list[int] = []

    def commit(self, tickets: list[Ticket]) -> None:
        assert self.turn.locked()
        self.served += map(id, tickets)
        for ticket in tickets:
            if self.fails():
                ticket.fault = OSError("disk full")
            else:
                ticket.word = Word.accepted


@pytest.fixture
def hasty():
    """Threads change places a hundred times as often as usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_many_at_once_are_each_served_once_and_nobody_is_stuck() -> None:
    draw = random.Random(1)
    line = Trial(lambda: draw.random() < 0.1)

    def pass_often(_: int) -> list[Ticket]:
        mine = [Ticket(None, None) for _ in range(400)]  # type: ignore[arg-type]
        for ticket in mine:
            try:
                line.pass_through(ticket)
            except OSError:
                assert ticket.word is None
        return mine

    with ThreadPoolExecutor(12) as pool:
        tickets = [ticket for mine in pool.map(pass_often, range(12)) for ticket in mine]
    assert all(ticket.is_done for ticket in tickets)
    assert sorted(line.served) == sorted(map(id, tickets))
    assert not line.turn.locked()
    assert {ticket.word for ticket in tickets} == {None, Word.accepted}


def test_who_comes_one_after_the_other_shares_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    line, late = Trial(lambda: False), [Ticket(None, None) for _ in range(3)]  # type: ignore[arg-type]
    commits, looks = list[int](), list[float]()
    monkeypatch.setattr(
        line, "commit", lambda tickets: (commits.append(len(tickets)), Trial.commit(line, tickets))
    )

    def look(seconds: float) -> None:
        looks.append(seconds)
        line.waiting.extend(late[len(looks) - 1 : len(looks)])

    monkeypatch.setattr(collecting_views.time, "sleep", look)
    line.pass_through(Ticket(None, None))  # type: ignore[arg-type]
    assert commits == [4]
    assert looks == [collecting_views.GATHER] * 4


class Driver:
    """A connection of PostgreSQL's driver that takes all it is given, and has notices to give at the commit."""

    autocommit = False

    def __init__(self, *notices: str) -> None:
        self.notices, self.handlers, self.said = notices, list[Any](), list[str]()

    def add_notice_handler(self, handler: Any) -> None:
        self.handlers.append(handler)

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        assert self.autocommit
        yield
        for notice in self.notices:
            for handler in self.handlers:
                handler(SimpleNamespace(sqlstate=notice))

    def execute(self, words: str, _values: Any) -> Any:
        self.said.append(words)
        return SimpleNamespace(fetchall=lambda: [(b"key",)])


def settled(driver: Driver) -> PostgresDesk:
    desk = PostgresDesk(driver)
    desk.settle()
    return desk


def test_a_commit_that_one_machine_alone_confirmed_is_no_acceptance() -> None:
    """PostgreSQL commits and warns (01000) where the second machine did not answer: nobody is told `accepted`."""
    sure, unsure = Driver("00000"), Driver("00000", "01000")
    assert settled(sure).put_surely(1, "PUT", []) == [(b"key",)]
    with pytest.raises(Unconfirmed):
        settled(unsure).put_surely(1, "PUT", [])
    assert sure.said == unsure.said == [HOLD, "PUT"]
