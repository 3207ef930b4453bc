"""地方: the towns and villages of a congress, where they lie, and their boundaries, so that everything has its place.

Positions are WGS84, in degrees. A boundary is the geometry of a GeoJSON feature, as text; the county's own is its
outline (行政区界).
"""

import re
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db, enum_of
from votes.congress.models import Congress


class PlaceKind(StrEnum):
    """Towns 乡镇街道, and villages 村社区 within them."""

    town = "town"
    village = "village"


KIND_NAMES: dict[PlaceKind, LazyString] = {
    PlaceKind.town: _l("town or street"),
    PlaceKind.village: _l("village or community"),
}
ENDINGS = ("街道办事处", "居民委员会", "村民委员会", "街道", "社区", "居委会", "村委会", "镇", "乡", "村")
"""What people leave off when they name a place."""
NUMBERED = re.compile("第?[0-9０-９一二三四五六七八九十百]+")


class Place(Base):
    """地方: a town of the congress, or a village of a town; `slug` is its word in addresses, for ever."""

    __tablename__ = "place"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    slug: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[PlaceKind] = mapped_column(enum_of(PlaceKind))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    boundary: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "slug"),
        sa.UniqueConstraint("congress_id", "parent_id", "name"),
        sa.CheckConstraint("name <> '' AND slug <> ''", name="named"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_or_neither"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
        sa.CheckConstraint("kind = 'village' OR parent_id IS NULL", name="towns_stand_alone"),
    )


class Outline(Base):
    """行政区界: the boundary of the whole congress, as the geometry of a GeoJSON feature."""

    __tablename__ = "outline"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), unique=True)
    boundary: Mapped[str] = mapped_column(sa.Text)


def places_of(congress: Congress, kind: PlaceKind | None = None) -> list[Place]:
    """The places of a congress in the order in which they were listed: all, or those of one kind."""
    wanted = sa.select(Place).where(Place.congress_id == congress.id).order_by(Place.id)
    return list(db.session.scalars(wanted if kind is None else wanted.where(Place.kind == kind)))


def place_at(congress: Congress, slug: str) -> Place | None:
    """The place of this word in addresses."""
    return db.session.scalar(sa.select(Place).where(Place.congress_id == congress.id, Place.slug == slug))


def within(place: Place) -> list[int]:
    """The ids of a place and of all that lies in it."""
    inner = db.session.scalars(sa.select(Place.id).where(Place.parent_id == place.id))
    return [place.id, *inner]


def named_in(places: list[Place], words: str) -> Place | None:
    """The place of these that free words name: the smallest and longest-named; None if none can be meant.

    A village's name that two towns have counts only with its town beside it.
    """
    said = "".join(words.split())
    found = [place for place in places if place.name in said]
    if not found:
        found = [place for place in places if len(short(place.name)) > 1 and short(place.name) in said]
    return told_apart(found)


def told_apart(found: list[Place]) -> Place | None:
    """Of the places that were named the one that is meant: a village before its town, one whose town is named too."""
    towns = {place.id for place in found if place.kind is PlaceKind.town}
    villages = [place for place in found if place.kind is PlaceKind.village]
    inner = [place for place in villages if place.parent_id in towns]
    for group in (inner, villages, found):
        longest = max((len(place.name) for place in group), default=0)
        best = [place for place in group if len(place.name) == longest]
        if len(best) == 1:
            return best[0]
    towns_named = [place for place in found if place.id in towns]
    return towns_named[0] if len(towns_named) == 1 else None


def short(name: str) -> str:
    """A name as people say it: 洪洲镇 is 洪洲; a mere number stays whole, for 第二 is a school as well."""
    said = next((name.removesuffix(end) for end in ENDINGS if name.endswith(end)), name)
    return name if NUMBERED.fullmatch(said) else said
