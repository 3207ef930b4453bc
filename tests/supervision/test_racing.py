"""Two at once: one succeeds, the other is told (409), and nothing is done twice."""

import re

import pytest
from flask import Flask

from tests.people import People
from tests.supervision.races import at_once
from tests.supervision.scene import RATED, add_project, deputy
from votes.common.db import db
from votes.supervision.confirmations import Confirmation
from votes.supervision.inspections import Inspection
from votes.supervision.matters import Matter
from votes.supervision.models import Group
from votes.supervision.rules import State
from votes.supervision.steps import Order, Recheck


@pytest.fixture
def told(app: Flask):
    def count(table) -> int:
        with app.app_context():
            return db.session.query(table).count()

    return count


def test_two_clerks_hand_over(people: People, finding_in, browser_of, told) -> None:
    finding = finding_in()
    form = {"unit": str(people.ids["unit_row"]), "due_on": "2026-04-10", "demand": "补建坡道"}
    clerks = [browser_of(people.clerk), browser_of(people.clerk)]
    assert at_once(clerks, f"{finding}/order", [form, form]) == [302, 409]
    assert told(Order) == 1


def test_one_closes_while_the_other_sends_back(people: People, finding_in, browser_of, told) -> None:
    finding = finding_in(State.answered)
    forms = [
        {"verdict": "closed", "words": "已补好", **RATED},
        {"verdict": "returned", "words": "没补", "due_on": "2026-05-15"},
    ]
    deputies = [browser_of(people.deputy), browser_of(people.deputy)]
    assert at_once(deputies, f"{finding}/recheck", forms) == [302, 409]
    assert told(Recheck) == 1


def test_two_confirm(done_project: str, people: People, browser_of, told) -> None:
    deputies = [browser_of(people.deputy), browser_of(people.deputy)]
    forms = [{"verdict": "confirmed"}, {"verdict": "sent_back", "words": "没办完"}]
    assert at_once(deputies, f"{done_project}/confirm", forms) == [302, 409]
    assert told(Confirmation) == 1


def test_two_findings_raised_at_once_never_share_a_number(
    project: str, people: People, browser_of, app: Flask
) -> None:
    form = {"title": "夜间照明不亮", "words": "东门", "origin": "residents"}
    browsers = [browser_of(people.clerk), browser_of(people.deputy)]
    statuses = at_once(browsers, f"{project}/raise", [form, form])
    with app.app_context():
        numbers = [finding.number for finding in db.session.query(Matter)]
    assert len(numbers) == len(set(numbers)) == statuses.count(302) >= 1
    assert set(statuses) <= {302, 409}


def test_a_group_is_formed_once(app: Flask, people: People, browser_of, told) -> None:
    with app.app_context():
        add_project(people)
        db.session.commit()
        one = str(deputy(1, people).id)
    form = {"title": "监督一组", "committee": "0", "leader": one, "deputies": [one]}
    clerks = [browser_of(people.clerk), browser_of(people.clerk)]
    statuses = at_once(clerks, "/desk/demo-county/2026/supervision/1/group", [form, form])
    assert set(statuses) <= {302, 409}
    assert told(Group) == 1


@pytest.mark.parametrize("at", ["the same moment", "one after the other"])
def test_a_button_pressed_twice_makes_one_finding_and_one_inspection(
    app: Flask, project: str, people: People, browser_of, told, at: str
) -> None:
    """Both clicks send one form; what was refused before leaves it good. An inspection comes from a phone that may not
    have heard the answer: a second time it is told that all is well, except at the very same moment.
    """
    browser = browser_of(people.deputy)
    with app.app_context():
        me = str(deputy(1, people).id)
    finding = {"title": "夜间照明不亮", "words": "东门", "origin": "residents"}
    visit = {"visit": "announced", "held_on": "2026-03-01", "place": "东门", "words": "看过", "present": [me]}
    for page, form, table in (
        (f"{project}/raise", finding, Matter),
        (f"{project}/inspect", visit, Inspection),
    ):
        once = re.search(r'name="once"[^>]*value="([^"]+)"', browser.get(page).text)[1]
        sent = {**form, "once": once}
        assert browser.send(page, {**sent, "words": ""}).status_code == 200
        if at == "one after the other":
            statuses = [browser.send(page, sent).status_code for _click in range(2)]
        else:
            statuses = at_once([browser, browser_of(people.deputy)], page, [sent, sent])
        assert statuses in ([[302, 302], [302, 409]] if table is Inspection else [[302, 409]]), page
        assert told(table) == 1
