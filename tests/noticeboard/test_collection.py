"""The collection as everyone sees it: counts by source and class while it runs, the funnel at the end, the notice."""

import json

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import begin, decide, open_collection, send
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard.funnels import funnel_steps
from votes.proposals.figures import Funnel
from votes.proposals.models import Proposal
from votes.proposals.point_rules import PointKind
from votes.proposals.points import PointFacts, add_point
from votes.proposals.rules import Channel

PAGE = "/demo-county/2026/collection"


def figures(client: FlaskClient) -> dict[str, object]:
    return dict(json.loads(client.get(f"{PAGE}.json").data))


def test_the_count_by_source_and_class_is_public_at_once_and_the_words_are_not(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    send(client, title="先修路灯")
    send(client, title="再建天桥", category="")
    with app.app_context():
        first = db.session.query(Proposal).order_by(Proposal.id).first()
        first.channel = Channel.hotline
        db.session.commit()
    data, page = figures(client), client.get(PAGE).text
    assert data["collected"] == 2
    assert data["by_source"] == {"hotline": 1, "web": 1}
    assert data["by_category"] == [{"category": None, "n": 1}, {"category": "交通出行", "n": 1}]
    assert "12345热线" in page
    assert "还没有归类" in page
    assert "先修路灯" not in page


def test_the_funnel_ends_open_until_candidates_and_result_stand(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    send(client)
    assert figures(client)["funnel"] == {
        "collected": 1,
        "merged_to": 1,
        "candidates": None,
        "seats": 10,
        "adopted": None,
    }
    clerk = browser_of(people.clerk)
    numbers = begin(clerk, "天桥", "路灯")
    decide(clerk, 1, *numbers)
    assert figures(client)["funnel"]["candidates"] is None  # type: ignore[index]


def test_the_picture_narrows_by_the_figures_and_stops_where_nothing_is_known(app: Flask) -> None:
    with app.test_request_context():
        narrows_as_figures_do()


def narrows_as_figures_do() -> None:
    steps = funnel_steps(Funnel(679, 332, 12, 10, None))
    assert [(step.number, round(step.top), round(step.bottom)) for step in steps] == [
        (679, 100, 49),
        (332, 49, 2),
        (12, 2, 2),
        (None, 0, 0),
    ]
    assert steps[0].corners == "0.00,0 100.00,0 74.45,10 25.55,10"
    assert [step.top for step in funnel_steps(Funnel(0, 0, None, 10, None))] == [0, 0, 0, 0]


def test_the_notice_names_the_window_every_way_and_each_open_point(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    with app.app_context():
        home = db.session.get_one(Congress, people.ids["county"])
        add_point(home, PointFacts(PointKind.station, "北街代表联络站", "北街", month_days=[6, 16, 26]))
        db.session.commit()
    page = client.get(f"{PAGE}/notice").text
    for words in (
        "2026年3月31日",
        "12345热线",
        "北街代表联络站",
        "每月逢六",
        '<svg class="qr"',
        "/2026/propose",
    ):
        assert words in page, words
