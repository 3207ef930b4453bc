"""代表核查: the group confirms a project that its unit reports done, or sends it back with what is missing."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, db
from votes.congress.models import Deputy
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.matters import matters_of
from votes.supervision.models import Doer, check_deputy, group_of
from votes.supervision.rules import check_confirmation, check_signed


class Confirmation(AppendOnly, Base):
    """核查意见: 通过 or 退回; acceptance (验收) itself is the government's."""

    __tablename__ = "confirmation"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    round: Mapped[int]
    passed: Mapped[bool]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    unsettled: Mapped[int]
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    entered_for: Mapped[bool]
    paper_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    deputy: Mapped[Deputy] = relationship()
    paper: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "round"),
        sa.CheckConstraint("passed = true OR words <> ''", name="sent_back_says_why"),
        sa.CheckConstraint("unsettled = 0 OR words <> ''", name="unsettled_says_why"),
        sa.CheckConstraint("entered_for = false OR paper_id IS NOT NULL", name="signed_when_entered_for"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


def confirmations_of(project: Project) -> Sequence[Confirmation]:
    """All checks of a project reported done, oldest first."""
    return db.session.scalars(
        sa.select(Confirmation)
        .where(Confirmation.congress_id == project.congress_id, Confirmation.project_id == project.id)
        .order_by(Confirmation.round)
    ).all()


def unsettled(project: Project) -> int:
    """How many findings somebody still has to do something about."""
    return sum(finding.is_open() for finding in matters_of(project))


def confirm(project: Project, passed: bool, words: str, doer: Doer, at: datetime) -> Confirmation:
    """核查通过 or 退回: the passage names the group, never the deputy."""
    deputy = check_deputy(project, doer.deputy)
    check_signed(doer.entered_for, doer.paper is not None)
    left = unsettled(project)
    check_confirmation(project.stage, passed, left, words)
    row = Confirmation(
        congress_id=project.congress_id,
        project=project,
        round=len(confirmations_of(project)) + 1,
        passed=passed,
        words=words,
        unsettled=left if passed else 0,
        deputy=deputy,
        entered_for=doer.entered_for,
        paper=doer.paper,
        by=doer.name,
        at=at,
    )
    db.session.add(row)
    group = group_of(project)
    project.move_to(
        Stage.confirmed if passed else Stage.delivery,
        at,
        by=group.title if group else doer.name,
        reason=words,
    )
    return row
