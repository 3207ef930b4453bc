"""Chromium, the running site, and visitors at the two sizes that every page is made for."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.running import Site, app_in, fill, served
from tests.browser.visitor import DESK, PHONE, Eyes, Visitor
from tests.browser_ready import chromium
from tests.conftest import Clock
from votes.demo.story import Start

MISSING = "no Chromium: apt-get install chromium fonts-noto-cjk"
Visitors = Callable[[], Visitor]


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
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield launched
        launched.close()


@pytest.fixture
def site(
    browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The service with the demonstration, standing at the stage named by `@pytest.mark.parametrize("site", …, indirect=True)`."""
    data, clock = tmp_path_factory.mktemp("walk"), Clock()
    app = app_in(data, clock)
    fill(app, Start(request.param), clock, data)
    with served(app, clock) as found:
        yield found


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    """What is seen in this walk; in the end nothing may have been wrong."""
    found = Eyes()
    yield found
    assert not found.faults, "\n".join(found.faults)


@pytest.fixture
def phones(browser: Browser, site: Site, eyes: Eyes) -> Iterator[Visitors]:
    """Visitors with a phone."""
    yield from visitors(browser, site, eyes, "phone", PHONE)


@pytest.fixture
def desks(browser: Browser, site: Site, eyes: Eyes) -> Iterator[Visitors]:
    """Visitors at a desk."""
    yield from visitors(browser, site, eyes, "desk", DESK)


def visitors(
    browser: Browser, site: Site, eyes: Eyes, name: str, size: tuple[int, int]
) -> Iterator[Visitors]:
    """As many as are asked for, each with cookies of its own; all leave in the end."""
    contexts = []

    def arrive() -> Visitor:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN"))
        return Visitor(contexts[-1], site, eyes, name)

    yield arrive
    for context in contexts:
        context.close()
