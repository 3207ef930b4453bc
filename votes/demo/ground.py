"""演示的地方和地图: towns and villages by number on a made-up ground, and sites of the projects in them.

The borders are drawn as an uneven grid whose neighbours share their corners: no county looks like that.
"""

import math

from votes.common.boundaries import Point, Shape
from votes.common.db import db
from votes.common.positions import Position, System
from votes.congress.models import Congress
from votes.congress.place_list import add_place, take_boundaries
from votes.congress.places import Place as Ground
from votes.congress.places import named_in, places_of
from votes.demo.places import Place
from votes.demo.tables import Row, rows_of
from votes.projects.models import Project
from votes.projects.site_list import add_site

COLUMNS, CELL = {"county": 4, "town": 3}, {"county": 0.09, "town": 0.025}
CORNER = {"county": (115.70, 28.52), "town": (115.70, 28.61)}
"""West and south of the ground, in degrees."""
STEPS = 6
"""Pieces of a border between two corners."""


def lay_ground(place: Place) -> None:
    """Towns with borders, and villages within them; the border of the whole around."""
    listed = rows_of("ground", place.key)
    outer = [row["name"] for row in listed if not row["lies_in"]]
    shapes = [Shape(name, [[cell(place.key, n)]]) for n, name in enumerate(outer)]
    whole = Shape(place.congress.place, [[around(place.key, len(outer))]])
    take_boundaries(place.congress, [*shapes, whole], add_towns=True)
    towns = {one.name: one for one in places_of(place.congress)}
    for n, row in enumerate(one for one in listed if one["lies_in"]):
        town = towns[row["lies_in"]]
        add_place(
            place.congress,
            row["name"],
            town,
            beside(town, 25 + 50 * (n % 2), 30 + 40 * (n % 3 == 0), place.key),
        )
    db.session.flush()


def locate_all(place: Place, projects: dict[int, Project]) -> None:
    """建设点位 of the projects."""
    grounds = places_of(place.congress)
    for row in rows_of("sites", place.key):
        project = projects.get(int(row["project"]))
        if project is not None:
            site_of(place.congress, project, row, grounds, place.key)


def site_of(congress: Congress, project: Project, row: Row, grounds: list[Ground], key: str) -> None:
    """One site: with a position of its own within its town, or at its village."""
    here = named_in(grounds, row["lies_in"])
    assert here is not None, f"{congress.slug} has no {row['lies_in']}"
    at = beside(here, int(row["east"]), int(row["north"]), key) if row["east"] else None
    add_site(project, row["name"], here, at, System.wgs84 if at else None)


def beside(here: Ground, east: int, north: int, key: str) -> Position:
    """A position within a cell of the ground, in percent of it from the west and from the south."""
    assert here.latitude is not None
    assert here.longitude is not None
    side = CELL[key] * 0.8
    return Position(
        round(here.latitude + (north / 100 - 0.5) * side * 0.85, 5),
        round(here.longitude + (east / 100 - 0.5) * side, 5),
    )


def corner(key: str, column: float, row: float) -> Point:
    """A point of the uneven grid."""
    west, south = CORNER[key]
    side = CELL[key]
    sway = math.sin(2.1 * column + 1.3 * row), math.cos(1.7 * column - 2.3 * row)
    wave = 0.05 * math.sin(9 * (column + row))
    x = west + (column + 0.16 * sway[0] + wave) * side
    y = south + (row + 0.16 * sway[1] + wave) * side * 0.85
    return round(x, 5), round(y, 5)


def along(key: str, first: tuple[int, int], last: tuple[int, int]) -> list[Point]:
    """The border from one corner to another, without the last point."""
    parts = (n / STEPS for n in range(STEPS))
    return [
        corner(key, first[0] + (last[0] - first[0]) * part, first[1] + (last[1] - first[1]) * part)
        for part in parts
    ]


def ring(key: str, corners: list[tuple[int, int]]) -> list[Point]:
    """The border through these corners and back."""
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    points = [point for first, last in sides for point in along(key, first, last)]
    return [*points, points[0]]


def cell(key: str, number: int) -> list[Point]:
    """The border of the cell of this number, counted from the north-west."""
    column, row = number % COLUMNS[key], -(number // COLUMNS[key])
    return ring(key, [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)])


def around(key: str, cells: int) -> list[Point]:
    """The border of the whole ground."""
    wide, last = COLUMNS[key], 1 - cells // COLUMNS[key]
    east = [(n, last) for n in range(wide)] + [(wide, row) for row in range(last, 1)]
    west = [(n, 1) for n in range(wide, 0, -1)] + [(0, row) for row in range(1, last, -1)]
    return ring(key, east + west)
