"""Joining what others asked for (附议): counted once for each device, merged or not."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.noticeboard import proposal_views
from votes.projects.models import Cycle
from votes.proposals import support_rules, supports
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.rules import State
from votes.proposals.support_rules import Held, check_open, is_open
from votes.proposals.supports import device_of, support, supporters, supporters_by_id

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
BY = "工作人员01"


def asked(people: People, title: str) -> Proposal:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    found = receive(cycle, Incoming(title, "走路不安全", date(2026, 3, 2)), AT)
    found.release(title, "走路不安全", "", False, AT, BY, 1)
    db.session.flush()
    return found


def test_only_what_everyone_can_read_and_nobody_has_decided_is_open() -> None:
    assert is_open(State.received, released=True, archived=False)
    assert not is_open(State.received, released=False, archived=False)
    assert not is_open(State.taken_up, released=True, archived=False)
    assert not is_open(State.received, released=True, archived=True)
    with pytest.raises(RuleBroken):
        check_open(State.merged, released=True, archived=False)


def test_a_device_counts_once_also_where_two_are_merged(app: Flask, people: People, context: None) -> None:
    one, other, third = (asked(people, title) for title in ("修天桥", "建天桥", "修路灯"))
    devices = [device_of(word, one.cycle) for word in "abc"]
    for proposal, device in ((one, 0), (one, 1), (other, 1), (other, 2), (third, 0)):
        assert support(proposal, devices[device], "here", AT) is None
        db.session.flush()
    assert support(one, devices[0], "here", AT) is Held.device
    assert (supporters(one), supporters(other)) == (2, 2)
    other.merge_into(one, "合并办理", AT, BY, len(other.steps), decider="县政府办公室")
    db.session.flush()
    assert supporters(one) == 3
    assert supporters_by_id(one.cycle) == {one.id: 3, third.id: 1}
    assert support(one, devices[2], "here", AT) is Held.device


def test_the_page_of_the_one_that_goes_on_names_what_was_merged_into_it(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        one, other, secret = (asked(people, title) for title in ("修天桥", "建天桥", "秘密的天桥"))
        support(other, device_of("a", one.cycle), "here", AT)
        secret.released_at, secret.public_title, secret.public_what = None, "", ""
        for merged in (other, secret):
            merged.merge_into(one, "合并办理", AT, BY, len(merged.steps), decider="县政府办公室")
        db.session.commit()
        address, joined = (f"/demo-county/2026/proposals/{row.id}" for row in (one, other))
    page = client.get(address).text
    assert f'<a href="{joined}">建天桥</a>' in page
    assert "秘密的天桥" not in page
    assert page.count("原文未公开的建议") == 1
    assert "都算在上面的人次里" in page


def test_no_token_and_a_flood_are_held_back(
    app: Flask, people: People, context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(people, "修天桥")
    monkeypatch.setattr(supports, "PER_ADDRESS", 2)
    assert support(found, device_of("", found.cycle), "here", AT) is Held.no_cookie
    said = [support(found, device_of(str(n), found.cycle), "here", AT) for n in range(3)]
    assert said == [None, None, Held.address]
    assert support(found, device_of("9", found.cycle), "there", AT) is None
    assert support_rules.PER_ADDRESS >= 1_000


def test_a_resident_joins_with_one_button_and_the_page_thanks(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        number = asked(people, "修天桥").id
        db.session.commit()
    address = f"/demo-county/2026/proposals/{number}"
    before = client.get(address)
    assert "Set-Cookie" not in before.headers
    assert f"{address}/support" in before.text
    done = client.send(f"{address}/support", {})
    assert done.status_code == 302
    after = client.get(f"{address}/support").text
    assert "1人次附议" in after
    assert 'name="csrf_token"' not in after
    other = app.test_client().send(f"{address}/support", {})
    assert other.status_code == 302
    assert "2人次附议" in client.get("/demo-county/2026/proposals").text


def test_a_second_press_counts_nothing_and_says_so(app: Flask, people: People, client: FlaskClient) -> None:
    with app.app_context():
        number = asked(people, "修天桥").id
        db.session.commit()
    address = f"/demo-county/2026/proposals/{number}/support"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).text)[1]
    assert client.post(address, data={"csrf_token": token}).status_code == 302
    assert client.post(address, data={"csrf_token": token}).status_code == 409
    assert f'<a href="{address}">我也需要' in client.get("/demo-county/2026/proposals").text
    with app.app_context():
        found = db.session.get_one(Proposal, number)
        found.refuse("dispensable", "不列入。", AT, BY, len(found.steps))
        db.session.commit()
    closed = app.test_client()
    assert address not in closed.get("/demo-county/2026/proposals").text
    assert "csrf_token" not in closed.get(address).text
    assert client.get("/demo-county/2026/proposals/999999/support").status_code == 404


def test_a_long_list_comes_page_by_page(
    app: Flask, people: People, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposal_views, "PER_PAGE", 1)
    with app.app_context():
        for title in ("修天桥", "修路灯"):
            asked(people, title)
        db.session.commit()
    first = client.get("/demo-county/2026/proposals").text
    assert "修路灯" in first
    assert "修天桥" not in first
    assert 'rel="next"' in first
    second = client.get("/demo-county/2026/proposals?page=2").text
    assert "修天桥" in second
    assert 'rel="next"' not in second
    assert client.get("/demo-county/2026/proposals?page=x").status_code == 200
