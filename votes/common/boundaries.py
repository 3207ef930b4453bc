"""边界: outlines out of a GeoJSON file, checked, brought to WGS84 and thinned to what a page can show.

An area is a list of polygons, each a list of rings (the outer one, then its holes), each a list of (longitude,
latitude) in degrees: as GeoJSON has it.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from votes.common.errors import RuleBroken, say
from votes.common.positions import Position, System, kept

Point = tuple[float, float]
Ring = list[Point]
Area = list[list[Ring]]

NAMES = ("name", "NAME", "Name", "名称", "乡镇", "乡镇名称", "村名", "XZQMC", "TNAME", "VNAME", "fullname")
"""Properties in which files say what a shape is called; XZQMC is 行政区名称 of the surveying offices."""
MOST_SHAPES, MOST_POINTS = 3000, 1_500_000
FINEST = 1500
"""A shape keeps what is larger than this part of the whole file's width."""
DIGITS = 5

NO_FILE = say(
    "This is no GeoJSON file. Export the boundaries as GeoJSON (.json or .geojson) and upload that."
)
NO_SHAPES = say("The file holds no areas (Polygon or MultiPolygon) with a name. Give each a property “name”.")
TOO_MUCH = say(
    "The file holds more than %(most)d points. Simplify it in your map program and upload it again."
)
NOT_DEGREES = say(
    "The coordinates are no degrees within China. Export the file in longitude and latitude (CGCS2000 or WGS84)."
)


@dataclass(frozen=True)
class Shape:
    """One area of a file, and what it is called there."""

    name: str
    area: Area

    @property
    def rings(self) -> list[Ring]:
        """All its rings."""
        return all_rings(self.area)


def all_rings(area: Area) -> list[Ring]:
    """The rings of all polygons of an area."""
    return [ring for polygon in area for ring in polygon]


def read_boundaries(data: bytes, system: System) -> list[Shape]:
    """The named areas of a GeoJSON file; a file that cannot be used is `RuleBroken` with what to do."""
    found = [shape for feature in features_of(parsed(data)) if (shape := shape_of(feature)) is not None]
    if not found or len(found) > MOST_SHAPES:
        raise RuleBroken(NO_SHAPES)
    if sum(len(ring) for shape in found for ring in shape.rings) > MOST_POINTS:
        raise RuleBroken(TOO_MUCH, most=MOST_POINTS)
    check_degrees(found)
    finest = extent([ring for shape in found for ring in shape.rings]) / FINEST
    return [Shape(shape.name, brought(shape.area, system, finest)) for shape in found]


def parsed(data: bytes) -> Any:
    """The JSON of a file."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RuleBroken(NO_FILE) from error


def features_of(whole: Any) -> list[Any]:
    """The features of a GeoJSON document: a collection, or one alone."""
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "FeatureCollection" and isinstance(whole.get("features"), list):
        return list(whole["features"])
    if kind == "Feature":
        return [whole]
    raise RuleBroken(NO_FILE)


def shape_of(feature: Any) -> Shape | None:
    """A feature as a named area; None where it is a point, a line, or has no name."""
    if not isinstance(feature, dict):
        return None
    properties, geometry = feature.get("properties"), feature.get("geometry")
    name = name_in(properties) if isinstance(properties, dict) else ""
    area = area_of(geometry) if isinstance(geometry, dict) else []
    return Shape(name, area) if name and area else None


def name_in(properties: dict[str, Any]) -> str:
    """What a feature is called, as the first property says that is known to say it."""
    said = (properties.get(key) for key in NAMES)
    return next(("".join(word.split())[:80] for word in said if isinstance(word, str) and word.strip()), "")


def area_of(geometry: dict[str, Any]) -> Area:
    """The polygons of a Polygon or MultiPolygon; anything else has none."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        return []
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        area = [[[pair(point) for point in ring] for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, LookupError, OverflowError) as error:
        raise RuleBroken(NO_FILE) from error
    return [polygon for polygon in area if polygon and all(len(ring) > 3 for ring in polygon)]


def pair(point: Any) -> Point:
    """A point of a file as two numbers."""
    x, y = float(point[0]), float(point[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("not a number")
    return x, y


def check_degrees(shapes: Sequence[Shape]) -> None:
    """Refuse metres (Gauss-Krüger), latitude before longitude, and other countries."""
    points = (point for shape in shapes for ring in shape.rings for point in ring)
    if not all(72 < x < 137 and 3 < y < 55 for x, y in points):
        raise RuleBroken(NOT_DEGREES)


def extent(rings: Sequence[Ring]) -> float:
    """The longer side of the box around rings, in degrees."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def brought(area: Area, system: System, finest: float) -> Area:
    """An area as WGS84, thinned; islands and holes too small to be seen go, but never the last island."""
    thin = [[[moved(point, system) for point in thinned(ring, finest)] for ring in rings] for rings in area]
    seen = [[rings[0], *filter(is_seen(finest), rings[1:])] for rings in thin if is_seen(finest)(rings[0])]
    return seen or [max(thin, key=lambda rings: len(rings[0]))]


def is_seen(finest: float) -> Callable[[Ring], bool]:
    """Whether a ring is large enough to be seen."""
    return lambda ring: len(ring) > 3 and extent([ring]) > finest * 2


def moved(point: Point, system: System) -> Point:
    """A point of this system as WGS84."""
    at = kept(Position(point[1], point[0]), system)
    return round(at.longitude, DIGITS), round(at.latitude, DIGITS)


def thinned(ring: Ring, finest: float) -> Ring:
    """A ring without the points that lie less than `finest` beside the line through their neighbours."""
    middle = max(range(len(ring)), key=lambda place: away(ring[place], ring[0], ring[0]))
    keep = {0, middle, len(ring) - 1}
    spans = [(0, middle), (middle, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        far = max(inner, key=lambda place: away(ring[place], ring[first], ring[last]))
        if away(ring[far], ring[first], ring[last]) > finest:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [ring[place] for place in sorted(keep)]


def away(point: Point, one: Point, other: Point) -> float:
    """How far a point lies from the line through two others, in degrees."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = math.hypot(dx, dy)
    if long == 0:
        return math.hypot(point[0] - one[0], point[1] - one[1])
    return abs(dx * (one[1] - point[1]) - (one[0] - point[0]) * dy) / long


def middle_of(area: Area) -> Position:
    """The centre of gravity of the largest polygon."""
    ring = max((polygon[0] for polygon in area), key=lambda one: abs(size(one)))
    whole = size(ring)
    if not whole:
        return Position(ring[0][1], ring[0][0])
    x = sum((a[0] + b[0]) * cross(a, b) for a, b in edges(ring)) / (6 * whole)
    y = sum((a[1] + b[1]) * cross(a, b) for a, b in edges(ring)) / (6 * whole)
    return Position(round(y, DIGITS), round(x, DIGITS))


def edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """The sides of a ring, relative to nothing: each point with the next, the last with the first."""
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def cross(a: Point, b: Point) -> float:
    """The part of a side in twice the area."""
    return a[0] * b[1] - b[0] * a[1]


def size(ring: Ring) -> float:
    """The area of a ring in square degrees, negative if it goes clockwise."""
    return sum(cross(a, b) for a, b in edges(ring)) / 2


def written(area: Area) -> str:
    """An area as the text that is kept: the geometry of a GeoJSON feature."""
    return json.dumps({"type": "MultiPolygon", "coordinates": area}, separators=(",", ":"))


def read_back(text: str) -> Area:
    """The area of a kept boundary."""
    polygons: list[list[list[list[float]]]] = json.loads(text)["coordinates"]
    return [[[(x, y) for x, y in ring] for ring in polygon] for polygon in polygons]
