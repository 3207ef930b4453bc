"""The steps of a finding, each written once and kept for good: order 交办, reply 答复, recheck 复查."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base
from votes.congress.models import Deputy, Unit
from votes.projects.documents import Document


class Order(AppendOnly, Base):
    """交办: to which unit, by when, demanding what."""

    __tablename__ = "supervision_order"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    due_on: Mapped[date]
    demand: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "matter_id"),
        sa.CheckConstraint("demand <> ''", name="demands_something"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Reply(AppendOnly, Base):
    """答复: what the unit did; the first answer is round 1, the one after a return round 2."""

    __tablename__ = "reply"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    round: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    entered_for: Mapped[bool]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    evidence: Mapped[list[Document]] = relationship(secondary="reply_evidence", order_by=Document.id)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "matter_id", "round"),
        sa.CheckConstraint("words <> ''", name="says_what_was_done"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Evidence(Base):
    """佐证材料: a picture or paper that a reply brings along."""

    __tablename__ = "reply_evidence"

    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("reply_id", "document_id"),)


class Recheck(AppendOnly, Base):
    """复查 of the answer of the same round: closed, or returned with a new deadline `due_on`; the deputy's name stays inside."""

    __tablename__ = "recheck"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    round: Mapped[int]
    due_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(sa.Text)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    entered_for: Mapped[bool]
    paper_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    deputy: Mapped[Deputy | None] = relationship()
    paper: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "matter_id", "round"),
        sa.CheckConstraint("words <> ''", name="says_what_was_found"),
        sa.CheckConstraint("entered_for = false OR paper_id IS NOT NULL", name="signed_when_entered_for"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def is_return(self) -> bool:
        """Whether the finding went back to the unit (退回)."""
        return self.due_on is not None
