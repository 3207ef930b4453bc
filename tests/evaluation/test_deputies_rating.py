"""代表测评: what a rating round of the sitting found, beside the public; a failing verdict may open an order, and moves nothing."""

import pytest
from flask import Flask

from tests.ballots.hall import adopt_rules, cycle_of, make_hall, prepare_round, sign_in, whole_round
from tests.evaluation.conftest import AT, the_ratings
from tests.people import People
from votes.ballots.adopting import Purpose
from votes.ballots.profile_rules import RatingTerms
from votes.common.db import db
from votes.evaluation.rules import Grade, Spread
from votes.projects.models import Project
from votes.projects.stages import Stage


def rate_in_session(app: Flask, people: People, satisfied: int, publish: str = "counts") -> None:
    """Ten deputies rate project 1, which is confirmed, in a round of the sitting."""
    with app.app_context():
        hall = make_hall(people, candidates=1)
        project = cycle_of(hall).projects[0]
        project.stage, project.adopted = Stage.confirmed, True
        project.cycle.candidates_published_at = project.passages[0].at
        adopt_rules(hall, RatingTerms(publish=publish))
        sign_in(hall, 10)
        whole_round(prepare_round(hall, Purpose.rating, title="2026年度民生实事测评"), 10, [satisfied])
        db.session.commit()


def test_the_deputies_stand_beside_the_public_with_their_verdict(
    app: Flask, people: People, client, kept
) -> None:
    rate_in_session(app, people, 8)
    client.send("/demo-county/2026/1/rate", {"grade": "basic"})
    [voice] = kept(lambda: the_ratings().deputies)
    assert (voice.spread, voice.verdict) == (Spread(8, 0, 2), Grade.satisfied)
    page = client.get("/demo-county/2026/1/rate").text
    assert "2026年度民生实事测评，有效票10张" in page
    assert "测评等次：满意" in page
    assert "扫码或网页评价，1人次" in page


def test_a_rated_project_closes_without_a_reason(app: Flask, people: People, browser_of, kept) -> None:
    rate_in_session(app, people, 8)
    assert browser_of(people.clerk).send(f"{AT}/close", {"reason": ""}).status_code == 302
    assert kept(lambda: db.session.query(Project).one().stage) is Stage.closed


def test_a_failing_verdict_asks_for_an_order_and_moves_nothing(
    app: Flask, people: People, browser_of, kept
) -> None:
    rate_in_session(app, people, 2)
    page = browser_of(people.clerk).get(AT).text
    assert "测评等次：不满意" in page
    assert "evaluation/1/order" in page
    assert kept(lambda: db.session.query(Project).one().stage) is Stage.confirmed


@pytest.mark.parametrize("publish", ["list", "order"])
def test_counts_show_only_where_they_are_published(
    app: Flask, people: People, client, kept, publish: str
) -> None:
    rate_in_session(app, people, 8, publish)
    client.send("/demo-county/2026/1/rate", {"grade": "basic"})
    [voice] = kept(lambda: the_ratings().deputies)
    assert (voice.spread, voice.share, voice.verdict) == (None, None, Grade.satisfied)
    page = client.get("/demo-county/2026/1/rate").text
    assert "测评等次：满意；只公布等次。" in page
