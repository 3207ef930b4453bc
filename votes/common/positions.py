"""坐标: positions are kept as WGS84; the systems in which Chinese maps give them are told apart on input.

GCJ-02 (高德、腾讯、天地图以外的多数地图) lies some hundred metres off WGS84 within China, BD-09 (百度) some more. The
way back from GCJ-02 has no formula: it is found by trying, to a thousandth of a millimetre. All in degrees.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from votes.common.errors import RuleBroken, say

AXIS = 6378245.0
"""Long half axis of the Krasovsky ellipsoid, in metres."""
FLATNESS = 0.00669342162296594323
"""Square of its first eccentricity."""
BAIDU = math.pi * 3000.0 / 180.0
CLOSE = 1e-11
"""Degrees within which the way back from GCJ-02 is found."""
TRIES = 30

SOUTH, NORTH, WEST, EAST = 0.8293, 55.8271, 72.004, 137.8347
"""Outside these degrees the Chinese systems do not differ from WGS84."""


class System(StrEnum):
    """坐标系: WGS84 (GPS, 天地图), GCJ-02 (高德、腾讯), BD-09 (百度)."""

    wgs84 = "wgs84"
    gcj02 = "gcj02"
    bd09 = "bd09"


@dataclass(frozen=True)
class Position:
    """A place on the ground, in degrees: north and east are positive."""

    latitude: float
    longitude: float


Step = Callable[[Position], Position]


def is_abroad(at: Position) -> bool:
    """Whether the Chinese systems leave a position as it is."""
    return not (SOUTH < at.latitude < NORTH and WEST < at.longitude < EAST)


def bend(first: float, second: float) -> float:
    """The wave that both axes of GCJ-02 share."""
    return 20.0 * (math.sin(6.0 * first * math.pi) + math.sin(2.0 * first * math.pi)) + 20.0 * second


def shift(at: Position) -> Position:
    """How far GCJ-02 lies from this WGS84 position, in degrees."""
    x, y = at.longitude - 105.0, at.latitude - 35.0
    root = math.sqrt(abs(x))
    waves = bend(x, math.sin(y * math.pi) + 2.0 * math.sin(y / 3.0 * math.pi))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + 160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2 / 3
    waves = bend(x, math.sin(x * math.pi) + 2.0 * math.sin(x / 3.0 * math.pi))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + 150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2 / 3
    slope = 1.0 - FLATNESS * math.sin(math.radians(at.latitude)) ** 2
    along = (AXIS * (1.0 - FLATNESS)) / (slope * math.sqrt(slope)) * math.pi / 180.0
    across = AXIS / math.sqrt(slope) * math.cos(math.radians(at.latitude)) * math.pi / 180.0
    return Position(north / along, east / across)


def wgs84_to_gcj02(at: Position) -> Position:
    """Where 高德 and 腾讯 show a WGS84 position."""
    if is_abroad(at):
        return at
    by = shift(at)
    return Position(at.latitude + by.latitude, at.longitude + by.longitude)


def gcj02_to_wgs84(at: Position) -> Position:
    """The WGS84 position that GCJ-02 shows here."""
    if is_abroad(at):
        return at
    found = at
    for _ in range(TRIES):
        shown = wgs84_to_gcj02(found)
        off = Position(shown.latitude - at.latitude, shown.longitude - at.longitude)
        found = Position(found.latitude - off.latitude, found.longitude - off.longitude)
        if max(abs(off.latitude), abs(off.longitude)) < CLOSE:
            break
    return found


def gcj02_to_bd09(at: Position) -> Position:
    """Where 百度 shows a GCJ-02 position."""
    x, y = at.longitude, at.latitude
    far = math.hypot(x, y) + 0.00002 * math.sin(y * BAIDU)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * BAIDU)
    return Position(far * math.sin(angle) + 0.006, far * math.cos(angle) + 0.0065)


def bd09_to_gcj02(at: Position) -> Position:
    """The GCJ-02 position that 百度 shows here."""
    x, y = at.longitude - 0.0065, at.latitude - 0.006
    far = math.hypot(x, y) - 0.00002 * math.sin(y * BAIDU)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * BAIDU)
    return Position(far * math.sin(angle), far * math.cos(angle))


INWARD: dict[System, tuple[Step, ...]] = {
    System.wgs84: (),
    System.gcj02: (gcj02_to_wgs84,),
    System.bd09: (bd09_to_gcj02, gcj02_to_wgs84),
}
OUTWARD: dict[System, tuple[Step, ...]] = {
    System.wgs84: (),
    System.gcj02: (wgs84_to_gcj02,),
    System.bd09: (wgs84_to_gcj02, gcj02_to_bd09),
}


def kept(at: Position, system: System) -> Position:
    """A position given in this system, as WGS84."""
    for step in INWARD[system]:
        at = step(at)
    return at


def given_in(at: Position, system: System) -> Position:
    """A WGS84 position as maps of this system show it."""
    for step in OUTWARD[system]:
        at = step(at)
    return at


SIGNS: tuple[tuple[System, re.Pattern[str]], ...] = (
    (System.bd09, re.compile(r"baidu|bd-?09|百度", re.IGNORECASE)),
    (System.gcj02, re.compile(r"amap|autonavi|qq\.com|tencent|gcj-?02|高德|腾讯|火星", re.IGNORECASE)),
    (System.wgs84, re.compile(r"tianditu|openstreetmap|wgs-?84|天地图|gps", re.IGNORECASE)),
)
"""What a pasted text says of its system: the address of a map, or the system's name."""

MARKED = re.compile(
    r"(?<!\d)(\d{1,3})\s*[°度]\s*(?:(\d{1,2})\s*['′分]\s*(?:([\d.]{1,9})\s*(?:[\"″秒]|'')\s*)?)?\s*([NSEW]?)",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{2,15}(?![\d.])")

UNREADABLE = say(
    "Give a latitude and a longitude in degrees, such as 28.6832, 115.8581, or paste the address that the map shows."
)
NOT_HERE = say("This position is not in China: the latitude is about 4 to 54, the longitude 73 to 135.")


def system_named(text: str) -> System | None:
    """The system that a pasted text names, if it names one."""
    return next((system for system, sign in SIGNS if sign.search(text)), None)


def numbers_in(text: str) -> list[float]:
    """The first two angles of a text, as 28°40′48″ or as 28.68."""
    marked = MARKED.findall(text)
    if len(marked) >= 2:
        return [int(d) + int(m or 0) / 60 + seconds(s) / 3600 for d, m, s, _ in marked[:2]]
    bare = re.sub(r"(?i)(?:bd-?09|gcj-?02|wgs-?84)(?:ll|mc)?", " ", text)
    return [float(word) for word in DECIMAL.findall(bare)[:2]]


def seconds(words: str) -> float:
    """The seconds of an angle; what is no number is none."""
    return float(words) if re.fullmatch(r"\d{1,2}(\.\d{1,6})?", words) else 0.0


def ordered(numbers: list[float]) -> Position:
    """Two angles as a position: in China the longitude is always above 72 and the latitude below 55."""
    if len(numbers) < 2:
        raise RuleBroken(UNREADABLE)
    low, high = sorted(numbers)
    if not (3 < low < 54 and 73 < high < 136):
        raise RuleBroken(NOT_HERE)
    return Position(low, high)


def read_position(text: str, system: System) -> tuple[Position, System]:
    """A typed or pasted position as WGS84, and the system it was in: what the text names goes before what was ticked."""
    found = system_named(text) or system
    at = kept(ordered(numbers_in(text)), found)
    return Position(round(at.latitude, 6), round(at.longitude, 6)), found
