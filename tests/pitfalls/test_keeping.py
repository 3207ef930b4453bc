"""What browsers and caches keep: public pages are the same for everyone and set no cookie, all else is never stored."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from itsdangerous import base64_decode
from werkzeug.test import TestResponse

from tests.people import People
from tests.routes import Route, routes_of
from tests.walking import Walk
from votes.accounts.models import SignIn
from votes.common.db import db

pytestmark = pytest.mark.crawl


def is_shown_to_all(route: Route | None) -> bool:
    """Pages of the noticeboard and of the ballot box; public forms (propose, rate, sign in) are pages of their own."""
    return route is not None and route.name.startswith(("noticeboard.", "box.")) and "GET" in route.methods


def cookies_in(answer: TestResponse) -> bool:
    return "Set-Cookie" in answer.headers or "cookie" in answer.headers.get("Vary", "").lower()


def test_public_pages_set_no_cookie_and_are_the_same_for_everyone(
    people_beside: People, public_walk: Walk, browser_of, quick
) -> None:
    signed_in, faults = quick(browser_of(people_beside.clerk)), []
    shown = [address for address, route in public_walk.routes.items() if is_shown_to_all(route)]
    for address in shown:
        answer, again = quick().get(address), signed_in.get(address)
        if cookies_in(answer) or cookies_in(again):
            faults.append(f"{address}: cookie")
        if again.data != answer.data or again.headers.get("ETag") != answer.headers.get("ETag"):
            faults.append(f"{address}: differs for who is signed in")
        if not answer.headers["Cache-Control"].startswith("public") or "ETag" not in answer.headers:
            faults.append(f"{address}: {answer.headers['Cache-Control']}, no caching")
    assert faults == []
    assert len(shown) > 20


def test_an_unchanged_public_page_costs_nothing(public_walk: Walk, quick) -> None:
    for address in list(public_walk.answers)[:20]:
        answer = quick().get(address)
        if "ETag" in answer.headers:
            again = quick().get(address, headers={"If-None-Match": answer.headers["ETag"]})
            assert (again.status_code, again.data) == (304, b""), address


def test_nothing_but_public_pages_is_kept_by_browser_or_cache(
    app: Flask, people: People, browser_of, quick
) -> None:
    """Every route, signed in and not: what is not open to everybody, and every refusal, says no-store."""
    browsers = [quick(), quick(browser_of(people.clerk)), quick(browser_of(people.administrator))]
    known: dict[str, Any] = {"congress": people.county, "cycle": people.cycle}
    faults = set()
    for route in routes_of(app):
        for browser in browsers:
            for method in route.methods:
                answer = browser.open(route.address(known), method=method)
                if is_shown_to_all(route) and answer.status_code in (200, 304):
                    continue
                if "no-store" not in answer.headers["Cache-Control"]:
                    faults.add(f"{method} {route.name} {answer.status_code}")
    assert sorted(faults) == []


def said_in(cookie: str) -> dict[str, object]:
    """What Flask's own cookie carries for everyone to read."""
    said: dict[str, object] = json.loads(base64_decode(cookie.split(".")[0]))
    return said


def test_the_cookie_cannot_be_read_and_is_dead_after_sign_out(
    app: Flask, people: People, browser_of, quick
) -> None:
    browser = browser_of(people.clerk)
    page = browser.get("/desk")
    kept = browser.get_cookie("votes")
    assert re.fullmatch(r"[0-9a-f]{64}", kept.value), "the cookie says nothing but a random token"
    with app.app_context():
        rows = db.session.query(SignIn.token_digest).all()
        assert kept.value not in str(rows), "and the database does not hold it"
    other = browser.get_cookie("session")
    assert set(said_in(other.value)) == {"csrf_token"}
    assert "HttpOnly" in page.headers["Set-Cookie"]
    assert browser.send("/desk", to="/sign-out").status_code == 302
    assert browser.get_cookie("votes") is None
    thief = quick()
    thief.set_cookie("votes", kept.value)
    for address in ("/desk", "/account", f"/desk/{people.county}/cycles"):
        assert thief.get(address).status_code == 302, address
