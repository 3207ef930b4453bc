"""Addresses that lie: forged hosts and proxies, ways that lead out of the site or out of a folder."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.accounts.acts import code_for, use
from tests.pages import TOKEN
from tests.people import People
from tests.routes import routes_of
from tests.walking import Walk

pytestmark = pytest.mark.crawl

EVIL = "evil.example"
FORGED = {
    "Host": EVIL,
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "10.0.0.1",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": f"host={EVIL};proto=https",
    "X-Original-URL": f"http://{EVIL}/",
    "X-Rewrite-URL": "/evil",
}


@pytest.fixture
def with_base(app: Flask):
    """The operator has said under which address the service stands."""
    app.config["BASE_URL"] = "https://votes.example"
    yield
    app.config["BASE_URL"] = ""


def without_token(answer: TestResponse) -> str:
    return TOKEN.sub(r"\1", read_out(answer))


def read_out(answer: TestResponse) -> str:
    """What an answer says; of a workbook no more than that its bytes are the same."""
    return answer.get_data().decode("utf-8", "replace")


def test_where_the_address_is_set_a_forged_host_changes_no_page(
    app: Flask, people_beside: People, browser_of, public_walk: Walk, quick, with_base: None
) -> None:
    faults = []
    for address in public_walk.answers:
        right, forged = quick().get(address), quick().get(address, headers=FORGED)
        if without_token(right) != without_token(forged) and address.find("sign-in") < 0:
            faults.append(address)
    assert faults == []


def test_a_forged_host_lands_in_no_working_page(
    app: Flask, people: People, browser_of, quick, with_base: None
) -> None:
    browser = quick(browser_of(people.administrator))
    for route in routes_of(app):
        address = route.address({"congress": people.county, "cycle": people.cycle})
        for method in route.methods:
            answer = browser.open(address, method=method, headers=FORGED)
            assert "evil" not in answer.text, address
            assert "evil" not in answer.headers.get("Location", ""), address


def test_where_no_address_is_set_no_cache_keeps_what_a_forged_host_asked_for(
    public_walk: Walk, quick
) -> None:
    faults = [
        address
        for address, answer in public_walk.answers.items()
        if "public" in answer.headers["Cache-Control"]
        and read_out(quick().get(address, headers=FORGED)) != read_out(quick().get(address))
    ]
    assert faults == []


def test_forged_proxies_change_neither_scheme_nor_reader(quick) -> None:
    """No proxy is trusted unless the operator says so: the cookie stays the one of plain http."""
    answer = quick().get("/sign-in", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"})
    assert "/evil" not in answer.text
    assert "Secure" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "wanted",
    [
        f"https://{EVIL}/",
        f"//{EVIL}/",
        f"///{EVIL}",
        f"/\\{EVIL}",
        f"\\\\{EVIL}",
        f"/\t/{EVIL}",
        f"/%09/{EVIL}",
        f"/%2F{EVIL}",
        f"http:{EVIL}",
        "javascript:alert(1)",
        f"@{EVIL}",
        f"/\r\nLocation: https://{EVIL}",
        f"/.{EVIL}\x00",
        f"/\u2028/{EVIL}",
    ],
)
def test_open_redirect_next_leads_only_within_the_site(
    app: Flask, people: People, clock, wanted: str
) -> None:
    code = code_for(app, people.deputy, clock.at)
    answer = use(app.test_client(), code, f"/sign-in?next={quote(wanted, safe='')}")
    assert answer.status_code == 302
    place = answer.headers["Location"]
    assert re.match(r"/(?![/\\])", place)
    assert not re.search(r"[\x00-\x20\\]", place)


def test_the_way_back_on_a_refusal_stays_within_the_site(quick) -> None:
    for outside in (
        f"https://{EVIL}/a",
        f"//{EVIL}/a",
        "javascript:alert(1)",
        "http://[",
        "data:text/html,x",
    ):
        page = quick().get("/none/none/none", headers={"Referer": outside}).text
        assert not re.search(r"evil|javascript|data:text", page)
    inside = {"Referer": "http://localhost/about/how?a=b"}
    assert 'href="/about/how?a=b"' in quick().get("/none/none/none", headers=inside).text


def test_path_traversal_no_address_leads_out_of_its_folder(quick) -> None:
    client = quick()
    for path in (
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "..\\app.py",
        "..%5capp.py",
        "/etc/passwd",
        "..%252f..%252fetc/passwd",
        "%00",
        "look.css%00.html",
    ):
        for folder in ("/static/", "/file/", "/en/static/", "/elder/file/"):
            answer = client.get(folder + path)
            assert answer.status_code in (404, 308), folder + path
            assert "create_app" not in answer.text
            assert "root:" not in answer.text
