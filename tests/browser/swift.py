"""Somebody who has done a thing before the eyes, and does the same again without looking.

The same sign-in asks for the same pages and sends the same forms, but nothing is drawn, and the page to which a form
leads is not asked for: the tenth project costs a fraction of the first one.
"""

from base64 import b64encode
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import JSHandle

from tests.browser.person import SCRIPT, Person, files, typed
from tests.browser.visitor import Visitor


def packed(file: dict[str, Any]) -> dict[str, str]:
    """A file as a script can take it."""
    return {"name": file["name"], "type": file["mimeType"], "bytes": b64encode(file["buffer"]).decode()}


class Swift(Person):
    """A visitor who goes on without looking; what is refused is an error at once."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.opened = ""
        self.found: JSHandle | None = None

    def run(self, call: str, **given: Any) -> JSHandle:
        """Call what page.js knows, with what is given by its name."""
        names = ", ".join(given)
        return self.visitor.page.evaluate_handle(f"({{ {names} }}) => {{ {SCRIPT} return {call}; }}", given)

    def here(self) -> JSHandle:
        """The page that was fetched last; after a form was sent, the page that was opened before."""
        if self.found is None:
            self.found = self.run("read(address)", address=f"{self.visitor.site.address}{self.opened}")
        return self.found

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        self.opened, self.found = path, None

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends like this."""
        self.found = self.run("follow(page, address)", page=self.here(), address=address)

    def put(self, values: dict[str, Any], deed: str = "") -> None:
        """Fill the form in and press its button (of several the one with this deed)."""
        self.post("main form.form", values, deed)

    def press(self, address: str) -> None:
        """Press the one button that goes to an address like this."""
        self.post(f'form.one[action*="{address}"]', {}, "")

    def post(self, form: str, values: dict[str, Any], deed: str) -> None:
        """Send the first form of this kind."""
        given = {"form": form, "values": typed(values), "deed": deed}
        papers = {name: packed(file) for name, file in files(values).items()}
        call = "send(page, page.querySelector(form), values, papers, deed)"
        next = self.run(call, page=self.here(), papers=papers, **given)
        self.found = next if next.as_element() else None

    def sign_in(self, code: str) -> None:
        """Sign in with another code."""
        self.visitor.context.clear_cookies()
        self.open("/sign-in")
        self.put({"code": code})

    def unfold(self) -> None:
        """Nothing is folded for one who does not look."""

    def read(self, expression: str) -> Any:
        """What a script reads from the page, called `page`."""
        return self.run(expression, page=self.here()).json_value()

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.read("page.at")).path


def again(person: Person) -> Swift:
    """The same person, going on without looking."""
    return Swift(person) if isinstance(person, Visitor) else person


def once(visitor: Visitor) -> Iterator[Person]:
    """One who does a thing before the eyes, and goes on without looking."""
    return chain([visitor], repeat(again(visitor)))
