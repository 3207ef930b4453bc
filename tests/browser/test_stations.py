"""From a station's QR: who is there, a proposal with its place known, a letter to a deputy, the advisory vote to its figures."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arriving import Arrive, follow, send
from tests.browser.eyes import Eyes
from tests.browser.running import Site, peopled
from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.models import Proposal

DESK = "/desk/demo-county"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A county that collects for 2026, whose candidates of another batch are out; it is the 2nd of March."""
    with peopled(tmp_path_factory.mktemp("stations"), publish_a_batch) as found:
        yield found


def publish_a_batch(people: People) -> None:
    """Four candidates of a batch; the year itself goes on collecting."""
    year = db.session.get_one(Cycle, people.ids["cycle_row"])
    year.collection_closes_on = date(2026, 3, 31)
    batch = Cycle(congress_id=year.congress_id, slug="2026-1", title="2026年第一批民生实事", year=2026)
    db.session.add(batch)
    for number in range(1, 5):
        one = Project(congress_id=year.congress_id, number=number, title=f"候选项目{number}")
        one.stage = Stage.candidate
        batch.projects.append(one)
    batch.candidates_published_at = MORNING


def look(eyes: Eyes, page: Page, size: str) -> None:
    """Look at a page with axe, where it runs scripts."""
    if size == "desk":
        eyes.look(page, f"station {page.url.rsplit('/', 1)[-1]}", "walked", size)


def test_a_resident_at_a_station_proposes_writes_and_reads_what_became_of_it(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    office, deputy, resident = arrive(people.clerk), arrive(people.deputy), arrive()
    office.goto(f"{site.address}{DESK}/points/add")
    said = {"name": "北街代表联络站", "place": "北街村", "month_days": "逢六", "hours": "上午9:00至11:30"}
    send(office, "保存", ("kind-1",), **said)
    follow(office, "驻站代表")
    send(office, "保存驻站代表", ("deputies-0",))
    follow(office, "值班安排")
    send(office, "保存值班安排", ("there-2026-03-06-0",))
    look(eyes, office, size)
    office.goto(f"{site.address}{DESK}/deputy-pages")
    send(office, "给勾选的代表开通网页", ("deputies-0",))
    look(eyes, office, size)
    resident.goto(f"{site.address}/demo-county/points")
    look(eyes, resident, size)
    follow(resident, "北街代表联络站")
    station = resident.url
    assert "3月6日" in resident.inner_text("main")
    look(eyes, resident, size)
    follow(resident, "给2026年度民生实事提建议")
    assert resident.input_value("#place") == "北街村"
    send(resident, "提交建议", title="路口装灯", what="晚上看不清。")
    with site.app.app_context():
        assert db.session.query(Proposal).one().point.name == "北街代表联络站"
    resident.goto(f"{site.address}/demo-county/2026/collection")
    assert "北街代表联络站 1" in resident.inner_text("main")
    look(eyes, resident, size)
    resident.goto(station)
    follow(resident, "代表001")
    look(eyes, resident, size)
    follow(resident, "给这位代表写信")
    send(resident, "寄出", title="南门路灯不亮", words="三盏灯不亮。", phone="13800000001")
    letter = resident.url
    deputy.goto(f"{site.address}/desk")
    follow(deputy, "回信：南门路灯不亮")
    look(eyes, deputy, size)
    follow(deputy, "转办")
    send(deputy, "转办", ("way-0",))
    follow(deputy, "答复")
    send(deputy, "提交答复", answer="已列为代表建议。")
    resident.goto(letter)
    assert "已列入人大台账第1号" in resident.inner_text("main")
    assert "已列为代表建议" in resident.inner_text("main")
    look(eyes, resident, size)


def test_residents_advise_before_the_ballot_and_read_the_figures_after(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    office, resident, deputy = arrive(people.clerk), arrive(), arrive(people.deputy)
    office.goto(f"{site.address}{DESK}/2026-1/advice")
    send(office, "发起民意投票", opens_on="2026-03-02", closes_on="2026-03-05", most="2")
    follow(office, "录入纸票")
    look(eyes, office, size)
    send(office, "计入这些纸票", ("projects-0", "projects-3"), papers="40")
    resident.goto(f"{site.address}/demo-county/2026-1/advice")
    assert "任何人都看不到数字" in resident.inner_text("main")
    follow(resident, "参加")
    look(eyes, resident, size)
    send(resident, "提交", ("projects-0", "projects-1", "projects-2"))
    assert "您选了3个，最多选2个" in resident.inner_text("main")
    look(eyes, resident, size)
    resident.locator("#projects-2").uncheck()
    if size == "desk":
        expect(resident.locator("#tally")).to_contain_text("已选2项，最多2项。")
    send(resident, "提交")
    assert "您已参加" in resident.inner_text("main")
    site.clock.set(date(2026, 3, 6))
    resident.goto(f"{site.address}/demo-county/2026-1/advice")
    assert "41人次参加" in resident.inner_text("main")
    look(eyes, resident, size)
    deputy.goto(f"{site.address}{DESK}/2026-1/candidates/booklet")
    assert "41人次参加，1人次选了它（2.4%）" in deputy.inner_text("main")
