"""`votes box keys | slips | open`: the scrutineers' part, on a laptop without network; each says what it is about to do."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from nacl.public import PrivateKey

from votes.ballots.box import cards, slips
from votes.ballots.box.canon import as_file, fingerprint, hashed, parse, upright
from votes.ballots.box.cards import Card, KeySet
from votes.ballots.box.export import Export, compare_printing, read_export
from votes.ballots.box.manifest import SECTION
from votes.ballots.box.opening import REASON_WORDS, Checked, Opened, check, open_box
from votes.ballots.box.printing import card_sheet, printable, slip_sheet
from votes.ballots.box.tally import Tally, full_record, result_file, tally
from votes.ballots.readout import Translate, lines
from votes.ballots.record import as_bytes, read
from votes.ballots.recount import as_written
from votes.common.errors import RuleBroken, say
from votes.common.spoken import chinese

HOST = say("%(host)s is no address that phones open. Give it as https://votes.example.")
THERE = say("%(path)s is there already. Choose another folder.")
NO_FILE = say("%(path)s cannot be read. Put the stick in and try again.")
A_FOLDER = say("%(path)s is a folder. Give the file itself, such as %(file)s.")
MOST_SLIPS = 5000
NUMBER = say("Print 1 to %(most)d slips at once.")
OTHER_SHEET = say(
    "The code does not fit this box. Compare it with the sheet sign by sign and type it again; if it stays so, this is not the box of the sheet: copy it again from the stick of today."
)
GIVEN_UP = say("No card was given: the box stays closed.")
SLIPS_ALONE = say(
    "These are the ballots by slips alone. %(rest)d of the deputies present took none: add what was voted otherwise before you speak of a result."
)
ENOUGH = 16
OTHER_HASH = say("Type the hash that the page has printed, nothing if it has not counted")
TOO_SHORT = say("Go on typing: the first %(enough)d characters of the hash are needed, %(n)d are here.")
COUNTERS = say(
    "You typed %(other)s, this counter has %(own)s. Compare what you typed with the other counter; if the two do differ, count again before anything is confirmed."
)


class Desk:
    """Where the scrutineers sit: what is said, asked and written, in their language."""

    def __init__(self, translate: Translate, folder: Path) -> None:
        self.translate = translate
        self.folder = folder

    def say(self, sentence: str, **values: Any) -> None:
        """Say a sentence."""
        click.echo(self.translate(sentence) % values)

    def step(self, sentence: str, **values: Any) -> None:
        """Say what comes next, and wait until it may."""
        self.say(sentence, **values)
        click.pause(self.translate("Press a key to go on, Ctrl+C to stop."))

    def ask(self, sentence: str, hidden: bool = False, **values: Any) -> str:
        """What is typed or scanned in answer."""
        return str(
            click.prompt(self.translate(sentence) % values, default="", show_default=False, hide_input=hidden)
        )

    def write(self, name: str, data: bytes) -> None:
        """A new file that nobody else on this machine can read."""
        path = self.folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError as error:
            raise RuleBroken(THERE, path=str(path)) from error
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        self.say(say("Written: %(path)s"), path=path)


def run_at_desk(deed: Callable[[Desk], None], folder: Path, english: bool) -> None:
    """Run a deed at the desk; a broken rule ends it with its sentence."""
    desk = Desk(as_written if english else chinese(), folder)
    try:
        deed(desk)
    except RuleBroken as broken:
        raise click.ClickException(desk.translate(broken.sentence) % broken.values) from broken


def loaded(path: Path, name: str) -> Any:
    """Plain values of a file from a stick."""
    if path.is_dir():
        raise RuleBroken(A_FOLDER, path=str(path), file=str(path / f"{name}.json"))
    try:
        return parse(path.read_bytes(), name)
    except OSError as error:
        raise RuleBroken(NO_FILE, path=str(path)) from error


def make_keys(
    desk: Desk, congress: str, session: str, titles: dict[str, str], need: int, number: int
) -> None:
    """制卡: pairs of keys, split among cards that are tried out before they are written."""
    desk.step(
        say(
            "Now %(n)d pairs of keys are made, split among %(cards)d cards, and tried out with %(need)d of them."
        ),
        n=len(titles),
        cards=number,
        need=need,
    )
    made, hand = cards.make_keys(congress, session, titles, need, number)
    desk.step(
        say("Now the public keys and %(cards)d cards are written; no key is written but as cards."),
        cards=number,
    )
    desk.write("keys.json", as_file(made.plain()))
    for card in hand:
        desk.write(*printable(card_sheet(made, card), f"card-{card.number}"))
    for section in made.sections:
        mark = fingerprint(hashed(section.box))
        desk.say(say("Fingerprint of section %(id)s: %(mark)s"), id=section.id, mark=mark)
    desk.say(say("Print each card for its scrutineer, then delete the card files. Only keys.json goes on."))


def make_slips(desk: Desk, keys: Path, number: int, host: str) -> None:
    """印票: slips drawn at random, printed; the box gets their sorted public keys."""
    if not 1 <= number <= MOST_SLIPS:
        raise RuleBroken(NUMBER, most=MOST_SLIPS)
    if not host.startswith("https://") or len(host) > 60:
        raise RuleBroken(HOST, host=host)
    keyset = cards.read_keyset(loaded(keys, "keys"))
    desk.step(say("Now %(n)d slips are drawn at random and laid out for printing."), n=number)
    codes = [slips.new_code() for _ in range(number)]
    page = printable(slip_sheet(keyset, codes, host.rstrip("/")), "slips")
    lists = [slips.list_of(section.id, codes) for section in keyset.sections]
    desk.step(say("Now the slips are written, and for the box a list that names none of them."))
    desk.write(*page)
    desk.write("slips.json", as_file(slips.slip_file(keyset.name, lists)))
    for one in lists:
        root = fingerprint(one.root)
        desk.say(say("Section %(id)s: %(n)d slips, root %(root)s"), id=one.section, n=number, root=root)
    desk.say(
        say(
            "Print, cut and shuffle the slips in public, then delete their file. The office gets a copy of slips.json."
            " Keep it here with keys.json: they open the box."
        )
    )


def open_at(desk: Desk, box: Path, keys: Path, printed: Path, sheet: str, other: str) -> None:
    """开箱: check the box, compare it with the sheet, read the cards, open, count, write."""
    keyset = cards.read_keyset(loaded(keys, "keys"))
    desk.step(say("Now the box is read and all that can be checked without a key is checked."))
    export = read_export(loaded(box, "box"))
    compare_printing(export, keyset, loaded(printed, "slips"))
    checked = check(export)
    tell_box(desk, checked)
    compare_sheet(desk, export, sheet)
    desk.step(say("Now %(need)d key cards are read, one after the other."), need=keyset.need)
    key = read_cards(desk, keyset, export.manifest.section)
    desk.step(say("Now %(n)d ballots are opened and counted."), n=export.closing.count)
    opened = open_box(checked, key)
    tell_count(desk, export, opened)
    bring_back(desk, tally(export, opened), other)


def tell_box(desk: Desk, checked: Checked) -> None:
    """What is in the box before it is opened."""
    manifest, closing = checked.box.manifest, checked.box.closing
    papers = closing.papers
    desk.say(say("%(ballot)s, round %(round)d"), ballot=manifest.ballot, round=manifest.round)
    desk.say(say("Manifest: %(mark)s"), mark=fingerprint(manifest.mh))
    desk.say(say("Box key: %(mark)s"), mark=fingerprint(hashed(manifest.box)))
    desk.say(say("Root of the slips: %(mark)s"), mark=fingerprint(manifest.root))
    desk.say(
        say("Slips printed %(printed)d: handed out %(issued)d, voided %(spoiled)d, left over %(left)d."),
        printed=papers.printed,
        issued=papers.issued,
        spoiled=papers.spoiled,
        left=papers.left,
    )
    desk.say(say("Ballots in the box: %(n)d"), n=closing.count)
    if checked.box.unsigned:
        desk.say(say("Slips voided by hand, because they could not be read: %(n)d"), n=checked.box.unsigned)


def compare_sheet(desk: Desk, export: Export, code: str) -> None:
    """Refuse a box that is not the one of the sheet printed at the close, as yesterday's would be."""
    own = fingerprint(export.closing.hash)
    typed = code or desk.ask(
        say("Type the code that stands on the sheet printed at the close (16 characters)")
    )
    if upright(typed) != upright(own):
        raise RuleBroken(OTHER_SHEET)
    desk.say(say("It is the box of the printed sheet."))


def read_cards(desk: Desk, keyset: KeySet, section: str) -> PrivateKey:
    """The key from enough cards; what is wrong with one is told, and the next is asked for."""
    hand: list[Card] = []
    while True:
        text = desk.ask(say("Scan card %(n)d of %(need)d"), hidden=True, n=len(hand) + 1, need=keyset.need)
        if not text:
            raise RuleBroken(GIVEN_UP)
        try:
            hand = cards.add_card(hand, cards.read_card(text, keyset))
            if len(hand) >= keyset.need:
                return cards.combined(hand, keyset.section(section))
        except RuleBroken as broken:
            desk.say(broken.sentence, **broken.values)
            hand = hand if len(hand) < keyset.need else []


def tell_count(desk: Desk, export: Export, opened: Opened) -> None:
    """The result to read aloud, why ballots are invalid, and the record that stays with the scrutineers."""
    record = full_record(export, opened)
    read_back = read(record)
    click.echo("\n".join(lines(read_back, read_back.result(), desk.translate)))
    rest = export.manifest.roll.present - (export.closing.papers.issued or 0)
    if rest > 0:
        desk.say(SLIPS_ALONE, rest=rest)
    for reason, number in opened.reasons.items():
        desk.say(
            say("Invalid, %(reason)s: %(number)d"), reason=desk.translate(REASON_WORDS[reason]), number=number
        )
    desk.step(say("Now the record with single ballots is written; it stays with the scrutineers, sealed."))
    desk.write("record.json", as_bytes(record))


def bring_back(desk: Desk, counted: Tally, other: str) -> None:
    """The counts as a file for the server, once both counters agree or the second is still to come."""
    desk.say(say("Hash of the counts: %(hash)s"), hash=counted.hash.hex())
    given = upright(other or desk.ask(OTHER_HASH))
    while 0 < len(given) < ENOUGH and is_own(given, counted.hash):
        desk.say(TOO_SHORT, enough=ENOUGH, n=len(given))
        given = upright(desk.ask(OTHER_HASH))
    if not is_own(given, counted.hash):
        raise RuleBroken(COUNTERS, other=given, own=counted.hash.hex().upper())
    page = counted.hash if given else None
    desk.step(say("Now the result file for the server is written; it holds counts only."))
    desk.write("result.json", as_file(result_file(counted, page)))
    if page is None:
        desk.say(
            say("Only one counter has counted: the server takes the result once the page has counted too.")
        )


def is_own(typed: str, own: bytes) -> bool:
    """Whether the hash of the other counter is this one's, as far as it was typed."""
    return own.hex().upper().startswith(typed)


def titles_of(sections: Sequence[str]) -> dict[str, str]:
    """Sections given as A=title."""
    pairs = [section.partition("=") for section in sections]
    if not pairs or any(not SECTION.fullmatch(id) or not title for id, _, title in pairs):
        raise RuleBroken(say("Name each section as its sign and its title: A=2026年度票决"))
    titles = {id: title for id, _, title in pairs}
    if len(titles) < len(pairs):
        raise RuleBroken(say("Two sections have the same sign. Give each its own."))
    return titles
