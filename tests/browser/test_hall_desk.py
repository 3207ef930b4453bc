"""The desk and the screen of the hall: scans under a Chinese input method, slips that void themselves, a lost network."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.ballots import conftest as hall_of_ballots
from tests.ballots.boxed import Boxed, opened, put_in
from tests.ballots.hall import Hall, carry, roll, sitting_of
from tests.browser.box_voter import Voter
from tests.browser.running import Site, served
from tests.conftest import Clock
from votes.ballots.box.slips import fragment
from votes.ballots.channels import slips_of

hall, inside, people = hall_of_ballots.hall, hall_of_ballots.inside, hall_of_ballots.people
Do = Callable[..., Any]


@pytest.fixture
def site(app: Flask, clock: Clock) -> Iterator[Site]:
    """The service on a free port."""
    with served(app, clock) as found:
        yield found


def desk_of(browser: Browser, site: Site, token: str) -> Voter:
    """A scrutineer's browser, with a scanner that types."""
    desk = Voter(browser, {"width": 1280, "height": 900})
    desk.context.add_cookies([{"name": "votes", "value": token, "url": site.address}])
    return desk


@pytest.mark.crawl
def test_slips_void_themselves_whatever_the_input_method_makes_of_the_scan(
    site: Site, browser: Browser, hall: Hall, inside: Do, browser_of
) -> None:
    boxed: Boxed = inside(lambda: opened(hall))
    key, codes = bytes(boxed.printing.key().public_key), boxed.printing.codes
    desk = desk_of(browser, site, browser_of(hall.badges["scrutineer"]).get_cookie("votes").value)
    requests: list[str] = []
    desk.page.on("request", lambda sent: requests.append(sent.url + (sent.post_data or "")))
    desk.go(site.address + hall.round_path(boxed.round, "void-slips"))
    said = desk.page.locator(".said-of-slip")
    desk.page.focus("#scan")
    desk.scan(f"https://votes.example/b#{fragment('A', codes[0], key)}", under_input_method=True)
    said.get_by_text("这张票已作废").wait_for()
    desk.page.check("[value=left_over]")
    left = desk.page.locator(".tray li", has_text="剩余")
    desk.page.focus("#scan")
    desk.page.keyboard.type(codes[1].lower())
    desk.press("作废这张票")
    left.locator("b", has_text="1").wait_for()
    desk.scan(codes[2], under_input_method=True)
    left.locator("b", has_text="2").wait_for()
    desk.page.fill("#scan", codes[1][:-1])
    desk.page.keyboard.press("Enter")
    said.get_by_text("没有读全").wait_for()
    desk.leave()
    papers = inside(lambda: slips_of(boxed.row).papers)
    assert (papers.spoiled, papers.left) == (1, 2)
    assert not [sent for sent in requests if any(code in sent.upper() for code in codes)]


@pytest.mark.crawl
def test_a_deputy_signs_in_whatever_the_input_method_makes_of_the_scan(
    site: Site, browser: Browser, hall: Hall, inside: Do, browser_of
) -> None:
    desk = desk_of(browser, site, browser_of(hall.badges["scrutineer"]).get_cookie("votes").value)
    desk.go(site.address + hall.path("roll")).page.focus("[name=code]")
    desk.scan("DED003", under_input_method=True)
    desk.page.get_by_text("代表003已签到").wait_for()
    desk.leave()
    assert inside(lambda: roll.figures(sitting_of(hall)).present) == 1


@pytest.mark.crawl
def test_the_screen_goes_on_by_itself_after_any_loss_of_network(
    site: Site, browser: Browser, hall: Hall, inside: Do
) -> None:
    boxed: Boxed = inside(lambda: opened(hall))
    screen = Voter(browser, {"width": 1920, "height": 1080})
    screen.go(f"{site.address}/screen/{hall.people.county}/{hall.sitting}")
    live = screen.page.locator(".live dd")
    live.get_by_text("0", exact=True).wait_for()
    inside(lambda: put_in(boxed, [boxed.cast(place) for place in range(3)]))
    live.get_by_text("3", exact=True).wait_for()
    screen.context.set_offline(True)
    screen.page.get_by_text("网络中断").wait_for()
    inside(lambda: put_in(boxed, [boxed.cast(3)]))
    screen.context.set_offline(False)
    live.get_by_text("4", exact=True).wait_for()
    screen.leave()


@pytest.mark.crawl
def test_the_screen_shows_the_result_once_it_is_declared(
    site: Site, browser: Browser, hall: Hall, inside: Do
) -> None:
    inside(lambda: carry(hall, "declared"))
    screen = Voter(browser).go(f"{site.address}/screen/{hall.people.county}/{hall.sitting}")
    screen.title("票决通过2项")
    assert screen.page.locator(".res li").count() == 2
    screen.leave()
