"""制图: boundaries and points laid out on a drawing of fixed width, so that a map is one small picture of our own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from votes.common.boundaries import Area, all_rings, middle_of
from votes.common.positions import Position, System, given_in
from votes.common.tiles import Frame, Tile, mercator, tiles_under

WIDTH = 360.0
"""Units across: a phone shows one to a pixel, a desk about two."""
HIGHEST = 420.0
EDGE = 14.0
LEAST_SPAN = 0.004
"""Degrees; a single point is shown with some four hundred metres around it."""
ACROSS, DOWN = 25.0, 15.0
"""Units kept free for a mark with its number."""
LETTER = 10.0
NUDGES = (0.0, -16.0, 16.0, -28.0, 28.0)
"""Units a letter of a name takes, and how far a name may be moved."""
MOST_LABELS = 40


@dataclass(frozen=True)
class Ground:
    """An area to draw: its name (none: no label) and whether it is the border of the whole."""

    name: str
    area: Area
    whole: bool = False


@dataclass(frozen=True)
class Pin:
    """A point to mark: its number, its light, where it lies."""

    number: int
    light: str
    at: Position


@dataclass(frozen=True)
class Shape:
    """An area on the drawing: its path, and its name with the middle where it is written."""

    path: str
    name: str
    x: float
    y: float
    whole: bool


@dataclass(frozen=True)
class Mark:
    """A point on the drawing."""

    number: int
    light: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """A map as the page draws it; `height` follows from the ground."""

    width: float
    height: float
    shapes: list[Shape]
    marks: list[Mark]
    tiles: list[Tile]


def draw(grounds: Sequence[Ground], pins: Sequence[Pin], tiles: str = "", system: str = "") -> Drawing | None:
    """The drawing of areas and points; None where there is nothing to show."""
    corners = [point for ground in grounds for ring in all_rings(ground.area) for point in ring]
    corners += [(pin.at.longitude, pin.at.latitude) for pin in pins]
    if not corners:
        return None
    frame = frame_around(corners)
    names = sum(1 for ground in grounds if ground.name) <= MOST_LABELS
    shapes = [shaped(ground, frame, names) for ground in sorted(grounds, key=lambda one: one.whole)]
    under = tiles_under(shifted(frame, System(system or System.wgs84)), tiles) if tiles else []
    marks = spread([marked(pin, frame) for pin in pins])
    named = [titled(shape, marks) if shape.name else shape for shape in shapes]
    return Drawing(frame.width, frame.height, named, marks, under)


def frame_around(corners: Sequence[tuple[float, float]]) -> Frame:
    """The frame that shows all these points with an edge around them."""
    xs, ys = [x for x, _ in corners], [mercator(y) for _, y in corners]
    wide, high = max(max(xs) - min(xs), LEAST_SPAN), max(max(ys) - min(ys), LEAST_SPAN)
    scale = min((WIDTH - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / high)
    height = max(round(high * scale + 2 * EDGE), 120)
    west = (min(xs) + max(xs)) / 2 - WIDTH / 2 / scale
    north = (min(ys) + max(ys)) / 2 + height / 2 / scale
    return Frame(west, north, WIDTH, height, scale)


def shifted(frame: Frame, system: System) -> Frame:
    """The same frame for tiles of another system."""
    middle = Position(
        inverse(frame.north - frame.height / 2 / frame.scale), frame.west + frame.width / 2 / frame.scale
    )
    there = given_in(middle, system)
    north = frame.north + mercator(there.latitude) - mercator(middle.latitude)
    return replace(frame, west=frame.west + there.longitude - middle.longitude, north=north)


def inverse(height: float) -> float:
    """The latitude of a height in degrees of the web's Mercator."""
    return math.degrees(2 * math.atan(math.exp(math.radians(height))) - math.pi / 2)


def placed(longitude: float, latitude: float, frame: Frame) -> tuple[float, float]:
    """Where a point lies on the drawing."""
    x, y = (longitude - frame.west) * frame.scale, (frame.north - mercator(latitude)) * frame.scale
    return round(x, 1), round(y, 1)


def shaped(ground: Ground, frame: Frame, named: bool) -> Shape:
    """An area on the drawing."""
    path = "".join(ring_path([placed(x, y, frame) for x, y in ring]) for ring in all_rings(ground.area))
    middle = middle_of(ground.area)
    x, y = placed(middle.longitude, middle.latitude, frame)
    return Shape(path, ground.name if named and not ground.whole else "", x, y, ground.whole)


def ring_path(points: Sequence[tuple[float, float]]) -> str:
    """A ring as the path of a picture; points that fall together are said once."""
    seen = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in seen) + "Z"


def marked(pin: Pin, frame: Frame) -> Mark:
    """A point on the drawing."""
    x, y = placed(pin.at.longitude, pin.at.latitude, frame)
    return Mark(pin.number, pin.light, x, y)


def spread(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that would lie on one another moved aside, each to the nearest free spot around its own."""
    found = list[Mark]()
    for mark in marks:
        x, y = next((spot for spot in spots(mark) if is_free(spot, found)), (mark.x, mark.y))
        found.append(replace(mark, x=x, y=y))
    return found


def is_free(spot: tuple[float, float], marks: Sequence[Mark]) -> bool:
    """Whether a mark with its number covers no other one here."""
    x, y = spot
    return not any(abs(x - one.x) < ACROSS and abs(y - one.y) < DOWN for one in marks)


def titled(shape: Shape, marks: Sequence[Mark]) -> Shape:
    """A name moved up or down to where no mark covers it; near the middle of its area."""
    half = len(shape.name) * LETTER / 2

    def is_clear(y: float) -> bool:
        return not any(
            -half - ACROSS < one.x - shape.x < half + DOWN and abs(one.y - y) < DOWN for one in marks
        )

    return replace(shape, y=next((shape.y + by for by in NUDGES if is_clear(shape.y + by)), shape.y))


def spots(mark: Mark) -> list[tuple[float, float]]:
    """The spot of a mark and those around it, ring by ring."""
    around = [(0, 0)]
    for far in range(1, 9):
        ring = [
            (i, j) for i in range(-far, far + 1) for j in range(-far, far + 1) if max(abs(i), abs(j)) == far
        ]
        around += sorted(ring, key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
    return [(round(mark.x + i * ACROSS / 2, 1), round(mark.y + j * DOWN, 1)) for i, j in around]
