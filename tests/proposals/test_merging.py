"""Merging (合并) with a trace: no code is ever lost."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from tests.people import People
from tests.proposals.made import DESK, act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals import likes
from votes.proposals.figures import funnel
from votes.proposals.models import Proposal
from votes.proposals.rules import State

ANSWER = "已有同样的建议，一并办理。"


def test_a_duplicate_is_merged_and_its_code_still_followed(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    kept, twin = send(client, title="校门口天桥"), send(client, title="校门口建天桥")
    clerk = browser_of(people.clerk)
    assert kept in clerk.get(f"{DESK}/{twin}/merge").text
    assert act(clerk, twin, "merge", target=kept, answer=ANSWER).status_code == 302
    merged = proposal(app, twin)
    assert (merged.state, merged.merged_into.code) == (State.merged, kept)
    assert deeds(merged) == ["received", "merged", "answered"]
    assert deeds(proposal(app, kept)) == ["received", "joined"]
    assert ANSWER in client.get(f"/follow/{twin}").text
    with app.app_context():
        figures = funnel(db.session.get_one(Cycle, people.ids["cycle_row"]))
    assert (figures.collected, figures.merged_to) == (2, 1)


def test_the_answer_of_the_one_it_joined_shows_under_the_merged_code(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    first, second, third = (send(client, title=title) for title in "一二三")
    clerk = browser_of(people.clerk)
    act(clerk, first, "merge", target="other", code=second, answer=ANSWER)
    act(clerk, second, "merge", target="other", code=third, answer=ANSWER)
    act(clerk, third, "refuse", reason="dispensable", answer="现有通道可以满足。")
    assert "现有通道可以满足。" in client.get(f"/follow/{first}").text


def test_of_a_short_list_each_can_be_chosen_and_a_code_alone_is_enough(
    app: Flask, people: People, client: FlaskClient, browser_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app, people)
    bridge, lamps = send(client, title="校门口天桥"), send(client, title="装路灯", what="太黑")
    clerk = browser_of(people.clerk)
    assert f'value="{lamps}"' in clerk.get(f"{DESK}/{bridge}/merge").text
    monkeypatch.setattr(likes, "SHORT_LIST", 0)
    page = clerk.get(f"{DESK}/{bridge}/merge").text
    assert f'value="{lamps}"' not in page
    assert re.search(r'value="other" checked', page)
    assert act(clerk, bridge, "merge", code=lamps, answer=ANSWER).status_code == 302
    assert proposal(app, bridge).merged_into.code == lamps


@pytest.mark.parametrize("wrong", ["itself", "merged", "unknown", "nothing"])
def test_a_target_that_cannot_be_is_said_at_the_field(
    app: Flask, people: People, client: FlaskClient, browser_of, wrong: str
) -> None:
    open_collection(app, people)
    first, second, third = (send(client, title=title) for title in "一二三")
    clerk = browser_of(people.clerk)
    act(clerk, second, "merge", target="other", code=third, answer=ANSWER)
    typed = {"itself": first, "merged": second, "unknown": "ABCDE-FGHJK", "nothing": ""}[wrong]
    answer = act(clerk, first, "merge", target="other", code=typed, answer="留下的话")
    assert answer.status_code == 200
    assert 'id="code-error"' in answer.text
    assert "留下的话" in answer.text
    assert proposal(app, first).state is State.received


def test_another_countys_proposal_is_no_target(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    mine = send(client)
    with app.app_context():
        theirs = Cycle(congress_id=people.ids["other_county"], slug="2027", title="2027", year=2027)
        db.session.add(theirs)
        db.session.flush()
        row = db.session.query(Proposal).one()
        values = {c.key: getattr(row, c.key) for c in Proposal.__table__.columns if c.key != "id"}
        strange = values | {"code": "ABCDEFGHJK", "once": None, "cycle_id": theirs.id}
        db.session.add(Proposal(**strange | {"congress_id": people.ids["other_county"]}))
        db.session.commit()
    answer = act(browser_of(people.clerk), mine, "merge", target="other", code="ABCDEFGHJK", answer=ANSWER)
    assert 'id="code-error"' in answer.text


def test_a_wrong_merge_is_undone_with_a_reason(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    kept, twin = send(client, title="一"), send(client, title="二")
    clerk = browser_of(people.clerk)
    act(clerk, twin, "merge", target="other", code=kept, answer=ANSWER)
    assert act(clerk, twin, "reopen", why="不是同一件事。").status_code == 302
    found = proposal(app, twin)
    assert (found.state, found.merged_into, found.answered_at) == (State.received, None, None)
    assert deeds(found) == ["received", "merged", "answered", "reopened"]


def test_the_database_holds_state_and_target_together(
    app: Flask, people: People, client: FlaskClient
) -> None:
    open_collection(app, people)
    code = send(client)
    with app.app_context():
        found = db.session.query(Proposal).filter_by(code=code).one()
        found.state = State.merged
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
