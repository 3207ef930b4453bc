"""Following a proposal by its code (件件有回音)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import MATTER, act, open_collection, send
from votes.common.db import db
from votes.congress.models import Congress


def test_a_code_can_be_typed_as_people_type(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    code = send(client)
    for typed in (code, code.lower(), f"{code[:5]} - {code[5:]}"):
        assert client.get("/follow", query_string={"code": typed}).location == f"/follow/{code}"


@pytest.mark.parametrize("typed", ["", "AAAAAAAAAA", "\x00", "长" * 400])
def test_a_code_that_is_none_says_what_to_do(client: FlaskClient, typed: str) -> None:
    answer = client.get("/follow", query_string={"code": typed})
    assert answer.status_code == 200
    assert 'id="code-error"' in answer.text
    assert client.get("/follow").status_code == 200
    assert client.get("/follow/AAAAAAAAAA").status_code == 404


def test_the_words_show_only_after_release(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    before = client.get(f"/follow/{code}")
    assert MATTER["title"] not in before.text
    assert MATTER["what"] not in before.text
    assert "2026年4月1日" in before.text
    act(browser_of(people.clerk), code, "release", title=MATTER["title"], what=MATTER["what"], place="")
    after = app.test_client().get(f"/follow/{code}")
    assert MATTER["what"] in after.text
    assert "Set-Cookie" not in after.headers


def test_no_name_of_staff_stands_on_the_public_page(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    act(browser_of(people.clerk), code, "refuse", reason="dispensable", answer="现有通道可以满足。")
    page = client.get(f"/follow/{code}").text
    assert "现有通道可以满足。" in page
    assert "可建可不建" in page
    assert "工作人员0" not in page


def test_a_rehearsal_cannot_be_followed(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    code = send(client)
    with app.app_context():
        county = db.session.get_one(Congress, people.ids["county"])
        county.rehearsal_of_id = people.ids["other_county"]
        db.session.commit()
    assert client.get(f"/follow/{code}").status_code == 404
    assert client.get(f"/demo-county/2026/proposed/{code}").status_code == 404
