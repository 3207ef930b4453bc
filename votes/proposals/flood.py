"""Against floods without knowing anybody: per day and address a count under a hash that nobody can undo later.

The salt of a day is random and deleted with the day, so that yesterday's hashes tell nothing to anyone.
"""

import hashlib
import secrets
from datetime import date

import sqlalchemy as sa
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.attempts import network_of
from votes.common.db import Base, db


class DailySalt(Base):
    """The random salt of one day."""

    __tablename__ = "daily_salt"

    day: Mapped[date] = mapped_column(unique=True)
    salt: Mapped[str] = mapped_column(sa.String(64))


class SentToday(Base):
    """One proposal sent today from an address that nobody can read out of `key`."""

    __tablename__ = "sent_today"

    day: Mapped[date]
    key: Mapped[str] = mapped_column(sa.String(64), index=True)


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


def sent_today(key: str, day: date) -> int:
    """How many proposals this address has sent today."""
    counted = select(func.count()).where(SentToday.key == key, SentToday.day == day)
    return db.session.scalar(counted) or 0


def count_one(key: str, day: date) -> None:
    """Count a proposal that was sent."""
    db.session.add(SentToday(day=day, key=key))
