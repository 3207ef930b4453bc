"""Which lists everyone sees: none that is only being prepared, past years as past, and what the dates say."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING, Clock
from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle

HOME, PLACE = "/", "/demo-county"


def cycle_of(people: People) -> Cycle:
    return db.session.get_one(Cycle, people.ids["cycle_row"])


def add_past(people: People, *years: int) -> None:
    """Years that were taken in as published."""
    for year in years:
        past = Cycle(slug=str(year), title=f"{year}年度往年清单", year=year, archived=True)
        past.congress_id = people.ids["county"]
        db.session.add(past)
    db.session.commit()


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its rank."""
    return page.split(f">{heading}</h2>")[1].split("<h2")[0]


def test_a_past_year_never_calls_for_proposals(app: Flask, people: People, client: FlaskClient) -> None:
    with app.app_context():
        add_past(people, 2024, 2027)
    running = section(client.get(HOME).text, "正在进行")
    assert "往年清单" not in running
    assert (
        running.index("2026年度民生实事") < running.index("往年：") < running.index('/demo-county/2027">2027')
    )
    place = client.get(PLACE).text
    assert place.index("2026年度民生实事") < place.index("往年项目") < place.index("2027年度往年清单")
    assert "可以提" not in running + place
    listed = client.get(f"{PLACE}.json").json["cycles"]
    assert [(one["cycle"], one["archived"]) for one in listed] == [
        ("2027", True),
        ("2026", False),
        ("2024", True),
    ]


def test_a_congress_with_past_years_alone_has_nothing_under_way(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        cycle_of(people).collection_opens_on = None
        cycle_of(people).collection_closes_on = None
        add_past(people, 2025)
    running, past = client.get(HOME).text.split(">往年档案<")
    assert "演示县" not in running
    assert "/demo-county/2025" in past


@pytest.mark.parametrize("where", ["", ".json", "/proposals", "/propose"])
def test_a_list_is_not_public_while_it_is_being_prepared(
    app: Flask, people: People, client: FlaskClient, where: str
) -> None:
    address = f"{PLACE}/2026{where}"
    assert client.get(address).status_code == 200
    with app.app_context():
        cycle_of(people).collection_closes_on = cycle_of(people).collection_opens_on = None
        db.session.commit()
    assert client.get(address).status_code == 404
    assert "/demo-county/2026" not in client.get(HOME).text + client.get(PLACE).text
    assert client.get(f"{PLACE}.json").json["cycles"] == []


def test_published_candidates_make_a_list_public_without_any_date(
    app: Flask, people: People, client: FlaskClient
) -> None:
    with app.app_context():
        cycle = cycle_of(people)
        cycle.collection_closes_on = cycle.collection_opens_on = None
        cycle.candidates_published_at = MORNING
        db.session.commit()
    assert "可以提" not in client.get(f"{PLACE}/2026").text
    assert "候选项目已公布" in client.get(HOME).text


@pytest.mark.parametrize(
    ("day", "lead", "stage"),
    [
        (date(2026, 8, 31), "9月1日开始征集", "todo"),
        (date(2026, 9, 1), "谁都可以提", "now"),
        (date(2026, 9, 30), "谁都可以提", "now"),
        (date(2026, 10, 1), "征集已结束，正在筛选", "now"),
    ],
)
def test_the_words_of_the_collection_follow_its_dates(
    app: Flask, people: People, client: FlaskClient, clock: Clock, day: date, lead: str, stage: str
) -> None:
    with app.app_context():
        cycle = cycle_of(people)
        cycle.collection_opens_on = date(2026, 9, 1)
        cycle.collection_closes_on = cycle.collection_opens_on + timedelta(days=29)
        db.session.commit()
    clock.set(day)
    for address in (HOME, PLACE, f"{PLACE}/2026"):
        page = client.get(address).text
        assert lead in page, address
        assert ("谁都可以提" in page) == (lead == "谁都可以提")
    assert f'<li class="{stage}"' in page.split('class="band"')[1].split("</li>")[0]
    assert ("/2026/propose" in page) == (lead == "谁都可以提")
