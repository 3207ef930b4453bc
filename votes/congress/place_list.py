"""地方名录: the list of towns and villages kept by the office: typed, out of a sheet, and with boundaries from a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from votes.common.boundaries import Shape, middle_of, written
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.positions import Position, System, read_position
from votes.common.sheets import Column, Row, SheetError, read_sheet, repeated
from votes.congress.lists import TAKEN
from votes.congress.models import Congress, Level
from votes.congress.places import Outline, Place, PlaceKind, named_in, places_of, short

SYSTEM_WORDS: dict[str, System] = {
    "WGS84": System.wgs84,
    "WGS-84": System.wgs84,
    "CGCS2000": System.wgs84,
    "GPS": System.wgs84,
    "天地图": System.wgs84,
    "GCJ02": System.gcj02,
    "GCJ-02": System.gcj02,
    "高德": System.gcj02,
    "腾讯": System.gcj02,
    "BD09": System.bd09,
    "BD-09": System.bd09,
    "百度": System.bd09,
}
"""What sheets say in their column of systems."""

POSITION_COLUMNS = (
    Column("position", ("坐标", "经纬度", "位置", "Position"), longest=300),
    Column("system", ("坐标系", "System"), kind="choice", choices=SYSTEM_WORDS),
)
COLUMNS = (
    Column("name", ("名称", "地名", "Name"), required=True, longest=80),
    Column("town", ("所属乡镇", "乡镇", "乡镇街道", "Town"), longest=80),
    *POSITION_COLUMNS,
)
VILLAGES_ONLY = (Level.township, Level.street)
"""A township's own list holds its villages."""
NO_TOWN = say("a town that is in the list or in this sheet")
IN_USE = say("Projects or villages lie in this place, so it stays. You can give it another name.")


@dataclass(frozen=True)
class Outcome:
    """What a sheet did: numbers of places, or the cells to mend, and then nothing was done."""

    added: int = 0
    changed: int = 0
    errors: tuple[SheetError, ...] = ()


def add_place(congress: Congress, name: str, town: Place | None, at: Position | None) -> Place:
    """A town, or a village of a town."""
    check_name(congress, name, town, None)
    row = Place(congress_id=congress.id, slug=next_slug(congress), name=name)
    db.session.add(row)
    put(row, name, town, at)
    return row


def change_place(congress: Congress, row: Place, name: str, town: Place | None, at: Position | None) -> None:
    """Another name, town or position; a town that has villages stays one."""
    if (
        town is not None
        and row.kind is PlaceKind.town
        and any(one.parent_id == row.id for one in places_of(congress))
    ):
        raise RuleBroken(say("Villages lie in this town, so it cannot lie in another."))
    check_name(congress, name, town, row)
    put(row, name, town, at)


def put(row: Place, name: str, town: Place | None, at: Position | None) -> None:
    """Write what a place is; one without a position keeps the middle of its boundary."""
    row.name, row.parent_id = name, town.id if town else None
    small = town is not None or home_of(row).level in VILLAGES_ONLY
    row.kind = PlaceKind.village if small else PlaceKind.town
    row.latitude, row.longitude = (at.latitude, at.longitude) if at else (None, None)
    db.session.flush()


def home_of(row: Place) -> Congress:
    """The congress a place belongs to."""
    return db.session.get_one(Congress, row.congress_id)


def check_name(congress: Congress, name: str, town: Place | None, mine: Place | None) -> None:
    """Refuse a second place of a name within one town."""
    for one in places_of(congress):
        if one is not mine and one.name == name and one.parent_id == (town.id if town else None):
            raise RuleBroken(TAKEN, name=name)


def next_slug(congress: Congress) -> str:
    """The word of the next place in addresses: a number, since names change and words are for ever."""
    used = db.session.scalars(sa.select(Place.slug).where(Place.congress_id == congress.id))
    return str(max((int(slug) for slug in used if slug.isdecimal()), default=0) + 1)


def remove_place(row: Place) -> None:
    """Take a place out of the list, unless anything lies in it."""
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.execute(sa.delete(Place).where(Place.id == row.id))
    except IntegrityError as error:
        raise RuleBroken(IN_USE) from error


def position_of(row: Row) -> tuple[Position | None, System | None, str]:
    """The position a row of a sheet gives and its system; else the sentence that says what to mend."""
    if row["position"] is None:
        return None, None, ""
    try:
        return *read_position(str(row["position"]), System(row["system"] or System.wgs84)), ""
    except RuleBroken as broken:
        return None, None, broken.sentence


def import_places(congress: Congress, data: bytes) -> Outcome:
    """Bring the list up to a sheet, all rows or none; a second time changes nothing, blanks take nothing away."""
    reading = read_sheet(data, COLUMNS)
    errors = [*reading.errors, *repeated(reading.rows, "name", "town"), *wrong_rows(congress, reading.rows)]
    if errors:
        return Outcome(errors=tuple(errors))
    ordered = sorted(reading.rows, key=lambda row: row["town"] is not None)
    done = [take(congress, row) for row in ordered]
    return Outcome(done.count("added"), done.count("changed"))


def wrong_rows(congress: Congress, rows: Sequence[Row]) -> list[SheetError]:
    """Rows whose town nobody knows, or whose position cannot be read."""
    towns = {one.name for one in places_of(congress, PlaceKind.town)}
    towns |= {str(row["name"]) for row in rows if row["town"] is None}
    lost = [
        row.error("town", NO_TOWN) for row in rows if row["town"] is not None and row["town"] not in towns
    ]
    positions = [(row, position_of(row)[2]) for row in rows]
    return [*lost, *(row.error("position", words) for row, words in positions if words)]


def take(congress: Congress, row: Row) -> str:
    """One row: a new place, or the position of one that is there."""
    places = places_of(congress)
    town = next((one for one in places if one.name == row["town"] and one.kind is PlaceKind.town), None)
    home = town.id if town else None
    known = next((one for one in places if one.name == row["name"] and one.parent_id == home), None)
    at = position_of(row)[0]
    if known is None:
        add_place(congress, str(row["name"]), town, at)
        return "added"
    if at is None or (known.latitude, known.longitude) == (at.latitude, at.longitude):
        return "same"
    put(known, known.name, town, at)
    return "changed"


def take_boundaries(
    congress: Congress, shapes: Iterable[Shape], add_towns: bool
) -> tuple[list[str], list[str]]:
    """Give places of the list their boundaries, and the congress its own; the names that were placed, and the others.

    With `add_towns` a name that is no place yet becomes a town.
    """
    placed, lost = list[str](), list[str]()
    for shape in shapes:
        if shape.name in (congress.place, congress.place.removeprefix(congress.province)):
            outline(congress, shape)
        elif not bound(congress, shape, add_towns):
            lost.append(shape.name)
            continue
        placed.append(shape.name)
    db.session.flush()
    return placed, lost


def outline(congress: Congress, shape: Shape) -> None:
    """The border of the whole congress."""
    row = db.session.scalar(sa.select(Outline).where(Outline.congress_id == congress.id))
    if row is None:
        db.session.add(row := Outline(congress_id=congress.id))
    row.boundary = written(shape.area)


def bound(congress: Congress, shape: Shape, add_towns: bool) -> bool:
    """Give the place of a shape's name its boundary; False where it is no place, and shall not become one."""
    row = meant(places_of(congress), shape.name)
    if row is None and not add_towns:
        return False
    row = row or add_place(congress, shape.name, None, None)
    row.boundary = written(shape.area)
    if row.latitude is None:
        middle = middle_of(shape.area)
        row.latitude, row.longitude = middle.latitude, middle.longitude
    return True


def meant(places: list[Place], name: str) -> Place | None:
    """The place of this very name, or the one that people call so."""
    same = [place for place in places if place.name == name]
    near = same or [place for place in places if short(place.name) == short(name)]
    return near[0] if len(near) == 1 else named_in(same, name)


def sheet_rows(congress: Congress) -> list[tuple[str, str, str, str]]:
    """The list as a sheet that can be taken in again."""
    places = places_of(congress)
    names = {place.id: place.name for place in places}
    return [
        (
            place.name,
            names.get(place.parent_id or 0, ""),
            "" if place.latitude is None else f"{place.latitude:.6f}, {place.longitude:.6f}",
            "" if place.latitude is None else "WGS84",
        )
        for place in places
    ]
