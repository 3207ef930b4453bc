"""评价汇总: ratings counted on paper or by a survey, brought in as totals with their source, never summed with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress
from votes.evaluation.rules import Spread, check_period, check_totals
from votes.projects.documents import Document, keeper
from votes.projects.models import Project


class Collected(StrEnum):
    """Where totals come from."""

    deputies = "deputies"
    paper = "paper"
    survey = "survey"


COLLECTED_NAMES: dict[Collected, LazyString] = {
    Collected.deputies: _l("Deputies"),
    Collected.paper: _l("Residents, on paper"),
    Collected.survey: _l("Survey"),
}


class Totals(Base):
    """评价汇总 of one project: figures counted elsewhere, with their source; struck ones stay, with the reason."""

    __tablename__ = "rating_totals"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    kind: Mapped[Collected] = mapped_column(enum_of(Collected))
    words: Mapped[str] = mapped_column(sa.Text)
    first_on: Mapped[date]
    last_on: Mapped[date]
    people: Mapped[int]
    satisfied: Mapped[int]
    basic: Mapped[int]
    dissatisfied: Mapped[int]
    abstain: Mapped[int]
    paper_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(sa.String(120))
    struck_at: Mapped[datetime | None]
    struck_why: Mapped[str] = mapped_column(sa.Text, default="")

    project: Mapped[Project] = relationship()
    paper: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.Index("ix_rating_totals_congress_id_project_id", "congress_id", "project_id"),
        sa.CheckConstraint("words <> ''", name="says_where_from"),
        sa.CheckConstraint("(struck_at IS NULL) = (struck_why = '')", name="struck_says_why"),
        sa.CheckConstraint("last_on >= first_on", name="period"),
        sa.CheckConstraint("entered_by <> ''", name="by_someone"),
        sa.CheckConstraint(
            "satisfied >= 0 AND basic >= 0 AND dissatisfied >= 0 AND abstain >= 0", name="not_negative"
        ),
        sa.CheckConstraint("people = satisfied + basic + dissatisfied + abstain", name="adds_up"),
    )

    @property
    def spread(self) -> Spread:
        """The counts."""
        return Spread(self.satisfied, self.basic, self.dissatisfied, self.abstain)

    @property
    def hidden_paper(self) -> Document | None:
        """The paper that nobody has published yet."""
        hides = self.paper is not None and self.paper.released_at is None and self.struck_at is None
        return self.paper if hides else None

    def show_paper(self, at: datetime) -> None:
        """公开 the paper that came with them."""
        if self.hidden_paper is None:
            raise RuleBroken(say("No paper waits here to be published. Please load the page again."))
        self.hidden_paper.released_at = at

    def strike(self, why: str, at: datetime) -> None:
        """划去: entered wrongly; it no longer counts and stays with the reason; its paper is public no more."""
        if self.struck_at is not None:
            raise RuleBroken(say("These totals were struck before."))
        self.struck_at, self.struck_why = at, why
        if self.paper is not None:
            self.paper.released_at = None


@dataclass(frozen=True)
class Brought:
    """Totals as they are brought in: of which kind, from where, over which days, with the paper that proves them."""

    kind: Collected
    words: str
    first_on: date
    last_on: date
    people: int
    spread: Spread
    paper: Document | None = None


def enter_totals(project: Project, brought: Brought, by: str, at: datetime, looked_at: bool = True) -> Totals:
    """录入汇总: the figures must add up to the people who answered. Their paper is public once the office has looked at it."""
    check_totals(brought.spread, brought.people)
    check_period(brought.first_on, brought.last_on, day_of(at))
    row = Totals(
        congress_id=project.congress_id,
        project=project,
        kind=brought.kind,
        words=brought.words,
        first_on=brought.first_on,
        last_on=brought.last_on,
        people=brought.people,
        satisfied=brought.spread.satisfied,
        basic=brought.spread.basic,
        dissatisfied=brought.spread.dissatisfied,
        abstain=brought.spread.abstain,
        paper=brought.paper,
        entered_at=at,
        entered_by=by,
    )
    if brought.paper and looked_at:
        brought.paper.released_at = at
    db.session.add(row)
    return row


def totals_of(project: Project) -> Sequence[Totals]:
    """All totals of a project, the struck ones too, oldest first."""
    return db.session.scalars(
        sa.select(Totals)
        .where(Totals.congress_id == project.congress_id, Totals.project_id == project.id)
        .order_by(Totals.last_on, Totals.id)
    ).all()


@keeper
def may_see_paper(document: Document, actor: Actor) -> bool | None:
    """What people filled in, with whatever they wrote on it, is for the office until it is released."""
    mine = sa.select(Totals.id).where(
        Totals.congress_id == document.congress_id, Totals.paper_id == document.id
    )
    if db.session.scalar(mine.limit(1)) is None:
        return None
    return actor.has(db.session.get_one(Congress, document.congress_id), Role.office)
