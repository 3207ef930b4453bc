"""The frame: the application starts, speaks both languages, refuses with a sentence, signs out for good."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from votes.accounts.access import check_every_view


def test_the_home_page_is_chinese_first_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/")
    assert "民生实事" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["ETag"]
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_english_stands_under_en_and_links_keep_it(client: FlaskClient) -> None:
    answer = client.get("/en/elder/")
    assert 'lang="en"' in answer.text
    assert 'class="elder"' in answer.text


def test_an_unknown_page_says_what_to_do(client: FlaskClient) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404


def test_a_view_without_a_mark_stops_the_start(app: Flask) -> None:
    app.view_functions["planted"] = lambda: ""
    try:
        with pytest.raises(RuntimeError, match="planted"):
            check_every_view(app)
    finally:
        del app.view_functions["planted"]


def test_signing_out_ends_it_for_good(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    kept = browser.get_cookie("votes").value
    assert browser.send("/desk", to="/sign-out").status_code == 302
    browser.set_cookie("votes", kept)
    assert browser.get("/desk").status_code == 302


def test_only_a_stranger_is_asked_to_sign_in(client: FlaskClient, people: People, browser_of) -> None:
    foot = 'href="/sign-in"'
    assert foot in client.get("/").text
    assert foot not in browser_of(people.clerk).get("/desk").text


def test_the_database_answers(client: FlaskClient) -> None:
    assert client.get("/readyz").text == "ok\n"
