"""Alembic's environment: the application's own engine and models, on SQLite and PostgreSQL."""

from typing import Any

import sqlalchemy as sa
from alembic import context

from votes.common.db import UtcDateTime, db


def written(kind: str, item: Any, _context: Any) -> str | bool:
    """Types of our own are written as what they are in the database: a migration needs nothing of the product."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def compare_types(_context: Any, _inspected: Any, _column: Any, kept: Any, wanted: Any) -> bool | None:
    """SQLite keeps moments without a zone; that is no difference."""
    if isinstance(wanted, UtcDateTime) and isinstance(kept, sa.DateTime):
        return False
    return None


def run(connection: sa.Connection) -> None:
    """Bring this connection's database to the asked version, all in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadatas[None],
        render_as_batch=True,
        render_item=written,
        compare_type=compare_types,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    try:
        run(connection)
        connection.commit()
    finally:
        connection.rollback()
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
