"""A unit's month in a real browser: typed, saved by itself, cut off and taken up again, handed in; and without scripts."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.eyes import SIZES, Eyes, size_of
from tests.browser.running import Site, app_in, served
from tests.conftest import Clock
from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from tests.people import make_people
from votes.accounts.access import digest_token
from votes.accounts.models import Account, SignIn
from votes.common.db import db, writing
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport

PAGE = "/desk/demo-county/2026/month/2026-07"
TOILETS, LAMPS = "“厕所革命”行动", "城市路灯照明节能改造工程"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two projects of a unit, June reported; it is the 2nd of August."""
    data, clock = tmp_path_factory.mktemp("month"), Clock()
    clock.set(date(2026, 8, 2))
    app = app_in(data, f"sqlite:///{data / 'votes.db'}", clock)
    token = writing.set(True)
    with app.app_context():
        db.create_all()
        people = make_people(db.session)
        for number, title in ((10, TOILETS), (6, LAMPS)):
            project = project_under_way(people, number, title=title)
            said = july(61, 38, next_words="新建45座，改造10座", why_slow="连续降雨")
            handed_in(project, Month(2026, 6), said, noon(2026, 7, 3)).accept(GOVERNMENT, noon(2026, 7, 4))
        db.session.commit()
    writing.reset(token)
    with served(app, clock) as found:
        yield found


@pytest.fixture
def drafts(site: Site) -> dict[str, str]:
    """Nothing said of July yet; the cookie of the unit."""
    cookie = secrets.token_hex(32)
    with site.app.app_context():
        for report in db.session.query(MonthReport).filter_by(month=Month(2026, 7)):
            for row in (*report.steps, report):
                db.session.execute(row.__table__.delete().where(row.__table__.c.id == row.id))
        unit = db.session.query(Account).filter_by(login="unit").one()
        row = SignIn(token_digest=digest_token(cookie), began_at=site.clock.at, account=unit)
        row.expires_at = site.clock.at + timedelta(days=1)
        db.session.add(row)
        db.session.commit()
    return {"name": "votes", "value": cookie, "url": site.address}


@pytest.fixture(params=sorted(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A phone and a desk."""
    return str(request.param)


def arrive(browser: Browser, cookie: dict[str, str], size: str, scripts: bool = True) -> BrowserContext:
    """The unit's own browser."""
    context = browser.new_context(viewport=size_of(size), locale="zh-CN", java_script_enabled=scripts)
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context


def opened(context: BrowserContext, site: Site) -> Page:
    """The page of July, everything unfolded."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{site.address}{PAGE}")
    page.locator("main details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
    return page


def july_says(site: Site) -> dict[int, tuple[str, int]]:
    """State and toilets built of each report on July."""
    with site.app.app_context():
        reports = db.session.query(MonthReport).filter_by(month=Month(2026, 7))
        return {
            one.project.number: (one.state.value, int(one.says().achieved[3].quantity)) for one in reports
        }


def test_what_is_typed_is_saved_by_itself_and_handed_in_once(
    browser: Browser, site: Site, drafts: dict[str, str], size: str, eyes: Eyes
) -> None:
    context = arrive(browser, drafts, size)
    page = opened(context, site)
    eyes.look(page, "delivery.month", "opened", size)
    page.locator("#p10-m3").fill("88")
    page.locator("#p10-done_words").fill("新建27座。")
    note = page.locator(".kept")
    expect(note).to_contain_text("已存为草稿")
    expect(page.locator('.follows[data-part="p10"]')).to_contain_text("实际")
    assert july_says(site) == {10: ("draft", 88)}
    eyes.look(page, "delivery.month", "kept", size)
    page.locator("#p10-m3").fill("59")
    expect(note).to_contain_text("少了2座")
    eyes.look(page, "delivery.month", "refused", size)
    page.locator("#p10-m3").fill("90")
    expect(note).to_contain_text("已存为草稿")
    page.locator('button[value="same-6"]').click()
    page.locator("p.send button").first.click()
    expect(page.locator(".said-so")).to_contain_text("已提交1份")
    assert july_says(site) == {10: ("submitted", 90), 6: ("submitted", 61)}
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_a_lost_network_and_a_reload_lose_nothing(
    browser: Browser, site: Site, drafts: dict[str, str], size: str
) -> None:
    context = arrive(browser, drafts, size)
    page = opened(context, site)
    page.route("**/keep*", lambda route: route.abort())
    page.locator("#p10-m3").fill("77")
    page.locator("#p6-done_words").fill("换灯120盏。")
    expect(page.locator(".kept")).to_contain_text("网络断了")
    assert july_says(site) == {}
    page.reload()
    expect(page.locator(".kept")).to_contain_text("网络断了")
    expect(page.locator("#p6-done_words")).to_have_value("换灯120盏。")
    page.unroute("**/keep*")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".kept")).to_contain_text("已存为草稿")
    assert july_says(site) == {10: ("draft", 77), 6: ("draft", 61)}
    page.reload()
    expect(page.locator("#p10-m3")).to_have_value("77")
    expect(page.locator(".kept")).to_be_hidden()
    context.close()


def test_what_waits_on_a_device_does_not_write_over_what_came_after(
    browser: Browser, site: Site, drafts: dict[str, str]
) -> None:
    context, other = arrive(browser, drafts, "desk"), arrive(browser, drafts, "phone")
    page, phone = opened(context, site), opened(other, site)
    page.route("**/keep*", lambda route: route.abort())
    page.locator("#p10-m3").fill("77")
    expect(page.locator(".kept")).to_contain_text("网络断了")
    phone.locator("#p10-m3").fill("80")
    expect(phone.locator(".kept")).to_contain_text("已存为草稿")
    page.unroute("**/keep*")
    page.reload()
    expect(page.locator(".kept")).to_contain_text("77")
    expect(page.locator("#p10-m3")).to_have_value("80")
    page.get_by_role("button", name="放进表里").click()
    expect(page.locator(".kept")).to_contain_text("已存为草稿")
    assert july_says(site) == {10: ("draft", 77)}
    context.close()
    other.close()


def test_without_scripts_the_buttons_do_it(
    browser: Browser, site: Site, drafts: dict[str, str], size: str, tmp_path: Path
) -> None:
    context = arrive(browser, drafts, size, scripts=False)
    page = opened(context, site)
    page.locator("#p10-m3").fill("88")
    page.locator('button[value="save"]').click()
    assert july_says(site) == {10: ("draft", 88)}
    expect(page.locator("#p10-m3")).to_have_value("88")
    page.locator("#p10-m3").fill("59")
    page.locator("p.send button").first.click()
    expect(page.locator(".errors")).to_contain_text("少了2座")
    page.locator("#p10-why_m3").fill("6月多计2座")
    page.locator("p.send button").first.click()
    assert july_says(site) == {10: ("submitted", 59)}
    context.close()
