"""Taking up (采纳) into a project, new or being screened; the answer may follow."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.proposals.figures import proposals_of
from votes.proposals.rules import State


def test_a_proposal_becomes_a_project_to_be_screened(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    answer = act(browser_of(people.clerk), code, "take-up", project="new", title="学校门口天桥", answer="")
    assert answer.status_code == 302
    found = proposal(app, code)
    assert found.state is State.taken_up
    assert found.project.title == "学校门口天桥"
    assert (found.project.stage, found.project.number) == (Stage.proposed, 1001)
    assert found.project.category == "交通出行"
    assert found.answered_at is None
    page = client.get(f"/follow/{code}").text
    assert "正在审议" in page
    assert "学校门口天桥" not in page


def test_the_title_that_is_offered_names_nobody(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    """The title of the project is read by everyone, whether the proposal was released or not."""
    open_collection(app, people)
    code = send(client, title="联系人王小明13800138000要修路", place="3单元201室门口")
    clerk = browser_of(people.clerk)
    page = clerk.get(f"/desk/demo-county/2026/proposals/{code}/take-up").text
    offered = re.search(r'<input[^>]*name="title"[^>]*value="([^"]*)"', page)
    assert offered
    assert "要修路" in offered[1]
    assert "13800138000" not in offered[1]
    assert "王小明" not in offered[1]
    act(clerk, code, "take-up", project="new", title=offered[1], answer="")
    assert proposal(app, code).project.place == "***门口"


def test_a_second_proposal_joins_the_same_project(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    first, second, third = (send(client, title=title) for title in "一二三")
    clerk = browser_of(people.clerk)
    act(clerk, first, "take-up", project="new", title="学校门口天桥", answer="已纳入。")
    act(clerk, second, "take-up", project="1001", answer="已纳入。")
    act(clerk, third, "merge", target="other", code=second, answer="一并办理。")
    with app.app_context():
        project = db.session.query(Project).one()
        assert {one.code for one in proposals_of(project)} == {first, second, third}


def test_the_answer_can_follow_and_a_later_one_stands_in_front(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    clerk = browser_of(people.clerk)
    act(clerk, code, "take-up", project="new", title="天桥", answer="")
    act(clerk, code, "answer", answer="已纳入候选。")
    act(clerk, code, "answer", answer="已经票决通过。")
    found = proposal(app, code)
    assert found.answer == "已经票决通过。"
    assert deeds(found) == ["received", "taken_up", "answered", "answered"]
    assert "已纳入候选。" in client.get(f"/follow/{code}").text


def test_a_new_project_needs_a_title(app: Flask, people: People, client: FlaskClient, browser_of) -> None:
    open_collection(app, people)
    code = send(client)
    answer = act(browser_of(people.clerk), code, "take-up", project="new", title="", answer="留下的话")
    assert answer.status_code == 200
    assert 'id="title-error"' in answer.text
    assert "留下的话" in answer.text
    wrong = act(browser_of(people.clerk), code, "take-up", project="77", title="", answer="")
    assert wrong.status_code == 200
    with app.app_context():
        assert db.session.query(Project).count() == 0


def test_what_is_taken_up_cannot_be_taken_up_again(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    clerk = browser_of(people.clerk)
    act(clerk, code, "take-up", project="new", title="天桥", answer="")
    assert act(clerk, code, "take-up", project="1001", title="", answer="").status_code == 409
    assert act(clerk, code, "refuse", reason="dispensable", answer="不办。").status_code == 409
    assert proposal(app, code).state is State.taken_up
