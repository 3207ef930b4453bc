"""留言答复: what the unit answers, in public, to all that residents wrote on one subject of a project."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.common.db import AppendOnly, Base, db
from votes.projects.models import Project


class SubjectAnswer(AppendOnly, Base):
    """答复 to one subject; a later one stands beside the earlier, and none is rewritten."""

    __tablename__ = "rating_answer"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    subject: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text)
    unit_words: Mapped[str] = mapped_column(sa.String(200))
    entered_for: Mapped[bool]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_rating_answer_congress_id_project_id", "congress_id", "project_id"),
        sa.CheckConstraint("words <> '' AND subject <> ''", name="answers_something"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def day(self) -> str:
        """The day of the answer, in words."""
        return long_day(day_of(self.at))


def answers_of(project: Project) -> dict[str, list[SubjectAnswer]]:
    """All answers of a project by subject, the oldest first."""
    rows = (
        sa.select(SubjectAnswer)
        .where(SubjectAnswer.congress_id == project.congress_id, SubjectAnswer.project_id == project.id)
        .order_by(SubjectAnswer.id)
    )
    found: dict[str, list[SubjectAnswer]] = {}
    for row in db.session.scalars(rows):
        found.setdefault(row.subject, []).append(row)
    return found


def answer(
    project: Project, subject: str, words: str, by: str, at: datetime, entered_for: bool = False
) -> SubjectAnswer:
    """答复 a subject in the name of the project's unit; marked where somebody enters it for the unit (代录)."""
    row = SubjectAnswer(congress_id=project.congress_id, project_id=project.id, subject=subject, words=words)
    row.unit_words, row.entered_for, row.by, row.at = project.unit_name, entered_for, by, at
    db.session.add(row)
    return row
