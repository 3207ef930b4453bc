"""办理过程: the history of a proposal, row by row."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, enum_of
from votes.proposals.rules import Deed

if TYPE_CHECKING:
    from votes.proposals.models import Proposal


class ProposalStep(AppendOnly, Base):
    """办理过程: one thing done to a proposal: when, by whom, with which words. Never changed, never deleted.

    `before` is what the proposal was before the deed, for whoever takes it back.
    """

    __tablename__ = "proposal_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    seq: Mapped[int]
    deed: Mapped[Deed] = mapped_column(enum_of(Deed))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))

    proposal: Mapped["Proposal"] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "proposal_id", "seq"),
        sa.CheckConstraint("actor <> '' OR deed IN ('received','judged','forgotten')", name="by_someone"),
    )
