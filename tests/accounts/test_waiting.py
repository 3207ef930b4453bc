"""What waits in these rooms for the office and the administrator."""

import datetime

import pytest
from flask import Flask

from tests.accounts.acts import ready, write
from tests.accounts.test_giving_badges import NAMES
from tests.people import People, Who
from votes.accounts.access import Actor
from votes.accounts.models import Account
from votes.accounts.waiting import waiting
from votes.common.db import db
from votes.congress.models import Congress, Term


@pytest.fixture
def told(app: Flask, people: People, clock):
    """What waits for this person today, as (words, own turn)."""

    def ask(who: Who, days: int = 0) -> list[tuple[str, bool]]:
        with app.test_request_context():
            actor = Actor(db.session.get_one(Account, who[1]))
            congress = db.session.get_one(Congress, people.ids["county"])
            today = clock.at.date() + datetime.timedelta(days=days)
            return [(one.words, one.mine) for one in waiting(actor, congress, today)]

    return ask


def test_a_sitting_that_comes_soon_waits_for_its_badges(people: People, browser_of, told) -> None:
    assert told(people.clerk) == [("安排全体会议的职责和工作证", True)]
    assert told(people.clerk, days=-7) == told(people.clerk)
    assert told(people.clerk, days=-8) == told(people.clerk, days=1) == []
    browser_of(people.clerk).send(f"/desk/demo-county/sitting/{people.ids['sitting']}/badges", NAMES)
    assert told(people.clerk) == []


def test_a_list_that_is_short_of_what_was_stated_waits(app: Flask, people: People, told) -> None:
    write(app, lambda: setattr(db.session.get(Term, 1), "all_deputies", 13))
    assert told(people.clerk, days=1) == [("更新代表名册", True)]


def test_invitations_that_are_out_wait_for_others(app: Flask, people: People, told) -> None:
    for who in (people.clerk, people.government, people.unit, people.administrator):
        ready(app, who)
    assert told(people.administrator) == [("工作人员04还没有使用邀请码", False)]


def test_nothing_waits_for_who_has_no_part_in_it(people: People, told) -> None:
    assert told(people.deputy) == told(people.unit) == []
