"""The service as it runs: its own data folder, migrated, with the demonstration in it, and a clock that can be set."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.conftest import Clock
from tests.people import People, make_people
from votes.accounts import codes
from votes.accounts.models import Account, Badge
from votes.accounts.roles import Duty
from votes.app import create_app
from votes.common.db import db, writing
from votes.common.migrating import upgrade
from votes.demo.start import build
from votes.demo.story import Start, Story


class Quiet(WSGIRequestHandler):
    """A server that says nothing."""

    def log(self, kind: str, message: str, *words: Any) -> None:
        """Say nothing."""


@dataclass
class Site:
    """The running service: where it is, its clock, and the codes its people would be given on paper."""

    app: Flask
    address: str
    clock: Clock
    people: People | None = None
    """Whom every test knows, where the service holds them and not the demonstration."""

    def go(self, day: date, hour: int = 9) -> None:
        """Let it be this day, at this hour in China."""
        self.clock.at = datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)

    def code_of(self, name: str, congress: str) -> str:
        """A fresh sign-in code of the account of this person."""
        with self.app.app_context():
            mine = sa.select(Account).where(Account.name == name, Account.congress.has(slug=congress))
            return self.issued(db.session.scalars(mine).one())

    def badge_code(self, sitting: int, duty: Duty) -> str:
        """A fresh code of a badge of this sitting."""
        with self.app.app_context():
            worn = sa.select(Badge).where(Badge.sitting_id == sitting, Badge.duty == duty)
            return self.issued(db.session.scalars(worn.where(Badge.revoked_at.is_(None))).first())

    def issued(self, who: Any) -> str:
        """The code of this person, kept by its digest alone as ever."""
        code = codes.issue(who, self.clock())
        db.session.commit()
        return code

    def data(self, path: str) -> dict[str, Any]:
        """The open data under this address."""
        with urllib.request.urlopen(f"{self.address}{path}.json") as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def told(self, path: str, *names: str) -> list[tuple[Any, ...]]:
        """These members of every project of a list."""
        return [tuple(one[name] for name in names) for one in self.data(path)["projects"]]


def app_in(data: Path, address: str, clock: Clock) -> Flask:
    """The application with a data folder and a database of its own."""
    return create_app(
        {
            "DATA": str(data),
            "SQLALCHEMY_DATABASE_URI": address,
            "SECRET_KEY": "of this test alone",
            "BASE_URL": "",
            "CLOCK": clock,
        }
    )


@contextmanager
def peopled(data: Path, make: Callable[[People], object], on: date | None = None) -> Iterator[Site]:
    """The service with the people every test knows and what is made for them; it is this day, else the 2nd of March."""
    clock = Clock()
    if on:
        clock.set(on)
    app = app_in(data, f"sqlite:///{data / 'votes.db'}", clock)
    token = writing.set(True)
    with app.app_context():
        db.create_all()
        people = make_people(db.session)
        make(people)
        db.session.commit()
    writing.reset(token)
    with served(app, clock) as found:
        found.people = people
        yield found


def fill(app: Flask, start: Start, clock: Clock, data: Path) -> None:
    """Migrate as a start does, and build both living years up to there."""
    token = writing.set(True)
    try:
        with app.app_context():
            upgrade()
            build(Story(clock(), start), data)
            db.session.commit()
    finally:
        writing.reset(token)


@contextmanager
def served(app: Flask, clock: Clock) -> Iterator[Site]:
    """The service on a free port, until the test is over."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.port}", clock)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
