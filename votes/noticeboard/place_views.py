"""地图和地方: the map of a cycle, and the page of a town or village: what is built there, what was asked for there."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from flask import abort, render_template
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.congress.places import Place, PlaceKind, named_in, place_at, places_of, within
from votes.noticeboard.living import Living
from votes.noticeboard.maps import map_of, map_of_place
from votes.noticeboard.pages import bp, public_page
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.proposals.figures import of_cycle, released
from votes.proposals.models import Proposal


@bp.route("/<congress>/<cycle>/map")
@open_to(PUBLIC)
def cycle_map(congress: str, cycle: str) -> Response:
    """Where the projects of a list are built."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    drawn = map_of(Living(found, clock.today()))
    towns = [one for one in places_of(found.congress) if one.parent_id is None]
    return public_page(render_template("noticeboard/cycle_map.html", cycle=found, map=drawn, towns=towns))


@bp.route("/<congress>/place/<place>")
@open_to(PUBLIC)
def in_place(congress: str, place: str) -> Response:
    """A town or village: its map, and the projects with a site there."""
    home = the_public_congress(congress)
    found = the_place(home, place)
    living = [Living(cycle, clock.today()) for cycle in living_lists(home)]
    rows = places_of(home)
    return public_page(
        render_template(
            "noticeboard/in_place.html",
            place=found,
            town=next((one for one in rows if one.id == found.parent_id), None),
            villages=[one for one in rows if one.parent_id == found.id],
            map=map_of_place(found, home, living),
            own=own_congress(found, home),
            asked=asked_in(within(found), rows, living),
            cycles=[one.cycle for one in living],
        )
    )


def own_congress(place: Place, home: Congress) -> Congress | None:
    """The congress of a town itself, where it is hosted here and everyone may see a list of it; it ends in the town's name."""
    if place.kind is not PlaceKind.town:
        return None
    below = (Congress.parent_id == home.id, Congress.rehearsal_of_id.is_(None))
    found = db.session.scalars(sa.select(Congress).where(*below).order_by(Congress.id))
    named = (one for one in found if one.place.endswith(place.name))
    return next((one for one in named if living_lists(one)), None)


def asked_in(ids: Collection[int], places: list[Place], lists: Sequence[Living]) -> list[Proposal]:
    """What residents asked for in a place, of what was released: each proposal says in its own words where.

    The words are read first, once each, and of the proposals only those that mean this place.
    """
    found: list[Proposal] = []
    for living in lists:
        wanted = [words for words in said_where(living.cycle) if is_one_of(ids, named_in(places, words))]
        found += released(living.cycle, Proposal.public_place.in_(wanted)) if wanted else []
    return found


def said_where(cycle: Cycle) -> Sequence[str]:
    """The words in which released proposals of a list say where."""
    shown = of_cycle(cycle, Proposal.released_at.is_not(None), Proposal.public_place != "").order_by(None)
    return db.session.scalars(shown.with_only_columns(Proposal.public_place).distinct()).all()


def is_one_of(ids: Collection[int], place: Place | None) -> bool:
    """Whether a place is one of these."""
    return place is not None and place.id in ids


def living_lists(congress: Congress) -> list[Cycle]:
    """The lists of a congress that are carried on here and that everyone may see, newest first."""
    mine = (Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    wanted = sa.select(Cycle).where(*mine).order_by(Cycle.year.desc(), Cycle.id.desc())
    return [cycle for cycle in db.session.scalars(wanted) if cycle.is_public]


def the_place(congress: Congress, slug: str) -> Place:
    """The place of this word, or a 404."""
    return place_at(congress, slug) or abort(404)
