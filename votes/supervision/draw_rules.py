"""抽签, so that nobody can steer it and anyone can repeat it with `sha256sum` and a sorted list.

1. Before: a seed of 32 random bytes is made and kept secret. The commitment, the SHA-256 of its 64 hexadecimal
   digits, is shown together with the list and its hash, the SHA-256 of all lines `key<TAB>title<LF>` in UTF-8.
2. On the spot: whoever is present may call out a word or number (现场报数). Whoever made the seed did not know it.
3. After: every entry gets the SHA-256 of the line `seed<LF>list hash<LF>word<LF>key`. The entries with the smallest
   of these numbers are drawn, the smallest first. The seed is shown; its SHA-256 must be the commitment.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from votes.common.errors import RuleBroken, say

HEX = frozenset("0123456789abcdef")
MOST_ENTRIES = 5000
LONGEST_WORD = 60


class Kind(StrEnum):
    """What is drawn: sites 点位, projects 项目, members of a group 小组成员, experts 专家."""

    sites = "sites"
    projects = "projects"
    members = "members"
    experts = "experts"


class Step(StrEnum):
    """What was done with a draw after it was prepared 备签: drawn 开签, called off 作废, or made public 公开."""

    drawn = "drawn"
    called_off = "called_off"
    released = "released"


STEPS: dict[Step, tuple[frozenset[Step], ...]] = {
    Step.drawn: (frozenset(),),
    Step.called_off: (frozenset(),),
    Step.released: (frozenset({Step.drawn}), frozenset({Step.called_off})),
}
"""For each step, what must have been done before, no more and no less; only the office does any of them."""

NAMELESS = (Kind.members,)
"""Draws that are never public with their entries: the names of deputies in a group stay inside."""


@dataclass(frozen=True)
class Lot:
    """One entry of the list: its key, unlike all others, and what it stands for."""

    key: str
    title: str


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is shown before the draw, so that the seed cannot be changed after."""
    return digest(seed)


def list_text(lots: Sequence[Lot]) -> str:
    """The list as it is hashed: a line for each entry, in the order of the list."""
    return "".join(f"{lot.key}\t{lot.title}\n" for lot in lots)


def list_hash(lots: Sequence[Lot]) -> str:
    """What ties the draw to exactly this list."""
    return digest(list_text(lots))


def ticket(seed: str, hashed_list: str, word: str, key: str) -> str:
    """The number by which an entry takes its place."""
    return digest(f"{seed}\n{hashed_list}\n{word}\n{key}")


def drawn(seed: str, hashed_list: str, word: str, keys: Sequence[str], count: int) -> list[str]:
    """The keys that are drawn, in the order in which they come out."""
    return sorted(keys, key=lambda key: ticket(seed, hashed_list, word, key))[:count]


def check_lots(lots: Sequence[Lot], count: int) -> None:
    """Refuse a list from which nothing can be drawn, or with an entry twice."""
    titles = [lot.title for lot in lots]
    doubled = next((title for title in titles if titles.count(title) > 1), None)
    if len(lots) > MOST_ENTRIES:
        raise RuleBroken(say("The list has more than %(most)d entries. Please narrow it."), most=MOST_ENTRIES)
    if doubled is not None:
        raise RuleBroken(say("The list names %(title)s twice. Please tell the two apart."), title=doubled)
    if not 0 < count < len(lots):
        raise RuleBroken(
            say("There are %(n)d entries to draw from. Please draw at least one and fewer than all."),
            n=len(lots),
        )


def check_step(step: Step, done: frozenset[Step], kind: Kind) -> None:
    """Refuse a step out of its order, and to publish deputies' names."""
    if done not in STEPS[step]:
        raise RuleBroken(
            say("This step is not open now. Please load the page again to see how the draw stands.")
        )
    if step is Step.released and kind in NAMELESS:
        raise RuleBroken(say("Who was drawn for a group stays inside; only the fact of the draw is public."))


@dataclass(frozen=True)
class Stated:
    """What a file says of a draw; `titles` are withheld where names stay inside."""

    commitment: str
    list_hash: str
    keys: tuple[str, ...]
    titles: tuple[str, ...] | None
    count: int
    word: str
    seed: str
    drawn: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """One thing that was calculated again: what it is, and whether it agrees (None: it cannot be known from the file)."""

    words: str
    agrees: bool | None


def repeated(stated: Stated) -> list[str]:
    """The keys that must have been drawn by this seed, list and word."""
    return drawn(stated.seed, stated.list_hash, stated.word, stated.keys, stated.count)


def checks(stated: Stated) -> list[Check]:
    """The draw calculated again, step by step."""
    return [
        Check(say("The seed is the one that was fixed before"), commitment(stated.seed) == stated.commitment),
        Check(say("The list is the one that was fixed before"), list_agrees(stated)),
        Check(say("These entries come out, in this order"), repeated(stated) == list(stated.drawn)),
    ]


def list_agrees(stated: Stated) -> bool | None:
    """Whether the list has its hash; unknown where the titles are withheld."""
    if stated.titles is None:
        return None
    lots = [Lot(key, title) for key, title in zip(stated.keys, stated.titles, strict=True)]
    return list_hash(lots) == stated.list_hash
