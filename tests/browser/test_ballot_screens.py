"""Every screen of the ballot page, in both languages and both sizes of type, on a narrow phone and on the tablet."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.ballots.box.samples import RATING, RULES
from tests.browser.box_hall import BoxHall, box_hall
from tests.browser.box_voter import Voter
from tests.browser.eyes import Eyes

DRAW = """([screen, facts, marks, language, elder]) => {
  const main = document.getElementById("main"), words = window.ballotWords[language];
  facts.marks = new Map(Object.entries(marks));
  facts.approvals = Object.values(marks).filter((mark) => mark === "approve").length;
  document.documentElement.lang = words.lang;
  document.documentElement.className = elder ? "elder" : "";
  main.textContent = "";
  main.appendChild(window.ballotScreens.screens[screen](words, facts, {}));
  const place = document.getElementById("count");
  if (place) window.ballotScreens.count(words, place, facts);
  return document.documentElement.scrollWidth - window.innerWidth;
}"""
DRAWN = [("zh", False), ("zh", True), ("en", False), ("en", True)]
NUMBER = "K7QM2XWD4R"
THREE = {"1": "approve", "2": "oppose", "3": "abstain"}
BOX = {"mark": "", "congress": "演示县人大", "ballot": "2025年度民生实事项目测评", "round": 1}
TOLD = [
    "opening",
    "none",
    "waiting",
    "closed",
    "late",
    "void",
    "unknown",
    "foreign",
    "nowhere",
    "unfit",
    "old",
]


@pytest.fixture(scope="module")
def hall() -> Iterator[BoxHall]:
    with box_hall() as found:
        yield found


@pytest.fixture(scope="module")
def plain(hall: BoxHall) -> dict[str, Any]:
    """Manifests by form."""
    top = {**RULES, "seats": 4, "most": 4}
    changes = {"three_way": top, "choose": {**top, "form": "choose"}, "rating": RATING}
    return {
        form: hall.vote(1, section=form[0].upper(), rules=rules).voted.manifest.plain()
        for form, rules in changes.items()
    }


@pytest.fixture(scope="module")
def page(browser: Browser, hall: BoxHall) -> Iterator[Page]:
    """The page of one deputy, from screen to screen."""
    voter = Voter(browser).go(f"{hall.address}/b")
    voter.page.wait_for_selector("#code")
    voter.page.evaluate(AXE_SCRIPT)
    yield voter.page
    voter.leave()


def screens(plain: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Each with facts and marks."""
    three, ended = {"manifest": plain["three_way"]}, {"about": BOX, "receipt": NUMBER}
    for name in TOLD:
        yield name, {"again": True}, {}
    for name in ("waiting", "closed"):
        yield name, {"boxes": [BOX]}, {}
    yield "start", {}, {}
    yield "start", {"error": "票上有16个字母和数字，您输入了3个。", "typed": "ABC", "tablet": True}, {}
    yield "choose", {"boxes": [BOX, {**BOX, "round": 12}]}, {}
    yield "trouble", {"retry": True}, {}
    yield "ballot", three, THREE
    yield "ballot", three, dict.fromkeys(["1", "2", "3", "4", "5"], "approve")
    yield "ballot", {"manifest": plain["choose"]}, {"1": "approve", "6": "abstain"}
    yield "ballot", {"manifest": plain["rating"]}, {"1": "basic", "2": "dissatisfied", "3": "abstain"}
    yield "review", three, THREE
    yield "review", three, {}
    yield "review", {"manifest": plain["rating"]}, {"1": "basic", "2": "dissatisfied", "3": "abstain"}
    yield "sending", three, {}
    yield "sending", {"tries": 4, "next": {}}, {}
    yield "receipt", {**three, **ended}, {}
    yield "receipt", {"receipt": NUMBER, "next": {}}, {}
    yield "receipt", {"receipt": NUMBER, "more": True}, {}
    yield "receipt", {**three, **ended, "tablet": True}, {}
    yield "used", {**three, **ended}, {}
    yield "used", {**three, **ended, "boxes": [BOX]}, {}
    yield "double", {"receipt": NUMBER}, {}


def test_every_screen_fits_a_narrow_phone_and_satisfies_axe(
    page: Page, plain: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    eyes = Eyes(thorough=request.config.getoption("--release"))
    seen = set()
    for place, (screen, facts, marks) in enumerate(screens(plain)):
        seen.add(screen)
        for language, elder in DRAWN:
            wide = page.evaluate(DRAW, [screen, facts, marks, language, elder])
            assert wide <= 0, f"{screen} in {language}, elder {elder}: {wide} px too wide"
        page.evaluate(DRAW, [screen, facts, marks, "zh", False])
        eyes.check(page, f"box-{place:02}-{screen}", "phone")
    assert eyes.faults == []
    assert seen == set(page.evaluate("Object.keys(window.ballotScreens.screens)"))


def test_what_is_tapped_is_as_large_as_a_finger(page: Page, plain: dict[str, Any]) -> None:
    small = """() => [...document.querySelectorAll("button, input, .marks span")].filter((one) => {
      const place = one.getBoundingClientRect();
      return place.height < 44 || place.width < 44;
    }).map((one) => one.outerHTML)"""
    for screen, facts, marks in screens(plain):
        page.evaluate(DRAW, [screen, facts, marks, "zh", False])
        assert page.evaluate(small) == [], screen


def test_both_languages_say_the_same(page: Page) -> None:
    shape = """() => ["zh", "en"].map((language) => JSON.stringify(window.ballotWords[language], (key, value) =>
      typeof value === "string" && key !== "rounds" ? (value.match(/\\{\\w+\\}/g) || []).sort().join() : key === "rounds" ? "" : value))"""
    chinese, english = page.evaluate(shape)
    assert chinese == english
