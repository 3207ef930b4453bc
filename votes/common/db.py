"""The database: one set of models for SQLite (out of the box) and PostgreSQL (when it grows).

SQLite comes from pysqlite3 where the system's own is older than 3.51.3 (WAL-reset bug); it runs in WAL
with `synchronous=FULL`, because NORMAL loses acknowledged rows in a power cut.
"""

import fcntl
import os
import time
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session, registry

from votes.common.errors import RuleBroken, say

SAFE_SQLITE = (3, 51, 3)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
MORE_CONNECTIONS = 25
"""Connections beyond the five that are kept, so that no thread of a worker waits for one; PostgreSQL lets in 100."""
PATIENCE = 15.0
"""Seconds a writer waits for the one before it, then the request is refused and nothing is written."""

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Set by commands, so that their transactions take the write lock from the start as unsafe requests do."""


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, stored and given back in UTC; a naive datetime is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The ground of all tables: plain integer ids, named constraints, moments in UTC."""

    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            date: sa.Date,
            dict[str, Any]: sa.JSON,
            list[Any]: sa.JSON,
            list[str]: sa.JSON,
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)


class AppendOnly:
    """History: rows of such a table are added and never changed or deleted through the product."""


@event.listens_for(AppendOnly, "before_update", propagate=True)
@event.listens_for(AppendOnly, "before_delete", propagate=True)
def refuse_rewriting(_mapper: Any, _connection: Any, target: Any) -> None:
    """Stop a verb that would rewrite history; an unchanged row that is merely in the session passes."""
    if object_session(target) is None or not attributes_unchanged(target):
        raise RuntimeError(f"history is append-only: {type(target).__name__} {target.id}")


def attributes_unchanged(target: Any) -> bool:
    """Whether no column of this row differs from what the database holds, and it is not to be deleted."""
    session = object_session(target)
    return (
        session is not None
        and target not in session.deleted
        and not session.is_modified(target, include_collections=False)
    )


E = TypeVar("E", bound=StrEnum)


def enum_of(kind: type[E], name: str = "") -> sa.Enum:
    """A column type for an enumeration, stored by value, checked by the database; two in a table need names."""
    return sa.Enum(
        kind,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
    )


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})


def sqlite_driver() -> ModuleType:
    """The SQLite module to use; refuses to go on with one that can lose data."""
    try:
        import pysqlite3 as driver
    except ImportError:
        import sqlite3 as driver
    if driver.sqlite_version_info < SAFE_SQLITE:
        found, needed = driver.sqlite_version, ".".join(map(str, SAFE_SQLITE))
        raise SystemExit(
            f"SQLite {found} can lose data in WAL mode. Install SQLite {needed} or newer, or use PostgreSQL."
        )
    module: ModuleType = driver
    return module


def engine_options(url: str) -> dict[str, Any]:
    """How the engine is made for this database address; what a statement carried stands in no error that is logged."""
    common = {"hide_parameters": True, "max_overflow": MORE_CONNECTIONS}
    if not url.startswith("sqlite"):
        return {**common, "pool_pre_ping": True, "pool_recycle": 1800}
    arguments = {"timeout": 15, "check_same_thread": False}
    return {**common, "module": sqlite_driver(), "connect_args": arguments}


def start(app: Flask) -> None:
    """Bind the database to the application; nothing is asked of it yet."""
    url: str = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", engine_options(url))
    db.init_app(app)
    if url.startswith("sqlite"):
        with app.app_context():
            tune_sqlite(db.engine)


def takes_write_lock() -> bool:
    """Whether the transaction that begins now is meant to write: readers never wait for one another."""
    return writing.get() or (has_request_context() and request.method not in SAFE_METHODS)


def tune_sqlite(engine: Engine) -> None:
    """WAL, FULL, foreign keys; one lock around write transactions keeps the waiting short and fair."""
    lock_path = f"{engine.url.database}.lock" if engine.url.database not in (None, "", ":memory:") else None

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        if not takes_write_lock():
            connection.exec_driver_sql("BEGIN")
            return
        if lock_path and "lock" not in connection.info:
            connection.info["lock"] = locked(lock_path)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def on_checkin(_dbapi: Any, record: Any) -> None:
        handle = record.info.pop("lock", None)
        if handle is not None:
            os.close(handle)


def locked(path: str, pause: float = 0.003) -> int:
    """An open handle that holds the write lock, looked for every `pause` seconds; closing it, or dying, gives it back."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            if time.monotonic() > give_up:
                os.close(handle)
                raise RuleBroken(say("The system is busy. Nothing was saved; please try again.")) from None
            time.sleep(pause)
