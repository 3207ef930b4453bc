"""A change decided by the standing committee, and a warning explained, in a browser: on a desk with scripts, on a phone without."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser.arriving import Arrive, follow, send
from tests.browser.eyes import Eyes
from tests.browser.running import Site, peopled
from tests.delivery.making import GOVERNMENT, UNIT, handed_in, july, noon, project_under_way
from tests.people import People
from votes.common.db import db
from votes.congress.models import Session
from votes.delivery.drafting import begin
from votes.delivery.models import Plan
from votes.delivery.month_rules import Month
from votes.delivery.states import PlanState
from votes.delivery.watching import look_at
from votes.projects.models import Project
from votes.projects.stages import Stage

DESK = "/desk/demo-county/2026/delivery"
HERE = f"{DESK}/10"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two reported months of a project that lags, a version of its plan that cuts the money by half; it is the 10th of August."""
    with peopled(tmp_path_factory.mktemp("changes"), under_way, date(2026, 8, 10)) as found:
        yield found


def under_way(people: People) -> None:
    """The project as it stands on that day."""
    project = project_under_way(people)
    project.cycle.candidates_published_at = noon(2026, 2, 1)
    june = july(20, 10)
    handed_in(project, Month(2026, 6), june, noon(2026, 7, 3)).accept(GOVERNMENT, noon(2026, 7, 4))
    handed_in(project, Month(2026, 7), july(21, 11), noon(2026, 8, 3), before=june).accept(
        GOVERNMENT, noon(2026, 8, 4)
    )
    plan = begin(project, "省级补助减少")
    plan.funds[0].planned_yuan = 49_000_000
    plan.submit(UNIT, noon(2026, 8, 5))
    look_at(date(2026, 8, 10))
    last = db.session.query(Session).filter_by(congress_id=project.congress_id).one()
    db.session.add(
        Session(
            congress_id=project.congress_id,
            term_id=last.term_id,
            body=last.body,
            number=7,
            begins_on=date(2027, 2, 1),
        )
    )


def says(page: Page, *words: str) -> None:
    """The page says these words."""
    text = page.locator("main").inner_text()
    assert [one for one in words if one not in text] == [], (page.url, text)


def look(eyes: Eyes, page: Page, name: str, size: str) -> None:
    """Look at a page with axe, where it runs scripts."""
    if size == "desk":
        eyes.look(page, f"delivery.{name}", "walked", size)


def test_a_major_change_goes_to_the_standing_committee_and_into_the_plan(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    unit, government, office, stranger = (
        arrive(who) for who in (people.unit, people.government, people.clerk, None)
    )
    government.goto(f"{site.address}{HERE}/plan/decide")
    says(government, "这是重大调整", "资金与原承诺相差-50.0%", "决定机关还没有批准")
    send(government, "公布实施计划")
    says(government, "须先经决定机关批准")
    unit.goto(f"{site.address}{HERE}")
    says(unit, "正在写的计划属于重大调整")
    look(eyes, unit, "project", size)
    follow(unit, "申请重大调整、暂缓或终止")
    look(eyes, unit, "ask", size)
    send(
        unit,
        "提交给政府办",
        ("kind-0", "ground-3"),
        words="省级补助减少，计划投资由9800万元减为4900万元。",
        paper=True,
    )
    says(unit, "已申请，待政府办转报")
    change = unit.url
    government.goto(f"{site.address}/desk")
    follow(government, "转报或退回申请")
    look(eyes, government, "forward", size)
    send(government, "转报")
    stranger.goto(f"{site.address}/demo-county/2026/10")
    says(stranger, "待常务委员会决定", "计划投资由9800万元减为4900万元")
    office.goto(f"{site.address}/desk")
    follow(office, "记录决定结果")
    look(eyes, office, "decision", size)
    votes = {"members": "35", "approve": "30", "oppose": "2", "abstain": "1"}
    send(office, "记录决定", decided_on="2026-08-10", paper=True, **votes)
    unit.goto(change)
    says(unit, "已批准", "全体35人，赞成30、反对2、弃权1")
    look(eyes, unit, "asked", size)
    government.goto(f"{site.address}{HERE}/plan/decide")
    look(eyes, government, "decide", size)
    send(government, "公布实施计划")
    assert published(site) == [1, 2]
    office.goto(f"{change}/announce")
    look(eyes, office, "announce", size)
    send(office, "记录公告日期", announced_on="2026-08-10")
    office.goto(f"{site.address}{DESK}/changes")
    look(eyes, office, "changes", size)
    follow(office, "要向下次大会报告的")
    look(eyes, office, "report_changes", size)
    office.locator("#session").select_option(index=0)
    send(office, "记录1项变更已报告")
    says(office, "已批准、公告，并向大会报告")
    stranger.reload()
    stranger.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    says(stranger, "已批准、公告，并向大会报告", "逐月资金（万元）")
    look(eyes, stranger, "public", size)


def published(site: Site) -> list[int]:
    """The published versions of the plan."""
    with site.app.app_context():
        rows = db.session.query(Plan).filter_by(state=PlanState.published).order_by(Plan.version)
        return [row.version for row in rows]


def test_a_warning_is_explained_then_seen_by_everyone_and_a_request_withdrawn(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    unit, government, stranger = (arrive(who) for who in (people.unit, people.government, None))
    unit.goto(f"{site.address}/desk")
    follow(unit, "说明预警原因")
    look(eyes, unit, "trouble", size)
    send(unit, "提交说明", words="连续降雨，九月底前补上。")
    government.goto(f"{site.address}{DESK}/troubles")
    look(eyes, government, "troubles", size)
    follow(government, "“厕所革命”行动")
    look(eyes, government, "trouble-signing", size)
    send(government, "现在就审签公开")
    stranger.goto(f"{site.address}/demo-county/2026/10")
    says(stranger, "滞后（自2026年8月10日起）", "责任单位说明：连续降雨，九月底前补上。")
    unit.goto(f"{site.address}{HERE}/changes/ask")
    send(unit, "提交给政府办", ("kind-1", "ground-0"), words="暴雨成灾，暂缓施工。", paper=True)
    follow(unit, "撤回申请")
    look(eyes, unit, "withdraw", size)
    send(unit, "撤回", reason="雨停了，照常施工。")
    says(unit, "已撤回", "雨停了，照常施工。")
    unit.goto(f"{site.address}/account")
    send(unit, "保存邮箱", email="unit@example.cn")
    look(eyes, unit, "own", size)
    with site.app.app_context():
        assert db.session.query(Project).one().stage is Stage.delivery
