"""征集点和联络站: points with a code of their own, at which the place of a wish is known, and who is met there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.codes import new_code, plain
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Deputy
from votes.projects.models import Cycle
from votes.proposals.point_rules import PointKind, check_weekdays, coming_days

POINT_CODE_LENGTH = 6
"""A point is public: its code is short enough to be typed from a notice board."""


class Point(Base):
    """征集点 or 代表联络站: where it is, when somebody is there, and the code its QR leads by.

    `place` is what a proposal made here says of where; `month_days` (逢六: 6, 16, 26) and `weekdays` (1 Monday to 7)
    are the station days as data. A point that closed keeps its page, for its QR hangs on walls.
    """

    __tablename__ = "point"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    kind: Mapped[PointKind] = mapped_column(enum_of(PointKind))
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    place: Mapped[str] = mapped_column(sa.String(100))
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    hours: Mapped[str] = mapped_column(sa.String(100), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    month_days: Mapped[list[Any]] = mapped_column(default=list)
    weekdays: Mapped[list[Any]] = mapped_column(default=list)
    closed_on: Mapped[date | None]

    congress: Mapped[Congress] = relationship()
    deputies: Mapped[list[Deputy]] = relationship(secondary="point_deputy", order_by=Deputy.stroke_key)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "name"),
        sa.CheckConstraint("name <> '' AND place <> ''", name="named"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it is still kept."""
        return self.closed_on is None

    def coming(self, today: date, most: int = 6) -> list[date]:
        """The next station days (接待日)."""
        return coming_days(self.month_days, self.weekdays, today, most) if self.is_open else []

    def close(self, at: datetime) -> None:
        """撤销: from this day on nobody is met here."""
        self.closed_on = day_of(at)

    def reopen(self) -> None:
        """恢复 a point that was closed."""
        self.closed_on = None


class PointDeputy(Base):
    """驻站代表: a deputy who can be met at a point."""

    __tablename__ = "point_deputy"

    point_id: Mapped[int] = mapped_column(sa.ForeignKey("point.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("point_id", "deputy_id"),)


class PointTurn(Base):
    """值班: a deputy who will be there on one station day."""

    __tablename__ = "point_turn"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("point.id"), index=True)
    day: Mapped[date]
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)

    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "point_id", "day", "deputy_id"),)


@dataclass(frozen=True)
class PointFacts:
    """What the office states of a point."""

    kind: PointKind
    name: str
    place: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    month_days: list[int] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)


def add_point(congress: Congress, facts: PointFacts) -> Point:
    """设点: a new point gets its code, for ever."""
    point = Point(congress_id=congress.id, congress=congress, code=new_code(POINT_CODE_LENGTH))
    state_facts(point, facts)
    db.session.add(point)
    return point


def add_lines(congress: Congress, lines: Sequence[tuple[str, str, str]]) -> int:
    """Village points, each by name, place and address; how many are new."""
    known = {point.name for point in points_of(congress)}
    fresh: dict[str, tuple[str, str, str]] = {}
    for line in lines:
        if line[0] not in known:
            fresh.setdefault(line[0], line)
    for name, place, address in fresh.values():
        add_point(congress, PointFacts(PointKind.point, name, place, address))
    return len(fresh)


def state_facts(point: Point, facts: PointFacts) -> None:
    """Say what a point is and when somebody is there."""
    check_name(point, facts.name)
    check_weekdays(facts.weekdays)
    point.kind, point.name, point.place = facts.kind, facts.name, facts.place
    point.address, point.hours, point.phone = facts.address, facts.hours, facts.phone
    point.month_days, point.weekdays = facts.month_days, facts.weekdays


def check_name(point: Point, name: str) -> None:
    """Refuse a name that another point has."""
    same = sa.select(Point.id).where(Point.congress_id == point.congress_id, Point.name == name)
    with db.session.no_autoflush:
        found = db.session.scalar(same)
    if found not in (None, point.id):
        raise RuleBroken(say("Another point has this name. Add the village or the street to it."))


def appoint(point: Point, deputies: Sequence[Deputy]) -> None:
    """驻站: these deputies can be met there; who is no longer among them has no turn any more."""
    point.deputies = list(deputies)
    ids = [deputy.id for deputy in deputies]
    db.session.execute(
        sa.delete(PointTurn).where(PointTurn.point_id == point.id, PointTurn.deputy_id.not_in(ids))
    )


def set_turns(point: Point, turns: dict[date, Collection[int]]) -> None:
    """排班: who is there on each of these days, by ids of its deputies."""
    mine = PointTurn.point_id == point.id
    db.session.execute(sa.delete(PointTurn).where(mine, PointTurn.day.in_(list(turns))))
    known = {deputy.id for deputy in point.deputies}
    for day, ids in turns.items():
        for deputy_id in sorted(set(ids) & known):
            turn = PointTurn(congress_id=point.congress_id, point_id=point.id, day=day, deputy_id=deputy_id)
            db.session.add(turn)


def turns_from(points: Sequence[Point], today: date) -> dict[tuple[int, date], list[Deputy]]:
    """Who is there, by point and day, from today on."""
    ids = [point.id for point in points]
    rows = sa.select(PointTurn).where(PointTurn.point_id.in_(ids), PointTurn.day >= today)
    found: dict[tuple[int, date], list[Deputy]] = {}
    for turn in db.session.scalars(rows.join(Deputy).order_by(Deputy.stroke_key)):
        found.setdefault((turn.point_id, turn.day), []).append(turn.deputy)
    return found


def points_of(congress: Congress) -> list[Point]:
    """All points of a congress by kind and name, those that closed too."""
    rows = sa.select(Point).where(Point.congress_id == congress.id)
    return list(db.session.scalars(rows.order_by(Point.kind.desc(), Point.name)))


def has_points(congress: Congress) -> bool:
    """Whether a congress keeps any point: asked by busy pages, so not all are read."""
    mine = (Point.congress_id == congress.id, Point.closed_on.is_(None))
    return db.session.scalar(sa.select(Point.id).where(*mine).limit(1)) is not None


def point_of(code: str | None) -> Point | None:
    """The point with this code, however it was typed, open or closed."""
    wanted = plain(code or "")
    return db.session.scalar(sa.select(Point).where(Point.code == wanted)) if wanted else None


def point_for(cycle: Cycle, code: str | None) -> Point | None:
    """The point with this code, if proposals of this list may come from there: its own, or one of its townships."""
    found = point_of(code)
    if found is None or cycle.congress_id not in (found.congress_id, found.congress.parent_id):
        return None
    return found


def points_where_met(deputy: Deputy) -> list[Point]:
    """The open points at which this deputy can be met."""
    met = sa.select(Point).join(PointDeputy).where(PointDeputy.deputy_id == deputy.id)
    return list(db.session.scalars(met.where(Point.closed_on.is_(None)).order_by(Point.name)))
