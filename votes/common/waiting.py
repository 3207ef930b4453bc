"""One thing that waits for somebody; every room tells its own, the desk (工作台) shows them together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """Verb-first words, where to do it, what it is about, the day it is due, and whether it is mine or others' turn."""

    words: str
    url: str
    context: str = ""
    due: date | None = None
    mine: bool = True
    state: str = ""
