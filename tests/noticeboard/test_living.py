"""A living list in public: candidates, then the result as far as the switch allows, then promise beside fact."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.ballots.hall import (
    AT,
    Hall,
    Terms,
    adopt_rules,
    count,
    cycle_of,
    declare,
    make_hall,
    prepare_round,
    up_to_counting,
)
from tests.delivery.making import GOVERNMENT, UNIT, handed_in, july, noon, toilets_plan
from tests.noticeboard.conftest import carry_out, vote
from tests.people import People
from votes.common.db import db
from votes.delivery.month_rules import Month
from votes.noticeboard.lives import life_of, timeline
from votes.noticeboard.living import Living
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.intake import Incoming, receive
from votes.supervision.ledger import Moment


def test_a_place_tells_where_its_newest_list_stands(app: Flask, client: FlaskClient, hall: Hall) -> None:
    assert "由代表在大会上票决" in client.get("/").text
    page = client.get("/demo-county").text
    assert "4个候选" in page
    assert "往年项目" not in page
    with app.app_context():
        vote(hall, "list")
    assert "4选2" in client.get("/demo-county").text
    assert "这些项目由代表票决选定" in client.get("/").text


def data(client: FlaskClient, people: People, more: str = "") -> dict:
    return client.get(f"/{people.county}/{people.cycle}{more}.json").json


def test_nothing_shows_before_the_list_is_published(app: Flask, people: People, client: FlaskClient) -> None:
    with app.app_context():
        make_hall(people)
    assert data(client, people)["projects"] == []
    assert client.get(f"/{people.county}/{people.cycle}/1").status_code == 404


def test_candidates_show_in_ballot_order_and_no_figure_before_the_declaration(
    app: Flask, hall: Hall, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        adopt_rules(hall, Terms(seats=2, most=None, publish="counts"))
        round = prepare_round(hall)
        up_to_counting(round, 10)
        count(round, [9, 8, 7, 3])
        db.session.commit()
        before = data(client, people)
        assert [project["adopted"] for project in before["projects"]] == [None] * 4
        assert [project["approve"] for project in before["projects"]] == [None] * 4
        assert before["rounds"] == []
        declare(round)
        db.session.commit()
    assert [project["approve"] for project in data(client, people)["projects"]] == [9, 8, 7, 3]


@pytest.mark.parametrize("publish", ["list", "order", "counts"])
def test_the_publish_switch_governs_page_and_data(
    app: Flask, hall: Hall, people: People, client: FlaskClient, publish: str
) -> None:
    with app.app_context():
        vote(hall, publish)
    shown = data(client, people)
    assert [project["adopted"] for project in shown["projects"]] == [True, True, False, False]
    assert [project["approve"] for project in shown["projects"]] == (
        [9, 8, 7, 3] if publish == "counts" else [None] * 4
    )
    page = client.get(f"/{people.county}/{people.cycle}").text
    assert "通过" in page
    assert ("赞成 9" in page) == (publish == "counts"), page
    assert ("不到7票的通过线" in page) == (publish == "counts")
    assert ("达到7票的通过线，但排第3" in page) == (publish == "counts")
    assert ("按赞成票排第1" in page) == (publish == "order")
    assert ("只公布名单" in page) == (publish == "list")
    assert "未入选" in page
    assert client.get(f"/en/{people.county}/{people.cycle}").status_code == 200


def test_promise_stands_beside_fact(
    app: Flask, hall: Hall, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        vote(hall, "counts")
        carry_out(hall)
    clock.set(date(2026, 8, 6))
    page = client.get(f"/{people.county}/{people.cycle}/1").text
    for words in ("326 座", "88 座", "46.3", "52.6", "6月连续降雨", "选址与用地手续"):
        assert words in page
    progress = data(client, people, "/1")["progress"]
    assert (progress["fact"], progress["plan"], progress["light"]) == ("46.3", "52.6", "slow")
    wall = client.get(f"/{people.county}/{people.cycle}").text
    assert "46.3%" in wall
    assert "偏慢" in wall


def test_a_report_is_not_public_before_its_time(
    app: Flask, hall: Hall, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        vote(hall, "list")
        project = next(p for p in cycle_of(hall).projects if p.number == 1)
        project.unit_words = "县城管局"
        plan = toilets_plan(project)
        plan.submit(UNIT, noon(2026, 3, 18))
        plan.publish(GOVERNMENT, noon(2026, 3, 20))
        handed_in(project, Month(2026, 7), july(why_slow="还没有公开的话"), noon(2026, 8, 3))
        db.session.commit()
    clock.set(date(2026, 8, 3))
    assert "还没有公开的话" not in client.get(f"/{people.county}/{people.cycle}/1").text
    clock.set(date(2026, 8, 3) + timedelta(days=4))
    assert "还没有公开的话" in client.get(f"/{people.county}/{people.cycle}/1").text


def test_missing_and_late_reports_are_public(
    app: Flask, hall: Hall, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        vote(hall, "list")
        carry_out(hall)
    pages = [f"/{people.county}/{people.cycle}", f"/{people.county}/{people.cycle}/1"]
    clock.set(date(2026, 9, 6))
    assert not any("没有交月报" in client.get(page).text for page in pages)
    assert data(client, people, "/1")["progress"]["missing"] == []
    clock.set(date(2026, 9, 10))
    assert all("8月没有交月报" in client.get(page).text for page in pages)
    assert data(client, people, "/1")["progress"]["missing"] == ["2026-08"]
    with app.app_context():
        project = next(p for p in cycle_of(hall).projects if p.number == 1)
        handed_in(project, Month(2026, 8), july(), noon(2026, 9, 11)).accept(GOVERNMENT, noon(2026, 9, 12))
        db.session.commit()
    clock.set(date(2026, 9, 12))
    assert not any("没有交月报" in client.get(page).text for page in pages)
    assert "迟交6天" in client.get(pages[1]).text


def test_proposals_without_an_answer_are_counted_in_public(
    app: Flask, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for days in (0, 40):
            day = clock.at.date() - timedelta(days=days)
            receive(cycle, Incoming(f"建议{days}", "加一个站", day), clock.at)
        done = receive(cycle, Incoming("已答复", "修路", clock.at.date()), clock.at)
        done.answer_with("已经修好", clock.at, "工作人员01")
        db.session.commit()
    page = client.get(f"/{people.county}/{people.cycle}/proposals").text
    assert "2条还没有答复" in page
    assert "1条超期" in page
    counts = data(client, people)["proposals"]
    assert (counts["collected"], counts["unanswered"], counts["late"]) == (3, 2, 1)


def test_the_poster_carries_the_address_of_the_project(
    app: Flask, hall: Hall, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        vote(hall, "list")
    page = client.get(f"/en/elder/{people.county}/{people.cycle}/1/poster").text
    assert f"http://localhost/{people.county}/{people.cycle}/1" in page
    assert "<svg" in page


def test_a_candidate_that_was_declined_after_publication_stays_with_its_reason(
    app: Flask, hall: Hall, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        project = next(p for p in cycle_of(hall).projects if p.number == 4)
        project.why_declined = "土地没有落实"
        project.move_to(Stage.declined, AT + timedelta(days=1), "工作人员01", "土地没有落实")
        db.session.commit()
    page = client.get(f"/{people.county}/{people.cycle}/4")
    assert page.status_code == 200
    assert "土地没有落实" in page.text


def test_the_steps_of_one_day_stand_in_the_order_of_their_time(
    app: Flask, hall: Hall, people: People
) -> None:
    """A finding that was raised after the vote stands above it, and below what came later."""
    with app.test_request_context():
        vote(hall, "list")
        project = next(p for p in cycle_of(hall).projects if p.number == 1)
        project.move_to(Stage.delivery, AT + timedelta(hours=2), "工作人员01")
        project.move_to(Stage.done, AT + timedelta(hours=6), "县住建局")
        life = life_of(project, Living(project.cycle, AT.date()))
        raised = Moment(AT + timedelta(hours=4), "提出问题")
        told = timeline(replace(life, ledger=[SimpleNamespace(moments=[raised])]))
    words = [row["words"] for row in told]
    assert words.index("已完成（单位报告）") < words.index("提出问题") < words.index("实施中")


def test_words_of_deputies_without_a_sign_off_stay_inside(
    app: Flask, hall: Hall, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        vote(hall, "list")
        carry_out(hall)
        project = next(p for p in cycle_of(hall).projects if p.number == 1)
        project.move_to(Stage.done, AT + timedelta(days=200), "县住建局")
        project.move_to(Stage.delivery, AT + timedelta(days=201), "监督一组", "代表写的内部的话")
        db.session.commit()
    page = client.get(f"/{people.county}/{people.cycle}/1").text
    assert "已完成" in page
    assert "代表写的内部的话" not in page


def test_public_pages_ask_a_bounded_number_of_questions(
    app: Flask, hall: Hall, people: People, client: FlaskClient
) -> None:
    """However many projects: a page reads each room once, and only the rooms it shows."""
    pages = ("", ".json", "/1", "/1.json")
    with app.app_context():
        vote(hall, "counts")
        few = [questions(client, people, page) for page in pages]
        cycle = cycle_of(hall)
        for number in range(5, 60):
            project = Project(congress_id=cycle.congress_id, number=number, title=f"项目{number}")
            project.stage, project.why_declined = Stage.candidate, "理由"
            cycle.projects.append(project)
            project.move_to(Stage.declined if number % 2 else Stage.adopted, AT, "工作人员01", "理由")
        db.session.commit()
        assert [questions(client, people, page) for page in pages] == few


def test_a_project_on_the_wall_is_not_listed_again_below_it(
    app: Flask, people: People, client: FlaskClient, hall: Hall
) -> None:
    """As long as no result is declared here, the others stay listed as candidates."""
    with app.app_context():
        cycle_of(hall).projects[0].move_to(Stage.adopted, AT, "工作人员01")
        db.session.commit()
    page = client.get(f"/{people.county}/{people.cycle}").text
    assert [page.count(f'href="/{people.county}/{people.cycle}/{number}"') for number in (1, 2, 3, 4)] == [
        1
    ] * 4
    assert page.index('id="wall"') < page.index('id="candidates"') < page.index(f"/{people.cycle}/2")


def questions(client: FlaskClient, people: People, more: str = "") -> int:
    asked = []

    def note(*_args: object) -> None:
        asked.append(1)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(f"/{people.county}/{people.cycle}{more}").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
