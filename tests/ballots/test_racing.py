"""Two at once in one hall: the roll and the vote never part."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from tests.ballots import hall as halls
from tests.supervision.races import at_once
from votes.ballots import holding, roll
from votes.ballots.roll import Presence
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Deputy


@pytest.fixture
def about_to_open(app: Flask, hall: halls.Hall) -> tuple[halls.Hall, int]:
    """Ten are present; the chair has signed to open, the chief scrutineer has not."""
    with app.app_context():
        halls.adopt_rules(hall)
        halls.sign_in(hall, 10)
        round = halls.prepare_round(hall)
        holding.sign_opening(round, halls.CHAIR, halls.AT)
        db.session.commit()
        return hall, round.id


def test_who_is_signed_in_while_the_vote_opens_is_counted_or_refused(
    app: Flask, about_to_open, browser_of, monkeypatch
) -> None:
    """The desk has looked whether sign-in is shut; before it writes, the vote opens, or has to wait."""
    hall, round = about_to_open
    looked, opened, check = Event(), Event(), roll.check_not_shut

    def slow(sitting) -> None:
        check(sitting)
        if not looked.is_set():
            looked.set()
            opened.wait(2)

    monkeypatch.setattr(roll, "check_not_shut", slow)
    with app.app_context():
        late = (
            db.session.query(Deputy)
            .filter_by(congress_id=hall.people.ids["county"], name="代表012")
            .one()
            .desk_code
        )
    desk, chief = browser_of(hall.badges["scrutineer"]), browser_of(hall.badges["chief"])

    def open_it() -> None:
        looked.wait(10)
        at_once([chief], hall.round_path(round, "open"), [{}])
        opened.set()

    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_it)
        at_once([desk], hall.path("roll"), [{"code": late}])
        opening.result(20)
    with app.app_context():
        assert db.session.get_one(Round, round).present == db.session.query(Presence).count()
