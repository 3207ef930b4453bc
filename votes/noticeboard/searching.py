"""检索: what a question finds, the titles that say it first, then the newest; nothing that may not be read now.

Where nothing says exactly what was typed, one wrong character in each word is forgiven.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard.bit_rules import largest
from votes.noticeboard.search_index import (
    OF_CONGRESS,
    OF_KIND,
    Said,
    SearchEntry,
    Sets,
    sets_of,
)
from votes.noticeboard.search_rules import (
    Question,
    is_forgiven,
    nearly_says,
    pairs_along,
    says,
    searchable,
    title_of,
)
from votes.noticeboard.search_sources import WORDS, said_now

MOST_READ = 100
"""Entries that are read to answer a question; whoever means another one adds a word."""
MOST_UNPACKED = 5000
PAGE = 20


@dataclass(frozen=True)
class Within:
    """Where to search: in one congress, in one kind of words; None for all."""

    congress: Congress | None = None
    kind: str | None = None

    @property
    def lists(self) -> set[int]:
        """The numbers of the packed lists of entries in it."""
        found = {OF_CONGRESS + self.congress.id} if self.congress else set()
        return found | ({OF_KIND + WORDS.index(self.kind)} if self.kind else set())

    @property
    def conditions(self) -> tuple[sa.ColumnElement[bool], ...]:
        """The same for entries that are not packed."""
        here = (SearchEntry.congress_id == self.congress.id,) if self.congress else ()
        return (*here, SearchEntry.kind == self.kind) if self.kind else here


@dataclass(frozen=True)
class Hit:
    """A row that was found, and what everyone may read of it."""

    kind: str
    row: Any
    said: Said


@dataclass(frozen=True)
class Found:
    """What a question found: one page of hits, how many there are, whether there are more than were read."""

    hits: list[Hit]
    count: int = 0
    more: bool = False
    forgiven: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry that was read."""

    id: int
    kind: str
    row_id: int
    on: date | None
    text: str


def look_up(question: Question, within: Within, page: int = 1) -> Found:
    """One page of what a question finds."""
    if not question.words:
        return Found([])
    sets = sets_of(question.pairs | within.lists)
    fresh = unpacked(within)
    exact = [
        entry for entry in (*fresh, *read(likely(question, within, sets))) if says(entry.text, question.words)
    ]
    if exact or not any(is_forgiven(word) for word in question.words):
        return shown(exact, question, page)
    near = (*fresh, *read(nearby(question, within, sets)))
    return shown(
        [one for one in near if nearly_says(one.text, question.words)], question, page, forgiven=True
    )


def unpacked(within: Within) -> list[Entry]:
    """The entries that are not packed yet."""
    asked = entries().where(SearchEntry.packed.is_(False), *within.conditions)
    return as_entries(asked.order_by(SearchEntry.id.desc()).limit(MOST_UNPACKED))


def read(ids: Collection[int]) -> list[Entry]:
    """The packed entries of these ids."""
    return as_entries(entries().where(SearchEntry.id.in_(ids), SearchEntry.packed.is_(True))) if ids else []


def entries() -> Any:
    """Entries as far as a search reads them."""
    columns = (SearchEntry.id, SearchEntry.kind, SearchEntry.row_id, SearchEntry.on, SearchEntry.text)
    return sa.select(*columns)


def as_entries(asked: sa.Select[Any]) -> list[Entry]:
    """The answer as entries."""
    return [Entry(*row) for row in db.session.execute(asked)]


def likely(question: Question, within: Within, sets: Sets) -> list[int]:
    """The likeliest packed entries that hold all pairs: those that hold them in the title first, then the newest."""
    everywhere = reduce(and_, (sets[number][0] for number in question.pairs | within.lists))
    titled = reduce(and_, (sets[pair][1] for pair in question.pairs)) & everywhere
    first = largest(titled, MOST_READ)
    return first + largest(everywhere ^ titled, MOST_READ - len(first))


def nearby(question: Question, within: Within, sets: Sets) -> list[int]:
    """The newest packed entries that hold all pairs of each word but those that one wrong character takes away."""
    parts = [nearly_in(word, sets) for word in question.words]
    parts += [sets[number][0] for number in within.lists]
    return largest(reduce(and_, parts), MOST_READ)


def nearly_in(word: str, sets: Sets) -> int:
    """The packed entries that may hold a word with one wrong character: it stands in two pairs, at an end in one."""
    pairs = [sets[pair][0] for pair in pairs_along(word)]
    if not is_forgiven(word):
        return reduce(and_, pairs)
    without = ([*pairs[:n], *pairs[n + 2 :]] for n in range(len(pairs) - 1))
    ends = (pairs[1:], pairs[:-1])
    return reduce(or_, (reduce(and_, rest) for rest in (*ends, *without) if rest), 0)


def shown(found: list[Entry], question: Question, page: int, forgiven: bool = False) -> Found:
    """One page of entries, each asked of its room again: what may not be read now is no hit."""
    ordered = sorted(found, key=lambda one: rank(one, question), reverse=True)
    part = ordered[(page - 1) * PAGE : page * PAGE]
    rows: dict[str, dict[int, tuple[Any, Said]]] = {}
    for kind in {one.kind for one in part}:
        rows[kind] = said_now(kind, [one.row_id for one in part if one.kind == kind])
    agree = nearly_says if forgiven else says
    hits = [
        Hit(one.kind, *rows[one.kind][one.row_id])
        for one in part
        if one.row_id in rows[one.kind] and agree(text_of(rows[one.kind][one.row_id][1]), question.words)
    ]
    lost = len(part) - len(hits)
    return Found(hits, len(ordered) - lost, len(ordered) >= MOST_READ, forgiven and bool(hits))


def text_of(said: Said) -> str:
    """What is said in a row now, as the index has it."""
    return searchable(said.title, said.body)


def rank(entry: Entry, question: Question) -> tuple[int, bool, int, int]:
    """Which entry comes first: with more of the words in its title, then projects, the newest; places have no day."""
    title = title_of(entry.text)
    in_title = sum(1 for word in question.words if word in title)
    return (
        in_title,
        entry.kind == "project",
        entry.on.toordinal() if entry.on else date.max.toordinal(),
        entry.id,
    )
