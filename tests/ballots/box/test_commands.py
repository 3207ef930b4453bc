"""The scrutineers' laptop: keys, slips and the opening by command, each told before it is done."""

import json
import re
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.ballots.box.samples import Vote, manifest_plain
from votes.ballots.box import cards, commands, printing, slips
from votes.ballots.box.canon import as_file, canonical, fingerprint, hashed
from votes.ballots.box.cards import Card, KeySet
from votes.ballots.box.manifest import read_manifest
from votes.cli import main
from votes.common.i18n import compile_catalogues

SESSION = "演示县第一届人民代表大会第一次会议"


def run(*words: object, typed: Sequence[str] = (), english: bool = True) -> Result:
    language = ["--english"] if english else []
    return CliRunner().invoke(main, ["box", *map(str, words), *language], input="\n".join([*typed, ""]))


class Ceremony:
    """A sitting's keys and slips as the commands made them, and what only paper knows: cards and codes."""

    def __init__(self, folder: Path, vote: Vote, hand: list[Card], keyset: KeySet) -> None:
        self.folder, self.vote, self.hand, self.keyset = folder, vote, hand, keyset

    def box(self, name: str, vote: Vote | None = None, **marks: str) -> Path:
        voted = vote or self.vote
        path = self.folder / name
        path.write_bytes(as_file(voted.file([voted.cast(place, **marks) for place in range(3)], void=[9])))
        return path

    def code(self, path: Path) -> str:
        """What the sheet of this box bears."""
        return fingerprint(hashed(canonical(json.loads(path.read_text())["closing"])))

    @property
    def kept(self) -> tuple[Path, Path]:
        """What the laptop has kept: keys, and the list of slips."""
        return self.folder / "keys" / "keys.json", self.folder / "slips" / "slips.json"


@pytest.fixture(scope="module")
def ceremony(tmp_path_factory: pytest.TempPathFactory) -> Ceremony:
    """Both commands once; what they print is caught before it is paper."""
    compile_catalogues()
    folder, caught = tmp_path_factory.mktemp("laptop"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "card_sheet", lambda _keyset, card: caught.setdefault(card.text, card) and "")
        patch.setattr(
            commands, "slip_sheet", lambda _keyset, codes, _host: caught.setdefault("codes", codes) and ""
        )
        patch.setattr(commands, "printable", lambda page, name: (f"{name}.html", page.encode()))
        made = run(
            "keys", folder / "keys", "--congress", "演示县人大", "--session", SESSION, "--section", "A=票决"
        )
        assert made.exit_code == 0, made.output
        keys = folder / "keys" / "keys.json"
        drawn = run("slips", keys, folder / "slips", "--number", 10, "--host", "https://votes.example")
        assert drawn.exit_code == 0, drawn.output
    keyset = cards.read_keyset(json.loads(keys.read_text()))
    listed = slips.read_slip_file(json.loads((folder / "slips" / "slips.json").read_text()))["A"]
    hand = [card for text, card in caught.items() if text != "codes"]
    key = cards.combined(hand[:2], keyset.sections[0])
    plain = manifest_plain(listed, keyset.sections[0].box)
    return Ceremony(folder, Vote(caught["codes"], key, listed, read_manifest(plain)), hand, keyset)


def test_the_list_for_the_box_is_that_of_the_slips_printed(ceremony: Ceremony) -> None:
    assert ceremony.vote.slips == slips.list_of("A", ceremony.vote.codes)
    written = (ceremony.folder / "slips" / "slips.json").read_text()
    assert not any(code in written for code in ceremony.vote.codes)


def test_nobody_else_on_the_laptop_reads_what_is_written(ceremony: Ceremony) -> None:
    for path in [*(ceremony.folder / "keys").iterdir(), *(ceremony.folder / "slips").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_no_private_key_is_in_any_file(ceremony: Ceremony) -> None:
    private = bytes(ceremony.vote.key)
    for path in (ceremony.folder / "keys").iterdir():
        content = path.read_bytes()
        assert private not in content
        assert private.hex().encode() not in content


def test_two_cards_open_the_box(ceremony: Ceremony, tmp_path: Path) -> None:
    path = ceremony.box("box.json", o1="approve")
    typed = [ceremony.code(path), ceremony.hand[2].text, ceremony.hand[0].text, ""]
    opened = run("open", path, *ceremony.kept, tmp_path / "out", typed=typed)
    assert opened.exit_code == 0, opened.output
    assert "It is the box of the printed sheet" in opened.output
    assert "Handed out: 9. Received: 3. Valid: 3." in opened.output
    assert ceremony.hand[0].text not in opened.output, "what is scanned is not shown"
    record = json.loads((tmp_path / "out" / "record.json").read_text())
    assert record["channels"][0]["ballots"] == [{"1": "approve"}] * 3
    result = json.loads((tmp_path / "out" / "result.json").read_text())
    assert result["channel"]["counts"]["1"]["approve"] == 3
    assert result["counters"]["page"] is None
    assert CliRunner().invoke(main, ["recount", str(tmp_path / "out" / "record.json")]).exit_code == 0


def opened(ceremony: Ceremony, out: Path, path: Path, *typed: str, more: Sequence[str] = ()) -> Result:
    """The opening with the right code of the sheet, then what is typed."""
    return run("open", path, *ceremony.kept, out, "--sheet", ceremony.code(path), *more, typed=typed)


def test_a_folder_in_place_of_a_file_is_told_which_file(ceremony: Ceremony, tmp_path: Path) -> None:
    folder = ceremony.folder / "keys"
    refused = run("slips", folder, tmp_path / "s", "--number", 3, "--host", "https://votes.example")
    assert refused.exit_code == 1
    assert f"Give the file itself, such as {folder / 'keys.json'}" in refused.output


def test_the_hash_of_the_other_counter_is_compared(ceremony: Ceremony, tmp_path: Path) -> None:
    path, two = ceremony.box("compared.json", o2="oppose"), [card.text for card in ceremony.hand[:2]]
    opened(ceremony, tmp_path / "first", path, *two, "")
    own = json.loads((tmp_path / "first" / "result.json").read_text())["counters"]["command"]
    agreed = opened(ceremony, tmp_path / "agreed", path, *two, own[:15], own[:16].upper())
    assert "the first 16 characters of the hash are needed, 15 are here" in agreed.output
    assert agreed.exit_code == 0
    assert json.loads((tmp_path / "agreed" / "result.json").read_text())["counters"]["page"] == own
    for wrong in ("0" * 64, "no hash"):
        differs = opened(ceremony, tmp_path / wrong, path, *two, more=["--page", wrong])
        assert "count again before anything is confirmed" in differs.output
        assert differs.exit_code == 1
        assert not (tmp_path / wrong / "result.json").exists()


def test_what_is_odd_about_a_box_is_told(ceremony: Ceremony, tmp_path: Path) -> None:
    """Slips voided by hand, and why ballots are invalid."""
    voted, path = ceremony.vote, tmp_path / "odd.json"
    file = voted.file([voted.cast(0), voted.cast_bytes(1, b"no ballot")], void=[8, 9])
    path.write_bytes(as_file({**file, "void": file["void"][:1]}))
    done = opened(ceremony, tmp_path / "out", path, *[card.text for card in ceremony.hand[:2]], "")
    assert "Slips voided by hand, because they could not be read: 1" in done.output
    assert "Invalid, opened, but unreadable: 1" in done.output


def test_where_some_took_no_slip_the_count_is_said_to_be_that_of_the_slips_alone(
    ceremony: Ceremony, tmp_path: Path
) -> None:
    path = ceremony.box("alone.json", o1="approve")
    rest = json.loads(path.read_text())["manifest"]["roll"]["present"] - 9
    done = opened(ceremony, tmp_path / "out", path, *[card.text for card in ceremony.hand[:2]], "")
    assert f"{rest} of the deputies present took none" in done.output


def test_the_box_of_yesterday_is_refused_before_a_card_appears(ceremony: Ceremony, tmp_path: Path) -> None:
    path, other = ceremony.box("today.json"), ceremony.box("yesterday.json", o1="oppose")
    refused = run("open", other, *ceremony.kept, tmp_path / "out", typed=[ceremony.code(path)])
    assert "The code does not fit this box" in refused.output
    assert ceremony.code(other) not in refused.output, "else it would simply be typed"
    assert "Scan card" not in refused.output
    assert not (tmp_path / "out").exists()


def test_a_wrong_card_is_told_and_the_next_is_asked_for(ceremony: Ceremony, tmp_path: Path) -> None:
    path, first, second = ceremony.box("cards.json"), ceremony.hand[0], ceremony.hand[1]
    foreign = cards.make_keys("x", "y", {"A": "z"}, 2, 2)[1][0]
    forged = Card(first.keyset, 3, 2, 3, {"A": bytes(32) + b"\x07"})
    typed = ["nonsense", foreign.text, first.text[:-2], first.text, first.text, forged.text]
    done = opened(ceremony, tmp_path / "out", path, *typed, first.text, second.text, "")
    assert done.exit_code == 0, done.output
    told = ["not a key card", "another key ceremony", "not read whole", "read already", "do not give the key"]
    assert [word for word in told if word not in done.output] == []
    assert done.output.index("do not give the key") < done.output.rindex("Scan card 1 of 2")


def test_without_enough_cards_the_box_stays_closed(ceremony: Ceremony, tmp_path: Path) -> None:
    path = ceremony.box("closed.json")
    done = opened(ceremony, tmp_path / "out", path, ceremony.hand[0].text, "")
    assert "the box stays closed" in done.output
    assert not (tmp_path / "out").exists()


def test_keys_of_another_sitting_are_told(ceremony: Ceremony, tmp_path: Path) -> None:
    foreign = tmp_path / "keys.json"
    foreign.write_bytes(as_file(cards.make_keys("x", "y", {"A": "z"}, 2, 2)[0].plain()))
    path = ceremony.box("foreign.json")
    refused = run("open", path, foreign, ceremony.kept[1], tmp_path / "out", "--sheet", ceremony.code(path))
    assert "not made with these keys" in refused.output


def test_a_list_put_in_place_of_the_printed_one_is_refused_before_a_card_appears(
    ceremony: Ceremony, tmp_path: Path
) -> None:
    """One key is the clerk's own, the root is reckoned anew, and a ballot of that key lies in the box."""
    voted, codes = ceremony.vote, [*ceremony.vote.codes[1:], slips.new_code()]
    listed = slips.list_of("A", codes)
    manifest = read_manifest(manifest_plain(listed, voted.manifest.box))
    swapped = Vote(codes, voted.key, listed, manifest)
    path = tmp_path / "swapped.json"
    path.write_bytes(as_file(swapped.file([swapped.cast(9, o1="approve")])))
    refused = opened(ceremony, tmp_path / "out", path, *[card.text for card in ceremony.hand[:2]], "")
    assert "another list of slips than the one printed here" in refused.output
    assert "Scan card" not in refused.output
    assert refused.exit_code == 1
    own = fingerprint(voted.slips.root)
    told = opened(
        ceremony, tmp_path / "own", ceremony.box("own.json"), *[card.text for card in ceremony.hand[:2]], ""
    )
    assert f"Root of the slips: {own}" in told.output


def test_a_list_of_another_printing_is_told(ceremony: Ceremony, tmp_path: Path) -> None:
    path, foreign, keys = ceremony.box("printing.json"), tmp_path / "slips.json", ceremony.kept[0]
    for name, sentence in (
        ("0123456789", "of two printings"),
        (ceremony.keyset.name, "another list of slips"),
    ):
        foreign.write_bytes(as_file(slips.slip_file(name, [slips.list_of("B", ceremony.vote.codes)])))
        refused = run("open", path, keys, foreign, tmp_path / "out", "--sheet", ceremony.code(path))
        assert sentence in refused.output


def test_nothing_is_overwritten(ceremony: Ceremony, tmp_path: Path) -> None:
    path, two = ceremony.box("again.json"), [card.text for card in ceremony.hand[:2]]
    opened(ceremony, tmp_path / "out", path, *two, "")
    again = opened(ceremony, tmp_path / "out", path, *two, "")
    assert "is there already. Choose another folder." in again.output
    assert again.exit_code == 1


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"[]", b'{"format":"minsheng-slips/1"}'])
def test_a_file_that_is_none_is_told_in_chinese(
    content: bytes | None, tmp_path: Path, ceremony: Ceremony
) -> None:
    path = tmp_path / "box.json"
    if content is not None:
        path.write_bytes(content)
    refused = run("open", path, *ceremony.kept, tmp_path / "out", english=False)
    assert refused.exit_code == 1
    assert any("\u4e00" <= char <= "\u9fff" for char in refused.output.splitlines()[-1])


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["--section", "票决"], "Name each section"),
        (["--section", "a=票决"], "Name each section"),
        (["--section", "A=票决", "--section", "A=测评"], "the same sign"),
        (["--section", "A=票决", "--need", "4"], "At least 2 cards"),
    ],
)
def test_what_cannot_be_made_is_told(words: list[str], sentence: str, tmp_path: Path) -> None:
    refused = run("keys", tmp_path / "keys", "--congress", "x", "--session", "y", *words)
    assert sentence in refused.output
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    "number, host", [(0, "https://x.example"), (5001, "https://x.example"), (3, "http://x")]
)
def test_slips_that_cannot_be_used_are_told(
    number: int, host: str, ceremony: Ceremony, tmp_path: Path
) -> None:
    refused = run("slips", ceremony.kept[0], tmp_path / "slips", "--number", number, "--host", host)
    assert refused.exit_code == 1
    assert not (tmp_path / "slips").exists()


def made_keys(*signs: str) -> tuple[KeySet, list[Card]]:
    return cards.make_keys("演示县人大", SESSION, {sign: f"{sign}票决" for sign in signs}, 2, 2)


def test_a_slip_bears_nothing_that_tells_it_from_others_but_its_code() -> None:
    keyset, _ = made_keys("A", "B")
    codes = [slips.new_code() for _ in range(6)]
    page = printing.slip_sheet(keyset, codes, "https://votes.example")
    parts = page.split('<div class="draw">')[1:]
    bare = {strip_codes(part.split("</section>")[0]) for part in parts}
    assert len(parts) == 6
    assert len(bare) == 1, "no number, no stub"


def strip_codes(part: str) -> str:
    """A slip without its pictures and its typed code."""
    pieces = [piece.split('"', 1)[-1] for piece in part.split('src="data:')]
    pieces[0] = part.split('src="data:')[0]
    return "".join(pieces).split('class="typed"')[0].strip()


def test_no_more_votes_are_printed_than_a_slip_has_room_for() -> None:
    with pytest.raises(Exception, match="room for 4"):
        printing.slip_sheet(made_keys(*"ABCDE")[0], [], "https://votes.example")


def test_slips_and_cards_become_paper() -> None:
    keyset, hand = made_keys("A", "B", "C", "D")
    for page in (
        printing.slip_sheet(keyset, [slips.new_code() for _ in range(6)], "https://votes.example"),
        printing.card_sheet(keyset, hand[0]),
    ):
        name, content = printing.printable(page, "sheet")
        assert content.startswith(b"%PDF" if name.endswith(".pdf") else b"<!doctype html>")


def test_where_no_pdf_can_be_made_the_page_itself_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "pdf_available", lambda: False)
    assert printing.printable("<p>票</p>", "slips") == ("slips.html", "<p>票</p>".encode())


HELP = """
import sys
from click.testing import CliRunner
from votes.cli import main
for words in sys.argv[1:]:
    print(CliRunner().invoke(main, ["box", *words.split()]).output)
print("with the application" if "flask" in sys.modules else "alone")
"""


def test_help_and_wrong_words_are_in_chinese_without_the_application() -> None:
    compile_catalogues()
    words = ["--help", "keys --help", "slips --help", "open --help", "page --help", "keys", "stuff"]
    told = subprocess.run([sys.executable, "-c", HELP, *words], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "alone"
    english = re.compile(r"\b(?:the|Usage|Options|Commands|Show|required|default|Error|Missing)\b")
    assert english.findall(told.stdout) == []
    for said in ("用法", "制卡：", "印票：", "开箱：", "离线页：", "还缺 'FOLDER'", "没有'stuff'这个命令"):
        assert said in told.stdout


def test_whoever_asks_for_english_is_told_in_english() -> None:
    assert "Make the keys of the boxes" in run("keys", "--help").output
    assert "Missing argument 'KEYS'" in run("slips").output
