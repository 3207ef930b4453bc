"""Project 1, open to the public's rating, and the addresses of its pages."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.evaluation.scene import public_project
from tests.people import People
from votes.common.db import db
from votes.evaluation.beside import Ratings, ratings_of
from votes.projects.models import Project
from votes.projects.stages import Stage

RATE = "/demo-county/2026/1/rate"
AT = "/desk/demo-county/2026/evaluation/1"


@pytest.fixture
def project(app: Flask, people: People) -> str:
    """Project 1 under way; the address of its rating page."""
    with app.app_context():
        public_project(people)
        db.session.commit()
    return RATE


@pytest.fixture
def at_stage(app: Flask, people: People) -> Callable[[Stage], str]:
    """Project 1 at a stage; the address of the office's page."""

    def bring(stage: Stage) -> str:
        with app.app_context():
            public_project(people, stage=stage)
            db.session.commit()
        return AT

    return bring


@pytest.fixture
def kept(app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """What the database holds now: `kept(lambda: …)`."""

    def ask(question: Callable[[], Any]) -> Any:
        with app.test_request_context():
            return question()

    return ask


def the_ratings() -> Ratings:
    """All voices on project 1."""
    return ratings_of(db.session.query(Project).one())
