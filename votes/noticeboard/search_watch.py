"""索引随时更新: whatever is committed is in the index with the same commit; a takedown is out of it with its own."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from votes.common.db import db
from votes.noticeboard.search_index import AT_ONCE, SearchEntry, is_full, keep, pack
from votes.noticeboard.search_sources import KINDS, WORDS, said_now, touched_by

NOTED = "rows whose public words may have changed"
Pairs = set[tuple[str, int]]


@event.listens_for(Session, "after_flush")
def note_rows(session: Session, _flush: Any) -> None:
    """Remember whose words this transaction may have changed."""
    rows = [*session.new, *session.dirty, *session.deleted]
    found: Pairs = {pair for row in rows for pair in touched_by(row)}
    if found:
        session.info.setdefault(NOTED, set()).update(found)


@event.listens_for(Session, "before_commit")
def index_rows(session: Session) -> None:
    """Bring the index up to what this transaction leaves."""
    session.flush()
    bring_up(session.info.pop(NOTED, set()))


@event.listens_for(Session, "after_rollback")
def forget_rows(session: Session) -> None:
    """What was not kept changes no words."""
    session.info.pop(NOTED, None)


def bring_up(pairs: Iterable[tuple[str, int]]) -> None:
    """Index these rows anew."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for word, identity in pairs:
        by_kind[word].append(identity)
    for word, ids in by_kind.items():
        for first in range(0, len(ids), AT_ONCE):
            part = ids[first : first + AT_ONCE]
            keep(word, part, {identity: said for identity, (_, said) in said_now(word, part).items()})


def rebuild() -> int:
    """Index every row of every kind anew, and pack; how many entries there are."""
    for word, kind in KINDS.items():
        ids = set(db.session.scalars(sa.select(kind.model.id)))
        ids |= set(db.session.scalars(sa.select(SearchEntry.row_id).where(SearchEntry.kind == word)))
        bring_up((word, identity) for identity in sorted(ids))
    db.session.flush()
    return pack(WORDS)


def pack_if_full(_on: date, _at: datetime) -> None:
    """Pack the index if many entries are new: once in a night is often enough."""
    if is_full():
        pack(WORDS)
