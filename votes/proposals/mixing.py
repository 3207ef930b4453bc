"""混排: rows of two tables that must not be tied to each other are written among others of their table.

A database notes with each row in which transaction it was written, and where it lies tells when: a device's turn and its
choice, written at one time, would be known by that. So every vote also writes anew some other turns and some other
choices, drawn by chance, all in the order of their random numbers: of the turns and choices that bear the mark of one
transaction each may be anyone's. While there are fewer than `MIXED`, that is all of them.

What this cannot do: the first to take part is alone; who reads the tables before and after one vote sees what it added;
and the database's own journal and dead rows keep the order until they are cleared (each day on SQLite, by PostgreSQL
itself). Nothing of the turns is left once the vote is over.
"""

import secrets
from typing import Any

import sqlalchemy as sa

from votes.common.db import Base, db
from votes.common.journals import overwrite

MIXED = 64
"""How many rows of its table each row is written among."""
LARGEST = 2**31 - 1
UNSYNCHRONIZED = {"synchronize_session": False}

Row = dict[str, Any]


def random_id() -> int:
    """A number for a row that tells nothing of when it came."""
    return 1 + secrets.randbelow(LARGEST)


def mix_in(table: type[Base], of: Row, fresh: Row, instead_of: Row | None = None) -> None:
    """Write a row among some others that share `of`, in the place of `instead_of` if it is there.

    The caller holds a lock that lets nobody else write rows of `of`.
    """
    overwrite()
    known: Any = table
    before = found(known, of | instead_of) if instead_of else None
    others = [row for row in drawn(known, of) if before is None or row["id"] != before["id"]]
    gone = [row["id"] for row in (*others, *filter(None, (before,)))]
    db.session.execute(sa.delete(table).where(known.id.in_(gone)), execution_options=UNSYNCHRONIZED)
    number = before["id"] if before else free_number(known)
    rows = sorted([*others, {**of, **fresh, "id": number}], key=lambda row: int(row["id"]))
    db.session.execute(sa.insert(table), rows)


def found(table: Any, key: Row) -> Row | None:
    """The row of this key as it is kept."""
    row = db.session.execute(sa.select(table.__table__).filter_by(**key)).one_or_none()
    return dict(row._mapping) if row else None


def drawn(table: Any, of: Row) -> list[Row]:
    """Up to `MIXED` rows, from a random number on and round: their numbers are random, so these are too."""
    begin, rows = random_id(), sa.select(table.__table__).filter_by(**of).order_by(table.id)
    above = [dict(row._mapping) for row in db.session.execute(rows.where(table.id >= begin).limit(MIXED))]
    left = MIXED - len(above)
    below = rows.where(table.id < begin).limit(left)
    return above + [dict(row._mapping) for row in db.session.execute(below)]


def free_number(table: Any) -> int:
    """A random number that no row has."""
    number = random_id()
    while db.session.scalar(sa.select(table.id).where(table.id == number)) is not None:
        number = random_id()
    return number
