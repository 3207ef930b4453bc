"""What came in at each point."""

from sqlalchemy import func, select

from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle
from votes.proposals.models import Proposal
from votes.proposals.points import Point


def proposals_by_point(congress: Congress) -> dict[int, int]:
    """How many proposals came in at each point of a congress, over all its lists, by the point's id."""
    rows = select(Proposal.point_id, func.count()).join(Point).where(Point.congress_id == congress.id)
    return {int(point or 0): n for point, n in db.session.execute(rows.group_by(Proposal.point_id))}


def points_in(cycle: Cycle) -> list[tuple[Point, int]]:
    """The points at which proposals of this list came in, with how many, by their names."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    rows = select(Point, func.count()).join(Proposal, Proposal.point_id == Point.id).where(*mine)
    return [(point, n) for point, n in db.session.execute(rows.group_by(Point.id).order_by(Point.name))]
