"""找相似: the released proposals of a list that a resident may join instead of asking for the same again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement

from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.alike_rules import Said, asked_alike, says_nothing
from votes.proposals.figures import counted, of_cycle
from votes.proposals.models import Proposal
from votes.proposals.rules import State
from votes.proposals.supports import supporters
from votes.proposals.telling import state_word

LONGEST = 400
"""Characters of a proposal that are compared."""
ALL_READ = 500
"""Proposals that are read one by one; of a longer list the index says which."""


@dataclass(frozen=True)
class Near:
    """What an index knows of a typed line: the proposals that hold most of it, and the weight of each of its pairs."""

    ids: Sequence[int]
    weights: Mapping[str, float]


Index = Callable[[Cycle, str, str], Near]
INDEXES: list[Index] = []
"""The index of public words, which a later room keeps."""


def knows_pairs(index: Index) -> Index:
    """Marks what tells for a long list which proposals are worth reading."""
    INDEXES[:] = [index]
    return index


def alike_to(cycle: Cycle, typed: str, place: str) -> list[Proposal]:
    """The released proposals most like what is typed; never one whose words nobody has looked through."""
    typed, place = typed[:LONGEST], place[:LONGEST]
    known = INDEXES[0](cycle, typed, place) if INDEXES and counted(cycle) > ALL_READ else None
    others = said_in(cycle, *((Proposal.id.in_(known.ids),) if known else ()))
    near = asked_alike(typed, place, others, rare=known.weights if known else None)
    found = {one.id: one for one in db.session.scalars(of_cycle(cycle, Proposal.id.in_(near)))}
    return [found[key] for key in near if key in found]


def said_in(cycle: Cycle, *which: ColumnElement[bool]) -> list[Said[int]]:
    """What everyone may read of a list, or of these of it, those left out that go on with another one."""
    public = (Proposal.released_at.is_not(None), Proposal.state != State.merged)
    shown = of_cycle(cycle, *public, *which).order_by(None)
    columns = (Proposal.id, Proposal.public_title, Proposal.public_what, Proposal.public_place)
    rows = db.session.execute(shown.with_only_columns(*columns).order_by(Proposal.id)).tuples()
    return [Said(key, f"{title} {what[:LONGEST]}", place, title) for key, title, what, place in rows]


def alike_rows(cycle: Cycle, typed: str, place: str) -> list[dict[str, Any]] | None:
    """The proposals alike, as rows that lead to joining them, or to what became of them; None: too short to look for."""
    return None if says_nothing(typed) else [row_of(one) for one in alike_to(cycle, typed, place)]


def row_of(proposal: Proposal) -> dict[str, Any]:
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
        "supporters": supporters(proposal),
    }
