"""The office states terms, sessions and sittings; all, due and present are three different numbers."""

import pytest
from flask import Flask

from tests.people import People
from votes.common.db import db
from votes.congress.models import Body, Congress, Level, Session, Sitting, Term
from votes.congress.titles import numeral, session_title, sitting_title
from votes.congress.wording import WORDING, bodies_of

DESK = "/desk/demo-county"


def rows(app: Flask, model: type) -> list:
    with app.app_context():
        return db.session.query(model).order_by(model.id).all()


def test_a_session_with_a_sitting_is_stated(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    session = {"body": "standing_committee", "number": "3", "begins_on": "2026-05-06", "ends_on": "2026.5.7"}
    assert clerk.send(f"{DESK}/terms/1/sessions/add", session).status_code == 302
    kept = rows(app, Session)[-1]
    assert (kept.body, kept.number) == (Body.standing_committee, 3)
    sitting = {"number": "1", "held_on": "2026年5月7日", "all_deputies": "31", "due": "29"}
    assert clerk.send(f"{DESK}/sessions/{kept.id}/sittings/add", sitting).status_code == 302
    listed = clerk.get(f"{DESK}/sessions").text
    assert "演示县第十八届人民代表大会常务委员会第三次会议" in listed
    assert "全体31名，应到29名" in listed


def test_a_new_sitting_proposes_the_whole_list(people: People, browser_of) -> None:
    page = browser_of(people.clerk).get(f"{DESK}/sessions/1/sittings/add").text
    assert page.count('value="12"') == 2
    assert 'name="number"' in page
    assert 'value="2026-03-02"' in page, "the day of the last sitting, not the session's first"


@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        ("terms/add", {"number": "18"}, "序号18已经有了"),
        ("terms/add", {"number": "19", "began_on": "2026-05-01", "ended_on": "2026-04-01"}, "不能早于"),
        ("terms/add", {"number": "nineteen"}, "1"),
        ("terms/1/sessions/add", {"body": "congress", "number": "6", "begins_on": "2026-09-01"}, "已经有了"),
        ("terms/1/sessions/add", {"body": "presidium", "number": "7", "begins_on": "2026-09-01"}, "error"),
        (
            "sessions/1/sittings/add",
            {"number": "2", "held_on": "2026-03-02", "all_deputies": "12", "due": "13"},
            "12名",
        ),
        (
            "sessions/1/sittings/add",
            {"number": "2", "held_on": "2026-02-01", "all_deputies": "12", "due": "12"},
            "会议期间",
        ),
        (
            "sessions/1/sittings/add",
            {"number": "1", "held_on": "2026-03-02", "all_deputies": "12", "due": "12"},
            "已经有了",
        ),
        (
            "sessions/1/sittings/add",
            {"number": "2", "held_on": "31 February", "all_deputies": "12", "due": "12"},
            "2026",
        ),
    ],
)
def test_what_does_not_fit_is_named_at_its_field(people: People, browser_of, path, sent, words) -> None:
    answer = browser_of(people.clerk).send(f"{DESK}/{path}", sent)
    assert answer.status_code == 200
    assert words in answer.text
    assert 'class="error"' in answer.text


def test_a_sitting_is_corrected(app: Flask, people: People, browser_of) -> None:
    sent = {"number": "1", "held_on": "2026-03-02", "all_deputies": "12", "due": "10"}
    page = f"{DESK}/sitting/{people.ids['sitting']}/edit"
    assert browser_of(people.clerk).send(page, sent).status_code == 302
    assert rows(app, Sitting)[0].due == 10


def test_a_session_and_a_term_are_corrected(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    session = {"body": "congress", "number": "6", "begins_on": "2026-03-01", "ends_on": "2026-03-04"}
    assert clerk.send(f"{DESK}/sessions/1", session).status_code == 302
    assert clerk.send(f"{DESK}/terms/1", {"number": "18", "all_deputies": "232"}).status_code == 302
    assert str(rows(app, Session)[0].ends_on) == "2026-03-04"
    assert rows(app, Term)[0].all_deputies == 232


def test_rows_of_another_congress_are_out_of_reach(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    foreign = next(row.id for row in rows(app, Sitting) if row.congress_id != people.ids["county"])
    for path in (
        f"terms/{foreign}",
        f"sessions/{foreign}",
        f"sitting/{foreign}/edit",
        f"sessions/{foreign}/sittings/add",
    ):
        assert clerk.get(f"{DESK}/{path}").status_code == 404


def test_numbers_read_as_official_titles_write_them() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 18, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "十八",
        "二十",
        "二十一",
        "九十九",
    ]


@pytest.mark.usefixtures("context")
def test_a_street_has_its_own_words(people: People) -> None:
    street = Congress(slug="street", place="演示街道", name="演示街道议事代表会议", level=Level.street)
    term = Term(congress=street, number=1)
    session = Session(congress=street, term=term, body=street.body, number=2)
    sitting = Sitting(congress=street, session=session, number=1)
    assert session_title(session) == "演示街道第一届议事代表会议第二次会议"
    assert sitting_title(sitting) == "演示街道第一届议事代表会议第二次会议第一次全体会议"
    assert bodies_of(Level.street) == [Body.assembly]
    assert bodies_of(Level.township) == [Body.congress, Body.presidium]
    assert str(WORDING[Level.street].deputies) == "议事代表"
    assert str(WORDING[Level.street].ballot) == "票选"
    assert str(WORDING[Level.county].ballot) == "票决"


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("body", "title"),
    [
        (Body.congress, "演示县第十八届人民代表大会第三次会议"),
        (Body.standing_committee, "演示县第十八届人民代表大会常务委员会第三次会议"),
        (Body.presidium, "演示县第十八届人民代表大会主席团第三次会议"),
    ],
)
def test_an_official_paper_names_the_body_in_full(body: Body, title: str) -> None:
    county = Congress(slug="county", place="演示县", name="演示县人民代表大会", level=Level.county)
    session = Session(congress=county, term=Term(congress=county, number=18), body=body, number=3)
    assert session_title(session) == title
