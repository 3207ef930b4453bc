"""What is looked at: every kind of page with axe, at both sizes, once as loaded and once after something was done.

A fault is anything a visitor must not meet: an axe violation, an error in the console, a request that leaves the site,
an answer of 400 and above, a page wider than the screen.
"""

import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

SIZES = {"phone": (360, 740), "desk": (1280, 900)}
AXE = """async (known) => {
  const usual = {resultTypes: ["violations"], preload: false}, old = new Set(known), parts = new Map();
  const look = (one) => [one.localName, one.className, one.type, one.disabled, one.getAttribute("aria-current"),
    one.getAttribute("aria-invalid")].join("|");
  for (const one of document.querySelectorAll("body *")) {
    const says = one.matches("input, select, textarea") || [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    const above = [one, one.parentElement, one.parentElement.parentElement, document.documentElement];
    if (says && !old.has(above.map(look).join(" "))) parts.set(above.map(look).join(" "), one);
  }
  const found = [await axe.run(document, {...usual, rules: {"color-contrast": {enabled: false}}})];
  if (parts.size) found.push(await axe.run([...parts.values()], {...usual, runOnly: ["color-contrast"]}));
  const faults = found.flatMap((one) => one.violations).map(
    (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join("; ")}`);
  return [faults, [...parts.keys()]];
}"""
"""All rules; colours, the dearest one, on one of each part that was not known: an element that says something, its
parents, and what the sheet knows them by."""
STATE = """() => [...new Set([...document.body.querySelectorAll("*")].map((one) =>
  [one.parentElement.localName, one.localName, one.className, one.type, one.open, one.getAttribute("aria-invalid")].join()
))].sort().join(" ")"""
"""What a page is built of, whatever it says: the same parts in other numbers are the same state."""


class Eyes:
    """What has been looked at in a walk, and what was wrong with it; thorough eyes look at every state of every page."""

    def __init__(self, thorough: bool) -> None:
        self.thorough = thorough
        self.seen: set[tuple[str, ...]] = set()
        self.parts: dict[str, set[str]] = {size: set() for size in SIZES}
        self.faults: list[str] = []

    def look(self, page: Page, kind: str, when: str, size: str) -> None:
        """Look at a page as it stands, at this size; at its first sight at the other size too."""
        state = page.evaluate(STATE) if self.thorough else ""
        first = self.is_new(kind)
        sizes = [size, *SIZES] if self.thorough or first else [size]
        new = [one for one in sizes if self.is_new(kind, when, state, one)]
        for one in new:
            self.check(page, f"{kind}-{when}", one)
        resize(page, size)

    def is_new(self, *what: str) -> bool:
        """Whether this has not been asked before."""
        known = what in self.seen
        self.seen.add(what)
        return not known

    def check(self, page: Page, name: str, size: str) -> None:
        """Look at one size."""
        resize(page, size)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self.fault(name, size, f"{wide} px wider than the screen")
        for violation in looked_at(page, set() if self.thorough else self.parts[size]):
            self.fault(name, size, violation)
        shoot(page, name, size)

    def fault(self, where: str, size: str, words: str) -> None:
        """Note a fault with where it was."""
        self.faults.append(f"{where} ({size}): {words}")


def looked_at(page: Page, known: set[str]) -> list[str]:
    """What axe finds on a page as it stands; parts whose colours are known now are added to those that were."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
    violations, parts = page.evaluate(AXE, list(known))
    known.update(parts)
    return [f"axe {one}" for one in violations]


def size_of(name: str) -> ViewportSize:
    """Width and height in px, as a browser wants them."""
    width, height = SIZES[name]
    return {"width": width, "height": height}


def resize(page: Page, name: str) -> None:
    """Give the page this size, unless it has it."""
    if page.viewport_size != size_of(name):
        page.set_viewport_size(size_of(name))


def shoot(page: Page, name: str, size: str) -> None:
    """A picture of the page, where SHOTS names a folder."""
    if os.environ.get("SHOTS"):
        folder = Path(os.environ["SHOTS"]) / size
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name.replace('/', '_')}.png", full_page=True)
