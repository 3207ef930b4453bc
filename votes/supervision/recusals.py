"""回避: who stands aside from a project, by own word, recorded by the office, or because of acting for its unit."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Deputy
from votes.projects.models import Project


class Tie(StrEnum):
    """Why a deputy stands aside."""

    leads = "leads"
    carries_out = "carries_out"
    works_there = "works_there"
    other = "other"


TIE_NAMES: dict[Tie, LazyString] = {
    Tie.leads: _l("leads the project"),
    Tie.carries_out: _l("carries out the project"),
    Tie.works_there: _l("works at the responsible unit"),
    Tie.other: _l("another tie"),
}


class Recusal(Base):
    """回避: a deputy who stands aside from a project, by own word or recorded by the office; lifted only with a reason."""

    __tablename__ = "recusal"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    tie: Mapped[Tie] = mapped_column(enum_of(Tie))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    declared: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(sa.String(120))
    lifted_at: Mapped[datetime | None]
    lifted_why: Mapped[str] = mapped_column(sa.Text, default="")

    project: Mapped[Project] = relationship()
    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_recusal_stands",
            "congress_id",
            "project_id",
            "deputy_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_why = '')", name="lifted_says_why"),
        sa.CheckConstraint("recorded_by <> ''", name="by_someone"),
    )

    def lift(self, why: str, at: datetime) -> None:
        """End the recusal, with the reason."""
        if self.lifted_at is not None:
            raise RuleBroken(say("This recusal was lifted before."))
        self.lifted_at, self.lifted_why = at, why


def recusals_of(project: Project) -> Sequence[Recusal]:
    """Recusals that stand, oldest first."""
    return db.session.scalars(
        sa.select(Recusal)
        .where(
            Recusal.congress_id == project.congress_id,
            Recusal.project_id == project.id,
            Recusal.lifted_at.is_(None),
        )
        .order_by(Recusal.id)
    ).all()


def is_recused(project: Project, deputy: Deputy, *units: int) -> bool:
    """Whether the deputy stands aside: recorded, or the deputy's own account acts for the project's unit or one of `units` (ids)."""
    if any(recusal.deputy_id == deputy.id for recusal in recusals_of(project)):
        return True
    return is_tied(deputy, {project.unit_id, *units} - {None})


def is_tied(deputy: Deputy, units: Collection[int | None]) -> bool:
    """Whether the deputy's own account acts for one of these units (ids)."""
    acts_for_unit = (
        sa.select(Grant.id)
        .join(Account, Account.id == Grant.account_id)
        .where(Account.deputy_id == deputy.id, Grant.role == Role.unit, Grant.unit_id.in_(units))
    )
    return db.session.scalar(acts_for_unit.limit(1)) is not None


def recuse(
    project: Project, deputy: Deputy, tie: Tie, words: str, declared: bool, by: str, at: datetime
) -> Recusal:
    """Record that a deputy stands aside; doing it twice is refused."""
    if any(recusal.deputy_id == deputy.id for recusal in recusals_of(project)):
        raise RuleBroken(say("This recusal is already recorded."))
    recusal = Recusal(
        congress_id=project.congress_id,
        project=project,
        deputy=deputy,
        tie=tie,
        words=words,
        declared=declared,
        recorded_by=by,
        recorded_at=at,
    )
    db.session.add(recusal)
    return recusal


def standing_aside(project: Project) -> set[int]:
    """Ids of all who stand aside from a project: recorded, or acting for its unit."""
    acting = sa.select(Account.deputy_id).join(Grant, Grant.account_id == Account.id)
    acting = acting.where(Grant.role == Role.unit, Grant.unit_id == project.unit_id)
    named = {deputy for deputy in db.session.scalars(acting) if deputy is not None}
    return named | {recusal.deputy_id for recusal in recusals_of(project)}
