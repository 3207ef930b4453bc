"""文件: papers and pictures that prove a step; the bytes lie in the data folder under their hash."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.access import Actor
from votes.common.db import Base, enum_of


class Kind(StrEnum):
    """What a document is: an official paper, a picture (re-encoded, without position), or a signed sheet."""

    paper = "paper"
    photo = "photo"
    signed = "signed"


class Document(Base):
    """文件: shown in public only once it is released (发布审签); `withdrawn_why` is the public note of a takedown (撤下)."""

    __tablename__ = "document"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    kind: Mapped[Kind] = mapped_column(enum_of(Kind))
    title: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    hash: Mapped[str] = mapped_column(sa.String(64))
    small_hash: Mapped[str | None] = mapped_column(sa.String(64))
    size: Mapped[int]
    added_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(sa.String(300), default="")

    __table_args__ = (
        sa.Index("ix_document_congress_id_hash", "congress_id", "hash"),
        sa.CheckConstraint("kind <> 'photo' OR small_hash IS NOT NULL", name="photo_has_small"),
        sa.CheckConstraint("withdrawn_at IS NULL OR released_at IS NULL", name="withdrawn_or_public"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why = '')", name="withdrawn_says_why"),
    )

    def release(self, at: datetime | None) -> None:
        """公开, or with None not (any more); a note of an earlier takedown goes when it is public again."""
        self.released_at = at
        if at is not None:
            self.withdrawn_at, self.withdrawn_why = None, ""

    def withdraw(self, why: str, at: datetime) -> None:
        """撤下 what was public; its address goes on to say since when, and why."""
        if self.released_at is not None:
            self.released_at, self.withdrawn_at, self.withdrawn_why = None, at, why

    def forget_bytes(self) -> None:
        """Name no file any more; the row stays for the note at its address."""
        self.hash, self.size = "", 0
        self.small_hash = "" if self.small_hash else None


Word = Callable[[Document, Actor], bool | None]
KEEPERS: list[Word] = []
"""The word of later rooms on who may open a document of theirs that is not released yet; None: not theirs."""


def keeper(word: Word) -> Word:
    """Mark a room's word on who may open its documents before their release."""
    KEEPERS.append(word)
    return word


def store(data: Path, content: bytes) -> str:
    """Keep these bytes once, under the hash of what they are; the hash is returned when they are on the disk."""
    name = hashlib.sha256(content).hexdigest()
    path = stored_at(data, name)
    try:
        os.utime(path)  # whoever clears up sees that it is wanted again
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        Path(fresh.name).replace(path)
    return name


def stored_at(data: Path, name: str) -> Path:
    """Where the bytes of this hash lie."""
    return data / "files" / name[:2] / name
