"""From a finding raised to closed and opened again; opinion cards, an inquiry and what became of them; the report of the year."""

from collections.abc import Iterator
from datetime import date

import pytest
from docx import Document
from playwright.sync_api import Page

from tests.browser.arriving import Arrive, follow, send
from tests.browser.eyes import Eyes
from tests.browser.running import Site, peopled
from tests.people import People
from tests.supervision.scene import watched
from votes.common.db import db
from votes.supervision.matters import Matter
from votes.supervision.rules import State

DESK = "/desk/demo-county"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A project under way with its group; it is the 2nd of March."""
    with peopled(tmp_path_factory.mktemp("loop"), watched) as found:
        yield found


def states(site: Site) -> list[State]:
    """Where the matters stand, the oldest first."""
    with site.app.app_context():
        return [one.state for one in db.session.query(Matter).order_by(Matter.number)]


def test_a_finding_goes_round_until_it_is_closed_and_is_opened_again(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    office, unit, deputy = (arrive(who) for who in (people.clerk, people.unit, people.deputy))
    deputy.goto(f"{site.address}{DESK}/2026/supervision/1/raise")
    send(deputy, "提交问题", ("origin-1",), title="坡道没有扶手", words="两座公厕的坡道没有扶手。")
    matter = deputy.url
    office.goto(matter)
    follow(office, "交办")
    look(eyes, office, "order", size)
    send(office, "交给单位", demand="补装扶手。")
    follow(office, "督办")
    send(office, "发给单位", words="请在月底前动工。")
    unit.goto(matter)
    follow(unit, "答复")
    send(unit, "提交答复", words="扶手已补装。")
    look(eyes, unit, "matter", size)
    deputy.goto(matter)
    follow(deputy, "复查")
    look(eyes, deputy, "recheck", size)
    marks = ("speed-0", "effort-1", "effect-0")
    send(deputy, "提交复查结果", ("verdict-0", *marks), words="逐座看过，已装好。")
    assert states(site) == [State.closed]
    site.clock.set(date(2026, 5, 31))
    deputy.goto(f"{site.address}/desk")
    follow(deputy, "回头看")
    follow(deputy, "回头看")
    look(eyes, deputy, "look_back", size)
    send(deputy, "记下回头看", ("verdict-1",), words="扶手又松了。", again_on="2026-06-30")
    assert states(site) == [State.returned]
    look(eyes, deputy, "matter-again", size)
    office.goto(f"{site.address}{DESK}/matters")
    look(eyes, office, "matters", size)
    office.goto(f"{site.address}{DESK}/matters/paper?list=orders")
    look(eyes, office, "matters_paper", size)
    office.goto(f"{site.address}{DESK}/matters/rates")
    look(eyes, office, "rates", size)
    office.goto(f"{matter}/raise-higher")
    look(eyes, office, "raise_matter_higher", size)


def test_opinion_cards_become_orders(site: Site, arrive: Arrive, eyes: Eyes, size: str) -> None:
    people: People = site.people
    office, member = arrive(people.clerk), arrive(people.deputy)
    office.goto(f"{site.address}{DESK}/deliberations/new")
    send(office, "新增", title="公厕改造情况的报告", committee="社会建设工作委员会")
    item = office.url
    member.goto(item)
    follow(member, "填意见卡")
    look(eyes, member, "card", size)
    card = {"lines-0-problem": "坡道太陡。", "lines-0-advice": "按标准改造。", "lines-0-unit": "县住建局"}
    send(member, "保存意见卡", **card)
    look(eyes, member, "deliberation-mine", size)
    office.goto(item)
    follow(office, "汇总成审议意见")
    look(eyes, office, "review", size)
    send(office, "记下通过", body="主任会议")
    follow(office, "交办")
    look(eyes, office, "send_review", size)
    send(office, "交办", unit="县城管局")
    look(eyes, office, "deliberation", size)
    assert states(site) == [State.ordered, State.ordered]
    office.goto(f"{site.address}{DESK}/deliberations")
    look(eyes, office, "deliberations", size)
    office.goto(f"{site.address}{DESK}/matters/raise")
    look(eyes, office, "raise_matter", size)


def test_an_inquiry_is_held_and_what_was_promised_is_handed_over(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    office, unit, deputy = (arrive(who) for who in (people.clerk, people.unit, people.deputy))
    office.goto(f"{site.address}{DESK}/inquiries")
    follow(office, "安排专题询问或者听证")
    look(eyes, office, "call_inquiry", size)
    held = {"held_on": "2026-03-02", "agenda": "听取说明\n询问和答复", "sitting": sitting_of(office)}
    send(office, "安排", ("form-0",), title="公厕改造进度", words="进度偏慢。", **held)
    inquiry = office.url
    deputy.goto(inquiry)
    follow(deputy, "提出询问问题")
    send(deputy, "列入", title="坡道何时补建", words="三座没有坡道。", unit="县住建局")
    unit.goto(inquiry)
    look(eyes, unit, "inquiry", size)
    assert "坡道何时补建" in unit.locator("main").inner_text()
    assert "代表001" not in unit.locator("main").inner_text()
    press(office, inquiry, "开始")
    for part, speaker, words in (("part-0", "县住建局局长", "年底前补齐。"), ("part-1", "", "哪一天？")):
        follow(office, "记录发言")
        send(office, "记录", (part,), speaker=speaker, words=words)
    look(eyes, office, "inquiry-answered", size)
    follow(office, "登记并交办承诺事项")
    send(office, "交办事项", title="补建坡道", words="三座公厕补建坡道。", due_on="2026-06-30")
    assert states(site) == [State.ordered]
    press(office, inquiry, "结束")
    follow(office, "测评答复")
    look(eyes, office, "rate_answers", size)
    lists = office.locator("#cycle option").nth(1).inner_text()
    send(office, "准备投票", ("rated-0", "kind-0"), cycle=lists)
    follow(office, "测评答复")
    assert "起草测评办法" in office.locator("main").inner_text()
    unit.goto(f"{site.address}/desk")
    assert "补建坡道" in unit.locator("main").inner_text()


def test_the_year_is_told_in_a_report_that_stands_once_it_is_signed(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    office, deputy = arrive(site.people.clerk), arrive(site.people.deputy)
    office.goto(f"{site.address}{DESK}/yearbook")
    follow(office, "新拟一份报告")
    send(office, "开始", ("span-0",), year="2026")
    report = office.url
    look(eyes, office, "report", size, "yearbook")
    follow(office, "填报数字")
    look(eyes, office, "numbers", size, "yearbook")
    typed = {"entries-0-number": "6", "entries-0-source": "会议记录"}
    send(office, "保存数字", **typed)
    office.goto(f"{report}/words/closing")
    send(office, "保存文字", words="下半年盯紧三座公厕。")
    assert deputy.goto(report).status == 404
    office.goto(report)
    follow(office, "审签")
    look(eyes, office, "sign_off", size, "yearbook")
    send(office, "审签")
    deputy.goto(report)
    assert "下半年盯紧三座公厕。" in deputy.locator("main").inner_text()
    with deputy.expect_download() as coming:
        deputy.locator("main").get_by_role("link", name="Word文件").click()
    assert "下半年盯紧三座公厕。" in "\n".join(p.text for p in Document(coming.value.path()).paragraphs)


def sitting_of(page: Page) -> str:
    """The words of the first sitting that is offered."""
    return page.locator("#sitting option").nth(1).inner_text()


def press(page: Page, address: str, button: str) -> None:
    """Press a button that stands on a page by itself."""
    page.goto(address)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).click()


def look(eyes: Eyes, page: Page, name: str, size: str, room: str = "supervision") -> None:
    """Look at a page with axe, where it runs scripts."""
    if size == "desk":
        eyes.look(page, f"{room}.{name}", "walked", size)
