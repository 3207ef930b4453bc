"""The first page of a place says at a glance what happens; a place is chosen once, by a link or in the browser alone."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import AT, cycle_of, make_hall
from tests.delivery.making import GOVERNMENT, UNIT, handed_in, july, noon, toilets_plan
from tests.people import People
from votes.common.db import db
from votes.congress.models import Congress, Level
from votes.congress.places import Place, PlaceKind
from votes.delivery.month_rules import Month
from votes.projects.models import Cycle
from votes.projects.stages import Stage

PLACE = "/demo-county"


def test_a_place_tells_what_is_done_this_year_what_lags_and_what_is_new(
    app: Flask, people: People, client: FlaskClient, clock
) -> None:
    with app.app_context():
        cycle = cycle_of(make_hall(people))
        cycle.candidates_published_at = AT
        first = cycle.projects[0]
        first.unit_id = people.ids["unit_row"]
        for project in cycle.projects:
            project.move_to(Stage.adopted, AT, "执行主席")
        plan = toilets_plan(first)
        plan.submit(UNIT, noon(2026, 3, 18))
        plan.publish(GOVERNMENT, noon(2026, 3, 20))
        db.session.flush()
        handed_in(first, Month(2026, 4), july(), noon(2026, 5, 3)).accept(GOVERNMENT, noon(2026, 5, 4))
        db.session.commit()
        title = first.title
    clock.set(date(2026, 11, 6))
    page = client.get(PLACE).text
    assert "按计划该完成" in page
    late = page.split('class="note late"')[1].split("</div>")[0]
    assert title in late
    assert "没有交月报" in late
    assert page.index("最近进展") < page.index("4个项目")
    assert 'data-place="demo-county"' in page


def test_a_county_leads_to_its_towns_and_a_town_back(app: Flask, people: People, client: FlaskClient) -> None:
    with app.app_context():
        county = people.ids["county"]
        town = Congress(
            slug="town", place="城东镇", name="城东镇人大", level=Level.township, parent_id=county
        )
        quarter = Place(congress_id=county, slug="nan", name="城南街道", kind=PlaceKind.town)
        db.session.add_all([town, quarter])
        db.session.flush()
        cycle = Cycle(congress_id=town.id, slug="2026-1", title="2026年第一批", year=2026)
        db.session.add(cycle)
        cycle.collection_opens_on = date(2026, 1, 1)
        db.session.commit()
    page = client.get(PLACE).text
    assert 'href="/town">城东镇' in page
    assert 'href="/demo-county/place/nan">城南街道' in page
    assert f'href="{PLACE}">' in client.get("/town").text


def test_a_place_is_chosen_without_a_script_and_without_a_cookie(people: People, client: FlaskClient) -> None:
    answer = client.get("/en/?place=demo-county")
    assert (answer.status_code, answer.location) == (302, "/en/demo-county")
    assert "Set-Cookie" not in answer.headers
    assert client.get("/?place=//elsewhere.example").status_code == 404
