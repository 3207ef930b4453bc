"""Every public page as anybody may want it: in Chinese, English, large type (适老), dark; on a phone of 320 px.

Usually each page is looked at in one of the looks, which change from page to page; before a release in all of them.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.eyes import looked_at
from tests.browser.public_deeds import Deed, released_proposal
from tests.browser.public_deeds import deeds as deeds_of
from tests.browser.running import Site, served
from tests.conftest import Clock
from tests.full_house import AUGUST, House
from tests.fuzz.addresses import Places
from tests.pages import Browser as Plain
from tests.routes import Route, routes_of
from tests.walking import is_page
from votes.common.db import db
from votes.projects.models import Project

pytestmark = pytest.mark.crawl

LOOKS = {"zh": "", "en": "/en", "elder": "/elder", "dark": "", "dark elder": "/elder"}
"""How a page may be wanted, and what stands before its address then."""
FULLEST_OF = 4
"""Of so many addresses of a route usually the longest page is looked at, before a release each."""
SEEN = """() => {
  const name = (one) => one.outerHTML.slice(0, 120);
  const wide = document.documentElement.scrollWidth - innerWidth;
  const faults = wide > 0 ? [`${wide} px wider than the screen`] : [];
  for (const one of document.querySelectorAll("[tabindex]"))
    if (one.tabIndex > 0) faults.push(`out of order: ${name(one)}`);
  const wanted = "a, button, input, select, textarea, summary, [role=button], [role=link], [role=tab], [onclick]";
  for (const one of document.querySelectorAll(wanted)) {
    if (one.disabled || one.closest("[aria-hidden=true]") || !one.checkVisibility({ visibilityProperty: true })) continue;
    one.focus();
    if (document.activeElement !== one) faults.push(`takes no focus: ${name(one)}`);
    else if (one.tabIndex < 0) faults.push(`no key leads there: ${name(one)}`);
    else if (!getComputedStyle(one).outlineWidth.match(/[1-9]/)) faults.push(`does not show its focus: ${name(one)}`);
  }
  document.activeElement.blur();
  return faults;
}"""
"""What is wider than the screen, what a keyboard does not reach, what does not show that it was reached."""


@pytest.fixture
def site(app: Flask, full: House, clock: Clock) -> Iterator[Site]:
    """The full house in August, open to everybody."""
    clock.at = AUGUST
    with served(app, clock) as found:
        yield found


@pytest.fixture
def thorough(pytestconfig: pytest.Config) -> bool:
    """Before a release everything is looked at in every look."""
    return bool(pytestconfig.getoption("--release"))


@pytest.fixture
def pages_in(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A phone of the narrowest kind, on which pages are wanted in this look."""
    contexts = []

    def open_one(look: str, scripts: bool = True) -> Page:
        wanted = {"color_scheme": "dark" if "dark" in look else "light", "java_script_enabled": scripts}
        contexts.append(browser.new_context(viewport={"width": 320, "height": 640}, locale="zh-CN", **wanted))
        contexts[-1].set_default_timeout(10_000)
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def addresses_of(app: Flask, county: int, thorough: bool) -> list[str]:
    """Public pages of each route: several, or the fullest of them."""
    stranger = Plain(app, app.response_class)
    with app.app_context():
        places = Places(county)
    found = []
    for route in routes_of(app):
        if route.is_public and "GET" in route.methods:
            pages = sorted(pages_of(route, stranger, places), reverse=True)
            found += [address for _, address in (pages if thorough else pages[:1])]
    return found


def pages_of(route: Route, stranger: Plain, places: Places) -> list[tuple[int, str]]:
    """Length and address of some pages of a route; none if it answers with something else, such as figures."""
    found: list[tuple[int, str]] = []
    for address in places.addresses(route):
        answer = stranger.get(address)
        if answer.status_code == 200 and is_page(answer):
            found.append((len(answer.data), address))
        if len(found) == FULLEST_OF or (answer.status_code == 200 and not is_page(answer)):
            break
    return found


def faults_of(page: Page, known: set[str]) -> list[str]:
    """What somebody would stumble over in this state; colours of known parts are not looked at again."""
    return [*page.evaluate(SEEN), *looked_at(page, known)]


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.locator("details:not([open])").evaluate_all("all => all.forEach((one) => one.open = true)")


def test_every_public_page_is_for_everybody(
    app: Flask, site: Site, full: House, pages_in: Callable[..., Page], thorough: bool
) -> None:
    addresses = addresses_of(app, full.home.people.ids["county"], thorough)
    assert len(addresses) > 50
    faults = faults_in(site, addresses, pages_in, thorough)
    assert not faults, "\n".join(faults)


def faults_in(site: Site, addresses: list[str], pages_in: Callable[..., Page], thorough: bool) -> list[str]:
    """Open these addresses, all folds too, and say what was wrong where."""
    faults = []
    for place, (look, prefix) in enumerate(LOOKS.items()):
        page, known = pages_in(look), set[str]()
        for address in addresses if thorough else addresses[place :: len(LOOKS)]:
            answer = page.goto(f"{site.address}{prefix}{address}")
            found = [] if answer and answer.ok else ["does not open"]
            if thorough:
                found += faults_of(page, known)
            unfold(page)
            faults += [f"{look} {address}: {one}" for one in found + faults_of(page, known)]
    return faults


def test_every_kind_of_past_page_is_for_everybody(
    app: Flask, archive: None, clock: Clock, pages_in: Callable[..., Page], thorough: bool
) -> None:
    """The archive: a place, a year, a project, as far as each was published."""
    with app.app_context():
        project = db.session.query(Project).filter(Project.source_id.is_not(None)).first()
        place, year = project.congress.slug, project.cycle.slug
    addresses = [f"/{place}", f"/{place}/{year}", f"/{place}/{year}/{project.number}", "/"]
    with served(app, clock) as site:
        faults = faults_in(site, addresses, pages_in, thorough)
    assert not faults, "\n".join(faults)


@pytest.fixture
def deeds(app: Flask, site: Site) -> list[Deed]:
    """What residents do on these pages."""
    with app.app_context():
        return deeds_of(released_proposal())


def test_every_page_is_for_everybody_after_something_was_done_on_it(
    site: Site, deeds: list[Deed], pages_in: Callable[..., Page], thorough: bool
) -> None:
    """With the scripts of the page; whoever wants one look comes with a device of their own."""
    faults = []
    for place, (look, prefix) in enumerate(LOOKS.items()):
        page, known = pages_in(look), set[str]()
        for deed in deeds if thorough else deeds[place :: len(LOOKS)]:
            deed.done_on(page, f"{site.address}{prefix}")
            faults += [f"{look} {page.url}: {one}" for one in faults_of(page, known)]
    assert not faults, "\n".join(faults)


def test_without_scripts_residents_do_all_of_it(
    site: Site, deeds: list[Deed], pages_in: Callable[..., Page]
) -> None:
    page = pages_in("zh", scripts=False)
    for deed in deeds:
        assert deed.says in deed.done_on(page, site.address), (deed.path, page.inner_text("main"))


def test_the_keyboard_alone_proposes_and_rates(site: Site, pages_in: Callable[..., Page]) -> None:
    page = pages_in("zh")
    page.goto(f"{site.address}/demo-county/2027/propose")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for field, words in (("#title", "修桥"), ("#place", "东村"), ("#what", "汛期过不了河")):
        go_to(page, field)
        page.keyboard.type(words)
    go_to(page, "p.send button")
    enter(page)
    assert "查询码" in page.inner_text(".receipt")
    page.goto(f"{site.address}/demo-county/2026/40/rate")
    go_to(page, "#grade-0")
    page.keyboard.press("ArrowRight")
    go_to(page, "p.send button")
    enter(page)
    assert "您的评价已计入" in page.inner_text("main")


def go_to(page: Page, wanted: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"no key leads to {wanted} on {page.url}")


def enter(page: Page) -> None:
    """Press what has the focus, which leads on."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
