"""群众留言: a resident writes to the unit; looked through, handed on, answered in public, followed by a code."""

import io
import re
from datetime import date, datetime

import pytest

from tests.conftest import MORNING
from tests.people import People
from tests.projects.papers import picture
from tests.supervision.races import at_once
from tests.supervision.scene import OFFICE, watched
from votes.common.db import db
from votes.common.outbox import Message
from votes.congress.models import Congress
from votes.noticeboard.newsletter_commands import write_news
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.supervision import waiting
from votes.supervision.matters import Matter
from votes.supervision.messages import HandedOn, MessageState, ResidentMessage, forget_words
from votes.supervision.models import Doer
from votes.supervision.rules import Hand

PAGE = "/demo-county/2026/1/message"
WORDS = "路灯三天没亮，找王建国师傅电话13900000000也没人修"
DESK = "/desk/demo-county/messages"


def make(people: People) -> int:
    """A project under way, with its group, on a public list."""
    project = watched(people)
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    cycle.candidates_published_at = MORNING
    return project.id


@pytest.fixture
def project(scene) -> int:
    return scene("messages", make)


def sent(client, words: str = WORDS, **more) -> str:
    """The code of a message that was taken."""
    answer = client.send(
        PAGE, {"words": words, "place": "三号桥桥头", **more}, content_type="multipart/form-data"
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def handed_on(clerk, app, **more):
    """The office presses the button with what the form suggests."""
    with app.app_context():
        message = db.session.query(ResidentMessage).one().id
    page = clerk.get(f"{DESK}/{message}").text
    fields = {
        name: re.search(
            rf'<(?:input|textarea)[^>]* name="{name}"[^>]*?(?: value="([^"]*)"[^>]*>|>\s*([^<]*)<)', page
        )
        for name in ("title", "words", "due_on", "demand")
    }
    typed = {name: (found[1] or found[2] or "").strip() for name, found in fields.items() if found}
    unit = re.search(r'<option selected value="(\d+)"', page)
    return clerk.send(f"{DESK}/{message}", {**typed, "unit": unit[1] if unit else "", **more})


def test_a_message_becomes_a_matter_and_is_answered_in_public(
    app, project, people, client, browser_of, clock
) -> None:
    code = sent(client)
    assert "工作人员看过以后，由责任单位答复" in client.get(f"/message/{code}").text
    clerk, unit, deputy = (browser_of(one) for one in (people.clerk, people.unit, people.deputy))
    assert "看1条群众留言" in clerk.get("/desk").text
    assert handed_on(clerk, app).status_code == 302
    public = client.get("/demo-county/2026/1").text
    assert "群众提出" in public
    assert "三号桥桥头：路灯三天没亮" in public
    assert "13900000000" not in public + client.get(f"/message/{code}").text
    entry = "/desk/demo-county/matters/1"
    clock.go(hours=1)
    assert unit.send(f"{entry}/reply", {"words": "灯已换好"}).status_code == 302
    marks = {"speed": "satisfied", "effort": "satisfied", "effect": "satisfied"}
    assert (
        deputy.send(f"{entry}/recheck", {"verdict": "closed", "words": "看过了，亮了", **marks}).status_code
        == 302
    )
    assert "灯已换好" not in client.get(f"/message/{code}").text, "not before the office signs it off"
    assert "人大机关看过以后在这里公开" in client.get(f"/message/{code}").text
    assert "审签公开一次" in clerk.get(entry).text
    release(app, clock.at)
    assert "之后没有新写的内容" in clerk.get(entry).text
    assert "人大机关看过以后在这里公开" not in client.get(f"/message/{code}").text
    followed = client.get(f"/message/{code}").text
    assert "灯已换好" in followed
    assert "代表001" not in followed
    assert "灯已换好" in client.get("/demo-county/2026/1").text


def release(app, at: datetime) -> None:
    with app.app_context():
        db.session.query(Matter).one().release("工作人员01", at)
        db.session.commit()


def test_nothing_shows_before_it_is_looked_through(app, project, client, people, browser_of) -> None:
    photo = (io.BytesIO(picture()), "lamp.jpg")
    code = sent(client, photos=[photo])
    for page in ("/demo-county/2026/1", "/demo-county/2026", f"/message/{code}", "/demo-county/2026.atom"):
        assert "路灯" not in client.get(page).text
    with app.app_context():
        file = f"/file/{db.session.query(Document).one().id}"
    assert client.get(file).status_code == 404
    assert browser_of(people.unit).get(file).status_code == 404
    assert browser_of(people.clerk).get(file).status_code == 200
    handed_on(browser_of(people.clerk), app, photos="y")
    assert client.get(file).status_code == 200
    assert file in client.get("/demo-county/2026/1").text


def test_a_picture_that_is_not_to_be_published_stays_inside(app, project, client, people, browser_of) -> None:
    sent(client, photos=[(io.BytesIO(picture()), "lamp.jpg")])
    handed_on(browser_of(people.clerk), app)
    with app.app_context():
        file = f"/file/{db.session.query(Document).one().id}"
        assert db.session.query(Matter).one().pictures == []
    assert client.get(file).status_code == 404


def test_what_is_declined_is_told_to_whoever_has_the_code_alone(
    app, project, client, people, browser_of
) -> None:
    code = sent(client)
    with app.app_context():
        message = db.session.query(ResidentMessage).one().id
    clerk = browser_of(people.clerk)
    assert "请填写" in clerk.send(f"{DESK}/{message}/decline", {"why": ""}).text
    assert clerk.send(f"{DESK}/{message}/decline", {"why": "同一盏灯已有人反映"}).status_code == 302
    assert "同一盏灯已有人反映" in client.get(f"/message/{code}").text
    assert "同一盏灯" not in client.get("/demo-county/2026/1").text
    assert handed_on(clerk, app).status_code == 409, "nothing is decided twice"


def test_what_looks_like_an_advertisement_is_marked_and_not_thrown_away(
    project, client, people, browser_of
) -> None:
    sent(client, "贷款无抵押，加微信abc12345，看www.example.com")
    clerk = browser_of(people.clerk)
    assert "请细看" in clerk.get(DESK).text
    page = clerk.get(f"{DESK}/1").text
    assert "有网址" in page
    assert "像是广告" in page


def test_two_clicks_send_one_message_and_a_wrong_picture_loses_nothing(app, project, client) -> None:
    form = {"words": WORDS, "once": "a" * 32}
    assert [client.send(PAGE, form).status_code for _ in range(2)] == [302, 302]
    broken = {"words": "水管漏水", "photos": [(io.BytesIO(b"no picture"), "x.jpg")]}
    answer = client.send(PAGE, broken, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert "水管漏水" in answer.text
    with app.app_context():
        assert db.session.query(ResidentMessage).count() == 1


@pytest.mark.parametrize("limit", ["PER_ADDRESS", "PER_DEVICE"])
def test_a_network_and_a_browser_send_so_many_a_day(app, project, client, monkeypatch, limit: str) -> None:
    monkeypatch.setattr(f"votes.supervision.message_views.{limit}", 1)
    sent(client)
    answer = client.send(PAGE, {"words": "水管漏水"})
    assert "请明天再来" in answer.text
    assert "水管漏水" in answer.text


def test_many_honest_people_behind_one_address_get_through(app, project, monkeypatch) -> None:
    monkeypatch.setattr("votes.supervision.message_views.PER_DEVICE", 1)
    for _person in range(3):
        sent(app.test_client())
    with app.app_context():
        assert db.session.query(ResidentMessage).count() == 3


def test_only_a_project_under_way_is_written_about(app, project, people, client) -> None:
    with app.app_context():
        candidate = Project(
            congress_id=people.ids["county"],
            cycle_id=people.ids["cycle_row"],
            number=2,
            title="候选",
            stage=Stage.candidate,
        )
        db.session.add(candidate)
        db.session.commit()
    assert "<textarea" not in client.get("/demo-county/2026/2/message").text
    assert "给责任单位留言" not in client.get("/demo-county/2026/2").text
    assert client.get("/demo-county/2026/3/message").status_code == 404


def test_messages_about_two_projects_wait_under_the_name_of_neither(app, project, monkeypatch) -> None:
    about = [ResidentMessage(project=Project(title=title), received_at=MORNING) for title in ("修桥", "修路")]
    monkeypatch.setattr(waiting, "messages_in", lambda *_asked: about)
    with app.test_request_context():
        [one] = waiting.of_messages(Congress(slug="demo-county"))
    assert one.context == ""


def test_a_code_is_found_however_it_is_typed(project, client) -> None:
    code = sent(client)
    assert 'href="/message">也可以抄下查询码' in client.get(f"/message/{code}").text
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert client.get("/message", query_string={"code": typed}).headers["Location"].endswith(code)
    assert "没有这个查询码的留言" in client.get("/message?code=NOSUCHCODE").text
    assert client.get("/message/NOSUCHCODE").status_code == 404


def test_its_sender_is_told_by_mail_and_the_address_stands_nowhere_else(
    app, project, client, people, browser_of, clock
) -> None:
    code = sent(client)
    client.send(f"/message/{code}/news", {"address": "sender@example.cn"})
    with app.app_context():
        link = re.search(r"/news/[\w-]{20,}", db.session.query(Message).one().text)[0]
    client.send(link, {"deed": "confirm"})
    clock.go(hours=1)
    handed_on(browser_of(people.clerk), app)
    with app.app_context():
        write_news(clock.at.date(), clock.go(days=1))
        db.session.commit()
        told = [one.text for one in db.session.query(Message).order_by(Message.id)]
    assert len(told) == 2
    assert "交" in told[1]
    assert f"/message/{code}" in told[1]
    assert "sender@example.cn" not in client.get(f"/message/{code}").text
    assert "sender@example.cn" not in browser_of(people.clerk).get(DESK).text


def test_the_words_go_some_weeks_after_they_were_dealt_with(app, project, client, clock) -> None:
    sent(client)
    with app.app_context():
        message = db.session.query(ResidentMessage).one()
        forget_words(clock.at.date(), clock.at)
        assert message.words == WORDS
        message.decline("重复", OFFICE, clock.at)
        db.session.commit()
        forget_words(clock.go(days=29).date(), clock.at)
        assert message.words == WORDS
        forget_words(clock.go(days=2).date(), clock.at)
        db.session.commit()
        assert (message.words, message.place, message.state) == ("", "", MessageState.declined)


def test_two_clerks_hand_on_one_message_at_once_and_one_of_them_is_told(
    app, project, client, people, browser_of
) -> None:
    sent(client)
    with app.app_context():
        address = f"{DESK}/{db.session.query(ResidentMessage).one().id}"
    form = {
        "title": "路灯不亮",
        "words": "路灯三天没亮",
        "unit": str(people.ids["unit_row"]),
        "due_on": "2026-04-10",
        "demand": "请修好",
    }
    clerks = [browser_of(people.clerk), browser_of(people.clerk)]
    assert at_once(clerks, address, [form, form]) == [302, 409]
    with app.app_context():
        assert db.session.query(Matter).count() == 1


def test_a_picture_that_was_not_published_goes_with_the_words(
    app, project, client, people, browser_of, clock
) -> None:
    for words in ("第一盏灯不亮", "第二盏灯不亮"):
        sent(client, words, photos=[(io.BytesIO(picture()), "lamp.jpg")])
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{DESK}/1/decline", {"why": "同一盏灯"}).status_code == 302
    with app.app_context():
        message = db.session.get_one(ResidentMessage, 2)
        found = (message.project.unit, date(2026, 4, 10), "请修好")
        message.hand_on(HandedOn("灯", "灯不亮", True, *found), Doer(Hand.office, "工作人员01"), clock.at)
        db.session.commit()
        shown, kept = [one.id for one in message.photos], db.session.query(Document).count()
        clock.go(days=30)
        forget_words(clock.at.date(), clock.at)
        assert db.session.query(Document).count() == kept == 2
        clock.go(days=2)
        forget_words(clock.at.date(), clock.at)
        db.session.commit()
        assert [one.id for one in db.session.query(Document)] == shown


def test_a_message_is_followed_only_while_its_congress_is_public(app, project, client, people) -> None:
    code = sent(client)
    assert client.get(f"/message/{code}/news").status_code == 200
    with app.app_context():
        rehearsed = db.session.query(Congress).filter_by(slug="other-county").one().id
        db.session.get_one(Congress, people.ids["county"]).rehearsal_of_id = rehearsed
        db.session.commit()
    assert client.get(f"/message/{code}/news").status_code == 404
