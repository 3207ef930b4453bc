"""群众评价 of a list in public: an order only where enough people rated."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.evaluation.scene import public_project
from tests.people import People
from votes.common.db import db
from votes.evaluation.models import PublicRating
from votes.evaluation.rating import Opinion, rate
from votes.evaluation.rules import Grade

PAGE = "/demo-county/2026/ratings"


def test_enough_people_make_an_order_and_few_are_told_apart(
    app: Flask, client: FlaskClient, people: People
) -> None:
    with app.app_context():
        for number, satisfied in ((1, 3), (2, 1), (3, 1)):
            project = public_project(people, number)
            project.cycle.settings = {**project.cycle.settings, "rating_min_people": 3}
            for n in range(3 if number < 3 else 1):
                grade = Grade.satisfied if n < satisfied else Grade.dissatisfied
                rate(project, Opinion(grade), f"device {n}", "one", MORNING)
        db.session.commit()
    page = client.get(PAGE)
    assert "Set-Cookie" not in page.headers
    text = page.text
    assert text.index("演示项目2") < text.index("演示项目1") < text.index("少于3人") < text.index("演示项目3")
    assert re.findall(r"[\d.]+%（\d+到\d+）", text) == ["33.3%（6到79）", "100.0%（44到100）"]


def test_what_residents_said_before_it_was_put_right_stands_beside_the_new_evaluation(
    app: Flask, client: FlaskClient, people: People
) -> None:
    with app.app_context():
        project = public_project(people)
        public_project(people, 2)
        project.cycle.settings = {**project.cycle.settings, "rating_min_people": 5}
        for n in range(5):
            rate(project, Opinion(Grade.dissatisfied if n else Grade.satisfied), f"d{n}", "one", MORNING)
        again = rate(project, Opinion(Grade.satisfied), "again", "one", MORNING)
        assert isinstance(again, PublicRating)
        again.turn = 2
        db.session.commit()
    page = client.get(PAGE).text
    assert "整改后再次评价" in page
    assert "第1次评价，5人次" in page
    assert "20.0%" in page
    assert "还没有人评：2 演示项目2" in page


def test_nobody_has_rated_yet(client: FlaskClient, app: Flask, people: People) -> None:
    with app.app_context():
        public_project(people)
        db.session.commit()
    assert "还没有人评价" in client.get(PAGE).text
