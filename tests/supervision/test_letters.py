"""Letters to deputies (码上找代表): written without an account, answered or handed on, followed by a code."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING, Clock
from tests.people import People
from votes.common.db import db
from votes.congress.models import Congress
from votes.desk.days import EACH_DAY
from votes.projects.models import Cycle
from votes.proposals.deputy_pages import DeputyPage, give_pages
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel
from votes.supervision.kinds import Kind, Raiser
from votes.supervision.letters import Letter, LetterContact, LetterStep, forget_letter_contacts
from votes.supervision.matters import Matter

WORDS = {
    "title": "南门路灯不亮",
    "words": "南门三盏路灯不亮，请打13912345678找我。",
    "place": "南门",
    "name": "居民01",
    "phone": "13912345678",
}


@dataclass
class Written:
    """A county whose first two deputies have pages."""

    people: People
    code: str


def with_pages(people: People) -> Written:
    home = db.session.get_one(Congress, people.ids["county"])
    deputies = home.terms[0].deputies[:2]
    give_pages(home, deputies, MORNING)
    db.session.flush()
    page = db.session.query(DeputyPage).filter_by(deputy_id=deputies[0].id).one()
    return Written(people, page.code)


@pytest.fixture
def pages(scene) -> Written:
    return scene("deputies with pages", with_pages)


def written(app: Flask, pages: Written, client: FlaskClient) -> Letter:
    answer = client.send(f"/demo-county/deputies/{pages.code}/write", WORDS)
    assert answer.status_code == 302, answer.text
    with app.app_context():
        found = db.session.query(Letter).one()
        _ = found.contact
        return found


def test_the_code_of_a_letter_typed_by_hand_leads_back_to_it(
    app: Flask, pages: Written, client: FlaskClient
) -> None:
    letter = written(app, pages, client)
    found = client.get("/message", query_string={"code": letter.code.lower()})
    assert found.headers["Location"] == f"/demo-county/letters/{letter.code}"
    assert 'href="/message"' in followed(client, letter)
    assert "没有这个查询码的留言，也没有" in client.get("/message?code=2222222222").text


def act(browser: FlaskClient, letter: Letter, deed: str, **words: str) -> int:
    """Open the page of a deed, see what it shows, fill in the rest, and send it; the answer's status."""
    address = f"/desk/demo-county/letters/{letter.id}/{deed}"
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', browser.get(address).text)
    assert seen
    return int(browser.send(address, {"seen": seen[1], **words}).status_code)


def followed(client: FlaskClient, letter: Letter) -> str:
    return client.get(f"/demo-county/letters/{letter.code}").text


def test_a_letter_is_read_by_its_deputy_and_the_office_and_by_nobody_else(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    letter, people = written(app, pages, client), pages.people
    address = f"/desk/demo-county/letters/{letter.id}"
    for reader in (people.deputy, people.clerk):
        assert "南门三盏路灯不亮" in browser_of(reader).get(address).text
    assert browser_of(people.other_deputy).get(address).status_code == 404
    assert browser_of(people.government).get(address).status_code == 404
    assert letter.title not in browser_of(people.other_deputy).get("/desk/demo-county/letters").text
    for public in (followed(client, letter), client.get(f"/demo-county/deputies/{pages.code}").text):
        assert "路灯" not in public
        assert "13912345678" not in public


def test_the_contact_is_masked_until_it_is_looked_up_and_the_look_leaves_a_step(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    letter, deputy = written(app, pages, client), browser_of(pages.people.deputy)
    address = f"/desk/demo-county/letters/{letter.id}"
    assert "联系方式：居*** 139********" in deputy.get(address).text
    assert "联系方式：居民01 13912345678" in deputy.send(address, to=f"{address}/contact").text
    assert "查看了联系方式（代表001）" in deputy.get(address).text
    assert "查看了联系方式" not in followed(client, letter)


def test_the_answer_is_read_by_the_code_at_once_and_by_everyone_after_release(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    letter, people = written(app, pages, client), pages.people
    assert act(browser_of(people.deputy), letter, "answer", answer="已约供电所周五去看。") == 302
    assert "已约供电所周五去看" in followed(client, letter)
    public = f"/demo-county/deputies/{pages.code}"
    assert "供电所" not in client.get(public).text
    clerk, address = browser_of(people.clerk), f"/desk/demo-county/letters/{letter.id}/release"
    offered = clerk.get(address).text
    assert "13912345678" not in offered.split("<form")[2], "hidden before publishing"
    words = {"title": "路灯", "words": "南门三盏路灯不亮。", "answer": "已约供电所去看。"}
    assert act(clerk, letter, "release", **words) == 302
    page = client.get(public).text
    assert "南门三盏路灯不亮。" in page
    assert "已约供电所去看。" in page
    assert "居民01" not in page
    assert act(clerk, letter, "hold", why="写了别人的事") == 302
    assert "供电所" not in client.get(public).text
    assert "写了别人的事" in followed(client, letter)


@pytest.mark.parametrize(
    ("way", "kind", "raiser"),
    [("suggestion", Kind.suggestion, Raiser.deputy), ("message", Kind.message, Raiser.resident)],
)
def test_a_letter_becomes_a_matter_of_the_loop_and_is_followed_there(
    app: Flask, pages: Written, client: FlaskClient, browser_of, way: str, kind: Kind, raiser: Raiser
) -> None:
    letter, deputy = written(app, pages, client), browser_of(pages.people.deputy)
    status = act(deputy, letter, "hand-on", way=way, title="修好南门路灯", words="三盏路灯不亮。")
    assert status == 302
    with app.app_context():
        matter = db.session.query(Matter).one()
        assert (matter.kind, matter.raiser, matter.title) == (kind, raiser, "修好南门路灯")
        assert "13912345678" not in matter.words
    assert "已列入人大台账第1号" in followed(client, letter)
    assert act(deputy, letter, "hand-on", way=way, title="再来", words="一次") == 409


def test_a_letter_becomes_a_proposal_while_a_list_is_collected(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    letter, deputy = written(app, pages, client), browser_of(pages.people.deputy)
    page = f"/desk/demo-county/letters/{letter.id}/hand-on"
    assert 'value="proposal"' not in deputy.get(page).text
    with app.app_context():
        cycle = db.session.get_one(Cycle, pages.people.ids["cycle_row"])
        cycle.collection_opens_on, cycle.collection_closes_on = date(2026, 3, 1), None
        db.session.commit()
    assert act(deputy, letter, "hand-on", way="proposal", title="修路灯", words="三盏不亮") == 302
    with app.app_context():
        made = db.session.query(Proposal).one()
        assert (made.title, made.channel, made.place) == ("修路灯", Channel.deputy, "南门")
    assert f"/follow/{made.code}" in followed(client, letter)


def test_it_waits_for_the_deputy_by_name_and_for_the_office_as_a_number(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    written(app, pages, client)
    assert "回信：南门路灯不亮" in browser_of(pages.people.deputy).get("/desk").text
    desk = browser_of(pages.people.clerk).get("/desk").text
    assert "审签1封来信" in desk
    assert "代表回信" in desk


def test_two_who_act_at_once_do_not_overwrite_each_other(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    letter, deputy = written(app, pages, client), browser_of(pages.people.deputy)
    assert act(browser_of(pages.people.clerk), letter, "answer", answer="办公室代回。") == 302
    late = deputy.send(f"/desk/demo-county/letters/{letter.id}/answer", {"seen": "1", "answer": "我来回。"})
    assert late.status_code == 409
    assert "我来回。" in late.text


def test_a_letter_sent_twice_is_one_and_a_flood_is_held_off(
    app: Flask, pages: Written, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("votes.supervision.letter_rules.LETTERS_PER_ADDRESS", 1)
    address = f"/demo-county/deputies/{pages.code}/write"
    once = re.search(r'name="once"[^>]*value="([^"]+)"', client.get(address).text)
    assert once
    assert client.send(address, {**WORDS, "once": once[1]}).status_code == 302
    held = client.send(address, WORDS)
    assert held.status_code == 409
    assert WORDS["words"] in held.text
    with app.app_context():
        assert db.session.query(Letter).count() == 1


def test_half_a_year_after_the_last_deed_the_contact_is_gone_and_the_letter_stays(
    app: Flask, pages: Written, client: FlaskClient, clock: Clock
) -> None:
    letter = written(app, pages, client)
    assert forget_letter_contacts in EACH_DAY
    with app.app_context():
        assert forget_letter_contacts(date(2026, 8, 29), MORNING) == 0
        assert forget_letter_contacts(date(2026, 8, 30), clock.set(date(2026, 8, 30))) == 1
        db.session.commit()
        assert db.session.query(LetterContact).count() == 0
        assert forget_letter_contacts(date(2026, 8, 31), clock.at) == 0
        assert [step.deed.value for step in db.session.query(LetterStep)] == ["received", "forgotten"]
    assert "删除" not in followed(client, letter)


def test_nobody_writes_to_a_deputy_without_an_open_page(pages: Written, client: FlaskClient) -> None:
    assert client.get("/demo-county/deputies/NOSUCH/write").status_code == 404
    assert client.get(f"/other-county/deputies/{pages.code}/write").status_code == 404
    assert client.get("/demo-county/letters/NOSUCH").status_code == 404


def test_of_two_clicks_both_are_told_the_code_and_one_letter_is_kept(
    app: Flask, pages: Written, client: FlaskClient
) -> None:
    address = f"/demo-county/deputies/{pages.code}/write"
    page = client.get(address).text
    hidden = dict(re.findall(r'name="(csrf_token|once)"[^>]*value="([^"]+)"', page))
    answers = [client.post(address, data={**hidden, **WORDS}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert client.get(answers[0].headers["Location"]).status_code == 200
    with app.app_context():
        assert db.session.query(Letter).count() == 1


def test_what_is_handed_on_names_nobody_unless_the_deputy_writes_it(
    app: Flask, pages: Written, client: FlaskClient, browser_of
) -> None:
    """Who wrote was told that the deputy and the office alone read the letter."""
    letter = written(app, pages, client)
    page = browser_of(pages.people.deputy).get(f"/desk/demo-county/letters/{letter.id}/hand-on").text
    offered = re.search(r'<textarea[^>]*name="words"[^>]*>([^<]*)<', page)
    assert offered
    assert "南门三盏路灯不亮" in offered[1]
    assert "13912345678" not in offered[1]
