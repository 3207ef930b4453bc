"""Rows of findings and proposals for the open data, as far as they were signed off and released."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from votes.common.db import db
from votes.noticeboard.portions import Portion, Row
from votes.proposals.models import Proposal
from votes.supervision.ledger import Entry, ledger


def finding_rows(portion: Portion) -> Iterator[Row]:
    """The findings of these lists that everyone may read."""
    for cycle in portion.cycles.values():
        if not cycle.archived:
            yield from (finding_row(portion, cycle.id, one) for one in ledger(cycle, portion.on))


def finding_row(portion: Portion, cycle_id: int, entry: Entry) -> Row:
    """One finding."""
    return {
        **portion.where(cycle_id),
        "number": entry.number,
        "project": entry.project.number if entry.project else None,
        "title": entry.title,
        "state": entry.state.value,
        "unit": entry.unit or None,
        "due_on": entry.due_on,
        "raised_on": entry.moments[0].on if entry.moments else None,
        "last_on": entry.moments[-1].on if entry.moments else None,
        "url": portion.address(cycle_id),
    }


def proposal_rows(portion: Portion) -> Iterator[Row]:
    """The proposals of these lists in the words that were released; no code: that is its proposer's."""
    asked = (
        sa.select(Proposal)
        .where(Proposal.cycle_id.in_(portion.ids), Proposal.released_at.is_not(None))
        .order_by(Proposal.cycle_id, Proposal.received_on, Proposal.id)
        .options(joinedload(Proposal.project), joinedload(Proposal.merged_into))
    )
    for proposal in db.session.scalars(asked):
        yield proposal_row(portion, proposal)


def proposal_row(portion: Portion, proposal: Proposal) -> Row:
    """One proposal with what became of it."""
    root = proposal.root
    return {
        **portion.where(proposal.cycle_id),
        "id": proposal.id,
        "received_on": proposal.received_on,
        "title": proposal.public_title,
        "what": proposal.public_what,
        "place": proposal.public_place or None,
        "state": proposal.state.value,
        "answer": root.answer or proposal.answer or None,
        "project": root.project.number if root.project and root.project.is_public else None,
        "url": f"{portion.address(proposal.cycle_id)}/proposals/{proposal.id}",
    }
