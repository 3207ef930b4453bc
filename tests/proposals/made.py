"""A collection that is open, and proposals in it, made as people make them."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.proposals.models import Proposal

DECIDER = "县政府常务会议"
PROPOSE = "/demo-county/2026/propose"
DESK = "/desk/demo-county/2026/proposals"
MATTER = {
    "title": "校门口建一座天桥",
    "what": "早晚高峰学生横穿马路，不安全。",
    "place": "实验小学",
    "category": "交通出行",
}


def open_collection(app: Flask, people: People, closes: date | None = date(2026, 3, 31)) -> None:
    """The county collects proposals since the first of March."""
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        cycle.collection_opens_on, cycle.collection_closes_on = date(2026, 3, 1), closes
        db.session.commit()


def send(client: FlaskClient, **words: Any) -> str:
    """A resident's proposal; its code."""
    answer = client.send(PROPOSE, {**MATTER, **words}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return answer.location.rsplit("/", 1)[1]


def proposal(app: Flask, code: str) -> Proposal:
    """The row behind a code, with what tests look at loaded."""
    with app.app_context():
        found = db.session.query(Proposal).filter_by(code=code).one()
        load(found)
        return found


def load(found: Proposal) -> None:
    """Bring what tests look at into memory."""
    _ = found.steps, found.contact, found.project, found.merged_into
    _ = [photo.document.media_type for photo in found.photos]


def deeds(found: Proposal) -> list[str]:
    """The history of a proposal, in words."""
    return [step.deed.value for step in found.steps]


def act(browser: FlaskClient, code: str, deed: str, /, **words: Any) -> Any:
    """Open the page of a deed, see what it shows, fill in the rest, and send it."""
    address = f"{DESK}/{code}/{deed}"
    page = browser.get(address)
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page.text)
    assert seen, page.text
    decider = {"decider": DECIDER} if 'name="decider"' in page.text else {}
    return browser.send(address, {"seen": seen[1], **decider, **words})


GATES = ("government executive meeting", "party committee", "standing committee or presidium")
SCREENING = "/desk/demo-county/2026/screening"
LIST = "/desk/demo-county/2026/candidates"


def begin(browser: FlaskClient, *titles: str) -> list[int]:
    """Projects begun by the clerk; their numbers in screening."""
    return [int(browser.send(SCREENING, {"title": title}).location.rsplit("/", 2)[1]) for title in titles]


def decide(browser: FlaskClient, place: int, *numbers: int, **words: Any) -> Any:
    """The decision of the body at this place, recorded for these projects."""
    given = {"projects": list(numbers), "decision": "passed", "decided_on": "2026-03-01", **words}
    return browser.send(f"{SCREENING}/gate/{place}", given, content_type="multipart/form-data")


def to_the_list(browser: FlaskClient, *titles: str) -> None:
    """Projects that passed every gate and stand on the list of candidates."""
    numbers = begin(browser, *titles)
    for place in (1, 2, 3):
        decide(browser, place, *numbers)
    for number in numbers:
        page = f"/desk/demo-county/2026/{number}"
        assert browser.send(f"{page}/screening", to=f"{page}/admit").status_code == 302


def project(app: Flask, title: str) -> Project:
    """The project of this title, with its way."""
    with app.app_context():
        found = db.session.query(Project).filter_by(title=title).one()
        assert found.cycle.slug == "2026"
        _ = [passage.document for passage in found.passages]
        return found
