"""The tables between two tests: what they hold, emptied quickly, and put back as they were.

All of it is plain SQL made once per database, for it runs thousands of times: TRUNCATE of all tables costs PostgreSQL
a tenth of a second, one question which of them hold rows a thousandth.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from votes.common.db import db

Made = TypeVar("Made")

SUSPENDED = {"sqlite": "PRAGMA defer_foreign_keys=ON", "postgresql": "SET session_replication_role = replica"}
"""Ask for no foreign key before the commit (SQLite), or not at all (PostgreSQL, whose owner we are)."""


@dataclass
class Kept:
    """Scenes that were made and committed once for many tests, by name; then their rows are put back as they were.

    A scene may be built on another one: its maker brings that one first.
    """

    now: dict[str, Any] = field(default_factory=dict)
    """The scenes that stand in the tables."""
    before: dict[str, tuple[dict[str, Any], list[str]]] = field(default_factory=dict)
    """What stood after each scene was made, and how its rows are put back."""

    def bring(self, name: str, make: Callable[[], Made]) -> Made:
        """The scene of this name, and whatever its maker returned; made anew where other rows are there before."""
        if name in self.now:
            pass
        elif not is_empty():
            self.now[name] = make()
        elif name in self.before:
            self.now = deepcopy(self.before[name][0])
            run(self.before[name][1])
        else:
            run(count_on(table.name) for table in db.metadata.sorted_tables)
            self.now[name] = make()
            self.before[name] = deepcopy(self.now), copy_all(len(self.before))
        made: Made = self.now[name]
        return made

    def clear(self) -> None:
        """Empty tables, and no scene stands."""
        self.now = {}
        empty_all()


def copy_all(number: int) -> list[str]:
    """Copy all rows into tables beside theirs, and say how they are put back into empty ones."""
    held = filled()
    run(f"CREATE TABLE kept_{number}_{name} AS SELECT * FROM {name}" for name in held)
    back = [f"INSERT INTO {name} SELECT * FROM kept_{number}_{name}" for name in held]
    return back + [count_on(name) for name in held]


def empty_all() -> None:
    """Delete what the tables hold, and number from 1 again."""
    held = filled()
    run([f"DELETE FROM {name}" for name in reversed(held)] + [count_on(name) for name in held])


def is_empty() -> bool:
    """Whether no table holds a row."""
    return not filled()


def filled() -> list[str]:
    """The tables that hold rows, those that others point to first."""
    words = question() if db.engine.dialect.name == "sqlite" else "SELECT filled()"
    with db.engine.connect() as connection:
        return [name for (name,) in connection.exec_driver_sql(words)]


@cache
def question() -> str:
    """One question for all tables."""
    names = [table.name for table in db.metadata.sorted_tables]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)


def plan_question() -> None:
    """Let PostgreSQL plan the question once for a connection: that takes longer than to answer it."""
    if db.engine.dialect.name != "sqlite":
        body = f"BEGIN RETURN QUERY {question()}; END"
        run([f"CREATE OR REPLACE FUNCTION filled() RETURNS SETOF text LANGUAGE plpgsql AS $${body}$$"])


def count_on(name: str) -> str:
    """The id that the next row gets; SQLite goes on from the largest by itself, and some rows have none, or draw theirs."""
    number = db.metadata.tables[name].columns.get("id")
    if db.engine.dialect.name == "sqlite" or number is None or number.default is not None:
        return ""
    return f"SELECT setval('{name}_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM {name}), false)"


def run(statements: Iterable[str]) -> None:
    """Run these in one transaction, and in one go where the driver takes it."""
    kind = db.engine.dialect.name
    wanted = [SUSPENDED[kind], *filter(None, statements)]
    with db.engine.connect() as connection:
        for words in wanted if kind == "sqlite" else ["; ".join([*wanted, "RESET session_replication_role"])]:
            connection.exec_driver_sql(words)
        connection.commit()
