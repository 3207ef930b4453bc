"""Whatever is sent, no answer is a fault of ours; and of two at once one succeeds and the other is told."""

import threading
from datetime import date
from itertools import cycle

import pytest

from tests.delivery.browsing import fields_on
from tests.delivery.making import (
    UNIT,
    adopted_project,
    handed_in,
    july,
    noon,
    project_under_way,
    toilets_plan,
)
from votes.common.db import db
from votes.delivery.models import PlanStep
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport, ReportStep
from votes.delivery.states import PlanState, ReportState

pytestmark = pytest.mark.crawl

DESK = "/desk/demo-county/2026"
PAGES = {
    "unit": (
        f"{DESK}/month/2026-07",
        f"{DESK}/delivery/12/plan",
        f"{DESK}/delivery/10/done",
        f"{DESK}/delivery/10/plan/change",
    ),
    "government": (f"{DESK}/delivery/7/plan/decide", f"{DESK}/delivery/8/report/2026-07/sign-off"),
    "clerk": (f"{DESK}/delivery/10/decision",),
}
NASTY = (
    "",
    "0",
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "٣",
    "１２",
    "9" * 400,
    "9999-12-31",
    "0001-01-01",
    "2026-02-29",
    "\x00\x01",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "{{7*7}}<script>alert(1)</script>",
    "'; DROP TABLE plan; --",
    "x" * 5_000,
    "same-10",
)
FINE = {200, 302, 400, 404, 409, 413}


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Projects in every state on the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def all_states(people) -> None:
        project_under_way(people)
        adopted_project(people, 12)
        toilets_plan(adopted_project(people, 7)).submit(UNIT, noon(2026, 7, 30))
        handed_in(project_under_way(people, 8), Month(2026, 7), july(), noon(2026, 8, 1))

    scene("projects in every state", all_states)


@pytest.mark.parametrize("who", PAGES)
def test_nothing_sent_is_a_fault_of_ours(app, people, browser_of, who: str) -> None:
    browser = browser_of(getattr(people, who))
    for page in PAGES[who]:
        typed = fields_on(browser.get(page).text)
        token = {"csrf_token": typed.pop("csrf_token")}
        for nasty, deed in zip(NASTY, cycle(("save", "more", "", "same-x")), strict=False):
            sent = {**dict.fromkeys(typed, nasty), **token, "deed": deed}
            assert browser.post(page, data=sent).status_code in FINE, (page, nasty)


@pytest.mark.parametrize(
    "nasty", ["2026-07-01", "٢٠٢٦-07", "-1", "1' OR '1'='1", "%00", "..%2f..", "2026-07%0a", "9" * 30]
)
def test_no_address_is_a_fault_of_ours(people, browser_of, nasty: str) -> None:
    for who in (people.unit, people.government):
        browser = browser_of(who)
        for page in (
            f"{DESK}/month/{nasty}",
            f"{DESK}/month/2026-07?unit={nasty}",
            f"{DESK}/month/{nasty}/sheet.xlsx",
            f"{DESK}/delivery?month={nasty}",
            f"{DESK}/delivery/{nasty}",
            f"{DESK}/delivery/8/report/{nasty}",
            f"{DESK}/delivery/99999999999999999999",
        ):
            assert browser.get(page).status_code in FINE


def both_at_once(people, browser_of, who: str, page: str, **changes: str) -> list[int]:
    """The same form open in two browsers of one person, and the button pressed in both at the same moment."""
    browsers = [browser_of(getattr(people, who)) for _n in range(2)]
    forms = [{**fields_on(browser.get(page).text), "deed": "", **changes} for browser in browsers]
    start, statuses = threading.Barrier(2), []

    def press(browser, typed: dict[str, str]) -> None:
        start.wait()
        statuses.append(browser.post(page, data=typed).status_code)

    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def test_two_hand_in_the_same_month_at_once(app, people, browser_of) -> None:
    page = f"{DESK}/month/2026-07"
    assert both_at_once(people, browser_of, "unit", page, **{"p10-m3": "88"}) == [302, 409]
    with app.app_context():
        assert db.session.query(MonthReport).filter_by(version=1, state=ReportState.submitted).count() == 2


def test_two_tap_no_change_at_once(app, people, browser_of) -> None:
    page = f"{DESK}/month/2026-07"
    assert both_at_once(people, browser_of, "unit", page, deed="same-10") == [302, 409]


def test_two_publish_the_same_plan_at_once(app, people, browser_of) -> None:
    page = f"{DESK}/delivery/7/plan/decide"
    assert both_at_once(people, browser_of, "government", page) == [302, 409]
    with app.app_context():
        published = db.session.query(PlanStep).filter_by(state=PlanState.published)
        assert published.filter(PlanStep.at >= noon(2026, 8, 1)).count() == 1


def test_two_sign_off_the_same_report_at_once(app, people, browser_of) -> None:
    page = f"{DESK}/delivery/8/report/2026-07/sign-off"
    assert both_at_once(people, browser_of, "government", page) == [302, 409]
    with app.app_context():
        assert db.session.query(ReportStep).filter_by(state=ReportState.accepted).count() == 1


def test_two_begin_the_same_plan_at_once(app, people, browser_of) -> None:
    page = f"{DESK}/delivery/12/plan"
    assert both_at_once(people, browser_of, "unit", page, deed="save") == [200, 302]
