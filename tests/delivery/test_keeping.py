"""随填随存: what is typed is saved as a draft on the way, part by part; nothing is handed in by itself."""

from datetime import date

import pytest

from tests.delivery.browsing import fields_on
from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from votes.common.db import db
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport
from votes.delivery.states import ReportState

PAGE = "/desk/demo-county/2026/month/2026-07"


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Projects 10 and 6 of the first unit, June reported; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def june(people) -> None:
        for number, title in ((10, "“厕所革命”行动"), (6, "城市路灯")):
            project = project_under_way(people, number, title=title)
            report = handed_in(project, Month(2026, 6), july(61, 38), noon(2026, 7, 3))
            report.accept(GOVERNMENT, noon(2026, 7, 4))

    scene("June of two projects to be kept", june)


def kept(browser, page: dict[str, str], **typed: str):
    """What the page's script sends of one project, and what it is told."""
    part = {name: value for name, value in page.items() if name.startswith(("p10-", "csrf_"))}
    return browser.post(f"{PAGE}/keep", data={**part, **typed})


def drafts(app) -> dict[int, MonthReport]:
    with app.app_context():
        return {r.project.number: r for r in db.session.query(MonthReport).filter_by(month=Month(2026, 7))}


def test_what_is_typed_is_a_draft_that_says_what_follows(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    page = fields_on(unit.get(PAGE).text)
    answer = kept(unit, page, **{"p10-m3": "88", "p10-m4": "49"}).json["parts"]
    assert answer["p10"]["kept"] is True
    assert answer["p10"]["seen"] == "1.1"
    assert "实际 46.3% 计划 52.6% 慢6.3个百分点" in answer["p10"]["follows"]
    found = drafts(app)
    assert (found[10].state, found[10].revision, found.get(6)) == (ReportState.draft, 1, None)
    again = kept(unit, page, **{"p10-m3": "88", "p10-m4": "49", "p10-seen": "1.1"}).json["parts"]
    assert again["p10"]["seen"] == "1.1"


def test_what_cannot_be_is_said_and_not_saved(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    answer = kept(unit, fields_on(unit.get(PAGE).text), **{"p10-m3": "59"}).json["parts"]["p10"]
    assert (answer["kept"], answer["seen"]) == (False, "0")
    assert "新建公厕，7月底累计：比6月底的61座少了2座" in answer["wrong"][0]
    assert drafts(app) == {}


def test_a_page_that_somebody_has_overtaken_saves_nothing(app, people, browser_of) -> None:
    unit, clerk = browser_of(people.unit), browser_of(people.clerk)
    page = fields_on(unit.get(PAGE).text)
    kept(unit, page, **{"p10-m3": "88"})
    address = f"{PAGE}?unit={people.ids['unit_row']}"
    other = {**fields_on(clerk.get(address).text), "p10-m3": "90", "p10-seen": "0"}
    part = {name: value for name, value in other.items() if not name.startswith("p6-")}
    answer = clerk.post(f"{PAGE}/keep?unit={people.ids['unit_row']}", data=part).json["parts"]["p10"]
    assert answer["kept"] is False
    assert "刚才有人改过" in answer["wrong"][0]
    assert drafts(app)[10].revision == 1


def test_what_is_handed_in_is_not_written_by_an_old_page(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    page = fields_on(unit.get(PAGE).text)
    assert unit.post(PAGE, data={**page, "p10-m3": "88", "deed": ""}).status_code == 302
    answer = kept(unit, page, **{"p10-m3": "89"}).json["parts"]["p10"]
    assert (answer["kept"], answer["wrong"]) == (
        False,
        ["这件事已经有人办过了。请刷新页面，看现在到了哪一步。"],
    )
    assert drafts(app)[10].state is ReportState.submitted


def test_whoever_may_not_fill_it_in_may_not_save_it(app, people, browser_of, client) -> None:
    page, other = fields_on(browser_of(people.unit).get(PAGE).text), browser_of(people.other_unit)
    answer = kept(other, {**page, **fields_on(other.get(PAGE).text)}, **{"p10-m3": "88"})
    assert answer.json == {"parts": {}}
    assert drafts(app) == {}
    assert kept(client, page).status_code == 400


def test_no_change_does_not_take_away_what_was_saved_on_the_way(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    page = fields_on(unit.get(PAGE).text)
    kept(unit, page, **{"p10-m3": "88"})
    answer = unit.post(PAGE, data={**page, "p10-m3": "88", "p10-seen": "1.1", "deed": "same-10"})
    assert "您在这里填了变化" in answer.text
    assert drafts(app)[10].state is ReportState.draft
