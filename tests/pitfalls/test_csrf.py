"""CSRF: no unsafe route does anything without the token of this very browser."""

import pytest
from flask import Flask

from tests.forms import token_of
from tests.people import People
from tests.routes import SAFE, routes_of
from votes.app import csrf

pytestmark = pytest.mark.crawl


def unsafe_answers(app: Flask, people: People, browser, token: dict[str, str]) -> dict[str, int]:
    """What every unsafe route answers to a request with this token."""
    known = {"congress": people.county, "cycle": people.cycle}
    return {
        f"{method} {route.name}": browser.open(route.address(known), method=method, data=token).status_code
        for route in routes_of(app)
        for method in route.methods - SAFE
        if not route.name.startswith("box.")
    }


def test_every_unsafe_route_refuses_a_request_without_a_token(
    app: Flask, people: People, browser_of, quick
) -> None:
    foreign = token_of(app.test_client().get("/sign-in").text)
    assert foreign
    browser = quick(browser_of(people.clerk))
    for token in ({}, {"csrf_token": ""}, {"csrf_token": foreign}):
        answers = unsafe_answers(app, people, browser, token)
        assert {name: status for name, status in answers.items() if status != 400} == {}
        assert len(answers) > 10


def test_no_view_is_exempt_but_the_ballot_box(app: Flask) -> None:
    """What goes into the box is signed by the slip, and no cookie is ever looked at there."""
    assert csrf._exempt_views == set()
    assert {room.name for room in csrf._exempt_blueprints} == {"box"}


def test_a_token_in_the_address_is_none(app: Flask, people: People, browser_of) -> None:
    """An address is logged and kept in histories; the token counts in the body alone."""
    browser = browser_of(people.clerk)
    token = token_of(browser.get("/desk").text)
    assert browser.post(f"/sign-out?csrf_token={token}").status_code == 400


def test_the_check_is_seen_to_fail_when_it_is_off(app: Flask, people: People, browser_of, quick) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        answers = unsafe_answers(app, people, quick(browser_of(people.clerk)), {})
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert any(status != 400 for status in answers.values())
