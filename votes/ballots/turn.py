"""One thing that a round waits for, and where a round's pages are."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from votes.ballots.round_rules import Mark
from votes.ballots.rounds import Round


@dataclass(frozen=True)
class Turn:
    """One thing to do: verb-first words, the roles it is for, and its address."""

    words: str
    marks: tuple[Mark, ...]
    url: str
    is_needed: bool = True
    """Whether the round cannot go on without it."""


def address(round: Round, view: str, **more: Any) -> str:
    """The address of a round's working page."""
    place = {"congress": round.congress.slug, "sitting": round.sitting_id, "round": round.id, **more}
    return url_for(f"ballots.{view}", **place)
