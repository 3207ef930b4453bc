"""撤下: what was public and is so no longer leaves a note at its address: what, when and why."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import say
from votes.projects.models import Cycle
from votes.proposals.models import Proposal
from votes.proposals.rules import Deed, check_seen
from votes.proposals.snapshots import undoable
from votes.proposals.undo_rules import check_public


class Extent(StrEnum):
    """What is taken down."""

    whole = "whole"
    photos = "photos"


EXTENT_NAMES: dict[Extent, str] = {
    Extent.whole: say("the words, and the pictures if there are any"),
    Extent.photos: say("the pictures only"),
}


class Takedown(AppendOnly, Base):
    """撤下说明, for everyone: what was public since `published_at`, and why it was taken down at `at`.

    `title` is what was public of it if it may stay, `photos` how many pictures went.
    """

    __tablename__ = "takedown"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    extent: Mapped[Extent] = mapped_column(enum_of(Extent))
    published_at: Mapped[datetime]
    at: Mapped[datetime]
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    photos: Mapped[int]
    why: Mapped[str] = mapped_column(sa.String(300))

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "proposal_id", "at"),
        sa.CheckConstraint("why <> ''", name="says_why"),
        sa.CheckConstraint("extent <> 'photos' OR photos > 0", name="photos_are_there"),
    )


@undoable
def take_down(
    proposal: Proposal, extent: Extent, why: str, keep_title: bool, at: datetime, by: str, seen: int
) -> None:
    """撤下 the words or only the pictures; the proposal is dealt with and answered all the same."""
    check_seen(len(proposal.steps), seen)
    shown = [photo.document for photo in proposal.photos if photo.document.released_at]
    check_public(bool(proposal.released_at) and (extent is Extent.whole or bool(shown)))
    db.session.add(noted(proposal, extent, why, keep_title, at, len(shown)))
    for document in shown:
        document.withdraw(why, at)
    if extent is Extent.whole:
        proposal.released_at, proposal.held_why = None, why
        proposal.public_title, proposal.public_what, proposal.public_place = "", "", ""
    proposal.note(Deed.taken_down, at, by, why)


def noted(
    proposal: Proposal, extent: Extent, why: str, keep_title: bool, at: datetime, photos: int
) -> Takedown:
    """The note for everyone."""
    return Takedown(
        congress_id=proposal.congress_id,
        proposal_id=proposal.id,
        extent=extent,
        published_at=proposal.released_at,
        at=at,
        title=proposal.public_title if keep_title or extent is Extent.photos else "",
        photos=photos,
        why=why,
    )


def note_of(proposal: Proposal) -> Takedown | None:
    """The note that stands at a proposal's address now; None while all that was public is."""
    rows = sa.select(Takedown).where(
        Takedown.congress_id == proposal.congress_id, Takedown.proposal_id == proposal.id
    )
    last = db.session.scalar(rows.order_by(Takedown.id.desc()).limit(1))
    return last if last and stands(proposal, last.extent) else None


def stands(proposal: Proposal, extent: Extent) -> bool:
    """Whether what was taken down is still down."""
    if extent is Extent.whole:
        return bool(proposal.held_why)
    return any(photo.document.withdrawn_at for photo in proposal.photos)


def notes_of(cycle: Cycle) -> Sequence[tuple[Takedown, Proposal]]:
    """The notes of a list for everyone, the newest first, each with its proposal."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    rows = sa.select(Takedown, Proposal).join(Proposal, Takedown.proposal_id == Proposal.id).where(*mine)
    found, seen = list[tuple[Takedown, Proposal]](), set[int]()
    for note, proposal in db.session.execute(rows.order_by(Takedown.id.desc())).tuples():
        if proposal.id not in seen and stands(proposal, note.extent):
            found.append((note, proposal))
        seen.add(proposal.id)
    return found
