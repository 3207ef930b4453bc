"""One browser told from two: a token this service signed, and a different mark of it for every matter."""

from flask import Flask, request
from werkzeug.wrappers import Response

from votes.accounts.devices import cookie_name, known_as, new_token, token_of, with_token


def asked(app: Flask, cookie: str = "", https: bool = False):
    """A request that brings this cookie along."""
    name = "__Host-device" if https else "device"
    base = "https://vote.example/" if https else "http://vote.example/"
    return app.test_request_context("/", base_url=base, headers={"Cookie": f"{name}={cookie}"})


def test_a_browser_without_a_token_is_given_one_it_brings_back(app: Flask) -> None:
    with asked(app):
        header = with_token(Response(), request).headers["Set-Cookie"]
        assert token_of(request) == ""
    given = header.partition(";")[0].partition("=")[2]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    with asked(app, given):
        assert token_of(request)
        assert "Set-Cookie" not in with_token(Response(), request).headers


def test_a_made_up_token_is_none(app: Flask) -> None:
    with asked(app):
        signed = new_token()
    for made_up in ("invented", "invented.token", signed[:-1] + "·", ""):
        with asked(app, made_up):
            assert token_of(request) == ""


def test_over_https_the_cookie_is_bound_to_the_host(app: Flask) -> None:
    with asked(app, https=True):
        assert cookie_name(request) == "__Host-device"
        assert "Secure" in with_token(Response(), request).headers["Set-Cookie"]


def test_two_matters_cannot_be_put_together() -> None:
    assert known_as("token", "rating 1") == known_as("token", "rating 1")
    assert known_as("token", "rating 1") != known_as("token", "rating 2")
    assert len(known_as("token", "rating 1")) == 64
    assert known_as("", "rating 1") == ""
