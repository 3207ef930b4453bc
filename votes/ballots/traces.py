"""What a database keeps of the order in which rows came, and how it is made to forget it.

Who signed in first, and whose ballot came first, stands in no column; but rows lie in files in the order in which they
came. So the roll is written anew, sorted, when a box opens, and the box, sorted, when it closes; after each of these
commits the database's own journal is emptied as far as it allows it.
"""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from votes.ballots.boxes import SealedBallot
from votes.ballots.channels import slips_of
from votes.ballots.roll import Presence, present_ids
from votes.ballots.rounds import Round
from votes.common.db import PATIENCE, db
from votes.congress.models import Sitting

WAITING = 2_000
"""Milliseconds in which readers may finish, before SQLite's journal is left as it is until the next time."""


class StillRead(Exception):
    """Somebody reads the journal just now, so it cannot be cut."""


def hold(round: Round) -> None:
    """Wait for casts on their way, and let none in until this transaction ends."""
    db.session.flush()
    db.session.execute(sa.select(Round.id).where(Round.id == round.id).with_for_update())


def overwrite() -> None:
    """Have SQLite write zeros over what is deleted in this connection, instead of leaving it in its pages."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA secure_delete=ON"))


def forget_order_of_roll(sitting: Sitting) -> None:
    """Write who is present anew, in the order of the deputies' ids."""
    overwrite()
    present = sorted(present_ids(sitting))
    db.session.execute(
        sa.delete(Presence).where(
            Presence.congress_id == sitting.congress_id, Presence.sitting_id == sitting.id
        )
    )
    rows = [
        {"congress_id": sitting.congress_id, "sitting_id": sitting.id, "deputy_id": one} for one in present
    ]
    if rows:
        db.session.execute(sa.insert(Presence), rows)
    empty_journal_after_commit("presence")


def forget_order_of_box(round: Round) -> None:
    """Write the sealed ballots anew, sorted by their slips' keys; not a byte of any changes."""
    overwrite()
    columns = (SealedBallot.round_id, SealedBallot.pk, SealedBallot.ct, SealedBallot.sig)
    query = sa.select(*columns).where(SealedBallot.round_id == round.id)
    rows = sorted((dict(row._mapping) for row in db.session.execute(query)), key=lambda row: row["pk"])
    db.session.execute(sa.delete(SealedBallot).where(SealedBallot.round_id == round.id))
    if rows:
        db.session.execute(sa.insert(SealedBallot), rows)
    empty_journal_after_commit("sealed_ballot")


def try_again(round: Round) -> None:
    """Empty the journal once more at a later step of a round with a box: somebody may have read it the last time."""
    if slips_of(round):
        for table in (Presence.__tablename__, SealedBallot.__tablename__):
            empty_journal_after_commit(table)


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
