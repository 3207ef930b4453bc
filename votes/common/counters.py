"""Counters that many raise at once: in one statement, so that none is lost between two."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from votes.common.db import Base, db

NO_LIMIT = 2**31 - 1


def count_up(table: type[Base], key: dict[str, object], most: int = NO_LIMIT) -> bool:
    """Add one to `n` of the row of this key, which is made at its first time; False where it has reached `most`."""
    counted: Any = table
    if add_one(counted, key, most):
        return True
    try:
        with db.session.begin_nested():
            db.session.add(counted(**key, n=1))
        return True
    except IntegrityError:
        return add_one(counted, key, most)


def add_one(table: Any, key: dict[str, object], most: int) -> bool:
    """Whether a counter was there and not full, and is now one higher."""
    higher = sa.update(table).filter_by(**key).where(table.n < most).values(n=table.n + 1)
    done = db.session.execute(higher.returning(table.n), execution_options={"synchronize_session": False})
    return done.scalar() is not None
