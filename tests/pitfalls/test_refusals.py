"""Refusals: each is a page that says what to do, in the reader's language, and tells nothing about rows."""

import re

import pytest
from flask import Flask

from tests.forms import token_of
from tests.people import People

START = "/desk/demo-county/cycles/start"
CHINESE = re.compile("[一-鿿]")


def chinese_in_main(page: str) -> bool:
    found = re.search(r"<main.*</main>", page, re.S)
    return bool(found and CHINESE.search(found[0]))


@pytest.mark.parametrize("prefix, language", [("", "zh-CN"), ("/en", "en"), ("/elder", "zh-CN")])
def test_errors_are_pages_in_both_languages(
    app: Flask, people: People, browser_of, prefix: str, language: str
) -> None:
    browser, stranger = browser_of(people.clerk), app.test_client()
    token = {"csrf_token": token_of(stranger.get("/sign-in").text)}
    answers = {
        400: browser.post(prefix + START),
        401: stranger.post(f"{prefix}/sign-out", data=token),
        404: browser.get(f"{prefix}/none/none/none"),
        405: browser.put(f"{prefix}/about/how"),
    }
    for code, answer in answers.items():
        assert answer.status_code == code
        assert f'lang="{language}"' in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert chinese_in_main(answer.text) == (language == "zh-CN"), code


def test_an_error_of_ours_is_a_page_too_and_tells_nothing(app: Flask, people: People, browser_of) -> None:
    view = app.view_functions["desk.desk"]

    def broken() -> str:
        raise ValueError("secret words")

    app.view_functions["desk.desk"] = broken
    try:
        for prefix in ("", "/en"):
            answer = browser_of(people.clerk).get(f"{prefix}/desk")
            assert answer.status_code == 500
            assert "secret words" not in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
    finally:
        app.view_functions["desk.desk"] = view


def test_an_unheard_of_method_is_refused_with_a_page(quick) -> None:
    for method in ("TRACE", "PROPFIND", "FOO", "CONNECT", "PATCH"):
        answer = quick().open("/", method=method)
        assert answer.status_code in (400, 405), method
        assert "<h1>" in answer.text


def test_another_method_cannot_be_smuggled_into_a_request(people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        assert browser.get("/sign-out?_method=POST", headers={header: "POST"}).status_code in (404, 405)
    assert browser.get("/desk").status_code == 200


def test_a_404_never_tells_whether_a_row_exists(people: People, browser_of) -> None:
    """What is there and not mine, and what is nowhere, are answered by the same page."""
    browser = browser_of(people.other_clerk)
    stand_in = "x" * len(people.county)
    for address in (f"/desk/{people.county}/{people.cycle}", f"/desk/{people.county}/cycles/start"):
        there, nowhere = browser.get(address), browser.get(address.replace(people.county, stand_in))
        assert there.status_code == nowhere.status_code == 404
        assert without_token(there.text).replace(people.county, stand_in) == without_token(nowhere.text)


def without_token(page: str) -> str:
    """The page but for its CSRF token, which tells the second it was made in."""
    return page.replace(token_of(page), "")
