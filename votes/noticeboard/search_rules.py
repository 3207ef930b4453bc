"""检索规则: texts and questions as pairs of neighbouring characters, so that Chinese, without blanks, can be searched.

A word of two characters is one pair; a longer one is found where all its pairs are, and then read once more, since
pairs may be scattered. A text is folded first: full-width and half-width, capitals and signs make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

SIGNS = re.compile(r"[\W_]+")
LONGEST_TEXT, LONGEST_QUESTION, LONGEST_WORD = 4000, 80, 24
MOST_WORDS = 6
SHORTEST = 2
FORGIVEN_FROM = 3
"""Characters from which one wrong character is forgiven; of Latin letters and digits it takes more."""
FORGIVEN_FROM_LATIN = 5
AROUND = 28
PLACE = 1 << 21
BOUND = "\n"
"""Stands between title and text: no word reaches across it."""


@dataclass(frozen=True)
class Question:
    """A question as its words, folded; what is too short to be searched is left out."""

    words: tuple[str, ...]

    @property
    def pairs(self) -> set[int]:
        """All pairs of all words."""
        return {pair for word in self.words for pair in pairs_of(word)}


def folded(text: str) -> str:
    """A text without signs and blanks, in one width, in small letters."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())


def searchable(title: str, body: str) -> str:
    """The folded text of an entry: its title, a bound, the rest as far as it is searched."""
    return f"{folded(title)}{BOUND}{folded(body)[:LONGEST_TEXT]}"


def question_of(typed: str) -> Question:
    """What somebody typed as a question."""
    parts = (folded(part)[:LONGEST_WORD] for part in typed[:LONGEST_QUESTION].split())
    return Question(tuple(dict.fromkeys(part for part in parts if len(part) >= SHORTEST))[:MOST_WORDS])


def pairs_of(text: str) -> set[int]:
    """The pairs of neighbouring characters of a folded text, each as one number."""
    return {number(one, other) for one, other in pairwise(text) if BOUND not in (one, other)}


def pairs_along(word: str) -> list[int]:
    """The pairs of a word in their order."""
    return [number(one, other) for one, other in pairwise(word)]


def number(one: str, other: str) -> int:
    """A pair of characters as one number."""
    return ord(one) * PLACE + ord(other)


def title_of(text: str) -> str:
    """The folded title of an entry."""
    return text.partition(BOUND)[0]


def says(text: str, words: Iterable[str]) -> bool:
    """Whether an entry's text holds every word."""
    return all(word in text for word in words)


def is_forgiven(word: str) -> bool:
    """Whether one wrong character in this word is forgiven: words of letters need to be longer."""
    return len(word) >= (FORGIVEN_FROM_LATIN if word.isascii() else FORGIVEN_FROM)


def nearly(word: str) -> re.Pattern[str]:
    """What a word finds if one of its characters is wrong, missing, too many, or changed place with the next."""
    if not is_forgiven(word):
        return re.compile(re.escape(word))
    ways = dict.fromkeys(re.escape(word[:n]) + "." + re.escape(word[n + 1 :]) for n in range(len(word)))
    ways |= dict.fromkeys(re.escape(word[:n]) + "." + re.escape(word[n:]) for n in range(1, len(word)))
    if len(word) > FORGIVEN_FROM:
        ways |= dict.fromkeys(re.escape(word[:n] + word[n + 1 :]) for n in range(len(word)))
        swaps = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
        ways |= dict.fromkeys(re.escape(swap) for swap in swaps)
    return re.compile("|".join(ways))


def nearly_says(text: str, words: Iterable[str]) -> bool:
    """Whether an entry's text holds every word, each with at most one wrong character."""
    return all(half_in(text, word) and nearly(word).search(text) for word in words)


def half_in(text: str, word: str) -> bool:
    """Whether one half of a word stands in the text: with one wrong character one half is right."""
    middle = len(word) // 2
    return word[:middle] in text or word[middle:] in text or len(word) <= FORGIVEN_FROM + 1


def excerpt(body: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """A few words of a text around the first that was asked for: pieces, and which of them were asked for."""
    plain = " ".join(body.split())
    asked = [word for word in words if word]
    spots = [spot for word in asked if (spot := plain.lower().find(word)) >= 0]
    start = max(0, min(spots, default=0) - AROUND)
    shown = plain[start : start + 3 * AROUND]
    pieces = marked(shown, asked)
    return [
        *([("…", False)] if start else []),
        *pieces,
        *([("…", False)] if start + len(shown) < len(plain) else []),
    ]


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """A text cut into pieces, those that were asked for marked."""
    ways = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not ways:
        return [(text, False)]
    cut = re.split(f"({ways})", text, flags=re.IGNORECASE)
    return [(piece, bool(place % 2)) for place, piece in enumerate(cut) if piece]
