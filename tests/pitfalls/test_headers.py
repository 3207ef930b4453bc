"""Security headers on every answer, HEAD and OPTIONS on every route."""

import pytest
from flask import Flask

from tests.people import People
from tests.routes import routes_of
from tests.walking import Walk

pytestmark = pytest.mark.crawl

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ("same-origin", "no-referrer"),
    "Cross-Origin-Opener-Policy": "same-origin",
}
OUTSIDE = ("/static/look.css", "/static/none.css", "/none/none/none", "/favicon.ico", "/robots.txt")


def test_security_headers_stand_on_every_answer(app: Flask, public_walk: Walk, quick) -> None:
    """Pages, data, files, redirects and refusals alike; and no script runs but our own files."""
    client, answers = quick(), list(public_walk.answers.values())
    for route in routes_of(app):
        for method in (*route.methods, "HEAD", "OPTIONS"):
            answers.append(client.open(route.address({}), method=method))
    answers += [client.get(path) for path in OUTSIDE]
    faults = {
        f"{answer.request.method} {answer.request.path}: {name}"
        for answer in answers
        for name, value in HEADERS.items()
        if not answer.headers.get(name, "").startswith(value)
    }
    assert faults == set()
    policies = {answer.headers["Content-Security-Policy"] for answer in answers}
    assert not any("unsafe" in policy for policy in policies)
    assert not any("Server" in answer.headers or "X-Powered-By" in answer.headers for answer in answers)


def test_head_and_options_answer_on_every_route(app: Flask, people: People, browser_of, quick) -> None:
    browser, faults = quick(browser_of(people.clerk)), []
    for route in routes_of(app):
        address = route.address({"congress": people.county, "cycle": people.cycle})
        asked = browser.open(address, method="OPTIONS")
        if asked.status_code != 200 or "Allow" not in asked.headers:
            faults.append(f"OPTIONS {route.name} {asked.status_code}")
        if "GET" in route.methods:
            shown, head = browser.get(address), browser.head(address)
            if head.status_code != shown.status_code or head.data:
                faults.append(f"HEAD {route.name} {head.status_code}, GET {shown.status_code}")
    assert faults == []
