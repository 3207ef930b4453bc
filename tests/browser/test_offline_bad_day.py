"""What can go wrong at the scrutineers' laptop is told in a sentence; nothing is lost and nothing is opened."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog

from tests.ballots.box.samples import Vote, other, vote
from tests.browser.eyes import Eyes
from tests.browser.laptop import SESSION, Laptop, write_box
from votes.ballots.box import cards
from votes.ballots.box.canon import as_file, fingerprint
from votes.ballots.box.cards import Card, KeySet, Section
from votes.ballots.box.export import read_export
from votes.ballots.box.slips import slip_file


@dataclass(frozen=True)
class Sitting:
    """A sitting whose keys the command has made: its cards, today's box and its code."""

    folder: Path
    keyset: KeySet
    hand: list[Card]
    vote: Vote
    code: str

    def box(self, name: str, **marks: str) -> Path:
        """Another box of the same sitting."""
        write_box(self.folder / name, self.vote.file([self.vote.cast(0, **marks)]))
        return self.folder / name


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Two of three cards, as the command makes them: the page reads them all the same."""
    folder = tmp_path_factory.mktemp("sitting")
    keyset, hand = cards.make_keys("演示县人大", SESSION, {"A": "票决", "B": "测评"}, 2, 3)
    key = cards.combined(hand[:2], keyset.sections[0])
    found = replace(other(vote(), box=bytes(key.public_key).hex()), key=key)
    (folder / "keys.json").write_bytes(as_file(keyset.plain()))
    (folder / "slips.json").write_bytes(as_file(slip_file(keyset.name, [found.slips])))
    code = write_box(folder / "box.json", found.file([found.cast(0, o1="approve"), found.cast(1)], void=[9]))
    return Sitting(folder, keyset, hand, found, code)


@pytest.fixture
def laptop(browser: Browser, sitting: Sitting, eyes: Eyes) -> Iterator[Laptop]:
    """The page, opened anew."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened = Laptop(context, sitting.folder, eyes)
    yield opened
    assert opened.errors == []
    context.close()


def begin(laptop: Laptop, sitting: Sitting) -> None:
    """As far as the cards."""
    laptop.ask_for(sitting.folder / "box.json")
    laptop.fill(open_code=sitting.code)
    laptop.send("open-sheet")


def test_a_wrong_card_is_told_and_the_next_is_asked_for(laptop: Laptop, sitting: Sitting) -> None:
    """No card, a foreign one, a damaged one, the same one twice, one that gives another key, and a slip."""
    begin(laptop, sitting)
    first, second = sitting.hand[0], sitting.hand[1]
    foreign = cards.make_keys("x", "y", {"A": "z"}, 2, 2)[1][0]
    forged = Card(first.keyset, 3, 2, 3, {"A": bytes(32) + b"\x07", "B": bytes(33)})
    slip = f"https://votes.example/b#A.{sitting.vote.codes[0]}.{'0' * 26}"
    told = []
    for text in ("nonsense", slip, foreign.text, first.text[:-2], first.text, first.text, forged.text):
        laptop.scan("open-cards", text)
        told.append(laptop.told("open-cards"))
    laptop.look("wrong-card")
    assert told[0] == told[1] == "这不是密钥卡。请扫监票人卡上的码。"
    assert [bool(words) for words in told] == [True, True, True, True, False, True, True]
    assert SESSION in told[2]
    assert len(set(told)) == 6
    assert "第1张" in laptop.page.inner_text("#open-hand"), "after cards that do not fit it begins again"
    laptop.scan("open-cards", second.text)
    laptop.scan("open-cards", first.text)
    laptop.send("open-count")
    assert laptop.page.locator("#open-report tbody tr").count() == 3


def test_a_scanner_is_read_whatever_the_input_method_makes_of_it(laptop: Laptop, sitting: Sitting) -> None:
    """Full width letters, Chinese stops, small letters, and an Enter that the input method swallowed."""
    begin(laptop, sitting)
    wide = str.maketrans({**{chr(sign): chr(sign + 0xFEE0) for sign in range(48, 91)}, ".": "。", "-": "—"})
    laptop.scan("open-cards", sitting.hand[0].text.translate(wide))
    laptop.page.fill("#open-cards-card", sitting.hand[2].text.lower())
    laptop.page.wait_for_selector("#open-count:not([hidden])")
    assert laptop.page.get_attribute("#open-cards-card", "type") == "password", (
        "nobody reads it over a shoulder"
    )


def test_the_box_of_yesterday_is_refused_before_a_card_appears(laptop: Laptop, sitting: Sitting) -> None:
    yesterday = sitting.box("yesterday.json", o1="oppose")
    laptop.ask_for(yesterday)
    laptop.fill(open_code=sitting.code)
    laptop.send("open-sheet")
    assert "校验码和这个票箱对不上" in laptop.told("open-sheet")
    own = fingerprint(read_export(json.loads(yesterday.read_text("utf-8"))).closing.hash)
    assert own not in laptop.page.inner_text("#open"), "else it would simply be typed"
    assert laptop.page.is_hidden("#open-cards")
    assert laptop.page.input_value("#open-code") == sitting.code, "nothing typed is lost"


def changed(path: Path, change: Callable[[dict], object]) -> Path:
    plain = json.loads(path.read_text("utf-8"))
    change(plain)
    other = path.with_name(f"changed-{len(list(path.parent.iterdir()))}.json")
    other.write_text(json.dumps(plain), "utf-8")
    return other


def test_a_changed_or_wrong_file_is_told_and_another_can_be_chosen(laptop: Laptop, sitting: Sitting) -> None:
    box, keys = sitting.folder / "box.json", sitting.folder / "keys.json"
    foreign = sitting.folder / "foreign.json"
    foreign.write_bytes(as_file(cards.make_keys("x", "y", {"A": "z"}, 2, 2)[0].plain()))
    other_section = Section("C", "z", sitting.keyset.sections[0].box)
    without = sitting.folder / "without.json"
    without.write_bytes(as_file(KeySet("x", "y", 2, 3, (other_section,)).plain()))
    clerks = vote(11)
    swapped = sitting.folder / "swapped.json"
    write_box(swapped, other(clerks, box=sitting.vote.manifest.box.hex()).file([]))
    printing = sitting.folder / "printing.json"
    printing.write_bytes(as_file(slip_file("0123456789", [sitting.vote.slips])))
    damaged = sitting.folder / "damaged.json"
    damaged.write_bytes(box.read_bytes()[:-40])
    told = []
    for chosen, *kept in (
        (damaged, keys),
        (keys, keys),
        (changed(box, lambda plain: plain["manifest"].update(round=2)), keys),
        (changed(box, lambda plain: plain["ballots"].pop()), keys),
        (box, foreign),
        (box, without),
        (box, keys, printing),
        (swapped, keys),
    ):
        laptop.page.reload()
        laptop.ask_for(chosen, *kept)
        told.append(laptop.told("open-ask"))
    laptop.look("changed-file")
    assert "不是这里印的" in told[-1]
    assert all(told)
    assert len(set(told)) == len(told)
    laptop.page.set_input_files("#open-box-file", box)
    laptop.send("open-ask")
    assert laptop.page.is_visible("#open-sheet")


def test_where_no_file_can_be_chosen_or_saved_texts_are_pasted_and_copied(
    laptop: Laptop, sitting: Sitting
) -> None:
    laptop.page.click("#choose-open")
    laptop.send("open-ask")
    assert "keys" in laptop.told("open-ask")
    for place, name in (
        ("open-box-file", "box.json"),
        ("open-keys", "keys.json"),
        ("open-slips", "slips.json"),
    ):
        laptop.page.evaluate(
            "([id, text]) => { document.getElementById(id + '-text').value = text; }",
            [place, (sitting.folder / name).read_text("utf-8")],
        )
    laptop.send("open-ask")
    laptop.fill(open_code=sitting.code)
    laptop.send("open-sheet")
    for card in sitting.hand[:2]:
        laptop.scan("open-cards", card.text)
    laptop.send("open-count")
    record = laptop.save("open-record").read_text("utf-8")
    assert laptop.page.input_value("#open-record-copy") == record


def test_counters_that_differ_write_no_result(laptop: Laptop, sitting: Sitting) -> None:
    begin(laptop, sitting)
    for card in sitting.hand[:2]:
        laptop.scan("open-cards", card.text)
    laptop.send("open-count")
    laptop.fill(open_other="0" * 64)
    laptop.send("open-result")
    assert "请重新计票" in laptop.told("open-result")
    assert laptop.page.is_hidden("#open-write")
    own = laptop.page.inner_text("#open-hash dd").replace(" ", "").lower()
    laptop.fill(open_other=own[:15])
    laptop.send("open-result")
    assert "请接着输入" in laptop.told("open-result")
    assert laptop.page.is_hidden("#open-write")
    laptop.fill(open_other="")
    laptop.send("open-result")
    assert json.loads(laptop.save("open-file").read_text("utf-8"))["counters"]["command"] is None
    assert "命令行" in laptop.page.inner_text("#open-alone")


def test_the_first_sixteen_characters_of_the_other_counter_are_enough(
    laptop: Laptop, sitting: Sitting
) -> None:
    begin(laptop, sitting)
    for card in sitting.hand[:2]:
        laptop.scan("open-cards", card.text)
    laptop.send("open-count")
    own = laptop.page.inner_text("#open-hash dd").replace(" ", "").lower()
    laptop.fill(open_other=own[:16])
    laptop.send("open-result")
    assert json.loads(laptop.save("open-file").read_text("utf-8"))["counters"]["command"] == own


def test_what_cannot_be_made_is_told(laptop: Laptop, sitting: Sitting) -> None:
    laptop.page.click("#choose-keys")
    laptop.send("keys-ask")
    assert "请填写" in laptop.told("keys-ask")
    laptop.fill(keys_congress="x", keys_session="y", keys_title_A="z", keys_need="4")
    laptop.send("keys-ask")
    assert "32" in laptop.told("keys-ask")
    laptop.page.click("#choose-slips")
    laptop.page.set_input_files("#slips-keys", sitting.folder / "keys.json")
    for number, host in (("0", "https://x.example"), ("5001", "https://x.example"), ("3", "http://x")):
        laptop.fill(slips_number=number, slips_host=host)
        laptop.send("slips-ask")
        assert laptop.told("slips-ask")
    assert laptop.page.is_hidden("#slips-draw")


def test_the_camera_reads_a_card_and_where_it_is_refused_that_is_told(
    laptop: Laptop, sitting: Sitting
) -> None:
    begin(laptop, sitting)
    laptop.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('refused')); }"
    )
    laptop.page.click("#open-cards .camera")
    laptop.page.wait_for_selector("#open-cards .error:not(:empty)")
    assert "摄像头" in laptop.told("open-cards")
    laptop.page.evaluate(
        """(text) => {
          const made = qrcode(0, "M"), canvas = document.createElement("canvas");
          made.addData(text, "Alphanumeric");
          made.make();
          const size = made.getModuleCount() + 8, drawn = canvas.getContext("2d");
          canvas.width = canvas.height = 6 * size;
          const paint = () => {
            drawn.fillStyle = "#fff";
            drawn.fillRect(0, 0, 6 * size, 6 * size);
            drawn.fillStyle = "#000";
            for (let row = 0; row < size - 8; row++) for (let column = 0; column < size - 8; column++)
              if (made.isDark(row, column)) drawn.fillRect(6 * (column + 4), 6 * (row + 4), 6, 6);
          };
          paint();
          setInterval(paint, 100);
          navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
        }""",
        sitting.hand[1].text,
    )
    laptop.page.click("#open-cards .camera")
    laptop.page.wait_for_function("() => document.getElementById('open-hand').textContent.includes('第2张')")
    laptop.page.wait_for_selector("#open-cards video", state="hidden")
    laptop.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream(); }"
    )
    for state in ("visible", "hidden"):
        laptop.page.click("#open-cards .camera")
        laptop.page.wait_for_selector("#open-cards video", state=state)


def test_the_page_speaks_english_and_says_when_the_laptop_is_on_a_network(laptop: Laptop) -> None:
    assert laptop.page.is_hidden("#online")
    laptop.page.context.set_offline(False)
    laptop.page.wait_for_selector("#online:not([hidden])")
    laptop.page.click("#speak")
    assert laptop.page.inner_text("h1") == "The scrutineers' page: keys, slips, opening"
    assert laptop.page.title() == "The scrutineers' page: keys, slips, opening"
    laptop.look("english")
    laptop.page.click("#speak")
    assert laptop.page.evaluate("document.documentElement.lang") == "zh-CN"


def test_who_closes_the_page_in_the_middle_is_asked_and_who_forgets_is_not(
    laptop: Laptop, sitting: Sitting
) -> None:
    begin(laptop, sitting)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    laptop.page.on("dialog", stay)
    with laptop.page.expect_event("dialog"):
        laptop.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    laptop.page.click("#forget")
    laptop.page.wait_for_selector("#open", state="hidden")
    assert asked == ["beforeunload"]
