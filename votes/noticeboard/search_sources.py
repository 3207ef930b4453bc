"""可查内容: the kinds of public words that can be found, each by its own room's rule of what everyone may read.

The same rule is asked when a row is indexed and again when it is shown: nothing is found that may not be read.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from votes.ballots.announcing import Announcement
from votes.common.clock import day_of
from votes.common.db import Base, db
from votes.congress.models import Congress
from votes.congress.places import Place
from votes.noticeboard.search_index import Said
from votes.projects.models import Cycle, Project
from votes.proposals.models import Proposal
from votes.proposals.points import Point
from votes.supervision.matters import Matter
from votes.supervision.steps import Reply

Loads = tuple[ORMOption, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of public words: its table, what everyone may read of a row (None: nothing), and where it stands."""

    word: str
    name: LazyString
    model: type[Base]
    said: Callable[[Any], Said | None]
    address: Callable[[Any], str]
    with_it: Callable[[], Loads] = tuple
    """What is read along with a row, so that many rows cost few questions."""


def said_of_project(project: Project) -> Said | None:
    """A project from the day its list is public."""
    if not (project.congress.is_public and project.is_public):
        return None
    goal = "" if project.year_goal in project.content else project.year_goal
    texts = (goal, project.content, project.scale, project.place, project.category)
    body = "\n".join(text for text in (*texts, project.unit_name, project.benefit) if text)
    moved = [passage.at for passage in project.passages]
    on = day_of(max(moved)) if moved else date(project.cycle.year, 1, 1)
    return Said(project.congress_id, project.id, on, project.title, body)


def said_of_proposal(proposal: Proposal) -> Said | None:
    """A proposal as it was released, with its answer."""
    if proposal.released_at is None or not (proposal.congress.is_public and proposal.cycle.is_public):
        return None
    body = "\n".join((proposal.public_what, proposal.public_place, proposal.answer))
    on = day_of(proposal.released_at)
    return Said(proposal.congress_id, proposal.id, on, proposal.public_title, body)


def said_of_matter(matter: Matter) -> Said | None:
    """A finding or message as far as it was signed off, with the unit's answers."""
    project = matter.project
    if matter.released_at is None or project is None or said_of_project(project) is None:
        return None
    words = [matter.words] if matter.shows(matter.raised_at) else []
    words += [reply.words for reply in matter.replies if matter.shows(reply.at)]
    body = "\n".join((*words, project.title))
    return Said(matter.congress_id, matter.id, day_of(matter.released_at), matter.title, body)


def said_of_announcement(paper: Announcement) -> Said | None:
    """公告 of a ballot."""
    cycle = paper.round.cycle
    if cycle is None or not (cycle.congress.is_public and cycle.is_public):
        return None
    title = f"{cycle.title} {paper.number}"
    return Said(paper.congress_id, paper.id, paper.issued_on, title, paper.text)


def said_of_place(place: Place) -> Said | None:
    """A town or village."""
    congress = db.session.get_one(Congress, place.congress_id)
    return Said(place.congress_id, place.id, None, place.name, congress.place) if congress.is_public else None


def said_of_point(point: Point) -> Said | None:
    """A collection point or station that is kept."""
    if not (point.is_open and point.congress.is_public):
        return None
    body = "\n".join((point.place, point.address))
    return Said(point.congress_id, point.id, None, point.name, body)


def at_project(project: Project) -> str:
    """The page of a project."""
    cycle = project.cycle
    values: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug, "number": project.number}
    return url_for("noticeboard.project", **values)


def at_proposal(proposal: Proposal) -> str:
    """The public page of a released proposal."""
    cycle = proposal.cycle
    values: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug, "proposal": proposal.id}
    return url_for("noticeboard.proposal", **values)


def at_matter(matter: Matter) -> str:
    """The findings on the page of their project."""
    assert matter.project is not None, "only what concerns a project is found"
    return f"{at_project(matter.project)}#findings"


def at_announcement(paper: Announcement) -> str:
    """The announcements on the page of their list."""
    cycle = paper.round.cycle
    return url_for("noticeboard.cycle", congress=cycle.congress.slug, cycle=cycle.slug) + "#announcement-1"


def at_place(place: Place) -> str:
    """The page of a place."""
    congress = db.session.get_one(Congress, place.congress_id)
    return url_for("noticeboard.in_place", congress=congress.slug, place=place.slug)


def at_point(point: Point) -> str:
    """The page of a point or station."""
    return url_for("noticeboard.point", congress=point.congress.slug, code=point.code)


def with_project() -> Loads:
    """What a project's words need."""
    return selectinload(Project.passages), joinedload(Project.unit), joinedload(Project.cycle)


def with_proposal() -> Loads:
    """What a proposal's words need."""
    return joinedload(Proposal.cycle), joinedload(Proposal.congress)


def with_matter() -> Loads:
    """What a matter's words need."""
    return selectinload(Matter.replies), joinedload(Matter.project).selectinload(Project.passages)


KINDS: dict[str, Kind] = {
    kind.word: kind
    for kind in (
        Kind("project", _l("Project"), Project, said_of_project, at_project, with_project),
        Kind("proposal", _l("Proposal"), Proposal, said_of_proposal, at_proposal, with_proposal),
        Kind("matter", _l("Finding or message"), Matter, said_of_matter, at_matter, with_matter),
        Kind("announcement", _l("Announcement"), Announcement, said_of_announcement, at_announcement),
        Kind("place", _l("Town or village"), Place, said_of_place, at_place),
        Kind("point", _l("Point or station"), Point, said_of_point, at_point),
    )
}
"""New kinds are added at the end: their place here is their number in what is packed."""
WORDS = tuple(KINDS)


def said_now(word: str, ids: Sequence[int]) -> dict[int, tuple[Any, Said]]:
    """The rows of these ids that everyone may read now, each with what is said in it."""
    kind = KINDS[word]
    rows = db.session.scalars(sa.select(kind.model).where(kind.model.id.in_(ids)).options(*kind.with_it()))
    return {row.id: (row, said) for row in rows if (said := kind.said(row)) is not None}


def touched_by(row: object) -> Iterable[tuple[str, int]]:
    """The rows whose public words may change with this one: kind and id."""
    for kind in KINDS.values():
        if isinstance(row, kind.model):
            yield kind.word, row.id
    if isinstance(row, Reply):
        yield "matter", row.matter_id
    if isinstance(row, Cycle) and is_opened(row):
        yield from (("project", found) for found in ids_in(Project, row))
        yield from (("proposal", found) for found in ids_in(Proposal, row))


def is_opened(cycle: Cycle) -> bool:
    """Whether it has just changed who may see a cycle and what is in it."""
    state = sa.inspect(cycle).attrs
    return any(
        state[name].history.has_changes()
        for name in ("candidates_published_at", "collection_opens_on", "archived")
    )


def ids_in(model: type[Project] | type[Proposal], cycle: Cycle) -> Sequence[int]:
    """The rows of a cycle."""
    return db.session.scalars(sa.select(model.id).where(model.cycle_id == cycle.id)).all()
