"""A round in the hall by the roles named: from the preparation to the announcement, on phones, tablet and a paper tray."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.ballots import conftest as hall_of_ballots
from tests.ballots.boxed import Boxed
from tests.ballots.hall import Hall, adopt_rules, prepare_round, round_by, sign_in, tally_data
from tests.browser.box_voter import TABLET, Voter
from tests.browser.eyes import Eyes
from tests.browser.running import served
from tests.conftest import Clock
from votes.ballots.box.slips import fragment
from votes.ballots.channels import ChannelKind
from votes.ballots.profile_rules import Terms

hall, inside, people = hall_of_ballots.hall, hall_of_ballots.inside, hall_of_ballots.people
PAPERS = {"printed": "4", "issued": "4", "spoiled": "0", "left": "0", "received": "4"}
LOOKED = ("hand-out", "void-slips", "papers", "close-sheet", "take-box", "bring-back", "compare-result")
DONE = "标为已完成"


class Desk:
    """The browser of an office or a badge."""

    def __init__(self, browser: Browser, address: str, token: str, eyes: Eyes) -> None:
        self.address, self.eyes = address, eyes
        self.context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        self.context.add_cookies([{"name": "votes", "value": token, "url": address}])
        self.context.set_default_timeout(5000)
        self.page: Page = self.context.new_page()

    def go(self, path: str, name: str = "") -> "Desk":
        """Open a page; a name has the eyes look at it."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.ok, f"{answer.status} {path}"
        if name:
            self.eyes.look(self.page, name, "loaded", "desk")
        return self

    def fill(self, **values: str) -> "Desk":
        """Fill fields by their names."""
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)
        return self

    def give(self, **files: Path) -> "Desk":
        """Choose files from the stick."""
        for name, path in files.items():
            self.page.set_input_files(f"[name={name}]", path)
        return self

    def send(self) -> str:
        """Press the button of the form; what is said then."""
        self.page.locator("main form.form button.btn").first.click()
        return self.page.locator(".note.said-so").first.inner_text()


@dataclass
class Held:
    """A sitting that is held: its desks by role, the sticks' folder, and what a deputy scans."""

    hall: Hall
    boxed: Boxed
    desks: dict[str, Desk]
    stick: Path
    scanned: list[str]

    def at(self, who: str, deed: str) -> Desk:
        """This person at a page of the round; the eyes look at those that no other walk comes by."""
        path = self.hall.round_path(self.boxed.round, deed)
        return self.desks[who].go(path, deed if deed in LOOKED else "")

    def both(self, deed: str) -> None:
        """Chair and chief scrutineer sign."""
        for who in ("chair", "chief"):
            self.at(who, deed).send()

    def prepare(self) -> None:
        """Keys and slips come in; every other step is told as done."""
        office, files = self.desks["office"], ("keys", "slips")
        office.go(self.hall.path("slips"), "bring-slips")
        assert "密钥和票已导入" in office.give(**{name: self.stick / f"{name}.json" for name in files}).send()
        page = office.go(self.hall.path("preparation"), "preparation").page
        while page.get_by_role("button", name=DONE).count():
            page.get_by_role("button", name=DONE).first.click()

    def hand_out(self, number: int) -> None:
        """Two enter the same total."""
        for who in ("chief", "scrutineer"):
            said = self.at(who, "hand-out").fill(issued=str(number)).send()
        assert "一致" in said

    def vote(self, browser: Browser, address: str) -> None:
        """Three phones, and the tablet under a Chinese input method."""
        voters = [Voter(browser).go(slip) for slip in self.scanned[:3]]
        voters.append(Voter(browser, TABLET).go(f"{address}/b?tablet"))
        voters[3].scan(self.scanned[3], under_input_method=True)
        for voter in voters:
            voter.tap(o1="approve", o2="approve", o3="oppose").review()
            voter.press("投票")
        assert len({voter.receipt() for voter in voters}) == 4
        for voter in voters:
            voter.leave()

    def void(self, exchanged: int, left: range) -> None:
        """One slip is exchanged, those in the tray are scanned."""
        page = self.at("scrutineer", "void-slips").page
        for place, name in ((exchanged, "spoiled"), *((place, "left_over") for place in left)):
            page.check(f"[value={name}]")
            page.type("#scan", self.scanned[place])
            with page.expect_response("**/void-slips"):
                page.keyboard.press("Enter")
        page.locator(".sum.tray li", has_text="剩余").locator("b", has_text=str(len(left))).wait_for()

    def open_at_the_laptop(self, inside: Callable[..., Any]) -> None:
        """The box goes out by one stick, its counts come back by the other."""
        with self.at("chief", "take-box").page.expect_download() as saved:
            self.desks["chief"].page.get_by_role("link", name="把票箱存到U盘").click()
        assert json.loads(Path(saved.value.path()).read_bytes())["closing"]["count"] == 4
        result = inside(self.boxed.result)
        (self.stick / "result.json").write_bytes(result)
        code = self.boxed.code(result)
        self.at("chief", "bring-back").give(result=self.stick / "result.json").fill(code=code).send()
        self.at("chair", "compare-result").fill(code=code).send()

    def count_paper(self) -> None:
        """Both tellers find the same in the paper tray."""
        self.at("chief", "divide").send()
        found, hidden = tally_data(4, (3, 3, 0, 0)), ("attempt", "over_marked")
        figures = {name: str(number) for name, number in found.items() if name not in hidden}
        for teller in ("teller_a", "teller_b"):
            self.at(teller, "count").page.locator(".item a").first.click()
            self.desks[teller].fill(**figures).send()

    def decide(self) -> None:
        """Confirmed, declared, announced."""
        self.at("chief", "confirm-count").send()
        confirming = self.at("office", "confirm").fill(reason="主席团第三次会议")
        confirming.give(document=self.stick / "decision.pdf").send()
        self.at("chair", "declare").send()
        self.at("office", "announce").fill(number="1").send()


@pytest.mark.crawl
def test_a_round_is_held_on_phones_a_tablet_and_paper(
    app: Flask, clock: Clock, browser: Browser, hall: Hall, inside, browser_of, tmp_path: Path
) -> None:
    boxed, eyes = Boxed(inside(lambda: begin(hall))), Eyes(thorough=False)
    fill_stick(tmp_path, boxed)
    with served(app, clock) as site:
        key = bytes(boxed.printing.key().public_key)
        scanned = [f"{site.address}/b#{fragment('A', code, key)}" for code in boxed.printing.codes]
        tokens = {word: browser_of(who).get_cookie("votes").value for word, who in persons(hall).items()}
        desks = {word: Desk(browser, site.address, token, eyes) for word, token in tokens.items()}
        held = Held(hall, boxed, desks, tmp_path, scanned)
        held.prepare()
        screen = Desk(browser, site.address, "", eyes).go(f"/screen/{hall.people.county}/{hall.sitting}").page
        held.both("open")
        held.hand_out(5)
        held.vote(browser, site.address)
        screen.locator(".live dd", has_text="4").wait_for()
        held.void(4, range(6, 12))
        papers = {f"paper-{name}": number for name, number in PAPERS.items()}
        held.at("scrutineer", "papers").fill(**papers).send()
        held.both("close")
        held.at("chief", "close-sheet")
        held.at("chair", "check").send()
        held.open_at_the_laptop(inside)
        held.count_paper()
        held.decide()
        screen.locator("h1", has_text="票决通过").wait_for()
        for desk in desks.values():
            desk.context.close()
    done = inside(lambda: round_by(boxed.round))
    assert (done.state, done.result["valid"], done.result["counts"]["1"]["approve"]) == ("announced", 8, 7)
    assert eyes.faults == []


def begin(hall: Hall) -> int:
    """Rules adopted, nine present, a round on slips and paper."""
    adopt_rules(hall, Terms(seats=2, most=None, publish="counts"))
    sign_in(hall, 9)
    return prepare_round(hall, kinds=(ChannelKind.slips, ChannelKind.paper)).id


def fill_stick(folder: Path, boxed: Boxed) -> None:
    """What the laptop has written, and the presidium's paper."""
    (folder / "keys.json").write_bytes(boxed.printing.keys)
    (folder / "slips.json").write_bytes(boxed.printing.slips)
    (folder / "decision.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")


def persons(hall: Hall) -> dict[str, Any]:
    """Who is in the hall."""
    return {"office": hall.people.clerk, **hall.badges}
