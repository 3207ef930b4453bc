"""Which projects everyone may see: one rule, for the list, the project's page and all rooms."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage

PUBLISHED = MORNING + timedelta(days=2)
BEFORE, AFTER = MORNING + timedelta(days=1), MORNING + timedelta(days=3)


def add(people: People, *moves: tuple[Stage, datetime]) -> None:
    """A project of the list, published on the second day, moved through these stages."""
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    cycle.candidates_published_at = PUBLISHED
    project = Project(congress_id=cycle.congress_id, number=1, title="演示项目1", stage=Stage.proposed)
    project.why_declined = "资金没有落实"
    cycle.projects.append(project)
    for stage, at in moves:
        project.move_to(stage, at, "工作人员01")
    db.session.commit()


@pytest.mark.parametrize(
    ("moves", "status"),
    [
        ([], 404),
        ([(Stage.declined, BEFORE)], 404),
        ([(Stage.candidate, BEFORE), (Stage.declined, BEFORE)], 404),
        ([(Stage.candidate, BEFORE)], 200),
        ([(Stage.candidate, BEFORE), (Stage.declined, AFTER)], 200),
    ],
)
def test_a_project_is_public_with_its_list_and_for_ever(
    app: Flask, client: FlaskClient, people: People, moves, status: int
) -> None:
    """What was taken off before the list was published never is: not even that it once was to stand there."""
    with app.app_context():
        add(people, *moves)
        assert db.session.query(Project).one().is_public == (status == 200)
    assert client.get("/demo-county/2026/1").status_code == status
    assert ("演示项目1" in client.get("/demo-county/2026").text) == (status == 200)
