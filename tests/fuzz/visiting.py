"""A visit to every room of the house: what opens, which forms stand there, what they answer to odd input."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from urllib.parse import parse_qs, quote_from_bytes, urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.forms import Field, Form, read
from tests.fuzz.addresses import Places
from tests.fuzz.odd import ODD, Body, as_bytes, bodies
from tests.pages import Browser
from tests.routes import Route, route_at, routes_of
from tests.walking import is_page
from votes.common.resources import PACKAGE

GONE = (404, 405)
BY_RULE = 409
"""A rule of the procedure said no: the form was read to its end."""

TWO_FORMS = ("accounts.sign_in",)
"""Routes with several forms of different fields; elsewhere several forms differ by the row they are for."""


@dataclass
class Door:
    """One form as one person meets it: where it goes, what it asks, the page it stands on."""

    person: str
    to: str
    form: Form
    page: str


@dataclass
class Visit:
    """Everybody's browser, what was opened so far, the forms that stood there, and what was wrong."""

    app: Flask
    places: Places
    secrets: dict[str, str]
    put_rows_back: Callable[[], None]
    browsers: dict[str, Browser] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    opened: dict[tuple[str, str], str] = field(default_factory=dict)
    doors: dict[tuple[str, ...], tuple[str, Door]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=lambda: set(words_asked_for()))
    sent: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for person in (*self.secrets, "stranger"):
            self.browsers[person] = Browser(self.app, self.app.response_class)
        self.sign_in_again()

    def sign_in_again(self) -> None:
        """Everybody's cookies as they were: some deeds take them away."""
        for person, browser in self.browsers.items():
            for name, known in (("votes", self.secrets), ("session", self.tokens)):
                if person in known:
                    browser.set_cookie(name, known[person])

    def persons(self, route: Route) -> list[str]:
        """Whom a route is open to."""
        if "public" in route.marks:
            return ["stranger"]
        here = [word for word in self.secrets if not word.startswith("other ")]
        return [word for word in here if word in route.marks or "signed_in" in route.marks]

    def open_all(self) -> None:
        """One page of every route for everybody it is open to; papers, which take long, for one person."""
        for route in routes_of(self.app):
            if "GET" not in route.methods:
                continue
            for person in self.persons(route):
                if not self.open_one(route, person):
                    break
        for person, browser in self.browsers.items():
            cookie = browser.get_cookie("session")
            self.tokens[person] = cookie.value if cookie else ""

    def open_one(self, route: Route, person: str) -> bool:
        """The first address that opens, if it can be one with the form of this route; whether it was a page."""
        for address in self.places.addresses(route):
            answer = self.browsers[person].get(address)
            self.look(answer, person, address)
            if answer.status_code >= 400:
                continue
            self.opened.setdefault((route.name, person), address)
            if not is_page(answer):
                return answer.status_code != 200
            names = self.note_doors(answer, person, address)
            if "POST" not in route.methods or route.name in names:
                break
        return True

    def note_doors(self, answer: TestResponse, person: str, address: str) -> set[str]:
        """Keep the forms of a page; the routes they lead to."""
        found = set()
        page = read(answer.get_data(as_text=True))
        self.asked |= {name for link in page.links for name in parse_qs(urlsplit(link).query)}
        self.asked |= {name for form in page.forms for name in form.names if form.method == "get"}
        for form in page.forms:
            to = urljoin(address, form.action or address)
            met = route_at(self.app, to, form.method.upper())
            if form.method == "post" and met:
                found.add(met[0].name)
                key = (met[0].name, person, *sorted(set(form.names) if met[0].name in TWO_FORMS else ()))
                self.doors.setdefault(key, (met[0].name, Door(person, to, form, address)))
        return found

    def not_reached(self) -> list[str]:
        """Routes of which no page opened, or to which no form was sent."""
        opened = {name for name, _ in self.opened}
        lacking = [
            f"GET {r.name}" for r in routes_of(self.app) if "GET" in r.methods and r.name not in opened
        ]
        return lacking + [
            f"POST {r.name}" for r in routes_of(self.app) if "POST" in r.methods and r.name not in self.sent
        ]

    def look(self, answer: TestResponse, person: str, what: object) -> None:
        """No answer may be an error of ours."""
        if answer.status_code >= 500:
            self.faults.append(f"{answer.status_code} for {person}: {what}"[:600])

    # odd addresses

    def open_oddly(self, draw: random.Random) -> None:
        """A page of every route, with one part of its address replaced, or with an odd query."""
        for route in routes_of(self.app):
            persons = [person for person in self.persons(route) if (route.name, person) in self.opened]
            if persons:
                person = draw.choice(persons)
                self.open_address(person, odd_path(route, self.opened[route.name, person], draw), "")
                self.open_address(person, self.opened[route.name, person].encode(), self.odd_query(draw))

    def open_address(self, person: str, path: bytes, query: str) -> None:
        """Open what a browser would not send as it stands: any bytes in the path."""
        more = {"PATH_INFO": path.decode("latin-1")}
        answer = self.browsers[person].get("/", query_string=query, environ_overrides=more)
        self.look(answer, person, (path, query))

    def odd_query(self, draw: random.Random) -> str:
        """Every word that any page asks for in its address, oddly."""
        pairs = ((name, quote_from_bytes(as_bytes(draw.choice(ODD)))) for name in sorted(self.asked))
        return "&".join(f"{name}={value}" for name, value in pairs if len(value) < 500) + "&%&=&a[]=1"

    # odd forms

    def send_oddly(self, draw: random.Random) -> None:
        """Every form that stood on a page, sent oddly; what nobody saw a form for is tried without."""
        for name, door in chain(self.doors.values(), self.closed_doors()):
            answers = []
            for body in bodies(door.form, draw):
                answers.append(self.send(door, body))
                if answers[-1] in GONE and not door.form.names:
                    break
            if any(status < 400 or status == BY_RULE for status in answers):
                self.sent.add(name)
            if any(status < 400 for status in answers):
                self.put_back()

    def closed_doors(self) -> Iterator[tuple[str, Door]]:
        """Doors to routes whose form stood on no page: to every row they may lead to, until one opens."""
        seen = {name for name, _ in self.doors.values()}
        for route in routes_of(self.app):
            if "POST" not in route.methods or route.name in seen:
                continue
            for person in self.persons(route):
                token = next(
                    (d.form.of("csrf_token") for _, d in self.doors.values() if d.person == person), []
                )
                for address in self.places.addresses(route):
                    if route.name not in self.sent:
                        yield route.name, Door(person, address, Form(address, "post", token[:1]), address)

    def send(self, door: Door, body: Body) -> int:
        """Send one body and look at the answer; a form that comes back holds what was typed."""
        answer = self.browsers[door.person].post(door.to, data=body.data, content_type=body.media_type)
        self.look(answer, door.person, (door.to, body.media_type, body.pairs))
        form = self.form_again(answer, door)
        if form is not None and body.could_be_typed(door.form) and not replaces_rows(body):
            lost = [one for one in body.typed.items() if not keeps(form, *one)]
            self.faults += [f"lost by {door.to}: {name}={value!r:.80}" for name, value in lost]
        return answer.status_code

    def form_again(self, answer: TestResponse, door: Door) -> Form | None:
        """The same form in the answer."""
        if not is_page(answer) or answer.status_code in (301, 302, 303):
            return None
        forms = [f for f in read(answer.get_data(as_text=True)).forms if set(f.names) & set(door.form.names)]
        return next((f for f in forms if urljoin(door.page, f.action or door.page) == door.to), None)

    def put_back(self) -> None:
        """The house as it was, everyone signed in again."""
        self.put_rows_back()
        self.sign_in_again()


def replaces_rows(body: Body) -> bool:
    """Whether a button was pressed that puts the usual steps in place of those typed: then these are meant to go."""
    return any(name == "deed" and str(value).startswith("steps-") for name, value in body.pairs)


@cache
def words_asked_for() -> frozenset[str]:
    """The words that any view reads from an address, by its source."""
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return frozenset(re.findall(r"""args(?:\.get\(|\[)["'](\w+)""", source))


def odd_path(route: Route, address: str, draw: random.Random) -> bytes:
    """The address with one of its parts replaced."""
    parts = [part.encode() for part in address.split("/")]
    opened = [n for n, part in enumerate(route.rule.rule.split("/")) if part.startswith("<")]
    parts[draw.choice(opened or [-1])] = as_bytes(draw.choice(ODD))
    return b"/".join(parts)


def keeps(form: Form, name: str, value: str) -> bool:
    """Whether a field of the form still holds what was typed or chosen; nobody keeps a password or a file.

    Below the words of a text more may stand, such as a template that was asked for.
    """
    fields: list[Field] = form.of(name)
    if not fields or fields[0].kind in ("password", "hidden", "file", "submit", "button"):
        return True
    if fields[0].kind == "select":
        return value not in fields[0].options or fields[0].value == value
    if fields[0].kind in ("checkbox", "radio"):
        return all(one.chosen for one in fields if one.value == value)
    shown, typed = " ".join(fields[0].value.split()), " ".join(value.split())
    return shown == typed or (fields[0].kind == "textarea" and shown.startswith(f"{typed} "))
