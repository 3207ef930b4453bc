"""Every public page that shows data answers under the same address with `.json`."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle
from votes.proposals.intake import Incoming, receive


@pytest.mark.usefixtures("archive")
def test_home_and_rules_as_data(client: FlaskClient) -> None:
    places = {one["slug"]: one for one in client.get("/.json").json["congresses"]}
    assert len(places) == 89
    assert "/nanchang/2020" in [cycle["url"] for cycle in places["nanchang"]["cycles"]]
    rules = client.get("/about/rules.json").json["rules"]
    assert rules
    assert all(rule["stage"]["zh"] and "<" not in rule["stage"]["zh"] for rule in rules)


def test_a_rehearsal_is_not_among_the_congresses(app: Flask, people: People, client: FlaskClient) -> None:
    with app.app_context():
        real = db.session.get_one(Congress, people.ids["county"])
        copy = Congress(slug="copy", place="演练", name="演练", level=real.level, rehearsal_of_id=real.id)
        db.session.add(copy)
        db.session.commit()
    slugs = [one["slug"] for one in client.get("/.json").json["congresses"]]
    assert sorted(slugs) == ["demo-county", "other-county"]


def test_proposals_as_data_only_in_released_words(
    app: Flask, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        cycle, day = db.session.get_one(Cycle, people.ids["cycle_row"]), clock.at.date()
        shown = receive(cycle, Incoming("加一个站，王某", "家住东门", day - timedelta(days=40)), clock.at)
        receive(cycle, Incoming("没人看过的话", "没人看过", day), clock.at)
        shown.release("加一个站", "东门", "", False, clock.at, "工作人员01", len(shown.steps))
        db.session.commit()
        number, code = shown.id, shown.code
    answer = client.get("/demo-county/2026/proposals.json")
    assert {key: answer.json[key] for key in ("collected", "unanswered", "late")} == {
        "collected": 2,
        "unanswered": 2,
        "late": 1,
    }
    (row,) = answer.json["proposals"]
    assert (row["id"], row["title"], row["what"], row["answer"]) == (number, "加一个站", "东门", None)
    assert code not in answer.text
    assert "王某" not in answer.text
    assert "ETag" in answer.headers
    assert "Set-Cookie" not in answer.headers
