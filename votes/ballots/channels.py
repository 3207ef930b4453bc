"""渠道: the ways in which ballots of a round come in, and the figures of each as the record wants them.

Of slips only totals stand here too; `section` is the field of the slips (票段) that a round is voted with.
"""

from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.fixed import Fixed
from votes.ballots.round_rules import Papers
from votes.ballots.rounds import Round
from votes.common.db import Base, enum_of


class ChannelKind(StrEnum):
    """How ballots come in: on paper, through the hall's handsets or an optical reader, or as slips (phones)."""

    paper = "paper"
    device = "device"
    slips = "slips"


class RoundChannel(Fixed, Base):
    """One way in which ballots come in, and its figures: 印制, 发出, 作废, 剩余, 收回, then what was counted.

    `section` is the sign of the slips' field that is used in this round (票段); blank until chosen, and for other ways.
    """

    __tablename__ = "round_channel"
    fixed_by: ClassVar = {
        "valid": ("void", "counts", "printed", "issued", "spoiled", "left_over", "received", "section")
    }

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    kind: Mapped[ChannelKind] = mapped_column(enum_of(ChannelKind))
    section: Mapped[str] = mapped_column(sa.String(8), default="")
    printed: Mapped[int | None]
    issued: Mapped[int | None]
    spoiled: Mapped[int | None]
    left_over: Mapped[int | None]
    received: Mapped[int | None]
    valid: Mapped[int | None] = mapped_column(active_history=True)
    void: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    counts: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))

    round: Mapped[Round] = relationship(back_populates="channels")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "round_id", "kind"),
        sa.CheckConstraint("section = '' OR kind = 'slips'", name="section_of_slips"),
        sa.CheckConstraint(
            "coalesce(printed, 0) >= 0 AND coalesce(issued, 0) >= 0 AND coalesce(spoiled, 0) >= 0"
            " AND coalesce(left_over, 0) >= 0 AND coalesce(received, 0) >= 0",
            name="no_negative_papers",
        ),
        sa.CheckConstraint("(valid IS NULL) = (counts IS NULL)", name="valid_with_counts"),
        sa.CheckConstraint("(valid IS NULL) = (void IS NULL)", name="valid_with_void"),
        sa.CheckConstraint(
            "valid IS NULL OR (valid >= 0 AND valid <= received)", name="valid_within_received"
        ),
    )

    @property
    def papers(self) -> Papers:
        """Its papers as plain numbers."""
        return Papers(self.printed, self.issued, self.spoiled, self.left_over, self.received)


def slips_of(round: Round) -> RoundChannel | None:
    """The channel of a round that takes ballots by slips, if it has one."""
    return next((channel for channel in round.channels if channel.kind is ChannelKind.slips), None)
