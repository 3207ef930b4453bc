"""视察: what deputies saw on the spot; their names are never shown to units or in public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Deputy
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.draws import Draw
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


class Mark(StrEnum):
    """How a goal was found on the spot: 好, 一般, 差."""

    good = "good"
    fair = "fair"
    poor = "poor"


MARK_NAMES: dict[Mark, LazyString] = {Mark.good: _l("good"), Mark.fair: _l("fair"), Mark.poor: _l("poor")}

Marks = Sequence[tuple[str, Mark]]
"""Goals, or the whole, each with how it was found."""


@dataclass(frozen=True)
class Seen:
    """What an inspection record says; `grades` are given on site, or not at all.

    `signed` are those of the present who signed on the phone of whoever writes; `key` is the token of the form, so that
    a record sent again over a bad network is known; `draw` gave the site.
    """

    visit: Visit
    held_on: date
    place: str
    words: str
    present: Sequence[Deputy]
    guests: str = ""
    grades: Grades | None = None
    photos: Sequence[Document] = ()
    marks: Marks = ()
    signed: Sequence[Deputy] = ()
    draw: Draw | None = None
    key: str | None = None


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
    marks: Mapped[list[Any]] = mapped_column(default=list)
    draw_id: Mapped[int | None] = mapped_column(sa.ForeignKey("draw.id"), index=True)
    sent_key: Mapped[str | None] = mapped_column(sa.String(64))
    entered_for: Mapped[bool]
    recorded_by: Mapped[str] = mapped_column(sa.String(120))
    recorded_at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    present: Mapped[list[Deputy]] = relationship(secondary="inspection_deputy", order_by=Deputy.stroke_key)
    photos: Mapped[list[Document]] = relationship(secondary="inspection_photo", order_by=Document.id)
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "number"),
        sa.UniqueConstraint("congress_id", "sent_key"),
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

    def add_signature(self, deputy: Deputy, own_phone: bool, at: datetime) -> None:
        """签名: a deputy who was present stands by the record, once."""
        if deputy not in self.present:
            raise RuleBroken(say("Only deputies who were present can sign this record."))
        if any(one.deputy_id == deputy.id for one in self.signatures):
            raise RuleBroken(say("%(name)s has signed this record before."), name=deputy.name)
        row = Signature(congress_id=self.congress_id, deputy=deputy, own_phone=own_phone, at=at)
        row.deputy_id = deputy.id
        self.signatures.append(row)

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


class Signature(AppendOnly, Base):
    """签名 of a deputy who was present: on the own phone, or on that of whoever wrote the record."""

    __tablename__ = "inspection_signature"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    own_phone: Mapped[bool]
    at: Mapped[datetime]

    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "inspection_id", "deputy_id"),)


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
        marks=[{"about": about, "mark": mark.value} for about, mark in seen.marks],
        draw_id=seen.draw.id if seen.draw else None,
        sent_key=seen.key,
    )
    db.session.add(inspection)
    sign_all(inspection, seen, doer, at)
    return inspection


def sign_all(inspection: Inspection, seen: Seen, doer: Doer, at: datetime) -> None:
    """The signatures that come with a record: of whoever writes it, and of those who signed on that phone."""
    writer = None if doer.entered_for else doer.deputy
    if writer is not None and writer in inspection.present:
        inspection.add_signature(writer, True, at)
    for deputy in seen.signed:
        if deputy is not writer:
            inspection.add_signature(deputy, False, at)


def sent_before(project: Project, key: str) -> Inspection | None:
    """The record that this form has made already, however long ago it was sent."""
    return db.session.scalar(
        sa.select(Inspection).where(
            Inspection.congress_id == project.congress_id,
            Inspection.project_id == project.id,
            Inspection.sent_key == key,
        )
    )


def next_number(project: Project) -> int:
    """The next free number of this project's inspections."""
    return 1 + max((one.number for one in inspections_of(project)), default=0)
