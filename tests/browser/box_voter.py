"""A deputy with a slip before the ballot page, on a phone or at the tablet of the hall."""

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

PHONE, TABLET = {"width": 360, "height": 740}, {"width": 820, "height": 1180}
PATIENCE = 5000
TAP = """(marks) => Object.keys(marks).forEach((id) =>
  document.querySelector(`#option-${id} [value=${marks[id]}]`).click())"""


class Voter:
    """One browser context: cookies, storage and history of its own."""

    def __init__(self, browser: Browser, size: Any = PHONE) -> None:
        self.context: BrowserContext = browser.new_context(viewport=size, locale="zh-CN")
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def go(self, address: str) -> "Voter":
        """Open an address, as after a scan."""
        self.page.goto(address)
        return self

    def title(self, words: str) -> None:
        """Wait for the screen of this title."""
        self.page.locator("h1", has_text=words).wait_for()

    def press(self, words: str) -> None:
        """Press a button."""
        self.button(words).click()

    def button(self, words: str) -> Locator:
        """The button that says this."""
        return self.page.get_by_role("button", name=words, exact=True)

    def type(self, text: str) -> None:
        """Type the slip's number and go on."""
        self.page.fill("#code", text)
        self.press("打开表决票")

    def tap(self, **marks: str) -> "Voter":
        """Mark options: `tap(o1="approve")`."""
        self.page.locator("fieldset").first.wait_for()
        self.page.evaluate(TAP, {name.removeprefix("o"): mark for name, mark in marks.items()})
        return self

    def review(self) -> None:
        """Look at it once more."""
        self.press("看一遍再投")
        self.title("看一遍，没错就投票")

    def receipt(self, title: str = "已投入票箱") -> str:
        """The receipt number, once it is there."""
        self.title(title)
        return self.page.locator(".receipt b").inner_text().replace(" ", "")

    def kept(self) -> dict[str, Any]:
        """What the phone keeps."""
        found: dict[str, Any] = self.page.evaluate("({...localStorage, ...sessionStorage})")
        return {name: json.loads(value) for name, value in found.items()}

    def lose_answers(self) -> None:
        """From now on ballots arrive, but nothing comes back."""

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        self.page.route("**/cast", lose)

    def scan(self, address: str, under_input_method: bool = False) -> None:
        """Scan with a scanner that types; a Chinese input method swallows what the keys say, not where they are."""
        session = self.context.new_cdp_session(self.page)
        for sign in [*address, "\r"]:
            session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key_of(sign, under_input_method)})
        session.detach()

    def leave(self) -> None:
        """Close the browser; nothing may have gone wrong in it."""
        assert self.faults == []
        self.context.close()


PLACES = {".": "Period", "/": "Slash", ":": "Semicolon", "#": "Digit3", "-": "Minus", "\r": "Enter"}


def key_of(sign: str, under_input_method: bool) -> dict[str, Any]:
    """A key as a scanner presses it."""
    code = PLACES.get(sign) or (f"Digit{sign}" if sign.isdigit() else f"Key{sign.upper()}")
    shift = 8 if sign in "#:" or sign.isupper() else 0
    if under_input_method and sign != "\r":
        return {"key": "Process", "code": code, "modifiers": shift, "windowsVirtualKeyCode": 229}
    return {"key": "Enter" if sign == "\r" else sign, "code": code, "modifiers": shift}
