"""找相似: which released proposals say what somebody is typing, on plain values.

A typed line is short and a proposal long, so it counts how much of the line the proposal holds, rare words more.
Of a long line and a short title it counts how much of the title the line holds instead.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

from votes.proposals.likeness_rules import likeness, pairs

LEAST = 0.24
"""The share of the typed words that another proposal must hold."""
LEAST_OF_TITLE = 0.3
"""The share of a shorter title that a longer typed line must hold."""
EMPTY = frozenset("的了是在和与也都要想请把有被没不能我们您几个这那到希望")
"""虚字和套话: characters that every sentence has; a pair with one of them says nothing of what is asked for."""
NEARBY = 0.4
"""What the same place adds to the share."""
UNHEARD = 0.5
"""What a pair that nobody else says weighs, to the rarest one: it may only be where two words meet."""
BRIEF = 0.3
"""What it adds that another proposal says little else."""
SHORTEST = 2
"""Characters from which a line says something."""
MOST = 5

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Said(Generic[Key]):
    """A proposal that everyone may read: what it says, and where."""

    key: Key
    words: str
    place: str
    title: str = ""


@lru_cache(maxsize=20_000)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of characters of a text, kept between two keystrokes."""
    return pairs(text)


def asked_alike(
    typed: str,
    place: str,
    others: Sequence[Said[Key]],
    most: int = MOST,
    rare: Mapping[str, float] | None = None,
) -> list[Key]:
    """The keys of those that say most of what was typed, the most alike first; those nearby win.

    `rare` is the weight of each pair that was typed, where the others are not all there are.
    """
    mine = pairs(typed)
    if says_nothing(typed):
        return []
    weights = rare or rarity(mine, (pairs_of(other.words) for other in others))
    rated = [(share(weights, pairs_of(other.words)), other) for other in others]
    near = [
        (
            held + NEARBY * nearness(place, other.place) + BRIEF * likeness(mine, pairs_of(other.words)),
            -row,
            other.key,
        )
        for row, (held, other) in enumerate(rated)
        if held >= LEAST or is_titled_alike(weights, other.title, len(others))
    ]
    return [key for _rate, _row, key in sorted(near, key=lambda one: one[:2], reverse=True)[:most]]


def says_nothing(typed: str) -> bool:
    """Whether a line is too short to look for."""
    return len(typed.strip()) < SHORTEST


def rarity(mine: frozenset[str], others: Iterable[frozenset[str]]) -> dict[str, float]:
    """The weight of each pair that was typed: what many proposals say tells them apart the least."""
    seen, many = Counter[str](), 0
    for other in others:
        many += 1
        seen.update(mine & other)
    return {pair: weight(seen[pair], many) for pair in mine}


def weight(seen: int, many: int) -> float:
    """The weight of a pair that so many of so many say."""
    return log(1 + (many + 1) / (seen + 1)) * (1 if seen else UNHEARD)


def share(weights: Mapping[str, float], other: frozenset[str]) -> float:
    """How much of what was typed another text holds, 0 to 1."""
    return sum(weight for pair, weight in weights.items() if pair in other) / sum(weights.values())


def is_titled_alike(weights: Mapping[str, float], title: str, many: int) -> bool:
    """Whether a typed line holds most of what a shorter title says, among so many proposals."""
    says = frozenset(pair for pair in pairs_of(title) if EMPTY.isdisjoint(pair))
    if len(says) >= len(weights):
        return False
    held = sum(weights[pair] for pair in says if pair in weights)
    rest = UNHEARD * weight(1, many) * sum(pair not in weights for pair in says)
    return held > 0 and held / (held + rest) >= LEAST_OF_TITLE


def nearness(place: str, other: str) -> float:
    """How much of a place another one holds, 0 to 1."""
    mine = pairs(place)
    return len(mine & pairs_of(other)) / len(mine) if place.strip() and other else 0.0
