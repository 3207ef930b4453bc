"""留言归类: to which subject a sentence belongs, by words the place has adopted; a proposal that the office may change."""

import re
from collections.abc import Sequence

PARTING = re.compile(r"[：:]")
BLANKS = re.compile(r"[\s、，,]+")
LONGEST_NAME = 40


def names(subjects: Sequence[str]) -> list[str]:
    """The names of the subjects, in their order."""
    return [name for name, _words in map(parted, subjects)]


def parted(line: str) -> tuple[str, list[str]]:
    """A line `质量：裂 漏` as name and words."""
    name, _colon, words = PARTING.sub("：", line, count=1).partition("：")
    return name.strip()[:LONGEST_NAME], [word for word in BLANKS.split(words) if word]


def subject_of(sentence: str, subjects: Sequence[str]) -> str:
    """The subject with most of its words in the sentence, the first of equals; the last one where none fits."""
    hits = [(name, sum(word in sentence for word in words)) for name, words in map(parted, subjects)]
    if not hits:
        return ""
    best = max(hits, key=lambda hit: hit[1])
    return best[0] if best[1] else hits[-1][0]
