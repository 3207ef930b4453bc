"""视察: what deputies saw, entered on a phone or for them by the office; names never leave the office and the group."""

import io
from typing import Any

from flask import Flask

from tests.people import People
from tests.projects.papers import picture_with_position
from tests.supervision.scene import deputy
from votes.common.db import db
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.inspections import Inspection
from votes.supervision.visits import PublicVisit, visits_of


def seen(app: Flask, people: People, *numbers: int, **more: Any) -> dict:
    with app.app_context():
        present = [str(deputy(n, people).id) for n in numbers or (1, 3)]
    return {
        "visit": "unannounced",
        "held_on": "2026-03-01",
        "place": "江滨路",
        "words": "入口只有台阶，轮椅进不去",
        "present": present,
        **more,
    }


def test_a_deputy_records_what_was_seen(app: Flask, project: str, people: People, browser_of) -> None:
    form = seen(app, people, satisfied="1", basic="", dissatisfied="1", guests="县残联2名")
    form["photos"] = (io.BytesIO(picture_with_position()), "a.jpg")
    answer = browser_of(people.deputy).send(f"{project}/inspect", form, content_type="multipart/form-data")
    assert answer.status_code == 302
    with app.app_context():
        one = db.session.query(Inspection).one()
        assert (one.number, one.grades, one.entered_for) == (1, (1, 0, 1), False)
        assert [deputy.name for deputy in one.present] == ["代表001", "代表003"]
        assert one.photos[0].released_at is None
    assert "入口只有台阶" in browser_of(people.deputy).get(project).text


def test_what_the_office_enters_for_the_group_is_marked(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser = browser_of(people.clerk)
    assert browser.send(f"{project}/inspect", seen(app, people, 3, 4)).status_code == 302
    assert "代录" in browser.get(project).text
    with app.app_context():
        assert db.session.query(Inspection).one().entered_for


def test_names_stay_inside_and_words_wait_for_release(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser_of(people.deputy).send(f"{project}/inspect", seen(app, people, guests="县残联2名"))
    unit = browser_of(people.unit)
    assert "入口只有台阶" not in unit.get(project).text
    clerk = browser_of(people.clerk)
    assert clerk.send(project, to=f"{project}/inspections/1/release").status_code == 302
    page = unit.get(project).text
    assert "入口只有台阶" in page
    assert "2名代表" in page
    for hidden in ("代表001", "代表003", "县残联2名"):
        assert hidden not in page


def test_release_takes_the_pictures_along_and_a_takedown_brings_them_back(
    app: Flask, project: str, people: People, browser_of, client
) -> None:
    form = seen(app, people) | {"photos": (io.BytesIO(picture_with_position()), "a.jpg")}
    browser_of(people.deputy).send(f"{project}/inspect", form, content_type="multipart/form-data")
    with app.app_context():
        photo = f"/file/{db.session.query(Document).one().id}"
    clerk = browser_of(people.clerk)
    assert client.get(photo).status_code == 404
    clerk.send(project, to=f"{project}/inspections/1/release")
    assert client.get(photo).status_code == 200
    assert clerk.send(f"{project}/inspections/1/take-down", {"why": "照到了路人"}).status_code == 302
    assert client.get(photo).status_code == 404
    assert "入口只有台阶" not in browser_of(people.unit).get(project).text
    assert clerk.send(f"{project}/inspections/1/take-down", {"why": "再来一次"}).status_code == 409


def test_the_public_reads_what_was_released_and_why_it_was_taken_down(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser_of(people.deputy).send(f"{project}/inspect", seen(app, people, guests="县残联2名"))
    clerk = browser_of(people.clerk)

    def public() -> list[PublicVisit]:
        with app.test_request_context():
            return visits_of(db.session.query(Project).one())

    assert public() == []
    clerk.send(project, to=f"{project}/inspections/1/release")
    [visit] = public()
    assert (visit.words, visit.present, visit.kind) == ("入口只有台阶，轮椅进不去", 2, "暗访")
    assert "代表0" not in str(visit)
    assert "县残联" not in str(visit)
    clerk.send(f"{project}/inspections/1/take-down", {"why": "照到了路人"})
    [gone] = public()
    assert (gone.words, gone.place, gone.present) == ("已撤下：照到了路人", "", 0)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, project: str, people: People, browser_of
) -> None:
    browser = browser_of(people.deputy)
    early = browser.send(f"{project}/inspect", seen(app, people, held_on="2026-03-03"))
    assert early.status_code == 409
    assert "视察之后才能记录" in early.text
    many = browser.send(f"{project}/inspect", seen(app, people, satisfied="2", basic="1"))
    assert "现场评议共3票，到场代表只有2名" in many.text
    assert "轮椅进不去" in many.text
    empty = browser.send(f"{project}/inspect", {"held_on": "31.2.2026"})
    assert empty.status_code == 200
    assert "31.2.2026" in empty.text
    file = seen(app, people) | {"photos": (io.BytesIO(b"no picture"), "a.jpg")}
    broken = browser.send(f"{project}/inspect", file, content_type="multipart/form-data")
    assert broken.status_code == 409
    assert "轮椅进不去" in broken.text
    with app.app_context():
        assert db.session.query(Inspection).count() == 0


def test_only_deputies_of_the_group_can_be_ticked(
    app: Flask, project: str, people: People, browser_of
) -> None:
    assert browser_of(people.clerk).send(f"{project}/inspect", seen(app, people, 2)).status_code == 200
    with app.app_context():
        assert db.session.query(Inspection).count() == 0


def test_other_deputies_units_and_strangers_record_nothing(
    app: Flask, project: str, people: People, browser_of, client
) -> None:
    for who in (people.other_deputy, people.unit, people.government, people.other_clerk):
        assert browser_of(who).get(f"{project}/inspect").status_code == 404
    assert client.get(f"{project}/inspect").status_code == 302


def test_only_the_office_releases(app: Flask, project: str, people: People, browser_of) -> None:
    deputy = browser_of(people.deputy)
    deputy.send(f"{project}/inspect", seen(app, people))
    assert deputy.send(f"{project}/inspect", to=f"{project}/inspections/1/release").status_code == 404
    assert browser_of(people.clerk).send(project, to=f"{project}/inspections/2/release").status_code == 404
