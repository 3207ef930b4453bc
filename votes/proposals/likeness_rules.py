"""How alike two proposals are, so that duplicates are found: shared pairs of neighbouring characters."""

import re
from collections.abc import Mapping
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
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def nearest(
    own: Key | None, mine: frozenset[str], others: Mapping[Key, frozenset[str]], most: int
) -> list[Key]:
    """The keys of those most like `mine`, the most alike first, the earlier of two; its own key is none of them."""
    rated = [(-likeness(mine, other), place, key) for place, (key, other) in enumerate(others.items())]
    near = sorted((rate, place) for rate, place, key in rated if -rate >= LEAST and key != own)
    return [rated[place][2] for _, place in near[:most]]
