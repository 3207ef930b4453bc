"""Against floods without knowing anybody: per day and address a count under a hash that nobody can undo later.

The salt of a day is random and deleted with the day, so that yesterday's hashes tell nothing to anyone.
"""

import hashlib
import secrets
from datetime import date

import sqlalchemy as sa
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.attempts import network_of
from votes.common.counters import NO_LIMIT, count_up
from votes.common.db import Base, db


class DailySalt(Base):
    """The random salt of one day."""

    __tablename__ = "daily_salt"

    day: Mapped[date] = mapped_column(unique=True)
    salt: Mapped[str] = mapped_column(sa.String(64))


class SentToday(Base):
    """How often something was sent today, on one matter, from an address that nobody can read out of `key`."""

    __tablename__ = "sent_today"

    day: Mapped[date]
    matter: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(64))
    n: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("day", "matter", "key"),
        sa.CheckConstraint("n > 0", name="some"),
    )


def salt_of(day: date) -> str:
    """The salt of this day, made on its first use; those of earlier days go, and their counts."""
    wanted = select(DailySalt.salt).where(DailySalt.day == day)
    found = db.session.scalar(wanted)
    if found is not None:
        return found
    db.session.execute(delete(DailySalt).where(DailySalt.day < day))
    db.session.execute(delete(SentToday).where(SentToday.day < day))
    try:
        with db.session.begin_nested():
            db.session.add(DailySalt(day=day, salt=secrets.token_hex(32)))
    except IntegrityError:
        db.session.expire_all()
    return db.session.scalars(wanted).one()


def key_of(address: str | None, day: date) -> str:
    """What is kept of an address for this day."""
    return hashlib.sha256(f"{salt_of(day)}|{network_of(address)}".encode()).hexdigest()


def sent_today(matter: str, key: str, day: date) -> int:
    """How often this address has sent something on this matter today."""
    mine = (SentToday.day == day, SentToday.matter == matter, SentToday.key == key)
    return db.session.scalar(select(SentToday.n).where(*mine)) or 0


def count_one(matter: str, key: str, day: date, most: int = NO_LIMIT) -> bool:
    """Count what was sent; False where this address has sent as many as it may today."""
    return count_up(SentToday, {"day": day, "matter": matter, "key": key}, most)
