"""The scrutineers' page, opened from a file without network: keys, slips, opening, and every bad card and file."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.ballots.box import vectors
from tests.ballots.box.samples import Vote, codes_of
from tests.browser.counters import Box
from tests.browser.eyes import Eyes
from tests.browser.laptop import HOST, Laptop, vote_of, write_box
from votes.ballots.box import cards, page, slips
from votes.ballots.box.canon import as_file, fingerprint

TITLES = ("2026年度民生实事项目票决", "2025年度民生实事项目测评")


@dataclass(frozen=True)
class Ceremony:
    """What the page made in one evening: files, cards and slips."""

    laptop: Laptop
    hand: list[str]
    codes: list[str]
    printed: list[str]
    vote: Vote


@pytest.fixture(scope="module")
def ceremony(browser: Browser, opened: Eyes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ceremony]:
    """Keys for two votes, three cards, four slips."""
    opened.faults.clear()
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    laptop = Laptop(context, tmp_path_factory.mktemp("stick"), opened)
    hand = laptop.make_keys(*TITLES)
    codes = laptop.make_slips(4)
    assert opened.faults == []
    yield Ceremony(laptop, hand, codes, laptop.paper(), vote_of(laptop.folder, hand[:2], codes))
    context.close()


@pytest.fixture
def laptop(browser: Browser, ceremony: Ceremony, eyes: Eyes) -> Iterator[Laptop]:
    """The page opened anew on another day, with the files of the ceremony."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield Laptop(context, ceremony.laptop.folder, eyes)
    context.close()


def test_the_page_is_built_from_its_sources() -> None:
    assert page.FILE.read_bytes() == page.page(), "run: votes box page votes/static/box/offline.html"


def test_points_are_judged_by_one_list() -> None:
    """That of core.js, which stands in the page too: two could come apart."""
    order_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
    assert page.page().decode().count(order_8) == 1


def test_the_cards_of_the_page_are_read_by_the_command(ceremony: Ceremony) -> None:
    """Whichever two of the three, for each vote; the printed codes were read from their pictures."""
    keyset = cards.read_keyset(ceremony.laptop.read_json("keys.json"))
    assert (ceremony.laptop.folder / "keys.json").read_bytes() == as_file(keyset.plain())
    assert [section.title for section in keyset.sections] == list(TITLES)
    cards.try_out(keyset, [cards.read_card(text, keyset) for text in ceremony.hand])
    assert len(ceremony.hand) == 3


def test_the_slips_of_the_page_are_read_by_the_command(ceremony: Ceremony) -> None:
    plain = ceremony.laptop.read_json("slips.json")
    assert (ceremony.laptop.folder / "slips.json").read_bytes() == as_file(plain)
    lists = slips.read_slip_file(plain)
    assert lists == {sign: slips.list_of(sign, ceremony.codes) for sign in "AB"}
    boxes = {
        section.id: section.box
        for section in cards.read_keyset(ceremony.laptop.read_json("keys.json")).sections
    }
    expected = [slips.address(HOST, sign, code, boxes[sign]) for code in ceremony.codes for sign in "AB"]
    assert ceremony.printed == expected, "what a phone reads on the printed slips"


def test_the_box_is_opened_and_counted_like_by_the_command(laptop: Laptop, ceremony: Ceremony) -> None:
    voted = ceremony.vote
    plain = voted.file(
        [voted.cast(0, o1="approve"), voted.cast(1, o1="oppose"), voted.cast_bytes(2, b"no ballot")], void=[3]
    )
    code = write_box(laptop.folder / "box.json", plain)
    laptop.ask_for(laptop.folder / "box.json")
    laptop.look("sheet")
    assert fingerprint(voted.slips.root) in laptop.page.inner_text("#open-marks"), "as noted at the printing"
    laptop.fill(open_code=code.lower().replace(" ", ""))
    laptop.send("open-sheet")
    laptop.scan("open-cards", ceremony.hand[2])
    laptop.scan("open-cards", ceremony.hand[0])
    laptop.send("open-count")
    laptop.look("report")
    counted = Box(plain, voted).counted()
    laptop.fill(open_other=counted["hash"].upper())
    laptop.send("open-result")
    assert laptop.save("open-record").read_text("utf-8") == counted["record"]
    assert laptop.save("open-file").read_text("utf-8") == counted["result"]
    laptop.page.click("#open-print")
    assert laptop.paper() == [counted["hash"].upper()]
    assert laptop.errors == []
    assert [address for address in laptop.asked if not address.startswith(("file:", "blob:"))] == []


def test_the_page_runs_its_own_script_and_loads_nothing(laptop: Laptop) -> None:
    allowed = re.search(
        r'http-equiv="Content-Security-Policy" content="([^"]+)"', page.FILE.read_text("utf-8")
    )
    assert allowed is not None
    assert allowed[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in allowed[1]
    tried = laptop.page.evaluate(
        """async () => {
          const script = document.createElement("script"), image = new Image();
          script.textContent = "window.intruder = 1";
          document.body.appendChild(script);
          const shown = new Promise((resolve) => { image.onload = () => resolve(true); image.onerror = () => resolve(false); });
          image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
          const fetched = await fetch("data:text/plain,x").then(() => true, () => false);
          return [window.intruder === 1, await shown, fetched];
        }"""
    )
    assert tried == [False, False, False]


def test_where_nothing_prints_the_sheets_lie_on_the_screen(laptop: Laptop, ceremony: Ceremony) -> None:
    laptop.page.check("#lay")
    laptop.make_keys("票决", need=2, number=2, name="other.json")
    assert laptop.page.is_visible("#paper .key .typed")
    laptop.look("laid")
    laptop.page.uncheck("#lay")
    assert laptop.page.inner_html("#paper") == "", "nothing secret stays behind"
    assert laptop.page.evaluate("window.printed || 0") == 0


def test_keys_cards_and_slips_of_the_vectors_are_read_to_the_byte(laptop: Laptop) -> None:
    golden = json.loads(vectors.FILE.read_text("utf-8"))
    ceremony, drawn = golden["ceremony"], golden["slips"]
    codes = codes_of(20)
    found = laptop.page.evaluate(
        """async ([keys, cards, codes]) => {
          const own = window.scrutiny, core = window.minsheng;
          const keyset = own.readKeyset(own.parse(core.utf8(keys), "keys")), read = cards.map((text) => own.readCard(text, keyset));
          const secrets = await Promise.all(keyset.sections.map((section) => own.combined(read.slice(1), section)));
          const lists = await Promise.all(keyset.sections.map((section) => own.listOf(section.id, codes)));
          return [keyset.name, keyset.file, secrets.map(core.hex), own.slipFile(keyset, lists),
            own.fingerprints(keyset).map((row) => row.fingerprint)];
        }""",
        [json.dumps(ceremony["keys"]), ceremony["cards"], codes],
    )
    assert found == [
        ceremony["set"],
        as_file(ceremony["keys"]).decode(),
        list(ceremony["private"].values()),
        as_file(drawn["file"]).decode(),
        list(ceremony["fingerprints"].values()),
    ]
