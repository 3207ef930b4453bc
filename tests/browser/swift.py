"""Somebody who has done a thing before the eyes, and does the same again without looking.

The same sign-in asks for the same pages and sends the same forms, but nothing is drawn: the tenth project costs a
fraction of the first one.
"""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import JSHandle

from tests.browser.person import SCRIPT, Person, plain
from tests.browser.visitor import Visitor


class Swift(Person):
    """A visitor who goes on without looking; what is refused is an error at once."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.found: JSHandle | None = None

    def run(self, call: str, **given: Any) -> JSHandle:
        """Call what page.js knows, with the fetched page as `page` and what is given by its name."""
        names = ", ".join(["page", *given])
        told = {"page": self.found, **given}
        return self.visitor.page.evaluate_handle(f"({{ {names} }}) => {{ {SCRIPT} return {call}; }}", told)

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        self.found = self.run("read(address)", address=f"{self.visitor.site.address}{path}")

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends like this."""
        self.found = self.run("follow(page, address)", address=address)

    def put(self, values: dict[str, Any], deed: str = "") -> None:
        """Fill the form in and press its button (of several the one with this deed)."""
        form = 'page.querySelector("main form.form")'
        self.found = self.run(f"send(page, {form}, values, deed)", values=plain(values), deed=deed)

    def press(self, address: str) -> None:
        """Press the one button that goes to an address like this."""
        form = f'page.querySelector(`form.one[action*="{address}"]`)'
        self.found = self.run(f'send(page, {form}, {{}}, "")')

    def unfold(self) -> None:
        """Nothing is folded for one who does not look."""

    def read(self, expression: str) -> Any:
        """What a script reads from the page, called `page`."""
        return self.run(expression).json_value()

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.read("page.at")).path
