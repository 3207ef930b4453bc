"""结转: what is carried on at new year keeps its page and light, and the next list names it by a link."""

from datetime import date

import pytest

from tests.delivery.making import adopted_project, noon, project_under_way
from votes.common.db import db
from votes.delivery.carrying import carried_on
from votes.projects.models import Cycle
from votes.projects.stages import Stage

NEW_YEAR = date(2027, 1, 1)


def next_list(people, slug: str = "2027") -> Cycle:
    cycle = Cycle(
        congress_id=people.ids["county"], slug=slug, title=f"{slug}年度民生实事", year=2027, settings={}
    )
    cycle.collection_opens_on = date(2026, 9, 1)
    db.session.add(cycle)
    db.session.flush()
    return cycle


def numbers(cycle: Cycle, on: date) -> list[int]:
    return [one.row.number for one in carried_on(cycle, on)]


@pytest.mark.usefixtures("context")
def test_what_stood_under_way_at_new_year_is_named_and_stays_named(people) -> None:
    under_way, done, suspended, ended = (project_under_way(people, number) for number in (1, 2, 3, 4))
    done.move_to(Stage.done, noon(2026, 12, 31), "工作人员03")
    suspended.move_to(Stage.suspended, noon(2026, 9, 1), "常委会")
    ended.move_to(Stage.terminated, noon(2026, 9, 1), "常委会")
    adopted_project(people, 5)
    cycle, batch = next_list(people), next_list(people, "2027-2")
    assert numbers(cycle, date(2026, 12, 31)) == []
    assert numbers(cycle, NEW_YEAR) == [1, 3]
    assert numbers(batch, NEW_YEAR) == []
    under_way.move_to(Stage.done, noon(2027, 3, 1), "工作人员03")
    assert numbers(cycle, date(2027, 4, 1)) == [1, 3]
    assert numbers(under_way.cycle, NEW_YEAR) == []


def test_both_pages_of_the_next_year_lead_to_its_own_page(
    app, people, scene, browser_of, client, clock
) -> None:
    def begin(people) -> None:
        project_under_way(people).cycle.candidates_published_at = noon(2026, 2, 1)
        next_list(people).candidates_published_at = noon(2027, 1, 5)

    clock.set(date(2027, 2, 1))
    scene("a project carried on", begin)
    public = client.get("/demo-county/2027").text
    assert 'href="/demo-county/2026/10"' in public
    assert "往年结转项目" in public
    desk = browser_of(people.clerk).get("/desk/demo-county/2027/delivery").text
    assert 'href="/desk/demo-county/2026/delivery/10"' in desk
    assert "往年结转项目" not in client.get("/demo-county/2026").text
    [row] = client.get("/demo-county/2027.json").json["carried_on"]
    own = client.get("/demo-county/2026/10.json").json["progress"]
    assert (row["cycle"], row["id"], row["stage"], row["progress"]) == ("2026", 10, "delivery", own)
    assert own["light"] == "late"
