"""A walk through the site from link to link, as one person: a few addresses of every route, each opened once."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import Form, read
from tests.routes import Route, bare, route_at


@dataclass
class Walk:
    """What was met: the answer at every address, and whence it was linked."""

    answers: dict[str, TestResponse] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)

    def forms(self) -> Iterable[tuple[str, Form, str]]:
        """Every form of every page, with the page and the address it posts to."""
        for address, answer in self.answers.items():
            for form in read(answer.get_data(as_text=True)).forms if is_page(answer) else []:
                yield address, form, urljoin(address, form.action or address)

    def dead(self) -> list[str]:
        """Links that lead nowhere."""
        return [
            f"{address} ({answer.status_code}, linked from {self.linked_from[address]})"
            for address, answer in self.answers.items()
            if answer.status_code >= 400
        ]


def is_page(answer: TestResponse) -> bool:
    return answer.content_type.startswith("text/html")


def walk(app: Flask, browser: FlaskClient, start: Iterable[str] = ("/",), of_each: int = 3) -> Walk:
    """Follow every link from these addresses, at most so many addresses of each route and prefix."""
    met, seen, wanted = Walk(), Counter[str](), deque((address, "") for address in start)
    while wanted:
        address, before = wanted.popleft()
        found = route_at(app, address)
        kind = f"{found[0].name if found else address}{address.removesuffix(bare(address))}"
        if address in met.answers or seen[kind] >= of_each:
            continue
        seen[kind] += 1
        answer = browser.get(address)
        met.answers[address], met.linked_from[address] = answer, before
        if found:
            met.routes[address] = found[0]
        wanted.extend((link, address) for link in links_of(address, answer))
    return met


def links_of(address: str, answer: TestResponse) -> list[str]:
    """Where a page or a redirect leads within the site."""
    if answer.status_code in (301, 302, 303, 308):
        found = [answer.headers["Location"]]
    else:
        found = read(answer.get_data(as_text=True)).links if is_page(answer) else []
    whole = [urlsplit(urljoin(f"http://localhost{address}", link)) for link in found]
    return [
        part.path + (f"?{part.query}" if part.query else "")
        for part in whole
        if part.scheme == "http" and part.netloc == "localhost"
    ]
