"""Loading is guarding: the cycle or project of an address, or a 404."""

from flask import abort, g, request
from sqlalchemy import bindparam, select

from votes.accounts.access import the_congress, the_public_congress
from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle, Project

CYCLE = select(Cycle).where(Cycle.congress_id == bindparam("congress"), Cycle.slug == bindparam("slug"))
PROJECT = select(Project).where(
    Project.congress_id == bindparam("congress"),
    Project.cycle_id == bindparam("cycle"),
    Project.number == bindparam("number"),
)
"""Asked at nearly every request, so made once."""


def the_cycle(congress: str, cycle: str) -> Cycle:
    """The cycle (年度/批次) of this address."""
    return found_cycle(the_congress(congress), cycle)


def the_living_cycle(congress: str, cycle: str) -> Cycle:
    """The cycle of this address, unless it is archived: nothing can be done there any more.

    What is sent waits for whoever is changing the cycle: nobody rewrites a candidate while the list is published.
    """
    found = the_cycle(congress, cycle)
    if found.archived:
        abort(404)
    if request.method == "POST":
        db.session.refresh(found, with_for_update={"key_share": True})
    return found


def the_public_cycle(congress: str, cycle: str) -> Cycle:
    """The cycle of this public address; a rehearsal has none, and one that is being prepared is not public."""
    found = found_cycle(the_public_congress(congress), cycle)
    if not found.is_public:
        abort(404)
    return found


def the_project(congress: str, cycle: str, number: int) -> Project:
    """The project of this number on a working page."""
    return found_project(the_cycle(congress, cycle), number)


def the_public_project(congress: str, cycle: str, number: int) -> Project:
    """The project of this number on a public page; what is still being screened is not public."""
    found = found_project(the_public_cycle(congress, cycle), number)
    if not found.is_public:
        abort(404)
    return found


def found_cycle(congress: Congress, slug: str) -> Cycle:
    """This congress's cycle of that slug."""
    found = db.session.scalar(CYCLE, {"congress": congress.id, "slug": slug})
    if found is None:
        abort(404)
    g.cycle = found
    return found


def found_project(cycle: Cycle, number: int) -> Project:
    """This cycle's project of that number."""
    wanted = {"congress": cycle.congress_id, "cycle": cycle.id, "number": number}
    found = db.session.scalar(PROJECT, wanted)
    if found is None:
        abort(404)
    return found
