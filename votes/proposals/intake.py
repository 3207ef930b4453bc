"""收件: how a proposal comes in: from this site, typed in by staff, or out of a table."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from votes.common.codes import new_code
from votes.common.db import db
from votes.projects.adoption import freeze
from votes.projects.documents import Document
from votes.projects.models import Cycle
from votes.projects.settings import Subject
from votes.proposals.doubting import doubts_of
from votes.proposals.models import Proposal, ProposalContact
from votes.proposals.pictures import ProposalPhoto
from votes.proposals.rules import Channel, Deed

CODE_LENGTH = 10
"""50 bits: nobody guesses the code of another person's proposal."""


@dataclass(frozen=True)
class Incoming:
    """What came in, as plain words; `external` is the number it has elsewhere (工单编号), `handover` the one it was
    handed over with (转办编号), `point_id` the point it came from, `sent_today` what its address sent before on that day.
    """

    title: str
    what: str
    received_on: date
    channel: Channel = Channel.web
    place: str = ""
    category: str = ""
    name: str = ""
    phone: str = ""
    wants_call: bool = False
    external: str | None = None
    handover: str = ""
    once: str | None = None
    sent_today: int = 0
    point_id: int | None = None

    @property
    def fingerprint(self) -> str:
        """The number of a row that has none: what it says, so that a second import finds it again."""
        said = "|".join((self.channel, self.received_on.isoformat(), self.title, self.what, self.place))
        return f"#{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def receive(
    cycle: Cycle, incoming: Incoming, at: datetime, by: str = "", photos: Sequence[Document] = ()
) -> Proposal:
    """收件登记 of one proposal; from the first one on the rules of the collection stand still."""
    freeze(cycle, Subject.collection, at)
    doubts = doubts_of(
        cycle, incoming.channel, incoming.title, incoming.what, incoming.sent_today, incoming.received_on
    )
    found = registered(cycle, incoming, at, by, photos)
    found.doubts = doubts
    return found


def registered(
    cycle: Cycle, incoming: Incoming, at: datetime, by: str, photos: Sequence[Document] = ()
) -> Proposal:
    """What came in, kept under a code of its own."""
    proposal = Proposal(
        congress_id=cycle.congress_id,
        cycle=cycle,
        code=new_code(CODE_LENGTH),
        once=incoming.once,
        channel=incoming.channel,
        external=incoming.external,
        handover=incoming.handover,
        received_on=incoming.received_on,
        received_at=at,
        title=incoming.title,
        what=incoming.what,
        place=incoming.place,
        category=incoming.category,
        point_id=incoming.point_id,
    )
    if incoming.name or incoming.phone:
        proposal.contact = ProposalContact(
            congress_id=cycle.congress_id,
            name=incoming.name,
            phone=incoming.phone,
            wants_call=incoming.wants_call and bool(incoming.phone),
        )
    for seq, document in enumerate(photos, start=1):
        proposal.photos.append(ProposalPhoto(congress_id=cycle.congress_id, seq=seq, document=document))
    proposal.note(Deed.received, at, by)
    db.session.add(proposal)
    return proposal


def sent_before(cycle: Cycle, once: str | None) -> Proposal | None:
    """The proposal of the first click, when a form is sent twice."""
    if not once:
        return None
    found = select(Proposal).where(
        Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id, Proposal.once == once
    )
    return db.session.scalar(found)


def taken_before(cycle: Cycle, external: str | None) -> Proposal | None:
    """The proposal that has this number elsewhere already."""
    if not external:
        return None
    found = select(Proposal).where(
        Proposal.congress_id == cycle.congress_id,
        Proposal.cycle_id == cycle.id,
        Proposal.external == external,
    )
    return db.session.scalar(found)


def take_in(cycle: Cycle, rows: Iterable[Incoming], at: datetime, by: str) -> tuple[int, int]:
    """Keep the rows of a table; how many are new, and how many were here already and stay as they are."""
    known = select(Proposal.external).where(
        Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id
    )
    here = set(db.session.scalars(known))
    freeze(cycle, Subject.collection, at)
    new = old = 0
    for row in rows:
        if row.external in here:
            old += 1
            continue
        here.add(row.external)
        registered(cycle, row, at, by)
        new += 1
    return new, old
