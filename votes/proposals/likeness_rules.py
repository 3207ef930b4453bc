"""How alike two proposals are, so that duplicates are found: shared pairs of neighbouring characters."""

import re
from collections.abc import Iterable
from typing import TypeVar

LEAST = 0.12
WORDLESS = re.compile(r"\W+")
Key = TypeVar("Key")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text; Chinese has no blanks to part words by."""
    plain = WORDLESS.sub("", text.lower())
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1)) or frozenset({plain})


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pairs that both have, 0 to 1."""
    return len(one & other) / len(one | other)


def most_alike(text: str, others: Iterable[tuple[Key, str]], most: int = 5) -> list[Key]:
    """The keys of the texts most like this one, the most alike first; those with little in common are left out."""
    mine = pairs(text)
    rated = [(likeness(mine, pairs(other)), place, key) for place, (key, other) in enumerate(others)]
    near = sorted((rate, -place) for rate, place, _ in rated if rate >= LEAST)[::-1][:most]
    return [rated[-place][2] for _, place in near]
