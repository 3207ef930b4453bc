"""点位: where a project is built, one row for each site; positions are WGS84, in degrees."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, db, enum_of
from votes.common.positions import System
from votes.congress.places import Place, within
from votes.projects.models import Cycle, Project


class Site(Base):
    """点位: one site of a project; a site whose position is not known lies in its place.

    `given` is the system in which the position was given (坐标系), kept so that a wrong guess can be mended.
    """

    __tablename__ = "site"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    given: Mapped[System | None] = mapped_column(enum_of(System))

    project: Mapped[Project] = relationship()
    place: Mapped[Place | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "name"),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_or_neither"),
        sa.CheckConstraint("(latitude IS NULL) = (given IS NULL)", name="position_says_its_system"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
    )


def sites_of(project: Project) -> list[Site]:
    """The sites of a project in the order in which they were given."""
    return sites_of_all([project])


def sites_of_all(projects: Iterable[Project]) -> list[Site]:
    """The sites of several projects."""
    ids = [project.id for project in projects]
    return list(db.session.scalars(sa.select(Site).where(Site.project_id.in_(ids)).order_by(Site.id)))


def sites_in(cycle: Cycle) -> list[Site]:
    """All sites of a cycle's projects; whoever shows them asks first which projects everyone may see."""
    wanted = sa.select(Site).join(Site.project).where(Project.cycle_id == cycle.id).order_by(Site.id)
    return list(db.session.scalars(wanted))


def projects_at(place: Place) -> list[Project]:
    """The projects with a site in a place or in a village of it, of all cycles, the newest first."""
    here = sa.select(Site.project_id).where(Site.place_id.in_(within(place)))
    wanted = sa.select(Project).where(Project.id.in_(here)).order_by(Project.cycle_id.desc(), Project.number)
    return list(db.session.scalars(wanted))
