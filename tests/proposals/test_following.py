"""Following a proposal by its code (件件有回音)."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.people import People
from tests.proposals.made import MATTER, act, open_collection, send
from votes.common.db import db
from votes.common.outbox import Message
from votes.congress.models import Congress
from votes.noticeboard.newsletter_commands import write_news
from votes.projects.followers import Follower, confirm
from votes.projects.models import Cycle
from votes.projects.stages import Stage
from votes.proposals.forgetting import forget_contacts
from votes.proposals.models import Proposal
from votes.proposals.onward import turns
from votes.proposals.projects import new_project
from votes.proposals.takedowns import Extent, take_down


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


def taken_up(people: People, code: str) -> Proposal:
    """The proposal became a project, and the project went on to the ballot and lost."""
    found = db.session.query(Proposal).filter_by(code=code).one()
    project = new_project(db.session.get_one(Cycle, people.ids["cycle_row"]), "学校天桥")
    found.take_up(project, "列入候选。", MORNING, "工作人员01", 1, decider="县政府常务会议")
    project.move_to(Stage.candidate, MORNING + timedelta(days=1), "工作人员01")
    project.move_to(Stage.not_adopted, MORNING + timedelta(days=9), "工作人员01", "名额已满")
    db.session.commit()
    return found


def test_the_project_it_became_is_followed_on_from_the_day_its_list_is_public(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    code = send(client)
    with app.app_context():
        found = taken_up(people, code)
        assert [turn.at for turn in turns(found)] == [MORNING] * 3
    for address in (f"/follow/{code}", f"/follow/{code}.atom"):
        before = client.get(address).text
        assert "采纳" in before
        assert "学校天桥" not in before
    with app.app_context():
        found = db.session.query(Proposal).filter_by(code=code).one()
        found.cycle.candidates_published_at = MORNING + timedelta(days=5)
        db.session.commit()
        told = [(turn.at - MORNING).days for turn in turns(found)]
        assert told == [9, 5, 0, 0, 0]
        number = found.project.number if found.project else 0
    page = client.get(f"/follow/{code}").text
    assert f"/demo-county/2026/{number}" in page
    for words in ("学校天桥", "县政府常务会议", "列入候选。", "名额已满"):
        assert words in page


def test_every_change_is_an_entry_of_the_feed_without_the_words_before_their_release(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    code = send(client, name="居民07", phone="13800007777")
    with app.app_context():
        taken_up(people, code)
    answer = client.get(f"/follow/{code}.atom")
    assert answer.mimetype == "application/atom+xml"
    atom = {"a": "http://www.w3.org/2005/Atom"}
    entries = ElementTree.fromstring(answer.text).findall("a:entry", atom)
    assert len(entries) == 3
    assert len({entry.findtext("a:id", namespaces=atom) for entry in entries}) == 3
    for private in (MATTER["title"], MATTER["what"], "13800007777", "居民07"):
        assert private not in answer.text
    etag = answer.headers["ETag"]
    assert client.get(f"/follow/{code}.atom", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/follow/AAAAAAAAAA.atom").status_code == 404


def test_the_follow_code_of_a_released_proposal_stands_on_no_public_page(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    act(browser_of(people.clerk), code, "release", title=MATTER["title"], what=MATTER["what"], place="")
    with app.app_context():
        number = db.session.query(Proposal).filter_by(code=code).one().id
    for address in ("proposals", "proposals.json", f"proposals/{number}", f"proposals/{number}/support"):
        page = client.get(f"/demo-county/2026/{address}").text
        assert MATTER["title"] in page
        assert code not in page


def test_a_takedown_leaves_a_note_at_the_public_address(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, silent = send(client), send(client)
    clerk = browser_of(people.clerk)
    act(clerk, code, "release", title=MATTER["title"], what=MATTER["what"], place="")
    with app.app_context():
        shown, hidden = (db.session.query(Proposal).filter_by(code=one).one() for one in (code, silent))
        take_down(shown, Extent.whole, "写了别人的姓名", False, MORNING, "工作人员01", len(shown.steps))
        hidden.hold("与本县无关", MORNING, "工作人员01", len(hidden.steps))
        db.session.commit()
        addresses = [f"/demo-county/2026/proposals/{one.id}" for one in (shown, hidden)]
    page = client.get(addresses[0]).text
    assert "写了别人的姓名" in page
    assert "2026年3月2日" in page
    assert MATTER["title"] not in page
    assert addresses[0] in client.get("/demo-county/2026/proposals").text
    assert client.get(addresses[1]).status_code == 404
    assert client.get(f"{addresses[0]}/support").status_code == 404


def test_each_change_is_told_by_mail_once_to_who_wished_it_and_nobody_after_the_year(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    code = send(client)
    page = f"/follow/{code}/news"
    assert page in client.get(f"/follow/{code}").text
    client.send(page, {"address": "resident@example.cn"})
    with app.app_context():
        number = db.session.query(Proposal).filter_by(code=code).one().id
        (follower,) = db.session.query(Follower)
        assert follower.topic == f"proposal:{number}"
        confirm(follower, MORNING - timedelta(hours=1))
        db.session.commit()
        db.session.query(Message).delete()
        taken_up(people, code)
        days = [MORNING + timedelta(days=n) for n in (1, 2)]
        assert [write_news(day.date(), day) for day in days] == [1, 0]
        (message,) = db.session.query(Message)
        assert "列入候选。" in message.text
        assert f"/follow/{code}" in message.text
        assert MATTER["title"] not in message.text + message.subject
        forget_contacts(date(2027, 2, 1), MORNING)
        db.session.commit()
        assert db.session.query(Follower).count() == 0
        assert db.session.query(Message).count() == 0
