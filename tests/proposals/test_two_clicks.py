"""A button pressed twice: what it makes is made once, the second click is told, and a refused form stays good."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.people import People
from tests.proposals.made import DESK, MATTER, SCREENING, begin
from votes.common.db import db
from votes.common.once import SentForm
from votes.projects.models import Project
from votes.proposals.models import Proposal
from votes.proposals.screening import Check

ONE = "/desk/demo-county/2026/1001"
LETTER = {**MATTER, "channel": "letter", "received_on": "2026-02-20"}
FORMS = [
    (f"{DESK}/enter", LETTER, {"channel": "?"}, Proposal, 1),
    (SCREENING, {"title": "过街设施"}, {"title": ""}, Project, 2),
    (f"{ONE}/study", {"verdict": "fine"}, {"verdict": "problem"}, Check, 1),
    (f"{ONE}/check/negative_list", {"words": "都不涉及"}, {"reasons": "?"}, Check, 1),
]


@pytest.mark.parametrize(("page", "form", "wrong", "table", "rows"), FORMS)
def test_two_clicks_make_one(
    app: Flask, people: People, browser_of, clock, page: str, form: dict, wrong: dict, table: type, rows: int
) -> None:
    clerk = browser_of(people.clerk)
    begin(clerk, "另一个项目")
    once = re.search(r'name="once"[^>]*value="([^"]+)"', clerk.get(page).text)[1]
    refused = clerk.send(page, {**form, **wrong, "once": once})
    assert refused.status_code == 200
    assert f'value="{once}"' in refused.text
    assert [clerk.send(page, {**form, "once": once}).status_code for _click in range(2)] == [302, 409]
    with app.app_context():
        assert db.session.query(table).count() == rows
    clock.go(days=4)
    assert clerk.send(page, form).status_code == 302
    with app.app_context():
        assert {row.day for row in db.session.query(SentForm)} == {(clock.at + timedelta(hours=8)).date()}
