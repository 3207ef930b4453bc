"""拆分 and 撤销 through the browser: one code leads to all matters, and a wrong button is no harm."""

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import DESK, act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.proposals.models import Proposal
from votes.proposals.rules import State
from votes.proposals.undo_rules import MOST_PARTS

PARTS = {
    "parts-0-title": "校门口建天桥",
    "parts-0-what": "学生过马路不安全。",
    "parts-1-title": "",
    "parts-2-title": "南门装路灯",
    "parts-2-what": "晚上看不见路。",
    "parts-2-place": "南门",
    "parts-3-title": "",
    "answer": "分开办理。",
}


def undo(browser: FlaskClient, app: Flask, code: str):
    seen = len(proposal(app, code).steps)
    words = {"seen": str(seen), "why": "答复写到了另一件上。"}
    return browser.send(f"{DESK}/{code}", words, to=f"{DESK}/{code}/undo")


def test_one_proposal_with_two_matters_goes_on_as_two(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client), browser_of(people.clerk)
    assert f'name="parts-{MOST_PARTS - 1}-title"' in clerk.get(f"{DESK}/{code}/split").text
    assert act(clerk, code, "split", **PARTS).status_code == 302
    with app.app_context():
        titles = {one.title: one.place for one in db.session.query(Proposal) if one.split_from_id}
    assert titles == {"校门口建天桥": "实验小学", "南门装路灯": "南门"}
    page = clerk.get(f"{DESK}/{code}").text
    assert "南门装路灯" in page
    assert undo(clerk, app, code).status_code == 302
    assert proposal(app, code).state is State.received
    assert deeds(proposal(app, code))[-3:] == ["undone", "joined", "joined"]


def test_a_split_without_two_matters_or_with_half_a_matter_keeps_what_was_typed(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client), browser_of(people.clerk)
    for words in ({"parts-0-title": "只有一件事", "parts-0-what": "留下的话"}, {**PARTS, "parts-2-what": ""}):
        answer = act(clerk, code, "split", **{"answer": "分开办理。", **words})
        assert answer.status_code == 200
        assert words["parts-0-what"] in answer.text
        assert 'class="errors"' in answer.text
    assert "事项3 关于这件事的内容：这件事已经开始写" in answer.text, "as the page calls it"
    titles = answer.text.split('for="parts-2-title"')[1].split("</label>")[0]
    assert "选填" not in titles
    assert "事项3（没有就整项留空）" in answer.text
    assert proposal(app, code).state is State.received


def test_a_wrong_button_is_taken_back_once(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client), browser_of(people.clerk)
    act(clerk, code, "refuse", reason="dispensable", answer="不列入。")
    assert f"{DESK}/{code}/undo" in clerk.get(f"{DESK}/{code}").text
    unsaid = act(clerk, code, "undo")
    assert (unsaid.status_code, proposal(app, code).state) == (200, State.refused)
    assert undo(clerk, app, code).status_code == 302
    assert proposal(app, code).state is State.received
    assert f"{DESK}/{code}/undo" not in clerk.get(f"{DESK}/{code}").text
    assert undo(clerk, app, code).status_code == 409
    page = client.get(f"/follow/{code}").text
    assert page.index("撤回：答复写到了另一件上。") < page.index("答复（")
    assert "不列入。" not in page + client.get(f"/follow/{code}.atom").text
    assert "不列入。" in clerk.get(f"{DESK}/{code}").text


def test_an_answer_of_an_outcome_that_was_opened_again_is_shown_no_more_but_that_it_was(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client), browser_of(people.clerk)
    act(clerk, code, "refuse", reason="dispensable", answer="不列入。")
    act(clerk, code, "reopen", why="答复里写了别人的姓名。")
    act(clerk, code, "refuse", reason="dispensable", answer="今年不列入。")
    page = client.get(f"/follow/{code}").text
    assert "答复：不列入。" not in page
    assert "答复里写了别人的姓名。" in page
    assert "答复：今年不列入。" in page


def test_what_rules_set_aside_says_why_to_staff_and_nothing_to_anyone_else(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client, what="详情见http://example.com/x")
    assert "建议中有网址" in browser_of(people.clerk).get(f"{DESK}/{code}").text
    assert "网址" not in client.get(f"/follow/{code}").text
