"""清理: what no row names any more leaves the data folder too, so that a picture that was taken out is gone."""

import math
import os
import tempfile
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from votes.common.clock import begin_of
from votes.common.config import data_folder
from votes.common.db import db
from votes.projects.documents import Document, Kind, stored_at

ON_ITS_WAY = timedelta(hours=1)
"""A file is written before the row that names it; so long it is left to whoever is about to name it."""
KEPT = timedelta(days=30)
"""How long the bytes of a picture that was taken down are kept, so that the takedown can be taken back."""


def is_kept(name: str) -> bool:
    """Whether a document that is left names this file."""
    left = sa.select(Document.id).where(sa.or_(Document.hash == name, Document.small_hash == name))
    return db.session.scalar(left.limit(1)) is not None


def names_of(documents: Iterable[Document]) -> set[str]:
    """The files that these documents name."""
    return {name for one in documents for name in (one.hash, one.small_hash) if name}


def remove_files(data: Path, names: Iterable[str]) -> None:
    """Take files out of the data folder that nothing names any more."""
    for name in names:
        stored_at(data, name).unlink(missing_ok=True)


def clear(names: Iterable[str]) -> None:
    """Take out those of these files that no document names; after the commit that let them go."""
    remove_files(data_folder(), [name for name in names if not is_kept(name)])


def forget_withdrawn(on: date, _at: datetime) -> None:
    """每日: let go of the bytes of pictures that were taken down weeks ago; the note at their address stays."""
    old = (Document.kind == Kind.photo, Document.withdrawn_at < begin_of(on) - KEPT, Document.hash != "")
    for document in db.session.scalars(sa.select(Document).where(*old)):
        document.forget_bytes()


def disk_time() -> float:
    """What the clock of the data folder's disk says now."""
    with tempfile.TemporaryFile(dir=data_folder()) as fresh:
        return os.fstat(fresh.fileno()).st_mtime


def sweep(_on: date, _at: datetime) -> None:
    """每日: take out every file that no document names; done twice it changes nothing more.

    How old a file is, the clock of the disk says, whichever day is done.
    """
    rows = db.session.execute(sa.select(Document.hash, Document.small_hash))
    named = {name for row in rows for name in row if name}
    before = disk_time() - ON_ITS_WAY.total_seconds()
    for path in (data_folder() / "files").glob("*/*"):
        if path.name not in named and changed_at(path) < before:
            path.unlink(missing_ok=True)


def changed_at(path: Path) -> float:
    """When a file was written or wanted again; one that somebody took away or renamed just now is left alone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf
