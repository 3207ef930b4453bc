"""地图: the map of a cycle, a project or a place, from the county's own boundaries and the sites of its projects.

Only projects that everyone may see are on it; each mark's light says by its shape too how the project is going.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from votes.common.boundaries import read_back
from votes.common.db import db
from votes.common.positions import Position
from votes.congress.models import Congress
from votes.congress.places import Outline, Place, PlaceKind, within
from votes.delivery.progress import WallRow, public_progress
from votes.noticeboard.drawing import Drawing, Ground, Pin, draw
from votes.noticeboard.living import Living
from votes.noticeboard.promised import OUT, Lamp, lamp, lamps, light_in
from votes.noticeboard.seen import public_projects
from votes.noticeboard.words import Row
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site
from votes.projects.stages import Stage

MOST_MARKS = 150
"""More would hide the map; the first of each project come first."""


@dataclass(frozen=True)
class Map:
    """A drawing and the list beside it: rows as `brief_rows` takes them; `unplaced` sites are in the list alone."""

    drawing: Drawing | None
    rows: list[Row]
    unplaced: int
    label: str

    @property
    def promises(self) -> bool:
        """Whether anything on it is promised; candidates alone are not."""
        return any(row.light for row in self.rows)

    def address(self, number: int) -> str:
        """The page of the project with this number; nothing on the map of a single project."""
        return next((row.url for row in self.rows if row.no == number and row.url), "")


@dataclass(frozen=True)
class Spot:
    """One site of a project that everyone may see; `at` is its own position, its place's, or not known."""

    project_id: int
    number: int
    title: str
    stage: Stage | None
    name: str
    place_id: int | None
    at: Position | None


def map_of(living: Living) -> Map | None:
    """The map of a cycle with all projects that have sites; None where there is nothing to draw."""
    spots = spots_of(living.cycle.congress, *on_list(living.cycle))
    grounds = grounds_of(living.cycle.congress)
    found = lamps_of(spots, living.wall)
    rows = [project_row(living, group, found) for group in grouped(spots)]
    pins = pins_of(spots, found)
    return made(
        grounds, pins, rows, spots, _("Map of the projects of %(place)s", place=living.cycle.congress.place)
    )


def map_of_project(project: Project, on: date) -> Map | None:
    """The map of one project: its sites numbered in their order, all under the project's light."""
    spots = spots_of(project.congress, Site.project_id == project.id)
    if not spots:
        return None
    light = lamp(project.stage, light_in(public_progress(project, on)))
    names = {place.id: place.name for place in named_places(project.congress)}
    rows = [
        Row(
            no=n,
            title=one.name,
            goal=names.get(one.place_id or 0, ""),
            url=None,
            state=light.words,
            light=light.light,
        )
        for n, one in enumerate(spots, 1)
    ]
    pins = [Pin(n, light.pin, one.at) for n, one in enumerate(spots, 1) if one.at]
    return made(
        grounds_of(project.congress), pins, rows, spots, _("Sites of “%(title)s”", title=project.title)
    )


def map_of_place(place: Place, congress: Congress, cycles: Sequence[Living]) -> Map | None:
    """The map of a town or village: its own ground, and the projects of these lists that have a site there."""
    inside = within(place)
    spots, rows, lights = list[Spot](), list[Row](), dict[int, Lamp]()
    for living in cycles:
        found = spots_of(congress, *on_list(living.cycle), Site.place_id.in_(inside))
        here = {one.project_id for one in found}
        lights |= lamps_of(found, living.wall_of(here)) if found else {}
        rows += [project_row(living, group, lights) for group in grouped(found)]
        spots += found
    return made(
        grounds_in(place),
        pins_of(spots, lights),
        rows,
        spots,
        _("Map of the projects of %(place)s", place=place.name),
    )


def lamps_of(spots: Iterable[Spot], wall: Iterable[WallRow]) -> dict[int, Lamp]:
    """The lamps of the projects of these sites."""
    return lamps({one.project_id: one.stage for one in spots}, wall)


def pins_of(spots: Iterable[Spot], found: dict[int, Lamp]) -> list[Pin]:
    """A mark for each site whose position is known."""
    return [Pin(one.number, found[one.project_id].pin, one.at) for one in spots if one.at]


def made(
    grounds: list[Ground], pins: list[Pin], rows: list[Row], spots: list[Spot], label: str
) -> Map | None:
    """The map, if it shows anything but borders."""
    if not rows:
        return None
    tiles, system = current_app.config.get("TILES", ""), current_app.config.get("TILES_SYSTEM", "")
    drawing = draw(grounds, pins[:MOST_MARKS], tiles, system) if pins else None
    return Map(drawing, rows, sum(1 for one in spots if one.at is None), label)


def on_list(cycle: Cycle) -> tuple[sa.ColumnElement[bool], ...]:
    """Sites of a cycle's projects that everyone may see, and that are or may yet be promised."""
    return (*public_projects(cycle), Project.stage.not_in(OUT))


def spots_of(congress: Congress, *which: sa.ColumnElement[bool]) -> list[Spot]:
    """The sites that meet the conditions, by project; where one has no position its place's stands for it."""
    asked = sa.select(
        Project.id,
        Project.number,
        Project.title,
        Project.stage,
        Site.name,
        Site.place_id,
        Site.latitude,
        Site.longitude,
    )
    asked = asked.join(Site, Site.project_id == Project.id).where(Site.congress_id == congress.id, *which)
    rows = db.session.execute(asked.order_by(Project.number, Site.id)).all()
    known = positions_of(congress) if any(row.latitude is None for row in rows) else {}
    return [
        Spot(
            row.id,
            row.number,
            row.title,
            row.stage,
            row.name,
            row.place_id,
            at_of(row) or known.get(row.place_id or 0),
        )
        for row in rows
    ]


def at_of(row: Any) -> Position | None:
    """The position a row holds."""
    return None if row.latitude is None else Position(row.latitude, row.longitude)


def named_places(congress: Congress) -> Sequence[Any]:
    """The places of a congress without their boundaries, which are long."""
    asked = sa.select(Place.id, Place.name, Place.parent_id, Place.latitude, Place.longitude)
    return db.session.execute(asked.where(Place.congress_id == congress.id)).all()


def positions_of(congress: Congress) -> dict[int, Position]:
    """Where each place lies; a village without a position lies in its town."""
    rows = named_places(congress)
    own = {row.id: at for row in rows if (at := at_of(row))}
    return {row.id: at for row in rows if (at := own.get(row.id) or own.get(row.parent_id or 0))}


def grounds_of(congress: Congress) -> list[Ground]:
    """The towns of a congress and its own border; a township that has no towns shows its villages."""
    asked = sa.select(Place.name, Place.kind, Place.boundary).where(
        Place.congress_id == congress.id, Place.boundary.is_not(None)
    )
    rows = db.session.execute(asked.order_by(Place.id)).all()
    towns = [row for row in rows if row.kind is PlaceKind.town]
    border = db.session.scalar(sa.select(Outline.boundary).where(Outline.congress_id == congress.id))
    found = [Ground(row.name, read_back(row.boundary)) for row in towns or rows]
    return [*found, *([Ground(congress.place, read_back(border), whole=True)] if border else [])]


def grounds_in(place: Place) -> list[Ground]:
    """The ground of a town with its villages, or of a village."""
    asked = sa.select(Place.name, Place.boundary).where(
        Place.parent_id == place.id, Place.boundary.is_not(None)
    )
    inner = [
        Ground(name, read_back(text)) for name, text in db.session.execute(asked.order_by(Place.id)) if text
    ]
    return [*inner, *([Ground(place.name, read_back(place.boundary), whole=True)] if place.boundary else [])]


def grouped(spots: Iterable[Spot]) -> list[list[Spot]]:
    """Sites by project, in the order of the projects."""
    groups: dict[int, list[Spot]] = {}
    for one in spots:
        groups.setdefault(one.project_id, []).append(one)
    return list(groups.values())


def project_row(living: Living, group: Sequence[Spot], found: dict[int, Lamp]) -> Row:
    """A project's line in the list beside the map, with the names of its sites."""
    first = group[0]
    shown = found[first.project_id]
    return Row(
        no=first.number,
        title=first.title,
        goal=_(", ").join(one.name for one in group),
        url=living.address_of(first.number),
        light=shown.light,
        state=shown.words,
    )
