"""What a database keeps of rows that are gone, in its pages and its journal, and how it is made to let go of it."""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from votes.common.db import PATIENCE, db

WAITING = 2_000
"""Milliseconds in which readers may finish, before SQLite's journal is left as it is until the next time."""


class StillRead(Exception):
    """Somebody reads the journal just now, so it cannot be cut."""


def overwrite() -> None:
    """Have SQLite write zeros over what is deleted in this connection, instead of leaving it in its pages."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA secure_delete=ON"))


def empty_journal_after_commit(table: str) -> None:
    """Empty the journal once this transaction is committed, not at a savepoint within it; a rollback needs none."""

    waiting = [table]

    def committed(session: Session) -> None:
        while waiting and not session.in_nested_transaction():
            empty_journal(waiting.pop())

    event.listen(db.session(), "after_commit", committed)


def empty_journal(table: str) -> None:
    """SQLite: the write-ahead log into the database, then cut off. PostgreSQL: the table into a fresh file.

    What was committed stands, whatever comes of this: a journal that others read just now stays until the next time.
    """
    connection = db.engine.raw_connection()
    try:
        deed = cut_journal if db.engine.dialect.name == "sqlite" else write_afresh
        deed(connection.driver_connection, table)
    except Exception as error:
        logging.getLogger(__name__).warning("journal not emptied: %s", type(error).__name__)
    finally:
        connection.close()


def cut_journal(connection: Any, _table: str) -> None:
    """Move SQLite's write-ahead log into the database and cut it to nothing."""
    connection.execute(f"PRAGMA busy_timeout={WAITING}")
    try:
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
    if busy:
        raise StillRead


def write_afresh(connection: Any, table: str) -> None:
    """Have PostgreSQL write the table into a new file, without the rows that stood there before."""
    connection.autocommit = True
    try:
        connection.execute(f"SET lock_timeout = {WAITING}")
        connection.execute(f"VACUUM (FULL, FREEZE) {table}")
    finally:
        connection.execute("RESET lock_timeout")
        connection.autocommit = False
