"""相近的建议: which proposals of a list say most nearly the same, side by side for whoever reads them."""

from collections.abc import Sequence

from sqlalchemy import select

from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.figures import of_cycle
from votes.proposals.likeness_rules import nearest, pairs
from votes.proposals.models import Proposal

SIDE_BY_SIDE = 3
"""So many fit beside the one that is read."""
SHORT_LIST = 30
"""So many can be chosen from by eye."""
READ = 400
"""Characters of a text that are compared."""


def said(title: str, what: str) -> frozenset[str]:
    """What a proposal says, as it is compared."""
    return pairs(f"{title} {what[:READ]}")


def alike_each(cycle: Cycle, proposals: Sequence[Proposal], most: int) -> dict[int, list[Proposal]]:
    """For each of these, the proposals of the list most like it, by its id; merged ones are left out."""
    open_ones = of_cycle(cycle, Proposal.merged_into_id.is_(None)).order_by(None)
    rows = db.session.execute(open_ones.with_only_columns(Proposal.id, Proposal.title, Proposal.what))
    texts = {row.id: said(row.title, row.what) for row in rows}
    near = {one.id: nearest(one.id, said(one.title, one.what), texts, most) for one in proposals}
    wanted = {key for keys in near.values() for key in keys}
    found = {one.id: one for one in db.session.scalars(select(Proposal).where(Proposal.id.in_(wanted)))}
    return {own: [found[key] for key in keys] for own, keys in near.items()}


def alike(proposal: Proposal, most: int = 5) -> list[Proposal]:
    """The proposals of the list that say most nearly the same as this one, the most alike first."""
    return alike_each(proposal.cycle, [proposal], most)[proposal.id]


def to_choose_from(proposal: Proposal) -> list[Proposal]:
    """What a proposal may be merged into: those most alike first, and of a short list all others after them."""
    near = alike(proposal)
    open_ones = (Proposal.merged_into_id.is_(None), Proposal.id.not_in([one.id for one in (proposal, *near)]))
    rest = db.session.scalars(of_cycle(proposal.cycle, *open_ones).limit(SHORT_LIST + 1)).all()
    return near if len(rest) > SHORT_LIST else [*near, *rest]
