"""Opening the demonstration: fresh codes, a browser that enters by one, and one page of every kind."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import Clock
from tests.routes import routes_of
from votes.common.db import db
from votes.congress.models import Congress
from votes.demo.doors import Door, doors
from votes.projects.cycles import cycles_of

MARK = 'class="demo"'
FILE = re.compile(r"\.(pdf|docx|xlsx|json|xml|ics|csv)$|/paper")


def opened(congresses: list[Congress], clock: Clock) -> list[Door]:
    """Fresh codes, kept."""
    found = doors(congresses, clock.at)
    db.session.commit()
    return found


def enter(browser: FlaskClient, door: Door) -> TestResponse:
    """Type the code of a link, as the page does by itself."""
    return browser.send("/sign-in", {"way": "code", "code": door.link.partition("#")[2]})


def pages_of(
    app: Flask, browser: FlaskClient, congress: Congress, more: dict[str, int] | None = None
) -> dict[str, str]:
    """Every kind of page of this congress that the browser may open, by address; `more` names rows by their ids."""
    known = {"congress": congress.slug, "cycle": cycles_of(congress)[0].slug, "matter": "ballot"}
    pages = {}
    for route in routes_of(app):
        if "GET" in route.methods and "<congress>" in route.rule.rule and not FILE.search(route.rule.rule):
            answer = browser.get(route.address({**known, **(more or {})}))
            if answer.status_code == 200 and answer.content_type.startswith("text/html"):
                pages[answer.request.path] = answer.text
    return pages


def unmarked(pages: dict[str, str]) -> list[str]:
    """Addresses of pages that do not say that they are a demonstration."""
    return [address for address, page in pages.items() if MARK not in page]
