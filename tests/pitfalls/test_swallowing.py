"""What is sent is neither run nor swallowed: template text, bodies without end, bodies that are no form."""

import re
from urllib.parse import quote

import pytest
from flask import Flask

from tests.people import People
from tests.test_shape import HOUSE, files

TEXT = "{{7*7}}{%print 7*7%}${7*7}#{7*7}%(n)s%s{0}"
START = "/desk/demo-county/cycles/start"


def test_template_text_is_not_evaluated(app: Flask, people: People, browser_of, quick) -> None:
    """In a form, in an address, in a query: it stays what it is."""
    sent = {"slug": "2031", "title": TEXT, "year": "2031", "profile": "nonsense"}
    refused = browser_of(people.clerk).send(START, sent)
    assert refused.status_code == 200
    assert "{{7*7}}{%print 7*7%}" in refused.text
    for address in (f"/{quote(TEXT)}", f"/{people.county}/{quote(TEXT)}", f"/sign-in?next={quote(TEXT)}"):
        page = quick().get(address).text
        assert not re.search(r"\b49\b", page), address


def test_a_title_of_template_text_is_shown_as_it_was_typed(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    sent = {"slug": "2031", "title": TEXT, "year": "2031", "profile": "national"}
    assert browser.send(START, sent).status_code == 302
    for address in ("/desk/demo-county/2031", "/desk/demo-county/cycles", "/en/desk/demo-county/cycles"):
        assert "{{7*7}}{%print 7*7%}${7*7}#{7*7}%(n)s%s{0}" in browser.get(address).text


def test_no_template_is_made_of_strings_and_nothing_is_trusted_unescaped() -> None:
    made = [str(path) for path in files() if "render_template_string" in path.read_text()]
    pages = (HOUSE / "templates").rglob("*.html")
    safe = [str(path) for path in pages if re.search(r"\|\s*safe\b|autoescape false", path.read_text())]
    assert made + safe == []


@pytest.mark.parametrize("prefix, word", [("", "太大"), ("/en", "Too large")])
def test_a_body_of_a_gigabyte_is_refused_with_a_page(
    app: Flask, people: People, browser_of, prefix: str, word: str
) -> None:
    answer = browser_of(people.clerk).post(
        prefix + START,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"CONTENT_LENGTH": str(10**9)},
    )
    assert answer.status_code == 413
    assert word in answer.text


def hundred_thousand(kind: str) -> str:
    if kind == "multipart/form-data; boundary=x":
        part = '--x\r\nContent-Disposition: form-data; name="f{}"\r\n\r\n1\r\n'
        return "".join(part.format(n) for n in range(100_000)) + "--x--\r\n"
    return "&".join(f"f{n}=1" for n in range(100_000))


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_hundred_thousand_fields_are_refused_with_a_page(
    app: Flask, people: People, browser_of, kind: str
) -> None:
    answer = browser_of(people.clerk).post(START, data=hundred_thousand(kind), content_type=kind)
    assert answer.status_code in (400, 413)
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "kind, body",
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=" + "x" * 5000, b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded", b"title=%ff%fe&%zz"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=+ADw-"),
        ("application/json", b"{"),
        ("text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        ("", b"\x00" * 100),
    ],
)
def test_bodies_that_are_no_form_are_refused_with_a_page(
    app: Flask, people: People, browser_of, kind: str, body: bytes
) -> None:
    answer = browser_of(people.clerk).post(START, data=body, content_type=kind)
    assert answer.status_code in (400, 413, 415)
    assert "<h1>" in answer.text


def test_addresses_and_headers_of_any_bytes_get_a_page(quick) -> None:
    client = quick()
    for address in (
        "/%ff%fe",
        "/%00",
        "/" + "a" * 5000,
        "/?" + "a" * 20_000,
        "/sign-in?next=%ff",
        "/demo/%E2%80%AE",
        "/en/en/en/",
        "/elder/elder/",
        "//",
        "/.json",
        "/x/.json",
        "/x/y/99999999999999999999",
        "/x/y/-1",
        "/file/99999999999999999999",
    ):
        assert client.get(address).status_code in (200, 308, 404), address
    for name in ("Cookie", "If-None-Match", "If-Modified-Since", "Range", "Accept-Language", "Referer"):
        for value in ("\xff\xfe", "x" * 10_000, "bytes=9-1", '"', "votes=%00; session=x"):
            assert client.get("/", headers={name: value}).status_code in (200, 304, 416), (name, value[:20])
