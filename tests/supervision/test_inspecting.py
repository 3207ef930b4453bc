"""视察: what deputies saw, entered on a phone or for them by the office; names never leave the office and the group."""

import io
import re
from typing import Any

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.delivery.making import GOVERNMENT, toilets_plan
from tests.delivery.making import UNIT as UNIT_PERSON
from tests.people import People
from tests.projects.papers import picture_with_position
from tests.supervision.scene import deputy
from votes.common.db import db
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.draw_rules import Kind, Step
from votes.supervision.draws import Entry, Prepared, prepare_draw
from votes.supervision.inspections import Inspection, Signature
from votes.supervision.matters import Matter
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


def test_a_record_sent_again_is_one_and_another_from_the_same_page_is_not_lost(
    app: Flask, project: str, people: People, browser_of
) -> None:
    """A phone sends again what it is not sure of; a page that was left open is used for the next site."""
    browser, form = browser_of(people.deputy), seen(app, people, once="a" * 32)
    for _again in range(2):
        assert browser.send(f"{project}/inspect", form).status_code == 302
    other = form | {"place": "滨河路"}
    page = browser.send(f"{project}/inspect", other)
    assert (page.status_code, "这个页面已经记过一次" in page.text, "滨河路" in page.text) == (409, True, True)
    fresh = re.search(r'name="once"[^>]*value="([0-9a-f]{32})"', page.text)[1]
    assert fresh != form["once"]
    assert browser.send(f"{project}/inspect", other | {"once": fresh}).status_code == 302
    with app.app_context():
        assert [one.place for one in db.session.query(Inspection)] == ["江滨路", "滨河路"]


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


def test_marks_findings_and_signatures_come_with_the_record(
    app: Flask, project: str, people: People, browser_of
) -> None:
    with app.app_context():
        signed = [str(deputy(3, people).id)]
    lines = "入口没有坡道\n\n夜间照明不亮"
    form = seen(app, people, 1, 3, 4, mark0="fair", findings=lines, signed=signed)
    writer = browser_of(people.deputy)
    assert writer.send(f"{project}/inspect", form).status_code == 302
    with app.app_context():
        one = db.session.query(Inspection).one()
        assert one.marks == [{"about": "总体情况", "mark": "fair"}]
        assert [(row.deputy.name, row.own_phone) for row in one.signatures] == [
            ("代表001", True),
            ("代表003", False),
        ]
        found = db.session.query(Matter).order_by(Matter.number).all()
        assert [(row.title, row.inspection_id) for row in found] == [
            ("入口没有坡道", one.id),
            ("夜间照明不亮", one.id),
        ]
    page = writer.get(project).text
    assert "代表003（已签名）" in page
    assert "代表004（已签名）" not in page
    assert browser_of(people.deputy).send(project, to=f"{project}/inspections/1/sign").status_code == 409


def test_a_deputy_who_was_present_signs_on_the_own_phone(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk, own = browser_of(people.clerk), browser_of(people.deputy)
    clerk.send(f"{project}/inspect", seen(app, people, 1, 3))
    assert "我在场" in own.get(project).text
    assert own.send(project, to=f"{project}/inspections/1/sign").status_code == 302
    assert "代表001（已签名）" in own.get(project).text
    assert "我在场" not in own.get(project).text
    with app.app_context():
        db.session.delete(db.session.query(Signature).one())
        with pytest.raises(RuntimeError, match="append-only"):
            db.session.flush()


def test_a_record_sent_again_over_a_bad_network_is_one_record(
    app: Flask, project: str, people: People, browser_of, clock
) -> None:
    """However late it comes: the token of the form is kept with the record."""
    phone = browser_of(people.deputy)
    form = seen(app, people, findings="入口没有坡道", once="c0ffee" * 5)
    assert phone.send(f"{project}/inspect", form).status_code == 302
    clock.go(days=9)
    again = phone.send(f"{project}/inspect", form)
    assert (again.status_code, again.location) == (302, project)
    with app.app_context():
        assert db.session.query(Inspection).count() == db.session.query(Matter).count() == 1


def test_a_drawn_site_is_given_and_not_given_again(
    app: Flask, project: str, people: People, browser_of
) -> None:
    with app.app_context():
        about = db.session.query(Project).one()
        sites = [Entry("江滨公厕"), Entry("桥头公厕"), Entry("西门公厕")]
        draw = prepare_draw(
            about.cycle, Prepared(Kind.sites, "点位", sites, 1, about), "ef" * 32, "工作人员01", MORNING
        )
        db.session.flush()
        draw.take(Step.drawn, "工作人员01", MORNING)
        db.session.commit()
        [key], [site] = draw.step(Step.drawn).drawn, [one.title for one in draw.winners]
    phone = browser_of(people.deputy)
    assert site in phone.get(f"{project}/inspect").text
    form = seen(app, people, place="", site=f"1:{key}")
    assert phone.send(f"{project}/inspect", form).status_code == 302
    assert "抽签点位" in phone.get(project).text
    assert site not in phone.get(f"{project}/inspect").text
    with app.app_context():
        assert db.session.query(Inspection).one().place == site
    assert phone.send(f"{project}/inspect", seen(app, people, place="", site="9:9")).status_code == 200


def test_goals_of_the_plan_are_marked_one_by_one(
    app: Flask, project: str, people: People, browser_of
) -> None:
    with app.app_context():
        plan = toilets_plan(db.session.query(Project).one())
        plan.submit(UNIT_PERSON, MORNING)
        plan.publish(GOVERNMENT, MORNING)
        db.session.commit()
        goals = [goal.title for goal in plan.goals]
    page = browser_of(people.deputy).get(f"{project}/inspect").text
    assert page.count('class="marks"') == len(goals) > 0
    assert all(goal in page for goal in goals)


def test_a_record_needs_a_place_and_not_too_many_findings(
    app: Flask, project: str, people: People, browser_of
) -> None:
    phone = browser_of(people.deputy)
    blank = phone.send(f"{project}/inspect", seen(app, people, place=""))
    assert (blank.status_code, "请填写" in blank.text) == (200, True)
    many = phone.send(f"{project}/inspect", seen(app, people, findings="\n".join("一二三四五六七八九十")))
    assert "最多写9个问题" in many.text
