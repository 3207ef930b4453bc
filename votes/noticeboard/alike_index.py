"""找相似 in a long list: which proposals the index of public words names for a line that somebody types.

They are read again before they are shown: the index may name one that was taken down or belongs to another list.
"""

from functools import reduce
from operator import or_

import sqlalchemy as sa

from votes.common.db import db
from votes.noticeboard.bit_rules import heaviest
from votes.noticeboard.search_index import OF_CONGRESS, OF_KIND, SearchEntry, entries_of
from votes.noticeboard.search_rules import folded, pairs_along
from votes.noticeboard.search_sources import WORDS
from votes.projects.models import Cycle
from votes.proposals.alike import Near, knows_pairs
from votes.proposals.alike_rules import NEARBY, weight
from votes.proposals.likeness_rules import pairs

PROPOSALS = "proposal"
MOST_NEAR, MOST_FRESH = 300, 1000
"""Proposals that are read to compare: packed ones that hold most of the line, and the newest that are not packed yet."""
STEPS = 4
"""Weights are told apart by quarters."""


@knows_pairs
def near(cycle: Cycle, typed: str, place: str) -> Near:
    """The proposals of a congress that hold most of a typed line, rare pairs of characters counted more; nearby ones first."""
    mine, around = numbers_of(typed), numbers_of(place)
    here, kind = OF_CONGRESS + cycle.congress_id, OF_KIND + WORDS.index(PROPOSALS)
    sets = entries_of({*mine.values(), *around.values(), here, kind})
    all_here = sets[here] & sets[kind]
    held = {pair: sets[number] & all_here for pair, number in mine.items()}
    weights = {pair: weight(ids.bit_count(), all_here.bit_count()) for pair, ids in held.items()}
    weighed = [(held[pair], steps(weights[pair])) for pair in held]
    holds_any = reduce(or_, held.values(), 0)
    nearby = steps(NEARBY * sum(weights.values()) / len(around)) if around else 0
    weighed += [(sets[number] & holds_any, nearby) for number in around.values()]
    found = heaviest(weighed, MOST_NEAR)
    return Near([*rows_of(SearchEntry.id.in_(found)), *fresh(cycle)], weights)


def numbers_of(text: str) -> dict[str, int]:
    """The pairs of a text with their numbers in the index."""
    return {pair: number for pair in pairs(text) for number in pairs_along(folded(pair))[:1]}


def steps(weight: float) -> int:
    """A weight as a whole number."""
    return max(1, round(STEPS * weight))


def fresh(cycle: Cycle) -> list[int]:
    """The newest proposals of a congress that are not packed yet."""
    return rows_of(SearchEntry.congress_id == cycle.congress_id, SearchEntry.packed.is_(False))


def rows_of(*which: sa.ColumnElement[bool]) -> list[int]:
    """The proposals of these entries, the newest entries first."""
    asked = sa.select(SearchEntry.row_id).where(SearchEntry.kind == PROPOSALS, *which)
    return list(db.session.scalars(asked.order_by(SearchEntry.id.desc()).limit(MOST_FRESH)))
