"""关注到期: a list that is over tells nothing any more, so nobody's address is kept for it, its projects or messages."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.places import Place
from votes.projects.followers import Follower, end
from votes.projects.models import Cycle, Project
from votes.proposals.forgetting import gone_on
from votes.supervision.messages import ResidentMessage


def cycle_itself(row: int) -> Cycle | None:
    """The list of a followed list."""
    return db.session.get(Cycle, row)


def cycle_of_project(row: int) -> Cycle | None:
    """The list of a followed project."""
    project = db.session.get(Project, row)
    return project.cycle if project else None


def cycle_of_message(row: int) -> Cycle | None:
    """The list of the project about which a message was written."""
    message = db.session.get(ResidentMessage, row)
    return message.project.cycle if message else None


OF_CYCLE: dict[str, Callable[[int], Cycle | None]] = {
    "cycle": cycle_itself,
    "project": cycle_of_project,
    "message": cycle_of_message,
}
"""By the kind of topic the list it belongs to; a place goes on as long as it is in the list, and proposals let their followers go themselves."""


def is_over(topic: str, on: date) -> bool:
    """Whether the contacts of the list to which a topic belongs are to be gone by this day."""
    kind, _colon, row = topic.partition(":")
    if not row.isdecimal() or kind not in (*OF_CYCLE, "place"):
        return False
    if kind == "place":
        return db.session.get(Place, int(row)) is None
    cycle = OF_CYCLE[kind](int(row))
    return cycle is None or gone_on(cycle) <= on


def end_what_is_over(on: date) -> int:
    """Delete the addresses of those who follow what is over; how many topics."""
    topics = db.session.scalars(sa.select(Follower.topic).distinct()).all()
    over = [topic for topic in topics if is_over(topic, on)]
    for topic in over:
        end(topic)
    return len(over)
