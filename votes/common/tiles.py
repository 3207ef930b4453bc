"""底图: the picture tiles of a map, from the address that is set (none by default), laid under a drawn map.

The address holds {z}, {x} and {y}, as that of any slippy map, and may hold a key of the county's own. Tiles that
lie in GCJ-02 are shifted as a whole, which is right to some metres within a county.
"""

import math
from dataclasses import dataclass
from urllib.parse import urlsplit

from votes.common.errors import RuleBroken, say

SIDE = 256
DEEPEST = 18
MOST_TILES = 24

BAD_ADDRESS = say(
    "TILES must be an address that begins with https:// and holds {z}, {x} and {y}; it is “%(tiles)s”."
)


@dataclass(frozen=True)
class Tile:
    """One picture: its address, its left upper corner and its side on the drawing."""

    url: str
    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Frame:
    """What a drawing shows: west and north in degrees of the web's Mercator, and units of the drawing for a degree."""

    west: float
    north: float
    width: float
    height: float
    scale: float


def check_tiles(address: str) -> str:
    """The address as it was set; one that is none of tiles is refused."""
    parts = urlsplit(address)
    holds = all(word in address for word in ("{z}", "{x}", "{y}"))
    if address and not (parts.scheme == "https" and parts.hostname and holds and ";" not in parts.netloc):
        raise RuleBroken(BAD_ADDRESS, tiles=address)
    return address


def host_of(address: str) -> str:
    """Where pictures may then come from, for the page's policy; empty: from nowhere else."""
    return f"https://{urlsplit(address).netloc}" if address else ""


def mercator(latitude: float) -> float:
    """The height of a latitude in degrees of the web's Mercator, in which tiles and drawings are cut."""
    bounded = max(-85.0, min(85.0, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


def tiles_under(frame: Frame, address: str) -> list[Tile]:
    """The tiles that cover a drawing, no more than a page should ask for."""
    zoom = zoom_for(frame)
    span = 360 / 2**zoom
    left, top = math.floor((frame.west + 180) / span), math.floor((180 - frame.north) / span)
    right = math.floor((frame.west + frame.width / frame.scale + 180) / span)
    bottom = math.floor((180 - frame.north + frame.height / frame.scale) / span)
    side = span * frame.scale
    return [
        Tile(
            address.replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y)),
            round((x * span - 180 - frame.west) * frame.scale, 2),
            round((y * span - 180 + frame.north) * frame.scale, 2),
            round(side, 2),
        )
        for x in range(left, right + 1)
        for y in range(top, bottom + 1)
    ]


def zoom_for(frame: Frame) -> int:
    """The finest zoom at which few enough tiles cover a drawing."""
    for zoom in range(DEEPEST, 0, -1):
        side = 360 / 2**zoom * frame.scale
        if (frame.width / side + 1) * (frame.height / side + 1) <= MOST_TILES and side >= SIDE / 4:
            return zoom
    return 1
