"""找相似: the released proposals of a list that a resident may join instead of asking for the same again."""

from typing import Any

from flask import url_for

from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.alike_rules import Said, asked_alike
from votes.proposals.figures import of_cycle
from votes.proposals.models import Proposal
from votes.proposals.rules import State
from votes.proposals.supports import supporters_by_id
from votes.proposals.telling import state_word

LONGEST = 400
"""Characters of a proposal that are compared."""


def alike_to(cycle: Cycle, typed: str, place: str) -> list[Proposal]:
    """The released proposals most like what is typed; never one whose words nobody has looked through."""
    near = asked_alike(typed[:LONGEST], place[:LONGEST], said_in(cycle))
    found = {one.id: one for one in db.session.scalars(of_cycle(cycle, Proposal.id.in_(near)))}
    return [found[key] for key in near if key in found]


def said_in(cycle: Cycle) -> list[Said[int]]:
    """What everyone may read of a list, those left out that go on with another one."""
    shown = of_cycle(cycle, Proposal.released_at.is_not(None), Proposal.state != State.merged).order_by(None)
    columns = (Proposal.id, Proposal.public_title, Proposal.public_what, Proposal.public_place)
    rows = db.session.execute(shown.with_only_columns(*columns)).tuples()
    return [Said(key, f"{title} {what[:LONGEST]}", place) for key, title, what, place in rows]


def alike_rows(cycle: Cycle, typed: str, place: str) -> list[dict[str, Any]]:
    """The proposals alike, as rows that lead to joining them, or to what became of them."""
    near = alike_to(cycle, typed, place)
    counted = supporters_by_id(cycle) if near else {}
    return [row_of(one, counted.get(one.id, 0)) for one in near]


def row_of(proposal: Proposal, supporters: int) -> dict[str, Any]:
    """One of them."""
    here: dict[str, Any] = {"congress": proposal.congress.slug, "cycle": proposal.cycle.slug}
    is_open = proposal.state is State.received
    page = "proposals.support" if is_open else "noticeboard.proposal"
    return {
        "title": proposal.public_title,
        "url": url_for(page, proposal=proposal.id, **here),
        "place": proposal.public_place,
        "words": proposal.public_what,
        "state": state_word(proposal.state),
        "supporters": supporters,
    }
