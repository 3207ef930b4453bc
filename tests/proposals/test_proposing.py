"""Proposing (群众提): anyone, without an account, and nothing typed is lost."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Clock
from tests.people import People
from tests.projects.papers import picture, picture_with_position
from tests.proposals.made import MATTER, PROPOSE, open_collection, proposal, send
from votes.accounts.floods import DailySalt, SentToday
from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.models import Proposal, ProposalContact
from votes.proposals.rules import PER_ADDRESS, Channel, State

FILES = {"content_type": "multipart/form-data"}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Proposal).count()


def test_a_stranger_proposes_and_gets_a_code_and_a_qr(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    code = send(client, name="居民01", phone="13800000000")
    receipt = client.get(f"/demo-county/2026/proposed/{code}")
    assert 'href="/follow">也可以抄下查询码' in receipt.text
    assert f"{code[:5]}-{code[5:]}" in receipt.text
    assert '<svg class="qr"' in receipt.text
    found = proposal(app, code)
    assert (found.title, found.state, found.channel) == (MATTER["title"], State.received, Channel.web)
    assert found.contact is not None
    assert found.contact.phone == "13800000000"


def test_the_contact_stands_in_a_table_apart_and_may_be_missing(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    assert proposal(app, send(client)).contact is None
    with app.app_context():
        assert db.session.query(ProposalContact).count() == 0
        assert not {"name", "phone"} & set(Proposal.__table__.columns.keys())


def test_pictures_are_kept_and_not_shown_yet(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    photos = [(io.BytesIO(picture_with_position()), "路口.jpg"), (io.BytesIO(picture("PNG")), "b.png")]
    found = proposal(app, send(client, photos=photos))
    assert [photo.seq for photo in found.photos] == [1, 2]
    address = f"/file/{found.photos[0].document_id}"
    assert client.get(address).status_code == 404
    assert browser_of(people.clerk).get(address).status_code == 200


def test_a_file_that_is_no_picture_keeps_what_was_typed(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    photos = [(io.BytesIO(b"MZ not a picture"), "a.jpg")]
    answer = client.send(PROPOSE, {**MATTER, "photos": photos}, **FILES)
    assert answer.status_code == 200
    assert MATTER["title"] in answer.text
    assert 'id="photos-error"' in answer.text
    assert count(app) == 0


def test_more_than_three_pictures_are_refused(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    photos = [(io.BytesIO(picture()), f"{n}.jpg") for n in range(4)]
    answer = client.send(PROPOSE, {**MATTER, "photos": photos}, **FILES)
    assert 'id="photos-error"' in answer.text
    assert count(app) == 0


def test_what_is_missing_is_said_at_the_field_and_in_the_summary(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    answer = client.send(PROPOSE, {**MATTER, "title": "", "what": "长" * 2001})
    assert answer.status_code == 200
    assert 'href="#title"' in answer.text
    assert 'href="#what"' in answer.text
    assert "长" * 2001 in answer.text
    assert MATTER["place"] in answer.text


def test_two_clicks_make_one_proposal(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    page = client.get(PROPOSE).text
    names = ("csrf_token", "once")
    fields = {name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1] for name in names}
    first, second = (client.post(PROPOSE, data={**MATTER, **fields}) for _ in range(2))
    assert first.location == second.location
    assert count(app) == 1


def test_before_it_opens_and_after_it_closed_the_page_says_so(
    app: Flask, people: People, client: FlaskClient, clock: Clock
) -> None:
    assert "<textarea" not in client.get(PROPOSE).text
    open_collection(app, people)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(PROPOSE).text)
    assert token
    clock.go(days=40)
    assert "<textarea" not in client.get(PROPOSE).text
    late = client.post(PROPOSE, data={**MATTER, "csrf_token": token[1]})
    assert MATTER["what"] in late.text
    assert count(app) == 0


def test_a_flood_from_one_address_stops_and_nobody_is_kept(
    app: Flask, people: People, client: FlaskClient, clock: Clock
) -> None:
    open_collection(app, people)
    for n in range(PER_ADDRESS):
        send(client, title=f"第{n + 1}件")
    stopped = client.send(PROPOSE, MATTER)
    assert stopped.status_code == 200
    assert MATTER["what"] in stopped.text
    assert count(app) == PER_ADDRESS
    elsewhere = client.send(PROPOSE, MATTER, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 302
    with app.app_context():
        keys = {row.key for row in db.session.query(SentToday)}
        assert len(keys) == 2
        assert not any("127.0.0.1" in key or "192.0.2.7" in key for key in keys)
    clock.go(days=1)
    send(client)
    with app.app_context():
        assert db.session.query(DailySalt).count() == 1
        assert db.session.query(SentToday).count() == 1


def test_a_rehearsal_and_the_past_take_no_proposals(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    with app.app_context():
        db.session.get_one(Cycle, people.ids["cycle_row"]).archived = True
        db.session.commit()
    assert client.get(PROPOSE).status_code == 404
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        cycle.archived, cycle.congress.rehearsal_of_id = False, people.ids["other_county"]
        db.session.commit()
    assert client.get(PROPOSE).status_code == 404


def test_template_text_and_markup_stay_words(app: Flask, people: People, client: FlaskClient) -> None:
    open_collection(app, people)
    answer = client.send(PROPOSE, {**MATTER, "title": "{{7*7}}<script>alert(1)</script>", "what": ""})
    assert "{{7*7}}&lt;script&gt;" in answer.text


ODD = ["\x00", "\x00\x00", "😀" * 40, "\u202e", "=1+1", "%s%(x)s{}", "'\"><"]
SIGNS = st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(ODD)
FIELDS = ("title", "what", "place", "category", "name", "phone", "once", "photos")


@pytest.mark.crawl
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={name: SIGNS for name in FIELDS}))
def test_no_words_break_the_form(app: Flask, people: People, words: dict[str, str]) -> None:
    open_collection(app, people)
    with app.app_context():
        db.session.query(SentToday).delete()
        db.session.commit()
    answer = app.test_client().send(PROPOSE, words)
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("field", ["title", "what", "once"])
def test_a_huge_field_is_answered_with_a_sentence(
    app: Flask, people: People, client: FlaskClient, field: str
) -> None:
    open_collection(app, people)
    assert client.send(PROPOSE, {**MATTER, field: "长" * 100_000}).status_code in (200, 302)
    assert client.send(PROPOSE, {**MATTER, field: "x" * 5_000_000}, **FILES).status_code == 413
