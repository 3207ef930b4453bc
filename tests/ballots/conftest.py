"""A hall for every test of the ballots, and browsers of the people in it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import tables
from tests.ballots.hall import Hall, carry, make_hall
from tests.people import People, make_people
from votes.common.db import db

Do = Callable[..., Any]


@pytest.fixture
def hall(app: Flask, kept_rows: tables.Kept) -> Hall:
    """Twelve deputies, four candidates, every badge given."""
    with app.app_context():
        return kept_rows.bring("hall", lambda: make_hall(make_people(db.session)))


@pytest.fixture
def people(hall: Hall) -> People:
    """The people of the hall."""
    return hall.people


@pytest.fixture
def browse(hall: Hall, people: People, browser_of) -> Callable[[str], FlaskClient]:
    """The browser of a person or a badge: `browse("clerk")`, `browse("chair")`."""
    known: dict[str, FlaskClient] = {}

    def find(word: str) -> FlaskClient:
        if word not in known:
            known[word] = browser_of(hall.badges.get(word) or getattr(people, word))
        return known[word]

    return find


@pytest.fixture
def carried(app: Flask, hall: Hall) -> Callable[..., int]:
    """A round carried to a state, committed: `carried("counting", ballots=10)`; its id."""

    def go(state: str, **values: Any) -> int:
        with app.app_context():
            round = carry(hall, state, **values)
            db.session.commit()
            return round.id

    return go


@pytest.fixture
def inside(app: Flask) -> Callable[[Do], Any]:
    """Do something in the application and commit: `inside(lambda: …)`."""

    def run(do: Do) -> Any:
        with app.app_context():
            db.session().expire_on_commit = False  # what comes back is looked at outside
            found = do()
            db.session.commit()
            return found

    return run
