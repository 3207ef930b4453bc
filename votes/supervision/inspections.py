"""视察: what deputies saw on the spot; their names are never shown to units or in public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Deputy
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.models import Doer, check_deputy
from votes.supervision.release import TAKEN_DOWN, Released, Signoff
from votes.supervision.rules import check_held, check_on_site, check_supervised

Grades = tuple[int, int, int]
"""Verdicts on site: satisfied 满意, basic 基本满意, dissatisfied 不满意."""


class Visit(StrEnum):
    """How the deputies came: announced, without notice, or back after closing."""

    announced = "announced"
    unannounced = "unannounced"
    look_back = "look_back"


VISIT_NAMES: dict[Visit, LazyString] = {
    Visit.announced: _l("inspection"),
    Visit.unannounced: _l("unannounced check"),
    Visit.look_back: _l("look-back"),
}


@dataclass(frozen=True)
class Seen:
    """What an inspection record says; `grades` are given on site, or not at all."""

    visit: Visit
    held_on: date
    place: str
    words: str
    present: Sequence[Deputy]
    guests: str = ""
    grades: Grades | None = None
    photos: Sequence[Document] = ()


class Inspection(Released, Base):
    """视察记录: numbered per project; nothing in it changes but its release (发布审签)."""

    __tablename__ = "inspection"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    number: Mapped[int]
    visit: Mapped[Visit] = mapped_column(enum_of(Visit))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text)
    guests: Mapped[str] = mapped_column(sa.Text, default="")
    satisfied: Mapped[int | None]
    basic: Mapped[int | None]
    dissatisfied: Mapped[int | None]
    entered_for: Mapped[bool]
    recorded_by: Mapped[str] = mapped_column(sa.String(120))
    recorded_at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    present: Mapped[list[Deputy]] = relationship(secondary="inspection_deputy", order_by=Deputy.stroke_key)
    photos: Mapped[list[Document]] = relationship(secondary="inspection_photo", order_by=Document.id)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("words <> ''", name="says_what_was_seen"),
        sa.CheckConstraint(
            "(satisfied IS NULL) = (basic IS NULL) AND (basic IS NULL) = (dissatisfied IS NULL)",
            name="grades_together",
        ),
        sa.CheckConstraint(
            "satisfied IS NULL OR (satisfied >= 0 AND basic >= 0 AND dissatisfied >= 0)",
            name="grades_not_negative",
        ),
        sa.CheckConstraint(TAKEN_DOWN, name="taken_down_says_why"),
    )

    @property
    def grades(self) -> Grades | None:
        """The verdicts given on site."""
        if self.satisfied is None or self.basic is None or self.dissatisfied is None:
            return None
        return self.satisfied, self.basic, self.dissatisfied

    def documents(self) -> list[Document]:
        """The pictures taken on the spot."""
        return self.photos

    def signoff(self) -> Signoff:
        """An empty sign-off of this record."""
        return Signoff(congress_id=self.congress_id, inspection_id=self.id)


class InspectionDeputy(Base):
    """A deputy who was present; for the office and the group alone."""

    __tablename__ = "inspection_deputy"

    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("inspection_id", "deputy_id"),)


class InspectionPhoto(Base):
    """A picture taken on the spot, without its position."""

    __tablename__ = "inspection_photo"

    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("inspection_id", "document_id"),)


def inspections_of(project: Project) -> Sequence[Inspection]:
    """All records of a project, the newest visit first."""
    return db.session.scalars(
        sa.select(Inspection)
        .where(Inspection.congress_id == project.congress_id, Inspection.project_id == project.id)
        .order_by(Inspection.held_on.desc(), Inspection.number.desc())
    ).all()


def record_inspection(project: Project, seen: Seen, doer: Doer, at: datetime) -> Inspection:
    """Keep what deputies of the group saw; every one of them must be free to check this project."""
    check_supervised(project.stage)
    check_held(seen.held_on, day_of(at))
    if not seen.present:
        raise RuleBroken(say("Please tick the deputies who were present."))
    for deputy in [*seen.present, *([doer.deputy] if doer.deputy else [])]:
        check_deputy(project, deputy)
    grades = seen.grades or (None, None, None)
    if seen.grades:
        check_on_site(seen.grades, len(seen.present))
    inspection = Inspection(
        congress_id=project.congress_id,
        project=project,
        number=next_number(project),
        visit=seen.visit,
        held_on=seen.held_on,
        place=seen.place,
        words=seen.words,
        guests=seen.guests,
        satisfied=grades[0],
        basic=grades[1],
        dissatisfied=grades[2],
        entered_for=doer.entered_for,
        recorded_by=doer.name,
        recorded_at=at,
        present=list(seen.present),
        photos=list(seen.photos),
    )
    db.session.add(inspection)
    return inspection


def next_number(project: Project) -> int:
    """The next free number of this project's inspections."""
    return 1 + max((one.number for one in inspections_of(project)), default=0)
