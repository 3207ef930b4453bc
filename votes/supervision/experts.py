"""专家库: experts by field, from whom those who help to inspect are drawn; who is tied to a unit stands aside (回避)."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Unit
from votes.projects.models import Project


class Expert(Base):
    """专家: numbered per congress; whoever leaves the pool stays in the draws of that time."""

    __tablename__ = "expert"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(60))
    field: Mapped[str] = mapped_column(sa.String(40))
    employer: Mapped[str] = mapped_column(sa.String(120), default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "number"),
        sa.CheckConstraint("name <> '' AND field <> ''", name="named"),
    )

    @property
    def title(self) -> str:
        """How the expert stands in a list to draw from; the number tells two of one name apart."""
        return f"{self.name}（{self.field}，{self.number}号）"

    def is_tied(self, project: Project | None) -> bool:
        """Whether the expert belongs to the unit that carries out the project, or works for it."""
        if project is None:
            return False
        works_there = bool(self.employer) and self.employer == project.unit_name
        return works_there or (self.unit_id is not None and self.unit_id == project.unit_id)

    def leave(self, at: datetime) -> None:
        """Take the expert out of the pool."""
        if self.left_at is not None:
            raise RuleBroken(say("This expert has left the pool before."))
        self.left_at = at


def pool(congress: Congress) -> Sequence[Expert]:
    """The experts of today, field by field."""
    here = sa.select(Expert).where(Expert.congress_id == congress.id, Expert.left_at.is_(None))
    return db.session.scalars(here.order_by(Expert.field, Expert.number)).all()


def add_expert(
    congress: Congress, name: str, field: str, employer: str, unit: Unit | None, at: datetime
) -> Expert:
    """Take an expert into the pool, under the next number."""
    highest = sa.select(sa.func.max(Expert.number)).where(Expert.congress_id == congress.id)
    number = 1 + (db.session.scalar(highest) or 0)
    expert = Expert(congress_id=congress.id, number=number, name=name, field=field, employer=employer)
    expert.unit, expert.joined_at = unit, at
    db.session.add(expert)
    return expert
