"""检索索引: what everyone may read, folded, and for each pair of characters the entries that hold it.

An entry that is new or changed is read as it stands until the next packing; the rest is found by its pairs. A pair's
entries are kept as one set (see bit_rules): tables of one row for each pair and entry grow a hundred times larger. What
is packed may be out of date: whoever searches reads each entry again.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db
from votes.noticeboard.bit_rules import packed, unpacked
from votes.noticeboard.search_rules import PLACE, pairs_of, searchable, title_of

AT_ONCE = 500
MOST_FRESH = 300
"""More entries than these unpacked, and the next day packs them."""
OF_CONGRESS, OF_KIND = PLACE * PLACE, PLACE * PLACE * 2
"""Numbers above all pairs: the entries of one congress, and those of one kind."""


class SearchEntry(Base):
    """A text that can be found: of which row of which kind, when, and the folded words."""

    __tablename__ = "search_entry"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    row_id: Mapped[int]
    on: Mapped[date | None] = mapped_column("day")
    text: Mapped[str] = mapped_column(sa.Text)
    packed: Mapped[bool] = mapped_column(default=False, index=True)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "kind", "row_id"),
        sa.Index("ix_search_entry_kind_row_id", "kind", "row_id"),
    )


class SearchPair(Base):
    """A pair of characters: the ids of packed entries that hold it, and of those that hold it in their titles."""

    __tablename__ = "search_pair"

    pair: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    entries: Mapped[bytes] = mapped_column(sa.LargeBinary)
    titles: Mapped[bytes] = mapped_column(sa.LargeBinary)


@dataclass(frozen=True)
class Said:
    """What everyone may read of a row."""

    congress_id: int
    row_id: int
    on: date | None
    title: str
    body: str


def keep(kind: str, ids: Iterable[int], said: dict[int, Said]) -> None:
    """Bring the entries of these rows up to what everyone may read of them now; what nobody may read goes."""
    wanted = list(ids)
    mine = (SearchEntry.kind == kind, SearchEntry.row_id.in_(wanted))
    known = {entry.row_id: entry for entry in db.session.scalars(sa.select(SearchEntry).where(*mine))}
    gone = [entry.id for row_id, entry in known.items() if row_id not in said]
    if gone:
        db.session.execute(sa.delete(SearchEntry).where(SearchEntry.id.in_(gone)))
    for row_id, words in said.items():
        text = searchable(words.title, words.body)
        entry = known.get(row_id)
        if entry is None:
            db.session.add(
                SearchEntry(congress_id=words.congress_id, kind=kind, row_id=row_id, on=words.on, text=text)
            )
        elif (entry.text, entry.on) != (text, words.on):
            entry.text, entry.on, entry.packed = text, words.on, False


def pack(kinds: Sequence[str]) -> int:
    """Pack all entries; how many there are. Kinds are numbered by their place in `kinds`."""
    entries: dict[int, array[int]] = {}
    titles: dict[int, array[int]] = {}
    count = 0
    for row in every_entry():
        count += 1
        note(entries, row.id, pairs_of(row.text))
        note(titles, row.id, pairs_of(title_of(row.text)))
        note(entries, row.id, (OF_CONGRESS + row.congress_id, OF_KIND + kinds.index(row.kind)))
    db.session.execute(sa.delete(SearchPair))
    none = array("I")
    write(
        {"pair": pair, "entries": packed(ids), "titles": packed(titles.get(pair, none))}
        for pair, ids in entries.items()
    )
    db.session.execute(sa.update(SearchEntry).where(SearchEntry.packed.is_(False)).values(packed=True))
    return count


def every_entry() -> Iterator[Any]:
    """All entries in the order of their ids."""
    asked = sa.select(SearchEntry.id, SearchEntry.congress_id, SearchEntry.kind, SearchEntry.text)
    yield from db.session.execute(asked.order_by(SearchEntry.id)).yield_per(AT_ONCE)


def note(lists: dict[int, "array[int]"], entry: int, pairs: Iterable[int]) -> None:
    """Add an entry to the lists of its pairs."""
    for pair in pairs:
        if pair not in lists:
            lists[pair] = array("I")
        lists[pair].append(entry)


def write(rows: Iterator[dict[str, object]]) -> None:
    """Write rows of pairs, some at a time."""
    part: list[dict[str, object]] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            db.session.execute(sa.insert(SearchPair), part)
            part = []
    if part:
        db.session.execute(sa.insert(SearchPair), part)


def is_full() -> bool:
    """Whether so many entries are unpacked that reading them would take too long."""
    fresh = sa.select(sa.func.count()).where(SearchEntry.packed.is_(False))
    return (db.session.scalar(fresh) or 0) > MOST_FRESH


Sets = dict[int, tuple[int, int]]


def sets_of(pairs: Iterable[int]) -> Sets:
    """The packed entries of these pairs, anywhere and in titles; a pair that no entry holds has none."""
    asked = sa.select(SearchPair.pair, SearchPair.entries, SearchPair.titles).where(
        SearchPair.pair.in_(list(pairs))
    )
    found = {
        pair: (unpacked(entries), unpacked(titles)) for pair, entries, titles in db.session.execute(asked)
    }
    return {pair: found.get(pair, (0, 0)) for pair in pairs}


def entries_of(pairs: Iterable[int]) -> dict[int, int]:
    """The packed entries of these pairs, wherever they hold them; a pair that no entry holds has none."""
    wanted = list(pairs)
    asked = sa.select(SearchPair.pair, SearchPair.entries).where(SearchPair.pair.in_(wanted))
    found = {pair: unpacked(entries) for pair, entries in db.session.execute(asked)}
    return {pair: found.get(pair, 0) for pair in wanted}
