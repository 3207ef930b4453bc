"""People who are signed in already, each in a browser of their own, and what they do on a page by hand."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from tests.browser.eyes import size_of
from tests.browser.running import Site
from tests.people import Who
from tests.projects.papers import PDF
from tests.signing import signed_in_as

Arrive = Callable[..., Page]
PAPER = {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": PDF}


def arriving(browser: Browser, site: Site, size: str) -> Iterator[Arrive]:
    """`arrive(people.clerk)`, on a phone without scripts or a desk with them; without anybody, the stranger's."""
    contexts = []

    def come(who: Who | None = None) -> Page:
        context = browser.new_context(
            viewport=size_of(size), locale="zh-CN", java_script_enabled=size == "desk"
        )
        if who:
            context.add_cookies([cookie_of(site, who)])  # type: ignore[list-item]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield come
    for context in contexts:
        context.close()


def cookie_of(site: Site, who: Who) -> dict[str, str]:
    """What a signed-in browser holds."""
    return {"name": "votes", "value": signed_in_as(site.app, who, site.clock.at), "url": site.address}


def send(page: Page, button: str, choices: tuple[str, ...] = (), paper: bool = False, **words: str) -> None:
    """Fill in what the form asks for and press its button."""
    for name in choices:
        page.locator(f"#{name}").check()
    for name, said in words.items():
        field = page.locator(f"#{name}")
        if field.evaluate("one => one.localName") == "select":
            field.select_option(label=said)
        else:
            field.fill(said)
    if paper:
        page.locator("#document").set_input_files(PAPER)  # type: ignore[arg-type]
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).first.click()


def follow(page: Page, words: str) -> None:
    """Follow a link."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words, exact=True).first.click()
