"""M0, the manifest (票决清单): all that a ballot is about, fixed when the round opens; `mh` is its hash."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from votes.ballots.box.canon import canonical, hashed, hex_at
from votes.ballots.counting import BALLOT_MARKS
from votes.ballots.fields import Field
from votes.ballots.rulebook import AnyRules, read_options, read_rules
from votes.ballots.totals import Roll
from votes.common.errors import say

FORMAT = "minsheng-manifest/1"
SUITE = 1
"""X25519-XSalsa20-Poly1305 sealed boxes, Ed25519, SHA-512/32; another suite gets its own lengths and vectors."""
SECTION = re.compile(r"[A-Z0-9]{1,8}")
HEAD = 16
"""Bytes of `mh` that stand in a ballot."""
CHANCE = 12
"""Random bytes in a ballot."""


@dataclass(frozen=True, slots=True)
class Item:
    """An option as the ballot shows it; `text`: what, where, by whom; `cost` in the options' unit, or None."""

    id: str
    title: str
    text: str
    cost: int | None

    def plain(self) -> dict[str, Any]:
        """As the manifest writes it."""
        return {"id": self.id, "title": self.title, "text": self.text, "cost": self.cost}

    def of_record(self) -> dict[str, Any]:
        """As the record writes it, without what it does not know."""
        cost = {} if self.cost is None else {"cost": self.cost}
        return {"id": self.id, "title": self.title, **cost}


@dataclass(frozen=True)
class Manifest:
    """What a round votes on, by which rules, with which slips and into which box.

    `box` is the public key ballots are sealed for, `signer` the key that signs the box's answers, `slips` and `root`
    number and root of the slips printed, `page` the hash of the ballot page, `previous` the round's before, if any.
    """

    congress: str
    session: str
    ballot: str
    round: int
    section: str
    items: tuple[Item, ...]
    rules: AnyRules
    roll: Roll
    box: bytes
    signer: bytes
    slips: int
    root: bytes
    page: bytes
    previous: bytes | None

    def plain(self) -> dict[str, Any]:
        """As the message writes it."""
        return {
            "format": FORMAT,
            "suite": SUITE,
            "congress": self.congress,
            "session": self.session,
            "ballot": self.ballot,
            "round": self.round,
            "section": self.section,
            "options": [item.plain() for item in self.items],
            "rules": self.rules.plain(),
            "roll": {"all": self.roll.all, "present": self.roll.present},
            "box": self.box.hex(),
            "signer": self.signer.hex(),
            "slips": {"count": self.slips, "root": self.root.hex()},
            "page": self.page.hex(),
            "previous": self.previous.hex() if self.previous else None,
        }

    @cached_property
    def mh(self) -> bytes:
        """The hash of the manifest."""
        return hashed(canonical(self.plain()))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The options a ballot may name."""
        return frozenset(item.id for item in self.items)

    @cached_property
    def length(self) -> int:
        """Bytes of every ballot of this manifest before it is sealed: those of the longest there can be."""
        longest = max(BALLOT_MARKS[self.rules.form], key=len)
        return len(canonical(self.ballot_of(dict.fromkeys(self.ids, longest), bytes(CHANCE))))

    def ballot_of(self, marks: Any, chance: bytes) -> dict[str, Any]:
        """What a ballot holds."""
        return {"v": 1, "mh": self.mh[:HEAD].hex(), "marks": marks, "r": chance.hex()}


def read_manifest(plain: Any) -> Manifest:
    """A manifest from plain values; whatever is not as the page on the protocol says is refused by name."""
    top = Field("manifest", plain)
    top.at("format").one_of([FORMAT])
    top.at("suite")
    rules = read_rules(top.at("rules"))
    found = Manifest(
        congress=top.at("congress").text(),
        session=top.at("session").text(),
        ballot=top.at("ballot").text(),
        round=top.at("round").whole(1),
        section=read_section(top.at("section")),
        items=_items(top.at("options"), rules),
        rules=rules,
        roll=_roll(top.at("roll")),
        box=hex_at(top, "box"),
        signer=hex_at(top, "signer"),
        slips=top.at("slips").at("count").whole(1),
        root=hex_at(top.at("slips"), "root"),
        page=hex_at(top, "page"),
        previous=None if top.at("previous").value is None else hex_at(top, "previous"),
    )
    if canonical(found.plain()) != canonical(plain):
        top.refuse(say("%(field)s holds something that this version does not know."))
    return found


def read_section(field: Field) -> str:
    """The name of a section: up to eight capital letters and figures."""
    if not SECTION.fullmatch(field.text()):
        field.refuse(say("%(field)s must be one to eight capital letters or figures."))
    return str(field.value)


def _items(field: Field, rules: AnyRules) -> tuple[Item, ...]:
    items = tuple(_item(entry) for entry in field.some())
    read_options(Field(field.name, [item.of_record() for item in items]), rules)
    return items


def _item(entry: Field) -> Item:
    cost = entry.at("cost")
    return Item(
        entry.at("id").text(),
        entry.at("title").text(),
        entry.at("text").text(),
        None if cost.value is None else cost.whole(),
    )


def _roll(field: Field) -> Roll:
    roll = Roll(field.at("all").whole(), field.at("present").whole())
    if roll.present > roll.all:
        field.at("present").refuse(say("%(field)s: more are present than there are deputies."))
    return roll
