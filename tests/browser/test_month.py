"""A unit's month in a real browser: typed, saved by itself, cut off and taken up again, handed in; and without scripts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.arriving import cookie_of
from tests.browser.eyes import Eyes, size_of
from tests.browser.running import Site, peopled
from tests.delivery.making import (
    GOVERNMENT,
    adopted_project,
    handed_in,
    july,
    noon,
    project_under_way,
)
from tests.people import People
from votes.accounts.models import Account
from votes.common.db import db
from votes.common.exports import write_xlsx
from votes.common.sheets import read_sheet
from votes.delivery.models import Plan
from votes.delivery.month_rules import Month
from votes.delivery.month_sheet import COLUMNS as OWN
from votes.delivery.reports import MonthReport
from votes.delivery.states import PlanState

PAGE = "/desk/demo-county/2026/month/2026-07"
TOILETS, LAMPS = "“厕所革命”行动", "城市路灯照明节能改造工程"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two projects of a unit, June reported; it is the 2nd of August."""
    with peopled(tmp_path_factory.mktemp("month"), with_june, date(2026, 8, 2)) as found:
        yield found


def with_june(people: People) -> None:
    for number, title in ((10, TOILETS), (6, LAMPS)):
        project = project_under_way(people, number, title=title)
        said = july(61, 38, next_words="新建45座，改造10座", why_slow="连续降雨")
        handed_in(project, Month(2026, 6), said, noon(2026, 7, 3)).accept(GOVERNMENT, noon(2026, 7, 4))
    adopted_project(people, 3, title="农村公厕改造")


@pytest.fixture
def drafts(site: Site) -> dict[str, str]:
    """Nothing said of July yet; the cookie of the unit."""
    with site.app.app_context():
        for report in db.session.query(MonthReport).filter_by(month=Month(2026, 7)):
            for row in (*report.steps, report):
                db.session.execute(row.__table__.delete().where(row.__table__.c.id == row.id))
        db.session.commit()
    return cookie_for(site, "unit")


def cookie_for(site: Site, login: str) -> dict[str, str]:
    """The cookie of somebody signed in."""
    with site.app.app_context():
        account = db.session.query(Account).filter_by(login=login).one().id
    return cookie_of(site, ("account", account))


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
    page.locator("#p10-m3").press("Enter")
    expect(page.locator("#p10-m3")).to_have_value("88")
    assert july_says(site) == {10: ("draft", 88)}
    expect(page.locator("#p10-m3")).to_have_value("88")
    page.locator("#p10-m3").fill("59")
    page.locator("p.send button").first.click()
    expect(page.locator(".errors")).to_contain_text("少了2座")
    page.locator("#p10-why_m3").fill("6月多计2座")
    page.locator("p.send button").first.click()
    assert july_says(site) == {10: ("submitted", 59)}
    context.close()


def look(eyes: Eyes, page: Page, kind: str, when: str, size: str) -> None:
    """Look at it, where scripts run: the phone's walk has them, the desk's has none."""
    if size == "phone":
        eyes.look(page, kind, when, size)


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file and press the form's button."""
    page.locator("main input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator("p.send button").first.click()


def test_the_units_own_sheet_goes_out_is_filled_in_and_comes_back(
    browser: Browser, site: Site, drafts: dict[str, str], size: str, eyes: Eyes
) -> None:
    context = arrive(browser, drafts, size, scripts=size == "phone")
    page = opened(context, site)
    page.locator('a[href*="/sheet"]').first.click()
    look(eyes, page, "delivery.sheet", "loaded", size)
    rows = read_sheet(context.request.get(f"{site.address}{PAGE}/sheet.xlsx").body(), OWN).rows
    cells = [[row["code"], row["now"], row["sheet"]] for row in rows]
    filled = [[code, 59 if code == "p10-m3" else now, sheet] for code, now, sheet in cells]
    upload(page, "7.xlsx", write_xlsx("7月", ("代号", "本月", "表格编号"), filled))
    expect(page.locator(".errors")).to_contain_text("少了2座")
    look(eyes, page, "delivery.sheet", "refused", size)
    filled = [[code, 88 if code == "p10-m3" else now, sheet] for code, now, sheet in cells]
    upload(page, "7.xlsx", write_xlsx("7月", ("代号", "本月", "表格编号"), filled))
    expect(page.locator(".said-so")).to_contain_text("读入1个项目")
    assert july_says(site) == {10: ("draft", 88)}
    context.close()


def test_the_offices_own_sheet_is_told_once_and_read_as_it_is(
    browser: Browser, site: Site, drafts: dict[str, str], size: str, eyes: Eyes
) -> None:
    context = arrive(browser, cookie_for(site, "government"), size, scripts=size == "phone")
    page = context.new_page()
    page.goto(f"{site.address}/desk/demo-county/sheets")
    look(eyes, page, "delivery.maps", "loaded", size)
    page.locator("#name").fill(f"督查室汇总表 {size}")
    heads = ["序号", "项目名称", "责任单位", "节点", "截至6月底累计完成", "工作进展", "下月计划", "形象进度%"]
    rows = [
        [1, TOILETS, "县住建局", "新建公厕", 61, "在建", "新建45座", "30%"],
        [2, LAMPS, "", "新建公厕", 61],
    ]
    upload(page, "6.xlsx", write_xlsx("汇总", heads, rows))
    look(eyes, page, "delivery.columns", "loaded", size)
    assert page.locator("#c4").input_value() == "quantity"
    page.locator("p.send button").first.click()
    expect(page.locator(".said-so")).to_contain_text("已保存")
    page.goto(f"{site.address}/desk/demo-county/2026/delivery?month=2026-07")
    page.locator('a[href$="/collected"]').click()
    look(eyes, page, "delivery.collected", "loaded", size)
    page.locator("#sheet_map").select_option(label=f"督查室汇总表 {size}")
    july = [[1, TOILETS, "县住建局", "新建公厕", 60, "新建27座", "", ""], [2, LAMPS, "", "新建公厕", 70]]
    heads[4] = "截至7月底累计完成"
    upload(page, "7.xlsx", write_xlsx("汇总", heads, july))
    expect(page.locator(".errors")).to_contain_text("不少于上月的61")
    look(eyes, page, "delivery.collected", "refused", size)
    assert july_says(site) == {}
    july[0][4] = 88
    page.locator("#hand_in").check()
    upload(page, "7.xlsx", write_xlsx("汇总", heads, july))
    expect(page.locator(".said-so").first).to_contain_text("读入2个项目")
    assert july_says(site) == {10: ("submitted", 88), 6: ("submitted", 70)}
    context.close()


def test_a_plan_has_the_usual_steps_of_its_kind_and_another_kind_is_one_tap(
    browser: Browser, site: Site, size: str, eyes: Eyes
) -> None:
    context = arrive(browser, cookie_for(site, "unit"), size, scripts=size == "phone")
    page = context.new_page()
    page.goto(f"{site.address}/desk/demo-county/2026/delivery/3/plan")
    expect(page.locator("#milestones-1-title")).to_have_value("招标与开工")
    look(eyes, page, "delivery.plan", "loaded", size)
    page.locator('button[value="steps-purchase"]').click()
    expect(page.locator("#milestones-1-title")).to_have_value("招标采购")
    page.locator("#measures").fill("每月调度")
    page.locator("#leader").press("Enter")
    expect(page.locator("#milestones-1-title")).to_have_value("招标采购")
    context.close()
    with site.app.app_context():
        plan = db.session.query(Plan).filter_by(state=PlanState.draft).one()
        db.session.delete(plan)
        db.session.commit()
