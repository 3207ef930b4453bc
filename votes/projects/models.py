"""项目: cycles, projects, their passages from stage to stage, and the sources of archived facts."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, enum_of
from votes.congress.models import Congress, Unit
from votes.projects.documents import Document
from votes.projects.stages import CHOSEN, Stage, check_move

Word = Callable[["Project", Stage], None]
WORDS: list[Word] = []
"""What later rooms have to say before a project moves; they refuse with a broken rule."""


def asked_before_a_move(word: Word) -> Word:
    """Mark a room's word on where a project may go."""
    WORDS.append(word)
    return word


SCREENING_FROM = 1001
"""Projects in screening are numbered from here, so that candidates can have 1, 2, 3 … in the order of the ballot."""


class SourceKind(StrEnum):
    """Who published it; the product links to official sites, press and journals alone.

    `own` is what the congress itself has on record, published nowhere else.
    """

    official = "official"
    press = "press"
    journal = "journal"
    aggregator = "aggregator"
    mirror = "mirror"
    own = "own"


class Source(Base):
    """来源: where an archived figure was published."""

    __tablename__ = "source"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    kind: Mapped[SourceKind] = mapped_column(enum_of(SourceKind))
    url: Mapped[str] = mapped_column(sa.Text, default="")

    @property
    def link(self) -> str | None:
        """The address to show, if it may be linked."""
        may = self.kind in (SourceKind.official, SourceKind.press, SourceKind.journal)
        return self.url if may and self.url.startswith(("http://", "https://")) else None


class Cycle(Base):
    """年度/批次: one list of projects, with its own adopted rules (`settings`, see projects/settings.py) and dates."""

    __tablename__ = "cycle"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    slug: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(120))
    year: Mapped[int]
    archived: Mapped[bool] = mapped_column(default=False)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    collection_opens_on: Mapped[date | None]
    collection_closes_on: Mapped[date | None]
    candidates_published_at: Mapped[datetime | None]
    rating_opens_on: Mapped[date | None]
    rating_closes_on: Mapped[date | None]

    congress: Mapped[Congress] = relationship()
    projects: Mapped[list["Project"]] = relationship(back_populates="cycle", order_by="Project.number")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "slug"),
        sa.CheckConstraint("slug <> ''", name="slug_given"),
        sa.CheckConstraint(
            "collection_opens_on IS NULL OR collection_closes_on IS NULL"
            " OR collection_closes_on >= collection_opens_on",
            name="collection_window",
        ),
        sa.CheckConstraint(
            "rating_opens_on IS NULL OR rating_closes_on IS NULL OR rating_closes_on >= rating_opens_on",
            name="rating_window",
        ),
    )

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it: an archived year, or one whose collection has a day or whose candidates are out."""
        return bool(self.archived or self.collection_opens_on or self.candidates_published_at)


class Project(Base):
    """项目: from screening to closing under one number of its cycle. Money in 元; blank means not published.

    `stage` is null only in the archive, where it may be unknown; `adopted` is then what the source says.
    """

    __tablename__ = "project"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    number: Mapped[int]
    stage: Mapped[Stage | None] = mapped_column(enum_of(Stage))
    adopted: Mapped[bool | None]
    title: Mapped[str] = mapped_column(sa.String(200))
    category: Mapped[str] = mapped_column(sa.String(40), default="")
    content: Mapped[str] = mapped_column(sa.Text, default="")
    scale: Mapped[str] = mapped_column(sa.Text, default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    necessity: Mapped[str] = mapped_column(sa.Text, default="")
    feasibility: Mapped[str] = mapped_column(sa.Text, default="")
    benefit: Mapped[str] = mapped_column(sa.Text, default="")
    year_goal: Mapped[str] = mapped_column(sa.Text, default="")
    stage_goals: Mapped[str] = mapped_column(sa.Text, default="")
    total_yuan: Mapped[int | None] = mapped_column(sa.BigInteger)
    year_yuan: Mapped[int | None] = mapped_column(sa.BigInteger)
    funding: Mapped[str] = mapped_column(sa.Text, default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    unit_words: Mapped[str] = mapped_column(sa.Text, default="")
    co_units: Mapped[str] = mapped_column(sa.Text, default="")
    owner: Mapped[str] = mapped_column(sa.String(200), default="")
    leader: Mapped[str] = mapped_column(sa.String(100), default="")
    deadline: Mapped[date | None]
    deadline_words: Mapped[str] = mapped_column(sa.String(100), default="")
    origin: Mapped[str] = mapped_column(sa.Text, default="")
    why_declined: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[dict[str, Any]] = mapped_column(default=dict)
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"), index=True)

    congress: Mapped[Congress] = relationship()
    cycle: Mapped[Cycle] = relationship(back_populates="projects")
    unit: Mapped[Unit | None] = relationship()
    source: Mapped[Source | None] = relationship()
    passages: Mapped[list["Passage"]] = relationship(back_populates="project", order_by="Passage.seq")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id", "number"),
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("stage IS NOT NULL OR source_id IS NOT NULL", name="stage_or_source"),
        sa.CheckConstraint(
            "stage IS NULL OR stage NOT IN ('adopted','delivery','suspended','terminated','done','confirmed','closed')"
            " OR adopted = true",
            name="chosen_is_adopted",
        ),
        sa.CheckConstraint(
            "stage IS NULL OR stage NOT IN ('proposed','candidate') OR adopted IS NULL",
            name="undecided_is_null",
        ),
        sa.CheckConstraint(
            "stage IS NULL OR stage <> 'not_adopted' OR adopted = false", name="not_adopted_is_false"
        ),
        sa.CheckConstraint(
            "stage IS NULL OR stage <> 'declined' OR why_declined <> ''", name="declined_says_why"
        ),
    )

    @property
    def unit_name(self) -> str:
        """牵头单位: the unit's name, or what the source calls it."""
        return self.unit.name if self.unit else self.unit_words

    @property
    def shown_number(self) -> int | None:
        """The number people know it by; none while it is being screened."""
        return self.number if self.number < SCREENING_FROM else None

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it: with its list of candidates, and for ever, whatever becomes of it; or archived."""
        published = self.cycle.candidates_published_at
        if self.cycle.archived:
            return True
        if published is None or self.stage in (None, Stage.proposed):
            return False
        return self.stage is not Stage.declined or any(
            passage.from_stage is Stage.candidate and passage.at >= published
            for passage in self.passages
            if passage.to_stage is Stage.declined
        )

    def move_to(
        self, stage: Stage, at: datetime, by: str, reason: str = "", document: Document | None = None
    ) -> "Passage":
        """Go to another stage, if the procedure knows that move, and leave a passage (流转)."""
        check_move(self.stage, stage)
        for word in WORDS:
            word(self, stage)
        passage = Passage(
            congress_id=self.congress_id,
            seq=len(self.passages) + 1,
            from_stage=self.stage,
            to_stage=stage,
            at=at,
            by=by,
            reason=reason,
            document=document,
        )
        self.passages.append(passage)
        self.stage = stage
        if stage in CHOSEN:
            self.adopted = True
        elif stage is Stage.not_adopted:
            self.adopted = False
        return passage


class Passage(AppendOnly, Base):
    """流转: one move of a project: when, by whom, why, on which document. Never changed, never deleted."""

    __tablename__ = "passage"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    seq: Mapped[int]
    from_stage: Mapped[Stage | None] = mapped_column(enum_of(Stage, "from_stage"))
    to_stage: Mapped[Stage] = mapped_column(enum_of(Stage, "to_stage"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)

    project: Mapped[Project] = relationship(back_populates="passages")
    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )
