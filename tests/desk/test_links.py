"""Nothing on a desk, on a round's page or on a project's leads where its person may not go."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.full_house import House
from tests.routes import route_at
from tests.walking import links_of
from votes.ballots.rounds import Round
from votes.ballots.turn import address
from votes.common.db import db
from votes.projects.models import Project

pytestmark = pytest.mark.crawl


def test_every_link_of_a_desk_and_of_a_round_opens_for_its_person(
    app: Flask, full: House, browser_of
) -> None:
    side = full.home
    with app.test_request_context():
        rounds = [
            address(round, "round")
            for round in db.session.query(Round).filter_by(congress_id=side.people.ids["county"])
        ]
    dead = [
        found
        for word, who in side.persons.items()
        for found in dead_links(app, browser_of(who), word, rounds)
    ]
    assert dead == []


def test_every_link_of_a_project_opens_for_each_person_who_sees_it(
    app: Flask, full: House, browser_of, pytestconfig: pytest.Config
) -> None:
    """Of a project in each stage; before a release, of every project."""
    side = full.home
    with app.app_context():
        living = [
            (f"/desk/{side.people.county}/{project.cycle.slug}/{project.number}", project.stage)
            for project in db.session.query(Project).filter_by(congress_id=side.people.ids["county"])
            if not project.cycle.archived
        ]
    one_of_each = {stage: page for page, stage in living}
    assert len(one_of_each) > 5
    every = pytestconfig.getoption("--release")
    pages = [page for page, _ in living] if every else list(one_of_each.values())
    dead = [
        found
        for word, who in side.persons.items()
        for found in dead_of_projects(browser_of(who), word, pages)
    ]
    assert dead == []


def dead_of_projects(browser: FlaskClient, word: str, pages: list[str]) -> list[str]:
    """Working links that do not open, of those of these pages that this person sees."""
    wanted: dict[str, str] = {}
    for page in pages:
        answer = browser.get(page)
        for link in links_of(page, answer) if answer.status_code == 200 else ():
            wanted.setdefault(link, page)
    return [
        f"{word}: {page} → {link} ({status})"
        for link, page in wanted.items()
        if is_own(link) and (status := browser.get(link).status_code) >= 400
    ]


def dead_links(app: Flask, browser: FlaskClient, word: str, rounds: list[str]) -> list[str]:
    """Links of this person's desk and rounds that do not open: all of the desk, one of each view of the rounds."""
    wanted: dict[object, tuple[str, str]] = {}
    for page in ["/desk", *rounds]:
        answer = browser.get(page)
        for link in links_of(page, answer) if answer.status_code == 200 else ():
            view = link if page == "/desk" else view_of(app, link)
            wanted.setdefault(view, (page, link))
    return [
        f"{word}: {page} → {link} ({status})"
        for page, link in wanted.values()
        if is_own(link) and (status := browser.get(link).status_code) >= 400
    ]


def view_of(app: Flask, link: str) -> tuple[str, object]:
    """The view behind a link, and which paper it is where it is one."""
    found = route_at(app, link)
    assert found, link
    return found[0].name, found[1].get("name")


def is_own(link: str) -> bool:
    """Whether the link is a working page; public ones are walked elsewhere."""
    return urlsplit(link).path.startswith("/desk")
