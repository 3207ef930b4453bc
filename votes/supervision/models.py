"""人大督: the supervision group of a project, and who must stand aside from it (回避)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
from votes.congress.models import Committee, Deputy
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.rules import NOT_OF_GROUP, Hand, check_group, check_may_check, check_supervised


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


@dataclass(frozen=True)
class Doer:
    """Who does a step: by which hand, under which name (for the office's trace), which deputy; entered for them (代录) or not."""

    hand: Hand
    name: str
    deputy: Deputy | None = None
    entered_for: bool = False
    paper: Document | None = None


class Group(Base):
    """监督小组: the deputies who watch one project, with their lead committee (牵头委员会) and leader (组长)."""

    __tablename__ = "supervision_group"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(60))
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    formed_at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    committee: Mapped[Committee | None] = relationship()
    leader: Mapped[Deputy] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="group", order_by="Membership.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id"),
        sa.CheckConstraint("title <> ''", name="titled"),
    )

    @property
    def deputies(self) -> list[Deputy]:
        """The deputies of today, the leader first, then by the strokes of their names."""
        now = [row.deputy for row in self.memberships if row.left_at is None]
        return sorted(now, key=lambda deputy: (deputy.id != self.leader_id, deputy.stroke_key))

    def has(self, deputy: Deputy | None) -> bool:
        """Whether this deputy belongs to the group now."""
        return deputy is not None and any(one.id == deputy.id for one in self.deputies)

    def change(
        self,
        title: str,
        committee: Committee | None,
        leader: Deputy,
        deputies: Sequence[Deputy],
        at: datetime,
    ) -> None:
        """Give the group these deputies; whoever leaves stays in its history."""
        aside = [deputy.id for deputy in deputies if is_recused(self.project, deputy)]
        check_group(leader.id, [deputy.id for deputy in deputies], aside)
        self.title, self.committee, self.leader = title, committee, leader
        staying = {deputy.id for deputy in deputies}
        for row in self.memberships:
            if row.left_at is None and row.deputy_id not in staying:
                row.left_at = at
        here = {deputy.id for deputy in self.deputies}
        for deputy in deputies:
            if deputy.id not in here:
                self.memberships.append(Membership(congress_id=self.congress_id, deputy=deputy, joined_at=at))


class Membership(Base):
    """A deputy's time in a group; it ends, and is never deleted."""

    __tablename__ = "group_membership"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_group.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship(back_populates="memberships")
    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_group_membership_now",
            "congress_id",
            "group_id",
            "deputy_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
        sa.CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="left_after_joining"),
    )


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


def group_of(project: Project) -> Group | None:
    """The group of this project, if one was formed."""
    return db.session.scalar(
        sa.select(Group).where(Group.congress_id == project.congress_id, Group.project_id == project.id)
    )


def form_group(
    project: Project,
    title: str,
    committee: Committee | None,
    leader: Deputy,
    deputies: Sequence[Deputy],
    at: datetime,
) -> Group:
    """组建监督小组, or change the one that is there."""
    check_supervised(project.stage)
    group = group_of(project)
    if group is None:
        group = Group(congress_id=project.congress_id, project=project, leader=leader, formed_at=at)
        group.title = title
        db.session.add(group)
    group.change(title, committee, leader, deputies, at)
    return group


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


def check_deputy(project: Project, deputy: Deputy | None, *units: int) -> Deputy:
    """The deputy, if of this project's group and not standing aside from it or from one of `units`; else a refusal."""
    group = group_of(project)
    if deputy is None or group is None:
        raise RuleBroken(NOT_OF_GROUP)
    check_may_check(group.has(deputy), is_recused(project, deputy, *units))
    return deputy
