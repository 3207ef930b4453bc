"""Declining a project (不予采纳): the reason stays, and all who proposed it are answered."""

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import LIST, act, open_collection, project, proposal, send, to_the_list
from votes.projects.stages import Stage

WORDS = {"reason": "用地没有落实", "answer": "用地没有落实，今年不能办。"}


def test_everyone_whose_proposal_it_took_up_is_answered(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    first, second = send(client, title="一"), send(client, title="二")
    act(clerk, first, "take-up", project="new", title="天桥", answer="")
    act(clerk, second, "take-up", project="1001", answer="已纳入。")
    assert clerk.send("/desk/demo-county/2026/1001/decline", WORDS).status_code == 302
    declined = project(app, "天桥")
    assert (declined.stage, declined.why_declined) == (Stage.declined, WORDS["reason"])
    for code in (first, second):
        assert proposal(app, code).answer == WORDS["answer"]
        assert WORDS["answer"] in client.get(f"/follow/{code}").text
    assert clerk.send("/desk/demo-county/2026/1001/decline", WORDS).status_code == 409


def test_a_candidate_that_leaves_closes_the_gap(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二", "三")
    assert clerk.send("/desk/demo-county/2026/2/decline", WORDS).status_code == 302
    assert [project(app, title).number for title in ("一", "三")] == [1, 2]
    assert project(app, "二").number > 1000


def test_after_publication_it_keeps_its_number(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二", "三")
    clerk.send(f"{LIST}/publish", {})
    assert clerk.send("/desk/demo-county/2026/2/decline", WORDS).status_code == 302
    assert [project(app, title).number for title in ("一", "二", "三")] == [1, 2, 3]
    assert project(app, "二").stage is Stage.declined


def test_a_reason_and_an_answer_are_needed(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一")
    answer = clerk.send("/desk/demo-county/2026/1/decline", {"reason": "", "answer": "留下的话"})
    assert answer.status_code == 200
    assert "留下的话" in answer.text
    assert browser_of(people.government).get("/desk/demo-county/2026/1/decline").status_code == 404
