"""A project under way with its group, as the tests of each deed find it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import MARKS, UNIT, add_finding, by_group, order_it, watched
from votes.common.db import db
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.matters import Matter
from votes.supervision.rules import State

AT = "/desk/demo-county/2026/supervision/1"


@pytest.fixture
def project(scene: Callable[..., None]) -> str:
    """Project 1 under way, watched by 代表001, 003 and 004; the address of its supervision."""
    scene("watched", lambda people: watched(people).id)
    return AT


@pytest.fixture
def done_project(scene: Callable[..., None]) -> str:
    """The same project, reported done by its unit."""
    scene("watched and done", lambda people: watched(people, stage=Stage.done).id)
    return AT


@pytest.fixture
def finding_in(app: Flask, project: str, people: People) -> Callable[..., str]:
    """Finding 1 of the project, brought to a state: `finding_in(State.answered)` gives its address."""

    def bring(state: State = State.raised, unit: str = "unit_row") -> str:
        with app.app_context():
            finding = add_finding(people, db.session.query(Project).one())
            if state in (State.ordered, State.answered, State.returned, State.closed):
                order_it(people, finding, unit)
            if state in (State.answered, State.returned, State.closed):
                finding.answer("已补两座", [], UNIT, MORNING)
            if state in (State.returned, State.closed):
                due_on = date(2026, 5, 1) if state is State.returned else None
                finding.recheck(due_on, "到现场看过", by_group(people), MORNING, None if due_on else MARKS)
            db.session.commit()
            return f"/desk/demo-county/matters/{finding.number}"

    return bring


@pytest.fixture
def kept(app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """What the database holds now: `kept(lambda: …)`."""

    def ask(question: Callable[[], Any]) -> Any:
        with app.app_context():
            return question()

    return ask


def the_matter() -> Matter:
    """The only finding there is."""
    return db.session.query(Matter).one()
