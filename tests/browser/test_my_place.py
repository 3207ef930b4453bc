"""我的地方: chosen once with the keyboard, told on the home page at a glance, forgotten on request; kept in no cookie."""

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import Eyes, size_of
from tests.browser.running import Site

PLACE = "/yanshi"


@pytest.mark.walk("sqlite")
def test_a_place_is_chosen_once_and_forgotten_on_request(browser: Browser, site: Site, eyes: Eyes) -> None:
    page = browser.new_page(viewport=size_of("phone"))
    page.goto(f"{site.address}{PLACE}")
    page.locator(".mine button").press("Enter")
    assert page.locator(".mine button").get_attribute("aria-pressed") == "true"
    page.goto(f"{site.address}/")
    page.wait_for_selector("#mine #now .band")
    eyes.look(page, "home", "my-place", "phone")
    assert page.locator("#mine h2 a").get_attribute("href") == PLACE
    assert page.context.cookies() == []
    page.locator("#mine button").click()
    page.reload()
    assert page.locator("#mine").is_hidden()
    page.close()
