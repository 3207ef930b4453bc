"""演示: one sign-in link per role, each of which works once and lands on a desk that leads on."""

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.demo.conftest import Built
from tests.demo.opening import MARK, enter, opened, pages_of, unmarked
from votes.accounts.roles import DUTY_NAMES, ROLE_NAMES, Duty, Role
from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of
from votes.demo.doors import doors
from votes.demo.story import Start
from votes.projects.cycles import cycles_of

pytestmark = pytest.mark.crawl


def test_there_is_a_link_for_every_role_and_every_badge_of_both_sittings(built: Built, clock: Clock) -> None:
    words = [door.words for door in opened(built(Start.session), clock)]
    county = [line for line in words if line.startswith("演示县 ")]
    town = [line for line in words if line.startswith("城关镇 ")]
    for role in set(Role) - {Role.unit, Role.guest}:
        assert any(str(ROLE_NAMES[role]) in line for line in county), role
    assert any("县城管局" in line for line in county)
    assert any("人大机关、政府办" in line for line in town), "one secretary runs the township"
    for duty in Duty:
        for lines in (county, town):
            assert sum(f" {DUTY_NAMES[duty]} " in line for line in lines) == 1, duty
    assert len(words) == len(county) + len(town) == 17


def test_each_link_works_once_and_lands_on_the_desk(built: Built, clock: Clock, app: Flask) -> None:
    for door in opened(built(Start.session), clock):
        browser = app.test_client()
        answer = enter(browser, door)
        assert (answer.status_code, answer.location) == (302, "/desk"), door.words
        desk = browser.get("/desk")
        assert MARK in desk.text, door.words
        assert 'href="/desk/' in desk.text, f"{door.words}: the desk leads nowhere"
        again = enter(app.test_client(), door)
        assert again.status_code == 200, "a code that was used signs nobody in"


def test_a_second_start_makes_fresh_codes_and_the_old_ones_are_good_no_more(
    built: Built, clock: Clock, app: Flask
) -> None:
    congresses = built(Start.session)
    first = doors(congresses, clock.at)
    second = opened(congresses, clock)
    assert {door.link for door in first}.isdisjoint(door.link for door in second)
    assert enter(app.test_client(), first[0]).status_code == 200
    assert enter(app.test_client(), second[0]).status_code == 302


def test_every_page_that_the_office_opens_says_that_it_is_a_demonstration(
    built: Built, clock: Clock, app: Flask
) -> None:
    """One page of every kind, on the morning of the vote."""
    county, _town = built(Start.session)
    round = rounds_of(cycles_of(county)[0], Purpose.ballot)[0]
    known = {"sitting": round.sitting_id, "round": round.id, "deputy": county.terms[0].deputies[0].id}
    browser = app.test_client()
    enter(browser, opened([county], clock)[0])
    pages = pages_of(app, browser, county, known)
    assert len(pages) > 60
    assert unmarked(pages) == []
