"""What everyone may ask of a box: the page, what is voted on, today's votes; no cookie, no share, no number."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.boxed import Boxed, opened, prepared
from tests.ballots.hall import Hall, round_by
from tests.ballots.printing import Printing
from votes.ballots.ballot_page import page
from votes.ballots.box.canon import hashed
from votes.ballots.box.manifest import read_manifest
from votes.ballots.box.slips import key_mark
from votes.common.db import db


@pytest.fixture
def mark(hall: Hall) -> str:
    return key_mark(bytes(Printing().key().public_key))


def test_the_page_is_the_same_for_all_and_its_hash_is_in_the_manifest(client, hall, inside, mark) -> None:
    boxed: Boxed = inside(lambda: opened(hall))
    answer = client.get("/b")
    assert answer.data == client.get("/en/b").data == page()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    assert client.get("/b", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    found = client.get(f"/b/{mark}/manifest.json").json
    assert found["manifest"]["page"] == hashed(answer.data).hex()
    assert read_manifest(found["manifest"]).mh == inside(lambda: boxed.box.mh)


def test_before_the_round_opens_there_is_nothing_to_vote_on(client: FlaskClient, hall, inside, mark) -> None:
    boxed = inside(lambda: (prepared(hall), db.session.commit())[0])
    assert client.get(f"/b/{mark}/manifest.json").json == {"state": "waiting", "manifest": None}
    assert [box["state"] for box in client.get("/b/open.json").json["boxes"]] == ["waiting"]
    assert client.post(f"/b/{mark}/cast", data=b"{}").status_code == 404
    assert client.get(f"/b/{'0' * 26}/manifest.json").status_code == 404
    assert inside(lambda: round_by(boxed.round).state) == "preparing"


def test_state_and_names_of_todays_votes_and_nothing_else(client, hall, inside, mark, clock) -> None:
    boxed = inside(lambda: opened(hall))
    assert client.get("/b/open.json").json["boxes"] == [
        {
            "mark": mark,
            "congress": "演示县人大",
            "session": "第一次会议",
            "ballot": "2026年度民生实事项目票决",
            "round": 1,
            "section": "A",
            "state": "open",
            "rehearsal": False,
        }
    ]
    seen = client.get(f"/b/{mark}/manifest.json")
    assert client.get(seen.request.path, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 304
    inside(lambda: boxed.close(issued=10, left=2))
    assert client.get(f"/b/{mark}/manifest.json").json["state"] == "closed"
    assert [box["state"] for box in client.get("/b/open.json").json["boxes"]] == ["closed"]
    clock.at = datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert client.get("/b/open.json").json == {"boxes": []}


def test_by_its_state_and_not_by_the_clock(app: Flask, client, hall, inside, mark, clock) -> None:
    """A clock that jumps ten years opens, closes and hides nothing that is open."""
    inside(lambda: opened(hall))
    for year in (2016, 2036):
        clock.at = datetime(year, 1, 1, tzinfo=UTC)
        assert client.get(f"/b/{mark}/manifest.json").json["state"] == "open"
        assert [box["mark"] for box in client.get("/b/open.json").json["boxes"]] == [mark]


def test_a_rehearsal_is_told_as_one_and_only_while_it_is_open(client, hall, inside, mark) -> None:
    def rehearsed(boxed: Boxed) -> Boxed:
        boxed.row.congress.rehearsal_of_id = hall.people.ids["other_county"]
        db.session.commit()
        return boxed

    def told() -> list[tuple[str, bool]]:
        return [(box["mark"], box["rehearsal"]) for box in client.get("/b/open.json").json["boxes"]]

    boxed = inside(lambda: opened(hall))
    assert told() == [(mark, False)]
    inside(lambda: rehearsed(boxed))
    assert told() == [(mark, True)]
    inside(lambda: boxed.close(issued=10, left=2))
    assert told() == []
