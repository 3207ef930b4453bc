"""M1, the key ceremony (密钥卡): one pair of keys per section, its private half split among the scrutineers' cards.

A private key exists in a file nowhere: only as shares, on cards of paper, of which `need` together give it back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from nacl.public import PrivateKey
from pyshamir import combine, split

from votes.ballots.box.canon import base32, canonical, hashed, hex_at, unbase32, upright
from votes.ballots.box.manifest import read_section
from votes.ballots.fields import Field
from votes.common.errors import RuleBroken, say

FORMAT = "minsheng-keys/1"
SHARE = 33
"""Bytes of a share: 32 of the key, and the place it was taken at."""
MOST = 32
TRIALS = 500
CARD = re.compile(
    r"MSK1\.([0-9A-Z]{10})\.([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})((?:\.[0-9A-Z]{1,8}-[0-9A-Z]{53})+)"
)

NO_CARD = say("This is not a key card. Scan the code on a scrutineer's card.")
DAMAGED = say("This card was not read whole. Scan it again, slowly, or type it once more.")
FOREIGN = say("This card belongs to another key ceremony. Take the card of %(session)s.")
TWICE = say("Card %(number)d was read already. Take the card of another scrutineer.")
TOO_FEW = say("%(need)d cards are needed, %(n)d are here. Scan the next one.")
WRONG = say("These cards do not give the key of section %(section)s. Read each of them once more.")
SHARING = say(
    "At least 2 cards must be needed, and no more than there are; at most %(most)d can be made. Choose again."
)
NO_SECTION = say("Section %(section)s has no key in this ceremony. Take the keys of this sitting.")


@dataclass(frozen=True, slots=True)
class Section:
    """A round that may come: its sign, its title, the public key of its box."""

    id: str
    title: str
    box: bytes

    def plain(self) -> dict[str, Any]:
        """As the file of keys writes it."""
        return {"id": self.id, "title": self.title, "box": self.box.hex()}


@dataclass(frozen=True, slots=True)
class KeySet:
    """What everyone may know of a key ceremony: `need` of `cards` cards open each of its sections."""

    congress: str
    session: str
    need: int
    cards: int
    sections: tuple[Section, ...]

    def plain(self) -> dict[str, Any]:
        """As the file of keys writes it."""
        return {
            "format": FORMAT,
            "congress": self.congress,
            "session": self.session,
            "need": self.need,
            "cards": self.cards,
            "sections": [section.plain() for section in self.sections],
        }

    @property
    def name(self) -> str:
        """Ten signs that name the ceremony, on cards and in the list of slips."""
        return base32(hashed(canonical(self.plain())))[:10]

    def section(self, id: str) -> Section:
        """The section of this sign."""
        found = next((section for section in self.sections if section.id == id), None)
        if found is None:
            raise RuleBroken(NO_SECTION, section=id)
        return found


@dataclass(frozen=True, slots=True)
class Card:
    """A scrutineer's card: its number of `of`, how many are needed, and a share of every section's key."""

    keyset: str
    number: int
    need: int
    of: int
    shares: dict[str, bytes]

    @property
    def text(self) -> str:
        """What its QR says: capital letters, figures, stops and dashes alone, with a check sum at the end."""
        shares = [f"{section}-{base32(share)}" for section, share in self.shares.items()]
        head = ["MSK1", self.keyset, str(self.number), str(self.need), str(self.of)]
        body = ".".join([*head, *shares])
        return f"{body}.{check_sum(body)}"


def check_sum(body: str) -> str:
    """Eight signs that tell a slip of the scanner or of a finger."""
    return base32(hashed(f"minsheng-card-1|{body}".encode())[:5])


def make_keys(
    congress: str, session: str, titles: dict[str, str], need: int, cards: int
) -> tuple[KeySet, list[Card]]:
    """New keys for the sections of these signs and titles, and the cards, tried out before they are given away."""
    if not 2 <= need <= cards <= MOST:
        raise RuleBroken(SHARING, most=MOST)
    keys = {id: PrivateKey.generate() for id in titles}
    sections = tuple(Section(id, title, bytes(keys[id].public_key)) for id, title in titles.items())
    keyset = KeySet(congress, session, need, cards, sections)
    shares = {id: split(bytes(key), cards, need) for id, key in keys.items()}
    made = [
        Card(keyset.name, number + 1, need, cards, {id: bytes(found[number]) for id, found in shares.items()})
        for number in range(cards)
    ]
    try_out(keyset, made)
    return keyset, made


def try_out(keyset: KeySet, cards: Sequence[Card]) -> None:
    """Read the cards as they will be printed and combine them as they may come together (试合)."""
    read = [read_card(card.text, keyset) for card in cards]
    for hand in hands(read, keyset.need):
        for section in keyset.sections:
            combined(hand, section)


def hands(cards: Sequence[Card], need: int) -> Iterator[tuple[Card, ...]]:
    """Every way in which enough cards come together; where those are very many, the first, and each card once."""
    yield from islice(combinations(cards, need), TRIALS)
    around = [*cards, *cards]
    yield from (tuple(around[place : place + need]) for place in range(len(cards)))


def read_card(text: str, keyset: KeySet) -> Card:
    """A card as scanned or typed; one that is damaged or foreign is told in a sentence."""
    whole = upright(text)
    if not whole.startswith("MSK1."):
        raise RuleBroken(NO_CARD)
    body, _, found_sum = whole.rpartition(".")
    found = CARD.fullmatch(body)
    if found is None or check_sum(body) != found_sum:
        raise RuleBroken(DAMAGED)
    if found[1] != keyset.name:
        raise RuleBroken(FOREIGN, session=keyset.session)
    pairs = [pair.split("-") for pair in found[5][1:].split(".")]
    shares = {id: unbase32(signs) or b"" for id, signs in pairs}
    return Card(found[1], int(found[2]), int(found[3]), int(found[4]), shares)


def add_card(cards: Sequence[Card], new: Card) -> list[Card]:
    """The cards with one more; the same one twice does not count as two."""
    if any(card.number == new.number for card in cards):
        raise RuleBroken(TWICE, number=new.number)
    return [*cards, new]


def combined(cards: Sequence[Card], section: Section) -> PrivateKey:
    """The private key of a section from enough cards; it must be the one ballots were sealed for."""
    need = max((card.need for card in cards), default=2)
    if len(cards) < need:
        raise RuleBroken(TOO_FEW, need=need, n=len(cards))
    shares = [bytearray(card.shares.get(section.id, b"")) for card in cards[:need]]
    try:
        key = PrivateKey(bytes(combine(shares)))
    except (ValueError, TypeError) as error:
        raise RuleBroken(WRONG, section=section.id) from error
    if bytes(key.public_key) != section.box:
        raise RuleBroken(WRONG, section=section.id)
    return key


def read_keyset(plain: Any) -> KeySet:
    """The public file of a key ceremony."""
    top = Field("keys", plain)
    top.is_file(FORMAT, "keys.json")
    sections = tuple(
        Section(read_section(entry.at("id")), entry.at("title").text(), hex_at(entry, "box"))
        for entry in top.at("sections").some()
    )
    if len({section.id for section in sections}) < len(sections):
        top.at("sections").refuse(say("%(field)s: a section stands twice."))
    need, cards = top.at("need").whole(2), top.at("cards").whole(2)
    if not need <= cards <= MOST:
        top.at("need").refuse(SHARING, most=MOST)
    return KeySet(top.at("congress").text(), top.at("session").text(), need, cards, sections)
