"""督办, 挂牌, 合并, 回头看: what follows an order that is not simply answered and closed; each kept for good."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, enum_of
from votes.congress.models import Deputy
from votes.projects.documents import Document
from votes.supervision.loop_rules import Ending
from votes.supervision.rules import State


class Press(AppendOnly, Base):
    """督办: somebody presses the unit, as often as it takes."""

    __tablename__ = "press"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_press_congress_id_matter_id", "congress_id", "matter_id"),
        sa.CheckConstraint("words <> ''", name="says_what"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Listing(AppendOnly, Base):
    """挂牌督办 or 列入专题询问: on whose decision, under which leader, with which new deadline; and what was before it."""

    __tablename__ = "listing"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    to: Mapped[State] = mapped_column("to_state", enum_of(State, "listing_state"))
    due_on: Mapped[date]
    was: Mapped[State] = mapped_column("was_state", enum_of(State, "listing_was"))
    was_due_on: Mapped[date]
    body: Mapped[str] = mapped_column(sa.String(120))
    leader: Mapped[str] = mapped_column(sa.String(60), default="")
    words: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    lifting: Mapped["Lifting | None"] = relationship()

    __table_args__ = (
        sa.Index("ix_listing_congress_id_matter_id", "congress_id", "matter_id"),
        sa.CheckConstraint("to_state IN ('listed','inquired')", name="raised_higher"),
        sa.CheckConstraint("words <> '' AND body <> ''", name="says_why_and_who_decided"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor lifted."""
        return self.lifting is None


class Lifting(AppendOnly, Base):
    """摘牌: the end of a listing, or that it was entered by mistake (撤回); the listing stays beside it."""

    __tablename__ = "lifting"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    listing_id: Mapped[int] = mapped_column(sa.ForeignKey("listing.id"), unique=True)
    ending: Mapped[Ending] = mapped_column(enum_of(Ending, "listing_ending"))
    why: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_lifting_congress_id_listing_id", "congress_id", "listing_id"),
        sa.CheckConstraint("why <> ''", name="says_why"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Merger(AppendOnly, Base):
    """合并: one matter goes on in another; both keep the trace."""

    __tablename__ = "merger"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), unique=True)
    into_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    why: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_merger_congress_id_matter_id", "congress_id", "matter_id"),
        sa.CheckConstraint("matter_id <> into_id", name="into_another"),
        sa.CheckConstraint("why <> ''", name="says_why"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class LookBack(AppendOnly, Base):
    """回头看: whether it stayed put right; one that failed has a new deadline `again_on` and may reopen the project."""

    __tablename__ = "look_back"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    due_on: Mapped[date]
    held_on: Mapped[date]
    again_on: Mapped[date | None]
    reopened_project: Mapped[bool]
    words: Mapped[str] = mapped_column(sa.Text)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    entered_for: Mapped[bool]
    paper_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    deputy: Mapped[Deputy | None] = relationship()
    paper: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.Index("ix_look_back_congress_id_matter_id", "congress_id", "matter_id"),
        sa.CheckConstraint("words <> ''", name="says_what_was_found"),
        sa.CheckConstraint("NOT reopened_project OR again_on IS NOT NULL", name="reopens_what_failed"),
        sa.CheckConstraint("NOT entered_for OR paper_id IS NOT NULL", name="signed_when_entered_for"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def passed(self) -> bool:
        """Whether it stayed put right."""
        return self.again_on is None
