"""The steps of a finding, each written once and kept for good: order 交办, reply 答复, recheck 复查."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, enum_of
from votes.congress.models import Deputy, Unit
from votes.projects.documents import Document
from votes.supervision.loop_rules import Mark, Marks


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
    co_units: Mapped[list[Unit]] = relationship(secondary="order_unit", order_by=Unit.id)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "matter_id"),
        sa.CheckConstraint("demand <> ''", name="demands_something"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class OrderUnit(Base):
    """协办单位: a unit that helps the one that answers."""

    __tablename__ = "order_unit"

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_order.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("order_id", "unit_id"),)


class MatterPhoto(Base):
    """A picture with which a matter was raised."""

    __tablename__ = "matter_photo"

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("matter_id", "document_id"),)


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
    """复查 of the answer of the same round: closed, returned with a new deadline `due_on`, or `escalated` (提请升级).

    The three marks (评价) go with it; the deputy's name stays inside.
    """

    __tablename__ = "recheck"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    round: Mapped[int]
    due_on: Mapped[date | None]
    escalated: Mapped[bool] = mapped_column(default=False)
    speed: Mapped[Mark | None] = mapped_column(enum_of(Mark, "recheck_speed"))
    effort: Mapped[Mark | None] = mapped_column(enum_of(Mark, "recheck_effort"))
    effect: Mapped[Mark | None] = mapped_column(enum_of(Mark, "recheck_effect"))
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
        sa.CheckConstraint(
            "(speed IS NULL) = (effort IS NULL) AND (effort IS NULL) = (effect IS NULL)",
            name="marks_together",
        ),
        sa.CheckConstraint("NOT escalated OR due_on IS NULL", name="one_result"),
        sa.CheckConstraint(
            "due_on IS NOT NULL OR escalated OR (effect IS NOT NULL AND effect <> 'dissatisfied')",
            name="closed_with_marks",
        ),
        sa.CheckConstraint("words <> ''", name="says_what_was_found"),
        sa.CheckConstraint("entered_for = false OR paper_id IS NOT NULL", name="signed_when_entered_for"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def marks(self) -> Marks | None:
        """The marks given with it."""
        if self.speed is None or self.effort is None or self.effect is None:
            return None
        return Marks(self.speed, self.effort, self.effect)
