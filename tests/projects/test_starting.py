"""Starting a year or a batch (年度/批次), and finding one's way in it."""

import re
from datetime import date

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle
from votes.projects.settings import settings_of

BATCH = {"year": "2026", "title": "2026年第二批", "slug": "2026-2", "profile": "township"}


def cycles(app: Flask) -> dict[str, Cycle]:
    with app.app_context():
        return {
            cycle.slug: cycle
            for cycle in db.session.query(Cycle).join(Cycle.congress).filter_by(slug="demo-county")
        }


def test_the_clerk_starts_a_batch_from_a_profile(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    answer = browser.send("/desk/demo-county/cycles/start", BATCH)
    assert answer.location == "/desk/demo-county/2026-2"
    assert "2026年第二批" in browser.get(answer.location).text
    started = settings_of(cycles(app)["2026-2"].settings)
    assert (started.seats, started.profile) == (3, "township")


def test_the_form_proposes_the_next_batch(people: People, browser_of) -> None:
    assert 'value="2026-2"' in browser_of(people.clerk).get("/desk/demo-county/cycles/start").text


def test_from_october_on_the_form_proposes_the_next_year(people: People, browser_of, clock: Clock) -> None:
    clerk = browser_of(people.clerk)
    clock.set(date(2026, 9, 30))
    assert 'value="2026-2"' in clerk.get("/desk/demo-county/cycles/start").text
    clock.set(date(2026, 10, 1))
    page = clerk.get("/desk/demo-county/cycles/start").text
    assert 'value="2027"' in page
    assert "2027年" in page


def test_a_batch_can_start_as_the_last_one_was(app: Flask, people: People, browser_of) -> None:
    browser = browser_of(people.clerk)
    browser.send("/desk/demo-county/cycles/start", BATCH)
    browser.send("/desk/demo-county/cycles/start", {**BATCH, "slug": "2026-3", "profile": "last"})
    assert settings_of(cycles(app)["2026-3"].settings).seats == 3


@pytest.mark.parametrize(
    "slug", ["2026", "cycles", "propose", "a b", "2026.json", "UPPER", "a/b", "-", "2026--2", "长"]
)
def test_an_address_that_is_taken_reserved_or_unreadable_keeps_the_form(
    app: Flask, people: People, browser_of, slug: str
) -> None:
    answer = browser_of(people.clerk).send("/desk/demo-county/cycles/start", {**BATCH, "slug": slug})
    assert answer.status_code == 200
    assert "2026年第二批" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert set(cycles(app)) == {"2026"}


def test_what_is_missing_is_said_and_the_rest_kept(people: People, browser_of) -> None:
    answer = browser_of(people.clerk).send(
        "/desk/demo-county/cycles/start", {"title": "只有标题", "year": "soon", "slug": "2027"}
    )
    assert "只有标题" in answer.text
    assert "soon" in answer.text


def test_everyone_of_the_congress_finds_the_cycle_and_only_the_clerk_its_settings(
    people: People, browser_of
) -> None:
    for who in (people.government, people.unit, people.deputy):
        page = browser_of(who).get("/desk/demo-county/2026")
        assert page.status_code == 200
        assert "/desk/demo-county/2026/settings" not in page.text
    assert "/desk/demo-county/2026/settings" in browser_of(people.clerk).get("/desk/demo-county/2026").text
    assert browser_of(people.other_clerk).get("/desk/demo-county/2026").status_code == 404
    assert browser_of(people.clerk).get("/desk/demo-county/2030").status_code == 404


def test_an_archived_year_is_listed_and_has_no_working_page(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        db.session.query(Cycle).update({"archived": True})
        db.session.commit()
    browser = browser_of(people.clerk)
    page = browser.get("/desk/demo-county/cycles").text
    assert "2026年度民生实事" in page
    assert 'href="/desk/demo-county/2026"' not in page
    assert browser.get("/desk/demo-county/2026").status_code == 404


def test_the_working_pages_stand_in_the_order_of_the_five_stages(people: People, browser_of) -> None:
    page = browser_of(people.clerk).get("/desk/demo-county/2026").text.split("监督和报告（跨年度）")[0]
    verbs = re.findall(r'<b lang="zh-CN" aria-hidden="true">(.)</b>', page)
    assert verbs == sorted(verbs, key="提决办督评".find)
    assert set(verbs) == set("提决办督评")


def test_a_year_leads_on_to_stations_letters_and_deputies_too(people: People, browser_of) -> None:
    page = browser_of(people.clerk).get("/desk/demo-county/2026").text
    assert all(f'href="/desk/demo-county/{one}"' in page for one in ("points", "letters", "deputy-pages"))
