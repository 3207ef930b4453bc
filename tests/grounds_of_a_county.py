"""A county's ground as a boundary file has it: two towns side by side, and the whole around them."""

import json

WEST, SOUTH, SIDE = 115.80, 28.60, 0.10


def square(west: float, south: float, wide: float, high: float) -> list[list[float]]:
    """A ring around a square, its sides with points between the corners that say nothing new."""
    east, north = west + wide, south + high
    middle = (west + east) / 2
    return [[west, south], [middle, south], [east, south], [east, north], [west, north], [west, south]]


def feature(name: str, *rings: list[list[float]]) -> dict[str, object]:
    """An area with its name."""
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def county_file(whole: str = "演示县") -> bytes:
    """The boundary file of a county with 洪洲镇 in the west and 湖东街道 in the east."""
    areas = [
        feature("洪洲镇", square(WEST, SOUTH, SIDE, SIDE)),
        feature("湖东街道", square(WEST + SIDE, SOUTH, SIDE, SIDE)),
        feature(whole, square(WEST, SOUTH, 2 * SIDE, SIDE)),
    ]
    return json.dumps({"type": "FeatureCollection", "features": areas}).encode()
