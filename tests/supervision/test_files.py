"""Pictures of inspections and evidence of replies: until they are released, for those alone who see the record itself."""

import io

from flask import Flask

from tests.people import People
from tests.projects.papers import picture
from tests.supervision.scene import deputy
from votes.common.db import db
from votes.projects.documents import Document
from votes.supervision.rules import State

EVERYONE = "clerk government unit other_unit deputy other_deputy administrator other_clerk".split()


def openers(app: Flask, people: People, browser_of) -> list[str]:
    """Who may open the only document there is."""
    with app.app_context():
        address = f"/file/{db.session.query(Document).one().id}"
    assert app.test_client().get(address).status_code == 404
    return [who for who in EVERYONE if browser_of(getattr(people, who)).get(address).status_code == 200]


def test_a_picture_taken_on_the_spot_is_for_the_office_and_the_group(
    app: Flask, project: str, people: People, browser_of
) -> None:
    with app.app_context():
        present = str(deputy(1, people).id)
    form = {
        "visit": "announced",
        "held_on": "2026-03-01",
        "place": "江滨路",
        "words": "看过",
        "present": present,
    }
    sent = {**form, "photos": (io.BytesIO(picture()), "a.jpg")}
    assert browser_of(people.deputy).send(f"{project}/inspect", sent).status_code == 302
    assert openers(app, people, browser_of) == ["clerk", "deputy"]


def test_evidence_is_for_those_who_see_the_finding(
    app: Flask, people: People, finding_in, browser_of
) -> None:
    """The other unit was handed the order; the one that carries the project out has no part in it."""
    address = finding_in(State.ordered, unit="other_unit_row")
    sent = {"words": "已补两座", "files": (io.BytesIO(picture()), "a.jpg")}
    assert browser_of(people.other_unit).send(f"{address}/reply", sent).status_code == 302
    assert openers(app, people, browser_of) == ["clerk", "government", "other_unit", "deputy"]
