"""票箱: what a round with slips votes into; sealed ballots that nobody can read here, by the slip's key and nothing else.

Neither order nor time of a ballot is kept: no id, no number, no moment. The two keys that lie here sign what the box
answers; no key that opens a ballot ever does.
"""

from typing import Any, ClassVar

import sqlalchemy as sa
from nacl.signing import SigningKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.box.canon import parse
from votes.ballots.box.casting import Cast
from votes.ballots.box.closing import Closing, read_closing
from votes.ballots.box.log import Entry
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.box.tally import read_result
from votes.ballots.counting import Channel
from votes.ballots.fields import Field
from votes.ballots.fixed import Fixed
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection
from votes.common.db import AppendOnly, Base, db


class Box(Fixed, Base):
    """票箱 of one round: the manifest as it was fixed at the opening, the key that signs its answers, its log.

    `closing` is null until the close; `result` is the file brought back from the laptop, null until then.
    """

    __tablename__ = "ballot_box"
    fixed_by: ClassVar = {"mh": ("manifest", "signer", "section_id", "round_id"), "closing": ("log",)}

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), unique=True)
    section_id: Mapped[int] = mapped_column(sa.ForeignKey("slip_section.id"), unique=True)
    manifest: Mapped[str] = mapped_column(sa.Text)
    mh: Mapped[bytes] = mapped_column(active_history=True)
    signer: Mapped[bytes]
    log: Mapped[list[Any]]
    closing: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), active_history=True)
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))

    round: Mapped[Round] = relationship()
    section: Mapped[SlipSection] = relationship(back_populates="opened")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "round_id"),
        sa.CheckConstraint("result IS NULL OR closing IS NOT NULL", name="result_after_close"),
    )

    @property
    def terms(self) -> Manifest:
        """The manifest, read."""
        return read_manifest(parse(self.manifest.encode(), "manifest"))

    @property
    def signing_key(self) -> SigningKey:
        """The key that signs the box's answers."""
        return SigningKey(self.signer)

    @property
    def entries(self) -> list[Entry]:
        """The log as it stands."""
        return [
            Entry(one["deed"], one["facts"], bytes.fromhex(one["previous"]) if one["previous"] else None)
            for one in self.log
        ]

    @property
    def closed(self) -> Closing | None:
        """The 清点报告单 of the close, read."""
        return read_closing(Field("closing", self.closing)) if self.closing else None

    @property
    def brought(self) -> Channel | None:
        """The counts that were brought back from the laptop, checked again."""
        closed = self.closed
        return read_result(self.result, self.terms, closed) if self.result and closed else None


class SealedBallot(AppendOnly, Base):
    """密封的票: a slip's key, the sealed bytes, the slip's signature; once in the box it stays."""

    __tablename__ = "sealed_ballot"

    id = None  # type: ignore[assignment]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), primary_key=True)
    pk: Mapped[bytes] = mapped_column(primary_key=True)
    ct: Mapped[bytes]
    sig: Mapped[bytes]

    __table_args__ = ({"sqlite_with_rowid": False},)


def box_of(round: Round) -> Box | None:
    """The box of this round, once it was opened."""
    return db.session.scalar(sa.select(Box).where(Box.round_id == round.id))


def received(round: Round) -> int:
    """收回: how many ballots lie in the box; no other figure of it is known before the opening."""
    query = sa.select(sa.func.count()).select_from(SealedBallot).where(SealedBallot.round_id == round.id)
    return db.session.scalar(query) or 0


def casts_of(round: Round) -> list[Cast]:
    """The sealed ballots, sorted by their hash."""
    query = sa.select(SealedBallot.pk, SealedBallot.ct, SealedBallot.sig)
    rows = db.session.execute(query.where(SealedBallot.round_id == round.id))
    return sorted((Cast(*row) for row in rows), key=lambda cast: cast.order)
