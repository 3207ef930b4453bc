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
LETTER, LINE = 10.5, 14.0
"""Units a letter of a name takes, and its line with a mark above or below it."""
NUDGES = [(6.0 * i, 6.0 * j) for i in range(-4, 5) for j in range(-3, 4)]
"""How far a name may be moved, in units; farther it would stand in the next town."""
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
    return Drawing(frame.width, frame.height, titled(shapes, marks), marks, under)


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


def titled(shapes: Sequence[Shape], marks: Sequence[Mark]) -> list[Shape]:
    """Names moved to the nearest spot where no mark and no other name covers them; one that finds none stays away."""
    found = list[Shape]()
    for shape in shapes:
        near = sorted(NUDGES, key=lambda by: by[0] ** 2 + by[1] ** 2)
        tried = (replace(shape, x=round(shape.x + x, 1), y=round(shape.y + y, 1)) for x, y in near)
        clear = (one for one in tried if is_clear(one, marks, found))
        found.append(next(clear, replace(shape, name="")) if shape.name else shape)
    return found


def is_clear(name: Shape, marks: Sequence[Mark], others: Sequence[Shape]) -> bool:
    """Whether a name covers no mark with its number and no name here, and stays on the drawing."""
    half = len(name.name) * LETTER / 2
    if not half < name.x < WIDTH - half:
        return False
    if any(-half - ACROSS < one.x - name.x < half + DOWN / 2 and abs(one.y - name.y) < LINE for one in marks):
        return False
    there = (
        (abs(one.x - name.x) - len(one.name) * LETTER / 2, abs(one.y - name.y)) for one in others if one.name
    )
    return not any(across < half and down < LINE for across, down in there)


def spots(mark: Mark) -> list[tuple[float, float]]:
    """The spot of a mark and those around it, ring by ring."""
    around = [(0, 0)]
    for far in range(1, 9):
        ring = [
            (i, j) for i in range(-far, far + 1) for j in range(-far, far + 1) if max(abs(i), abs(j)) == far
        ]
        around += sorted(ring, key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
    return [(round(mark.x + i * ACROSS / 2, 1), round(mark.y + j * DOWN, 1)) for i, j in around]
