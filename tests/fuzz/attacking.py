"""Attacks on public forms: honest fields with hostile ones among them, sent from ever new addresses; what came of each."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote_from_bytes, urljoin

from flask import Flask
from lxml.html import document_fromstring
from werkzeug.test import TestResponse

from tests.forms import TYPED, Form, read
from tests.fuzz.addresses import Places
from tests.fuzz.hostile import MARK, chosen, files, words
from tests.fuzz.odd import Pair, as_bytes, multipart, plain, urlencoded
from tests.fuzz.visiting import Door, keeps, words_asked_for
from tests.pages import Browser, inline_faults
from tests.routes import Route, route_at, routes_of
from tests.walking import is_page

LOOKED_AT = 40, 3
"""Addresses of a route among which its form is looked for: of one that is sent to as well, and of others."""


def public_doors(app: Flask, browser: Browser, places: Places) -> dict[str, Door]:
    """Every form that stands on a public page, by the route it is sent to and its fields."""
    found: dict[str, Door] = {}
    for route in routes_of(app):
        if route.is_public and "GET" in route.methods:
            many = LOOKED_AT["POST" not in route.methods]
            for address in islice(places.addresses(route), many):
                for name, door in doors_of(app, browser.get(address), address):
                    found.setdefault(name, door)
                if any(door.page == address for door in found.values()):
                    break
    return found


def doors_of(app: Flask, answer: TestResponse, address: str) -> Iterator[tuple[str, Door]]:
    """The forms of a page that are sent, if it is one."""
    for form in read(answer.get_data(as_text=True)).forms if is_page(answer) else ():
        to = urljoin(address, form.action or address)
        met = route_at(app, to, form.method.upper())
        if (met and form.names) or (met and form.method == "post"):
            name = f"{met[0].name} {' '.join(sorted(form.names))}"
            yield name if form.method == "post" else f"GET {name}", Door("stranger", to, form, address)


@dataclass
class Attack:
    """Browsers that attack, one after another; `faults` say what should not have happened, `taken` how much was accepted.

    `put_back`, if given, makes the rows what they were, for forms that are gone once they are used; `sent` counts by form.
    """

    fresh: Callable[[], Browser]
    draw: random.Random
    put_back: Callable[[], None] | None = None
    faults: list[str] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    taken: int = 0

    def __post_init__(self) -> None:
        self.browser = self.fresh()

    def at(self, name: str, door: Door, times: int) -> None:
        """Send so many hostile bodies to one form, with a new browser after each that was taken."""
        form = self.form_at(door)
        while self.sent[name] < times:
            form = form or self.form_at(door) or self.form_again(door)
            if form is None:
                return
            self.sent[name] += 1
            answer = self.send(door, form)
            if answer.status_code in (301, 302, 303):
                self.taken, form = self.taken + 1, None
                self.browser = self.fresh()

    def form_at(self, door: Door) -> Form | None:
        """The form as it stands there now."""
        page = self.browser.get(door.page).get_data(as_text=True)
        same = (form for form in read(page).forms if form.names == door.form.names)
        return next(same, None)

    def form_again(self, door: Door) -> Form | None:
        """The form as it stands there before anybody used it."""
        if self.put_back is None:
            return None
        self.put_back()
        self.browser = self.fresh()
        return self.form_at(door)

    def send(self, door: Door, form: Form) -> TestResponse:
        """One body: hostile in one field, or in all."""
        pairs: list[Pair] = [(one.name, one.value) for one in form.of("csrf_token")[:1]]
        honest: dict[str, str] = {}
        uploads = []
        hostile = self.hostile_names(form)
        for name in form.names:
            if form.kind(name) == "file":
                uploads += [(name, one) for one in files(self.draw)] if name in hostile else []
            elif name in hostile:
                pairs.append((name, self.body_of(form.kind(name))))
            else:
                value = plain(form.of(name), self.draw)
                if value is not None:
                    honest[name] = value
                    pairs.append((name, value))
        answer = self.answer_to(door, pairs, uploads)
        self.look(answer, door.to)
        if not any(form.kind(name) in ("hidden", "submit") for name in hostile):
            self.look_for_lost(answer, door, form, honest)
        return answer

    def hostile_names(self, form: Form) -> set[str]:
        """One field to write in or to choose, or all of them, and now and then what a browser sends by itself."""
        shown = [name for name in form.names if form.kind(name) not in ("hidden", "submit")]
        chance = self.draw.random()
        if chance < 0.1 or not shown:
            return set(form.names)
        return set(shown) if chance < 0.3 else {self.draw.choice(shown)}

    def answer_to(self, door: Door, pairs: list[Pair], uploads: list[tuple[str, Any]]) -> TestResponse:
        """Send it as the form does, from an address that nobody had before."""
        n = self.sent.total()
        where = {"REMOTE_ADDR": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"}
        if door.form.method == "get":
            asked = urlencoded([(name, as_bytes(value)[:4000]) for name, value in pairs]).data.decode()
            return self.browser.get(door.to, query_string=asked, environ_overrides=where)
        body = multipart(pairs, uploads)
        return self.browser.post(
            door.to, data=body.data, content_type=body.media_type, environ_overrides=where
        )

    def bodies_at(self, name: str, address: str, words_of: Iterable[str], times: int) -> None:
        """Send so many bodies to an address that takes JSON from a script: torn, or with hostile values in these words."""
        for _time in range(times):
            value = words(self.draw).decode("utf-8", "replace")
            told = {
                word: self.draw.choice((value, [value], 7, None, value.encode().hex())) for word in words_of
            }
            whole = json.dumps(told).encode()
            torn = self.draw.choice((whole, whole, whole[:-2], words(self.draw), b"[" * 50_000, whole * 40))
            self.sent[name] += 1
            self.look(self.browser.post(address, data=torn, content_type="application/json"), address)

    def body_of(self, kind: str) -> bytes:
        """Something hostile for a field of this kind."""
        return words(self.draw) if kind in TYPED else chosen(self.draw)

    def look(self, answer: TestResponse, where: str) -> None:
        """No error of ours, nothing that runs, no header of theirs."""
        if answer.status_code >= 500:
            self.faults.append(f"{answer.status_code} at {where}")
        if any("evil" in value for name, value in answer.headers if name in ("Set-Cookie", "Location")):
            self.faults.append(f"a header of theirs at {where}")
        if is_page(answer):
            self.faults += [f"{fault} at {where}" for fault in running(answer.get_data(as_text=True))]

    def look_for_lost(self, answer: TestResponse, door: Door, form: Form, honest: dict[str, str]) -> None:
        """A form that comes back holds what was honest."""
        again = read(answer.get_data(as_text=True)).forms if is_page(answer) else []
        same = next((one for one in again if set(form.names) <= set(one.names)), None)
        for name, value in honest.items() if same else ():
            if form.kind(name) in TYPED and not keeps(same, name, value):
                self.faults.append(f"lost at {door.to}: {name}={value}")

    def ask(self, route: Route, address: str) -> None:
        """The same page with hostile words in its query."""
        asked = self.draw.sample(sorted(words_asked_for()), 6)
        query = "&".join(f"{name}={quote_from_bytes(words(self.draw)[:2000])}" for name in asked)
        self.look(self.browser.get(address, query_string=query), f"{route.name}?")


def is_script(address: str) -> bool:
    """Whether an address is a script or a page by itself: browsers pass over blanks and control characters in it."""
    return re.sub(r"[\x00-\x20\x7f]", "", address).lower().startswith(("javascript:", "data:", "vbscript:"))


def running(page: str) -> list[str]:
    """What of theirs would run in a page: scripts, handlers, frames, addresses that are scripts."""
    if MARK not in page:
        return []
    tree = document_fromstring(page.replace("\x00", ""))
    found = inline_faults(tree)
    for node in tree.iter("a", "form", "iframe", "object", "embed", "svg"):
        if node.tag in ("iframe", "object", "embed") or any(map(is_script, node.values())):
            found.append(f"{node.tag} of theirs")
    return found
