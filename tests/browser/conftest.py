"""Chromium, the running site, and visitors at the two sizes that every page is made for.

Each walk usually goes through the database that its mark `walk` names. Before a release both go through both, and the
eyes look at every state of every page.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, sync_playwright

from tests.browser.arriving import Arrive, arriving
from tests.browser.eyes import SIZES, Eyes, size_of
from tests.browser.running import Site, app_in, fill, served
from tests.browser.visitor import Visitor, Visitors
from tests.browser_ready import MISSING, chromium
from tests.conftest import Clock
from votes.demo.story import Start


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each walk goes through the database that it names; before a release, or where `--db` asks for it, through others."""
    if "store" not in metafunc.fixturenames:
        return
    walk = metafunc.definition.get_closest_marker("walk")
    usual = ["sqlite", "postgres"] if metafunc.config.getoption("--release") else [walk.args[0]]
    chosen = metafunc.config.getoption("--db")
    metafunc.parametrize("store", usual if chosen == "both" else [chosen])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, asking for nothing by itself."""
    path = chromium()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking", "--process-per-site", "--lang=zh-CN"],
        )
        yield launched
        launched.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the service."""
    return tmp_path


@pytest.fixture
def address(store: str, data: Path, request: pytest.FixtureRequest) -> str:
    """A database of its own for this walk, still empty."""
    if store == "sqlite":
        return f"sqlite:///{data / 'votes.db'}"
    server = sa.make_url(request.getfixturevalue("postgres_address")).set(drivername="postgresql+psycopg")
    own = f"walk_{secrets.token_hex(4)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {own}"))
    engine.dispose()
    return server.set(database=own).render_as_string(hide_password=False)


@pytest.fixture
def site(browser: Browser, address: str, data: Path) -> Iterator[Site]:
    """The service with the demonstration, on a day on which proposals come in."""
    clock = Clock()
    app = app_in(data, address, clock)
    fill(app, Start.proposals, clock, data)
    with served(app, clock) as found:
        yield found


@pytest.fixture(scope="session")
def opened(request: pytest.FixtureRequest) -> Eyes:
    """What both walks have looked at: a page seen in one needs no look in the other."""
    return Eyes(thorough=request.config.getoption("--release"))


@pytest.fixture
def eyes(opened: Eyes) -> Iterator[Eyes]:
    """The eyes in this walk; in the end nothing may have been wrong."""
    opened.faults.clear()
    yield opened
    assert not opened.faults, "\n".join(opened.faults)


@pytest.fixture(params=sorted(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A phone and a desk."""
    return str(request.param)


@pytest.fixture
def arrive(browser: Browser, site: Site, size: str) -> Iterator[Arrive]:
    """A person's own browser: `arrive(people.clerk)`; the stranger's: `arrive()`."""
    yield from arriving(browser, site, size)


@pytest.fixture
def phones(browser: Browser, site: Site, eyes: Eyes) -> Iterator[Visitors]:
    """Visitors with a phone."""
    yield from visitors(browser, site, eyes, "phone")


@pytest.fixture
def desks(browser: Browser, site: Site, eyes: Eyes) -> Iterator[Visitors]:
    """Visitors at a desk."""
    yield from visitors(browser, site, eyes, "desk")


def visitors(browser: Browser, site: Site, eyes: Eyes, size: str) -> Iterator[Visitors]:
    """As many as are asked for, each with cookies of its own; all leave in the end."""
    contexts = []

    def arrive() -> Visitor:
        contexts.append(browser.new_context(viewport=size_of(size), locale="zh-CN"))
        return Visitor(contexts[-1], site, eyes, size)

    yield arrive
    for context in contexts:
        context.close()
