"""发布审签: what the office lets everyone read, up to which moment, and what it took down again."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.projects.documents import Document

TAKEN_DOWN = (
    "(taken_down_at IS NULL) = (taken_down_why = '') AND (taken_down_at IS NULL OR released_at IS NULL)"
)
"""A takedown has its reason, and nothing is public and taken down at once."""


class Signoff(AppendOnly, Base):
    """审签: who let a finding or an inspection record be public, or took it down and why."""

    __tablename__ = "supervision_signoff"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    released: Mapped[bool]
    why: Mapped[str] = mapped_column(sa.Text, default="")
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_supervision_signoff_matter", "congress_id", "matter_id"),
        sa.Index("ix_supervision_signoff_inspection", "congress_id", "inspection_id"),
        sa.CheckConstraint("(matter_id IS NULL) <> (inspection_id IS NULL)", name="of_one"),
        sa.CheckConstraint("released = true OR why <> ''", name="taken_down_says_why"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Released:
    """A record that is public as far as it stood at `released_at`, or taken down with a note."""

    released_at: Mapped[datetime | None]
    taken_down_at: Mapped[datetime | None]
    taken_down_why: Mapped[str] = mapped_column(sa.Text, default="")

    def documents(self) -> Sequence[Document]:
        """Pictures and papers that go public with it."""
        raise NotImplementedError

    def signoff(self) -> Signoff:
        """An empty sign-off of this record."""
        raise NotImplementedError

    def is_public(self) -> bool:
        """Whether anything of it may be shown to everyone, be it only that it was taken down."""
        return self.released_at is not None or self.taken_down_at is not None

    def shows(self, at: datetime) -> bool:
        """Whether words of this moment were signed off."""
        return self.released_at is not None and at <= self.released_at

    def release(self, by: str, at: datetime) -> None:
        """公开: everyone may read all that stands until now; names of deputies never."""
        self.released_at, self.taken_down_at, self.taken_down_why = at, None, ""
        for document in self.documents():
            document.released_at = document.released_at or at
        self.sign(True, "", by, at)

    def take_down(self, why: str, by: str, at: datetime) -> None:
        """撤下: words and pictures go, the note of when and why stays."""
        if self.released_at is None:
            raise RuleBroken(say("This is not public, so nothing can be taken down."))
        self.released_at, self.taken_down_at, self.taken_down_why = None, at, why
        for document in self.documents():
            document.released_at = None
        self.sign(False, why, by, at)

    def sign(self, released: bool, why: str, by: str, at: datetime) -> None:
        """Keep who let it be public, or took it down."""
        row = self.signoff()
        row.released, row.why, row.by, row.at = released, why, by, at
        db.session.add(row)
