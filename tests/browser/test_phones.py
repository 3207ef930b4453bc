"""A county votes on phones, on the tablet and, with a second tray, on paper: from 会前准备 to 公告, each by whom the design names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.box_voter import TABLET, Voter
from tests.browser.county import OFFICE, PLACE
from tests.browser.eyes import Eyes
from tests.browser.laptop import Laptop
from tests.browser.lists import newest_round, sitting_on
from tests.browser.person import Person
from tests.browser.running import Site, app_in, fill, served
from tests.browser.sitting import HEADS, TELLERS, OwnComputers, Vote
from tests.browser.swift import again
from tests.browser.visitor import Visitors
from tests.conftest import Clock
from votes.accounts.roles import Duty
from votes.ballots.box.canon import parse
from votes.ballots.box.cards import combined, read_card, read_keyset
from votes.ballots.box.export import read_export
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.slips import fragment
from votes.ballots.box.tally import tally
from votes.demo.story import Start

TITLES = ("2026年度民生实事项目票决", "再次投票")
PRINTED, ISSUED, CAST = 8, 6, 4
"""Slips; of the other two one is exchanged and one left over, and of those handed out two are never cast."""
PAPERS = 154
CHOSEN = [str(number) for number in range(1, 11)]
APPROVE = {f"o{number}": "approve" for number in CHOSEN}


@pytest.fixture
def site(browser: Browser, address: str, data: Path) -> Iterator[Site]:
    """The service on the morning of the county's session."""
    clock = Clock()
    app = app_in(data, address, clock)
    fill(app, Start.session, clock, data)
    with served(app, clock) as found:
        yield found


@dataclass
class Hall:
    """The vote, and the laptop with the cards and slips it has made."""

    site: Site
    vote: Vote
    laptop: Laptop
    cards: list[str]
    codes: list[str]

    @property
    def manifest(self) -> Manifest:
        """What is voted on, as every phone reads it."""
        box = json.loads(urlopen(f"{self.site.address}/b/open.json").read())["boxes"][0]
        told = urlopen(f"{self.site.address}/b/{box['mark']}/manifest.json").read()
        return read_manifest(json.loads(told)["manifest"])

    def scanned(self, place: int) -> str:
        """What the QR code of a slip opens."""
        manifest = self.manifest
        return f"{self.site.address}/b#{fragment(manifest.section, self.codes[place], manifest.box)}"

    def shows(self, anyone: Person, *words: str) -> None:
        """The hall screen says these words."""
        anyone.open(f"/screen/{PLACE}/{self.vote.base.rsplit('/', 1)[1]}")
        anyone.reads(*words)


@pytest.mark.walk("postgres")
def test_a_county_votes_on_phones_and_on_paper(
    browser: Browser, site: Site, desks: Visitors, opened: Eyes, eyes: Eyes, tmp_path: Path
) -> None:
    laptop = Laptop(browser.new_context(locale="zh-CN"), tmp_path)
    cards, codes = laptop.make_keys(*TITLES), laptop.make_slips(PRINTED)
    day = site.clock().date()
    sitting = sitting_on(site, PLACE, day)
    office, anyone = desks(), desks()
    office.sign_in(site.code_of(OFFICE, PLACE))
    badges = {duty: desks() for duty in Duty}
    for duty, visitor in badges.items():
        visitor.sign_in(site.badge_code(sitting, duty))
    base = f"/desk/{PLACE}/sitting/{sitting}"
    hall = Hall(
        site, Vote(OwnComputers(office, badges), base, str(newest_round(site, PLACE))), laptop, cards, codes
    )
    prepare(hall, office)
    hall.vote.admit(absent=232 - ISSUED - PAPERS)
    for head in HEADS:
        hall.vote.step(head, "open")
    hall.shows(anyone, "正在投票")
    hand_out(hall)
    vote(hall, browser)
    anyone.page.locator(".live dd", has_text=str(CAST + PAPERS)).wait_for()
    close(hall)
    count(hall)
    hall.vote.decide()
    hall.vote.step(None, "announce", number="第1号")
    hall.vote.step(None, "seal")
    adopted = [number for number, is_adopted in site.told(f"/{PLACE}/2026", "id", "adopted") if is_adopted]
    assert [str(number) for number in adopted] == CHOSEN
    anyone.page.locator("h1", has_text="票决通过").wait_for()


def prepare(hall: Hall, office: Person) -> None:
    """会前准备: slips brought in from the stick, the round by slips and on paper, each step told; one is gone on without."""
    preparation = f"{hall.vote.base}/preparation"
    hall.vote.step(None, "edit", kinds=["paper", "slips"])
    office.open(preparation)
    office.follow("/slips")
    office.put({name: stick(hall.laptop.folder / f"{name}.json") for name in ("keys", "slips")})
    for step in ("laptop", "screen", "paper", "kit"):
        office.open(preparation)
        office.press(f"/preparation/{step}")
        office = again(office)
    office.follow("/preparation/without")
    office.send(reason="主席团第二次会议：上午已在演练中试投。")


def stick(path: Path) -> dict[str, object]:
    """A file on the stick, as a form takes it."""
    return {"name": path.name, "mimeType": "application/json", "buffer": path.read_bytes()}


def hand_out(hall: Hall) -> None:
    """Both enter the same number; a slip comes back and voids itself, so does the one left over."""
    for who in (Duty.chief_scrutineer, Duty.scrutineer):
        hall.vote.step(who, "hand-out", issued=ISSUED)
    desk = hall.vote.at(Duty.scrutineer)
    desk.follow("/void-slips")
    deeds = ((ISSUED, "spoiled", "这张票已作废"), (ISSUED + 1, "left_over", "这张票已记为剩余"))
    for place, name, words in deeds:
        desk.page.check(f'[name="name"][value="{name}"]')
        desk.page.fill("#scan", hall.codes[place])
        desk.page.keyboard.press("Enter")
        desk.page.get_by_text(words).wait_for()
        desk.page.evaluate("document.querySelector('.said-of-slip').hidden = true")
    papers = {"printed": PAPERS, "issued": PAPERS, "spoiled": 0, "left": 0, "received": PAPERS}
    hall.vote.step(Duty.scrutineer, "papers", **{f"paper-{name}": n for name, n in papers.items()})


def vote(hall: Hall, browser: Browser) -> None:
    """Two scan, one types, one is at the tablet, one scans twice; one slip handed out is never used."""
    phones = [Voter(browser) for _ in range(3)]
    for place, phone in enumerate(phones[:2]):
        phone.go(hall.scanned(place)).tap(**APPROVE).review()
        phone.press("投票")
        phone.receipt()
    phones[2].go(f"{hall.site.address}/b").type(hall.codes[2])
    phones[2].tap(**APPROVE).review()
    phones[2].press("投票")
    number = phones[2].receipt()
    phones[0].go("about:blank").go(hall.scanned(2))
    assert phones[0].receipt("这张票已经投过了") == number
    tablet = Voter(browser, TABLET).go(f"{hall.site.address}/b?tablet")
    tablet.scan(hall.scanned(3), under_input_method=True)
    tablet.tap(**APPROVE).review()
    tablet.press("投票")
    tablet.receipt()
    for voter in (*phones, tablet):
        voter.leave()


def close(hall: Hall) -> None:
    """Closed by two; the sheet with the receipts is printed; the chair declares the vote valid."""
    for head in HEADS:
        hall.vote.step(head, "close")
    chair = hall.vote.at(Duty.chair)
    chair.follow("/close-sheet")
    chair.reads(str(ISSUED))
    hall.vote.step(Duty.chair, "check")


def count(hall: Hall) -> None:
    """The laptop opens the box, the tellers count the papers; what comes back both heads hold against the laptop's sheet."""
    chief = hall.vote.at(Duty.chief_scrutineer)
    chief.follow("/take-box")
    code = chief.read('page.querySelector("main dl.facts dd").textContent')
    with chief.page.expect_download() as loading:
        chief.page.click('main a[href$="/box.json"]')
    box = hall.laptop.folder / "box.json"
    loading.value.save_as(box)
    result, hash = opened_by_two(hall, box, code)
    hall.vote.step(Duty.chief_scrutineer, "bring-back", result=stick(result), code=hash[:16])
    hall.vote.step(Duty.chair, "compare-result", code=hash[:16])
    for batch, size in enumerate(hall.vote.divide()):
        for teller in TELLERS:
            hall.vote.enter(teller, batch, size, 0, [marks(number, size) for number in range(1, 13)])


def marks(number: int, ballots: int) -> dict[str, int]:
    """What a batch of papers says of an option: two think otherwise than all others."""
    yes = ballots - 2 if str(number) in CHOSEN else 2
    return {"approve": yes, "oppose": ballots - yes, "abstain": 0}


def opened_by_two(hall: Hall, box: Path, code: str) -> tuple[Path, str]:
    """The box opened and counted by the page and by the command's own counter; the result file and its hash."""
    laptop, export = hall.laptop, read_export(parse(box.read_bytes(), "box"))
    laptop.page.click("#forget")
    laptop.ask_for(box)
    laptop.fill(open_code=code)
    laptop.send("open-sheet")
    for card in hall.cards[1:]:
        laptop.scan("open-cards", card)
    laptop.send("open-count")
    keyset = read_keyset(laptop.read_json("keys.json"))
    key = combined([read_card(text, keyset) for text in hall.cards[:2]], keyset.section("A"))
    hash = tally(export, open_box(check(export), key)).hash.hex().upper()
    laptop.fill(open_other=hash)
    laptop.send("open-result")
    return laptop.save("open-file"), hash
