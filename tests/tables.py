"""The tables between two tests: what they hold, emptied quickly, and put back as they were.

TRUNCATE of all tables costs PostgreSQL a tenth of a second; looking which hold rows and emptying those, a hundredth.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from votes.common.db import db

Rows = list[dict[str, Any]]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Copy:
    """What all tables held at one moment, in an order in which it can be put back."""

    rows: tuple[tuple[sa.Table, Rows], ...]

    def put_back(self) -> None:
        """Fill empty tables again, ids and all."""
        with db.engine.connect() as connection:
            suspend_keys(connection)
            for table, rows in self.rows:
                connection.execute(table.insert(), rows)
                count_from(connection, table, max(row["id"] for row in rows) + 1)
            connection.commit()


@dataclass
class Kept:
    """What was made and committed once for many tests, row by row, by name; then it is put back as it was."""

    things: dict[str, tuple[Any, Copy]] = field(default_factory=dict)

    def bring(self, name: str, make: Callable[[], Made]) -> Made:
        """The rows of this name, and whatever their maker returned; made anew where other rows are there before."""
        if not is_empty():
            return make()
        if name in self.things:
            self.things[name][1].put_back()
        else:
            self.things[name] = make(), copy_all()
        made: Made = deepcopy(self.things[name][0])
        return made


def copy_all() -> Copy:
    """Read all tables."""
    with db.engine.connect() as connection:
        held = filled(connection)
        return Copy(
            tuple(
                (table, [dict(row) for row in connection.execute(table.select()).mappings()])
                for table in db.metadata.sorted_tables
                if table in held
            )
        )


def empty_all() -> None:
    """Delete what the tables hold, and number from 1 again."""
    with db.engine.connect() as connection:
        held = filled(connection)
        suspend_keys(connection)
        for table in reversed(db.metadata.sorted_tables):
            if table in held:
                connection.execute(table.delete())
                count_from(connection, table, 1)
        connection.commit()


def is_empty() -> bool:
    """Whether no table holds a row."""
    with db.engine.connect() as connection:
        return not filled(connection)


def filled(connection: sa.Connection) -> set[sa.Table]:
    """The tables that hold rows, found in one question."""
    asked = [
        sa.select(sa.literal(table.name)).where(sa.select(table.c.id).exists())
        for table in db.metadata.sorted_tables
    ]
    return {db.metadata.tables[name] for name in connection.scalars(sa.union_all(*asked))}


def suspend_keys(connection: sa.Connection) -> None:
    """Ask for no foreign key before the commit (SQLite), or not at all (PostgreSQL, whose owner we are)."""
    words = {
        "sqlite": "PRAGMA defer_foreign_keys=ON",
        "postgresql": "SET LOCAL session_replication_role = replica",
    }
    connection.exec_driver_sql(words[connection.dialect.name])


def count_from(connection: sa.Connection, table: sa.Table, number: int) -> None:
    """The id that the next row gets; SQLite goes on from the largest by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT setval('{table.name}_id_seq', {number}, false)")
