"""Somebody at a screen: opens pages, follows links, fills forms in; every kind of page is looked at."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Response
from werkzeug.exceptions import HTTPException

from tests.browser.eyes import Eyes
from tests.browser.person import SCRIPT, Person, files, typed
from tests.browser.running import Site

QUIET = "Failed to load resource"
"""The console's word for an answer of 400 and above, which is looked at by its number."""


class Visitor(Person):
    """One browser with its own cookies."""

    def __init__(self, context: BrowserContext, site: Site, eyes: Eyes, size: str) -> None:
        self.context, self.site, self.eyes, self.size = context, site, eyes, size
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda said: self.hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.hear("error", str(error)))
        self.page.on("request", lambda asked: self.follow_request(asked.url))
        self.page.on("response", self.weigh)

    def hear(self, kind: str, text: str) -> None:
        """Note what the console complains of."""
        if kind in ("error", "warning") and not text.startswith(QUIET):
            self.fault(f"console: {text}")

    def follow_request(self, url: str) -> None:
        """Note what leaves the site."""
        if not url.startswith((f"{self.site.address}/", "data:")):
            self.fault(f"asks for {url}")

    def weigh(self, answer: Response) -> None:
        """Note what was refused or failed."""
        if answer.status >= 400:
            self.fault(f"{answer.request.method} {answer.url} answers {answer.status}")

    def fault(self, words: str) -> None:
        """Note a fault with where it was."""
        self.eyes.fault(self.path, self.size, words)

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path

    @property
    def kind(self) -> str:
        """The kind of page: its endpoint."""
        try:
            return str(self.site.app.url_map.bind("").match(self.path)[0])
        except HTTPException:
            return self.path

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        self.page.goto(f"{self.site.address}{path}")
        self.look("loaded")

    def look(self, when: str) -> None:
        """Look at this kind of page once as loaded, and once after something was done."""
        self.eyes.look(self.page, self.kind, when, self.size)

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends like this."""
        self.click(self.page.locator(f'main a[href$="{address}"]').first)
        self.look("loaded")

    def click(self, what: Locator) -> None:
        """Click what leads to another page, and wait until that is there."""
        with self.page.expect_navigation(wait_until="load"):
            what.click()

    def put(self, values: dict[str, Any], deed: str = "") -> None:
        """Fill the form in and press its button (of several the one with this deed)."""
        self.submit(values, deed)
        assert not self.errors(), f"{self.path}: {self.errors()}"

    def fail(self, **values: Any) -> None:
        """The same with what the form does not take: the page says what to do."""
        self.submit(values, "")
        assert self.errors(), f"{self.path}: nothing is refused"

    def submit(self, values: dict[str, Any], deed: str) -> None:
        """Fill in and press; the page that follows is looked at."""
        form = self.page.locator("main form.form").first
        self.fill(form, values)
        self.click(form.locator(f'button[value="{deed}"]' if deed else "p.send button.btn").first)
        self.look("sent")

    def errors(self) -> str:
        """What the page says about mistakes in its form."""
        return str(self.read('page.querySelector("main .errors")?.textContent ?? ""'))

    def press(self, address: str) -> None:
        """Press the one button that goes to an address like this."""
        self.click(self.page.locator(f'form.one[action*="{address}"]').first.locator("button"))
        self.look("sent")

    def fill(self, form: Locator, values: dict[str, Any]) -> None:
        """Fill fields in, as their kinds ask for; a value that is a `dict` is a file."""
        form.evaluate(f"(form, values) => {{ {SCRIPT} fill(form, values, true); }}", typed(values))
        for name, file in files(values).items():
            form.locator(f'[name="{name}"]').set_input_files(file)

    def unfold(self) -> None:
        """Open what is folded."""
        self.page.locator("main details:not([open]) > summary").evaluate_all(
            "all => all.forEach(one => one.click())"
        )

    def read(self, expression: str) -> Any:
        """What a script reads from the page, called `page`."""
        return self.page.evaluate(f"() => {{ const page = document; return {expression}; }}")

    def words(self) -> str:
        """What can be read on the page."""
        return self.page.locator("main").inner_text()

    def sign_in(self, code: str, to: str = "") -> None:
        """Sign in with a printed code: its link puts it into the field, the button spends it."""
        self.context.clear_cookies()
        self.page.goto(f"{self.site.address}/sign-in{f'?next={to}' if to else ''}#{code}")
        self.look("loaded")
        self.click(self.page.locator("main form.form").first.locator("button"))
        assert "/sign-in" not in self.page.url, self.page.locator("main").inner_text()
        self.look("loaded")


Visitors = Callable[[], Visitor]
"""Lets one more visitor in."""
