"""撤销的依据: what a proposal was before a deed is kept with the steps of the deed, so that it can be taken back."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from votes.common.db import UtcDateTime, db

FIXED = {
    "id",
    "congress_id",
    "cycle_id",
    "code",
    "once",
    "channel",
    "external",
    "handover",
    "received_on",
    "received_at",
    "title",
    "what",
    "place",
    "doubts",
    "split_from_id",
    "point_id",
}
"""What came in is never changed by a deed."""

Before = dict[str, Any]
running: ContextVar[tuple[Any, Before] | None] = ContextVar("running", default=None)

Row = TypeVar("Row")
Given = ParamSpec("Given")
Made = TypeVar("Made")


def undoable(
    verb: Callable[Concatenate[Row, Given], Made],
) -> Callable[Concatenate[Row, Given], Made]:
    """Mark a deed on a proposal that can be taken back: its steps keep what was before."""

    @wraps(verb)
    def done(row: Row, /, *given: Given.args, **more: Given.kwargs) -> Made:
        token = running.set((row, taken_of(row)))
        try:
            return verb(row, *given, **more)
        finally:
            running.reset(token)

    return done


def before_of(row: Any) -> Before | None:
    """What this proposal was before the deed that is being done to it; None for the others it touches."""
    found = running.get()
    return found[1] if found and found[0] is row else None


def changing(row: Any) -> list[str]:
    """The columns of a proposal that deeds change."""
    return [column.key for column in sa.inspect(row).mapper.column_attrs if column.key not in FIXED]


def taken_of(row: Any) -> Before:
    """All that a deed may change of a proposal, and when its pictures were released, as plain values."""
    session = object_session(row)
    if session is not None:
        session.flush()
    values = {name: plain(getattr(row, name)) for name in changing(row)}
    return values | {
        "photos": {str(photo.document_id): plain(photo.document.released_at) for photo in row.photos}
    }


def plain(value: Any) -> Any:
    """A value as it is kept: points of time as text."""
    return value.isoformat() if isinstance(value, datetime) else value


def restore(row: Any, before: Before) -> None:
    """Make a proposal what it was; what was added to the tables since keeps its value."""
    photos = [photo.document for photo in row.photos]
    db.session.flush()
    with db.session.no_autoflush:
        for name, column in sa.inspect(row).mapper.columns.items():
            if name in before:
                setattr(row, name, again(before[name], isinstance(column.type, UtcDateTime)))
        for document in photos:
            before_it = again(before["photos"].get(str(document.id)), True)
            document.release(before_it if document.hash else None)
    db.session.flush()
    db.session.expire(row)


def again(value: Any, is_time: bool) -> Any:
    """A value as it was before it was kept."""
    return datetime.fromisoformat(value) if value and is_time else value
