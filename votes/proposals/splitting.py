"""拆分: a proposal that names several matters goes on as several, each with a code of its own and a trace on all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from votes.common.db import db
from votes.proposals.intake import Incoming, registered
from votes.proposals.models import Proposal
from votes.proposals.rules import Deed, State, check_move, check_seen
from votes.proposals.snapshots import undoable
from votes.proposals.undo_rules import check_parts


@dataclass(frozen=True)
class Part:
    """One matter of several, and whether the pictures that came along show it."""

    title: str
    what: str
    place: str = ""
    with_photos: bool = False


@undoable
def split(
    proposal: Proposal, parts: Sequence[Part], answer: str, at: datetime, by: str, seen: int
) -> list[Proposal]:
    """拆分; whoever follows the proposal finds all its parts there, and is asked back for them as for the whole."""
    check_seen(len(proposal.steps), seen)
    check_move(proposal.state, State.divided)
    check_parts(len(parts))
    made = [part_of(proposal, part, at, by) for part in parts]
    proposal.note(Deed.divided, at, by)
    proposal.answer_with(answer, at, by)
    proposal.state = State.divided
    return made


def part_of(proposal: Proposal, part: Part, at: datetime, by: str) -> Proposal:
    """One part as a proposal, as old as the whole."""
    incoming = Incoming(
        title=part.title,
        what=part.what,
        place=part.place or proposal.place,
        category=proposal.category,
        channel=proposal.channel,
        received_on=proposal.received_on,
    )
    photos = [photo.document for photo in proposal.photos] if part.with_photos else []
    made = registered(proposal.cycle, incoming, at, by, photos)
    made.split_from, made.received_at = proposal, proposal.received_at
    return made


def parts_of(proposal: Proposal) -> list[Proposal]:
    """The parts of a proposal that was split, in their order."""
    rows = select(Proposal).where(
        Proposal.congress_id == proposal.congress_id, Proposal.split_from_id == proposal.id
    )
    return list(db.session.scalars(rows.order_by(Proposal.id)))
