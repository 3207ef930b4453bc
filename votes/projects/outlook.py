"""现状: how a project stands today as everyone may read it, told by the rooms that carry it out, for rooms before them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from votes.projects.models import Project


@dataclass(frozen=True)
class Outlook:
    """The light (`ok`, `slow` … as the macro takes it) and a sentence with its figures."""

    light: str
    words: str


Word = Callable[[Project, date], Outlook | None]
TELLERS: list[Word] = []
"""What later rooms can say of a project's standing; None where they know nothing of it yet."""


def tells_outlook(word: Word) -> Word:
    """Mark a room's word on how a project stands."""
    TELLERS.append(word)
    return word


def outlook_of(project: Project, on: date) -> Outlook | None:
    """How a project stands on this day; None while nobody can say."""
    found = (teller(project, on) for teller in TELLERS)
    return next((outlook for outlook in found if outlook), None)
