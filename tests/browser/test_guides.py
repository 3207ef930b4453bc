"""会场说明: each guide of the hall is one printed page, and the deputies' pictures show the ballot page as it is."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.eyes import Eyes
from tests.browser.pictures import kept, screens, words_of
from tests.browser.running import served
from tests.conftest import Clock
from tests.people import People
from votes.ballots.guides import GUIDES


@pytest.mark.crawl
def test_each_guide_is_one_printed_page_in_both_languages(
    app: Flask, clock: Clock, people: People, browser_of, browser: Browser
) -> None:
    token = browser_of(people.clerk).get_cookie("votes").value
    path = f"/desk/{people.county}/sitting/{people.ids['sitting']}/guide"
    eyes, long = Eyes(thorough=False), []
    with served(app, clock) as site:
        context = browser.new_context(locale="zh-CN")
        context.add_cookies([{"name": "votes", "value": token, "url": site.address}])
        page = context.new_page()
        for name in GUIDES:
            for language in ("", "/en"):
                page.goto(f"{site.address}{language}{path}/{name}")
                pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
                long += [(name, language, pages)] if pages != 1 else []
            eyes.look(page, f"guide-{name}", "loaded", "desk")
        context.close()
    assert long == []
    assert eyes.faults == []


def test_the_deputies_pictures_show_what_the_ballot_page_says_today(browser: Browser) -> None:
    """If not, `python -m tests.browser.pictures` takes them anew."""
    assert {name: words_of(deputy) for name, deputy in screens(browser)} == {
        name: kept(name) for name, _ in GUIDES["deputies"].pictures
    }
