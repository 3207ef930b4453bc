"""A resident's whole year on a phone, on public pages alone and without an account: 提、决、办、督、评."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.browser import behind_the_counter as staff
from tests.browser.running import Site, peopled
from tests.browser.visitor import Visitor, Visitors

LIST = "/demo-county/2026"
PROJECT = f"{LIST}/1"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A county that collects proposals, in January."""
    with peopled(tmp_path_factory.mktemp("resident"), staff.collecting, date(2026, 1, 12)) as found:
        yield found


def test_a_resident_goes_through_the_whole_year_on_a_phone(site: Site, phones: Visitors) -> None:
    resident = phones()
    propose(site, resident)
    read_the_answer(site, resident)
    read_the_result(site, resident)
    watch(site, resident)
    complain(site, resident)
    rate(site, resident)
    read_the_year(site, resident)
    assert "votes" not in {cookie["name"] for cookie in resident.context.cookies()}


def propose(site: Site, resident: Visitor) -> None:
    """From the QR code of a collection point, so that the place is known; then to the page that follows it."""
    code = staff.code_on_the_poster(site)
    resident.open(f"/demo-county/points/{code}")
    resident.follow(f"/propose?point={code}")
    assert resident.read('page.getElementById("place").value') == "南街"
    resident.send(title="南街公厕要改造", what="台阶太高，夜里没有灯，老人不敢去。")
    resident.follow(resident.path.replace(f"{LIST}/proposed", "/follow"))
    resident.reads("工作人员")


def read_the_answer(site: Site, resident: Visitor) -> None:
    """The final answer names who decided and what the proposal became; the resident says that it will do."""
    site.go(date(2026, 2, 6))
    staff.take_up(site)
    resident.page.reload()
    resident.look("answered")
    resident.reads(staff.ANSWER, staff.DECIDER)
    resident.follow("/verdict")
    resident.send(satisfied="yes")
    resident.reads("您对这次答复的评价：满意")


def read_the_result(site: Site, resident: Visitor) -> None:
    """From the proposal to its project: how it was voted on and why it was adopted; then all others."""
    site.go(date(2026, 3, 3))
    staff.hold_the_vote(site)
    resident.page.reload()
    resident.follow(PROJECT)
    resident.unfold()
    resident.reads("9票")
    resident.follow("#result-1")
    resident.reads(staff.TITLE, *staff.OTHERS)


def watch(site: Site, resident: Visitor) -> None:
    """进度榜, then the project: promise beside fact."""
    site.go(date(2026, 8, 10))
    staff.start_the_work(site)
    resident.page.reload()
    resident.look("wall")
    resident.reads("进度榜", "连续降雨")
    resident.follow(PROJECT)
    resident.reads("新建公厕", "326 座", "88 座", "偏慢")


def complain(site: Site, resident: Visitor) -> None:
    """A message to the unit, and its answer for everyone."""
    resident.follow("/message")
    resident.send(words="公厕的灯三天没亮。", place="南街")
    staff.hand_on(site)
    site.go(date(2026, 8, 18))
    staff.reply(site)
    resident.page.reload()
    resident.look("answered")
    resident.reads(staff.REPLY)
    resident.follow(PROJECT)
    resident.unfold()
    resident.reads("公厕的灯三天没亮", staff.REPLY)


def rate(site: Site, resident: Visitor) -> None:
    """评价 once it is done."""
    site.go(date(2026, 12, 3))
    staff.finish(site)
    resident.page.reload()
    resident.look("done")
    resident.follow("/rate")
    resident.send(grade="satisfied", sentence="干净了，夜里也亮。")
    resident.reads("已计入")


def read_the_year(site: Site, resident: Visitor) -> None:
    """The report of the year: asked, chosen, promised, done, judged, of this very project."""
    site.go(date(2026, 12, 28))
    staff.end_the_year(site)
    resident.follow(LIST)
    resident.follow("/report")
    resident.reads(staff.TITLE, *staff.OTHERS, "1条", "群众反映和评价引出的另有1个")
