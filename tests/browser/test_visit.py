"""An inspection on a deputy's phone: from the card to the record, with the network cut between; and without scripts."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.eyes import Eyes, size_of
from tests.browser.running import Site, peopled
from tests.conftest import MORNING
from tests.delivery.making import GOVERNMENT, UNIT, toilets_plan
from tests.people import People
from tests.projects.papers import picture_with_position
from tests.supervision.scene import watched
from votes.common.db import db
from votes.supervision.draw_rules import Kind, Step
from votes.supervision.draws import Entry, Prepared, prepare_draw
from votes.supervision.inspections import Inspection
from votes.supervision.matters import Matter

PROJECT = "/desk/demo-county/2026/supervision/1"
PAGE = f"{PROJECT}/inspect"
Arrive = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A project under way with its plan and its group, and two sites drawn by lot; it is the 2nd of August."""
    with peopled(tmp_path_factory.mktemp("visit"), with_sites_drawn, date(2026, 8, 2)) as found:
        yield found


def with_sites_drawn(people: People) -> None:
    project = watched(people)
    plan = toilets_plan(project)
    plan.submit(UNIT, MORNING)
    plan.publish(GOVERNMENT, MORNING)
    sites = [Entry(f"{place}公厕") for place in ("江滨", "桥头", "西门", "北站")]
    wanted = Prepared(Kind.sites, "八月暗访", sites, 2, project)
    draw = prepare_draw(project.cycle, wanted, "ab" * 32, "工作人员01", MORNING)
    db.session.flush()
    draw.take(Step.drawn, "工作人员01", MORNING, word="318")


@pytest.fixture
def arrive(browser: Browser, site: Site) -> Iterator[Arrive]:
    """代表001 signs in by the card's code, with or without scripts; None: with all that a phone keeps of pages."""
    contexts = []

    def come(size: str, scripts: bool | None = True) -> Page:
        worker = "allow" if scripts is None else "block"
        context = browser.new_context(
            viewport=size_of(size),
            locale="zh-CN",
            java_script_enabled=scripts is not False,
            service_workers=worker,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{site.address}/sign-in")
        page.locator("main input[name=code]").first.fill(site.code_of("代表001", "demo-county"))
        page.get_by_role("button", name="用这个码登录").first.click()
        page.goto(f"{site.address}{PAGE}")
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it, with its position."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture_with_position())
    return path


def told(site: Site, words: str) -> list[tuple[str, list[str], int, int]]:
    """Place, marks, photos and findings of the records that say this."""
    with site.app.app_context():
        rows = db.session.query(Inspection).filter_by(words=words).order_by(Inspection.number)
        return [
            (
                one.place,
                [mark["mark"] for mark in one.marks],
                len(one.photos),
                db.session.query(Matter).filter_by(inspection_id=one.id).count(),
            )
            for one in rows
        ]


def fill(page: Page, words: str, photo: Path | None = None) -> str:
    """Fill the form in; where it was: the site that was given, or if all were seen another place."""
    page.locator("#place").fill("江滨路")
    page.locator("#words").fill(words)
    page.locator("#mark0-1").check()
    page.locator("#findings").fill("入口没有坡道\n夜间照明不亮")
    if photo:
        page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("代表003").first.check()
    given = page.locator("#site option:checked")
    return str(given.text_content()) if given.count() else "江滨路"


def cut(page: Page) -> None:
    """No network for what is sent."""
    page.route(
        "**/inspect", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )


def test_a_record_outlives_a_cut_network_and_a_reload_and_arrives_once(
    site: Site, arrive: Arrive, photo: Path, size: str, eyes: Eyes
) -> None:
    page, words = arrive(size), f"看了三座公厕，{size}"
    eyes.look(page, "supervision.inspect", "opened", size)
    place = fill(page, words, photo)
    expect(page.locator(".kept")).to_contain_text("已存在这部手机上")
    cut(page)
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator(".kept")).to_contain_text("没有网络")
    eyes.look(page, "supervision.inspect", "waiting", size)
    page.reload()
    expect(page.locator(".kept")).to_contain_text("没有网络")
    expect(page.locator("#words")).to_have_value(words)
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    assert told(site, words) == []
    page.unroute("**/inspect")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url(f"**{PROJECT}")
    assert told(site, words) == [(place, ["fair"], 1, 2)]
    eyes.look(page, "supervision.project", "recorded", size)
    page.goto(f"{site.address}{PAGE}")
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator(".kept")).to_be_hidden()


def test_an_answer_that_was_lost_makes_no_second_record(site: Site, arrive: Arrive) -> None:
    page, words = arrive("phone"), "答复丢了"
    fill(page, words)

    def lose(route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/inspect", lose)
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator(".kept")).to_contain_text("没有网络")
    page.unroute("**/inspect")
    page.reload()
    page.wait_for_url(f"**{PROJECT}")
    assert len(told(site, words)) == 1


def test_what_the_service_refuses_is_said_on_its_page_and_nothing_is_lost(
    site: Site, arrive: Arrive, photo: Path
) -> None:
    page, words = arrive("phone"), "日期填错"
    fill(page, words, photo)
    page.locator("#held_on").fill("2027-01-01")
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator(".errors")).to_contain_text("视察之后才能记录")
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    page.locator("#held_on").fill("2026-08-01")
    page.get_by_role("button", name="保存记录").click()
    page.wait_for_url(f"**{PROJECT}")
    assert [row[2] for row in told(site, words)] == [1]


def test_without_scripts_the_plain_form_does_it(site: Site, arrive: Arrive, photo: Path, size: str) -> None:
    page, words = arrive(size, scripts=False), f"没有脚本，{size}"
    fill(page, words, photo)
    page.get_by_role("button", name="保存记录").click()
    page.wait_for_url(f"**{PROJECT}")
    assert [row[1:] for row in told(site, words)] == [(["fair"], 1, 2)]


def test_the_form_opens_without_any_network_and_sends_itself_when_there_is_one(
    site: Site, arrive: Arrive, photo: Path
) -> None:
    page, words = arrive("phone", scripts=None), "山里没有信号"
    page.locator(".kept[data-opens=offline]").wait_for(state="attached")
    page.context.set_offline(True)
    page.reload()
    fill(page, words, photo)
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator(".kept")).to_contain_text("没有网络")
    page.reload()
    expect(page.locator("#words")).to_have_value(words)
    assert told(site, words) == []
    page.context.set_offline(False)
    page.wait_for_url(f"**{PROJECT}")
    assert [row[1:] for row in told(site, words)] == [(["fair"], 1, 2)]
    page.context.set_offline(True)
    page.goto(f"{site.address}{PAGE}")
    fill(page, "山里又一处")
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator(".kept")).to_contain_text("没有网络")
    page.context.set_offline(False)
    page.wait_for_url(f"**{PROJECT}")
    assert len(told(site, "山里又一处")) == 1


def test_the_projects_page_tells_what_waits_on_the_phone(site: Site, arrive: Arrive) -> None:
    page, words = arrive("phone"), "还没有写完"
    page.locator("#words").fill(words)
    expect(page.locator(".kept")).to_contain_text("已存在这部手机上")
    page.goto(f"{site.address}{PROJECT}")
    page.locator("[data-waits] a").click()
    expect(page.locator("#words")).to_have_value(words)
    assert told(site, words) == []
