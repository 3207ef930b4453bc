"""Somebody at a screen: opens pages, follows links, fills forms in; every kind of page is looked at with axe.

A fault is anything a visitor must not meet: an axe violation, an error in the console, a request that leaves the site,
an answer of 400 and above, a page wider than the screen.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Response
from werkzeug.exceptions import HTTPException

from tests.browser.running import Site

PHONE, DESK = (360, 740), (1280, 900)
QUIET = "Failed to load resource"
"""The console's word for an answer of 400 and above, which is looked at by its number."""

TICK = """(form, [name, wanted]) => {
  for (const box of form.querySelectorAll(`[name="${name}"]`)) {
    const want = wanted.includes(box.value);
    if (want !== box.checked && (want || box.type === "checkbox")) document.querySelector(`label[for="${box.id}"]`).click();
  }
}"""
"""Clicks labels as a visitor does; a page of twenty names in one go."""


class Eyes:
    """What has been looked at in a walk, and what was wrong with it."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.faults: list[str] = []


class Visitor:
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
        self.eyes.faults.append(f"{self.path} ({self.size}): {words}")

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
        if (self.kind, when) in self.eyes.seen:
            return
        self.eyes.seen.add((self.kind, when))
        self.measure()
        for one in Axe().run(self.page).response["violations"]:
            where = "; ".join(node["html"][:120] for node in one["nodes"][:3])
            self.fault(f"axe {one['id']} ({when}): {one['help']}: {where}")
        self.shoot(f"{self.kind}-{when}")

    def measure(self) -> None:
        """A page is never wider than its screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self.fault(f"{wide} px wider than the screen")

    def shoot(self, name: str) -> None:
        """A picture of the page, where SHOTS names a folder."""
        if os.environ.get("SHOTS"):
            folder = Path(os.environ["SHOTS"]) / self.size
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name.replace('/', '_')}.png", full_page=True)

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends like this."""
        self.click(self.page.locator(f'main a[href$="{address}"]').first)
        self.look("loaded")

    def click(self, what: Locator) -> None:
        """Click what leads to another page, and wait until that is there."""
        with self.page.expect_navigation(wait_until="load"):
            what.click()

    def send(self, deed: str = "", **values: Any) -> None:
        """Fill the form in and press its button (of several the one with this deed)."""
        form = self.page.locator("main form.form").first
        for name, value in values.items():
            self.fill(form, name, value)
        self.press(form, f'button[value="{deed}"]' if deed else "p.send button.btn")

    def put(self, values: dict[str, Any], deed: str = "") -> None:
        """The same, for fields whose names are no words."""
        self.send(deed, **values)

    def press(self, form: Locator, button: str = "button") -> None:
        """Press a button of a form; the page that follows is looked at."""
        self.click(form.locator(button).first)
        self.look("sent")

    def fill(self, form: Locator, name: str, value: Any) -> None:
        """Fill one field in, as its kind asks for."""
        found = form.locator(f'[name="{name}"]')
        if isinstance(value, int):
            found.fill(str(value))
            return
        kind = found.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            self.tick(form, name, value if isinstance(value, list) else [value])
        elif kind == "select-one":
            found.select_option(str(value))
        elif kind == "file":
            found.set_input_files(value)
        else:
            found.fill(str(value))

    def tick(self, form: Locator, name: str, values: Iterable[Any]) -> None:
        """Click the labels of these boxes, and of those that are ticked and should not be."""
        form.evaluate(TICK, [name, [str(value) for value in values]])

    def choices(self, name: str) -> list[str]:
        """The values that a field offers, blanks and 0 left out."""
        boxes = self.page.locator(f'main [name="{name}"]')
        if boxes.first.evaluate("field => field.localName") == "select":
            boxes = boxes.locator("option")
        found = boxes.evaluate_all("all => all.map(one => one.value)")
        return [value for value in found if value not in ("", "0")]

    def choice(self, name: str, words: str) -> str:
        """The value of the choice of a list that says these words."""
        option = self.page.locator(f'main select[name="{name}"] option', has_text=words).first
        return option.get_attribute("value") or ""

    def reads(self, *words: str) -> None:
        """The page says these words."""
        text = self.page.locator("main").inner_text()
        missing = [one for one in words if one not in text]
        assert not missing, f"{self.path}: {missing} not in: {text}"

    def sign_in(self, code: str, to: str = "") -> None:
        """Sign in with a printed code: its link puts it into the field, the button spends it."""
        self.context.clear_cookies()
        self.page.goto(f"{self.site.address}/sign-in{f'?next={to}' if to else ''}#{code}")
        self.look("loaded")
        self.click(self.page.locator("main form.form").first.locator("button"))
        assert "/sign-in" not in self.page.url, self.page.locator("main").inner_text()
        self.look("loaded")
