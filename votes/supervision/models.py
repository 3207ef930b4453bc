"""人大督: the supervision groups of a cycle, each with its projects and deputies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Committee, Deputy
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.supervision.recusals import TIE_NAMES as TIE_NAMES
from votes.supervision.recusals import Recusal as Recusal
from votes.supervision.recusals import Tie as Tie
from votes.supervision.recusals import is_recused as is_recused
from votes.supervision.recusals import is_tied as is_tied
from votes.supervision.recusals import recusals_of as recusals_of
from votes.supervision.recusals import recuse as recuse
from votes.supervision.recusals import standing_aside
from votes.supervision.rules import NOT_OF_GROUP, Hand, check_group, check_may_check, check_supervised


@dataclass(frozen=True)
class Doer:
    """Who does a step: by which hand, under which name (for the office's trace), which deputy; entered for them (代录) or not."""

    hand: Hand
    name: str
    deputy: Deputy | None = None
    entered_for: bool = False
    paper: Document | None = None


class Group(Base):
    """监督小组: the deputies who watch some projects of a cycle, with their lead committee (牵头委员会) and leader (组长)."""

    __tablename__ = "supervision_group"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(60))
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    formed_at: Mapped[datetime]

    cycle: Mapped[Cycle] = relationship()
    committee: Mapped[Committee | None] = relationship()
    leader: Mapped[Deputy] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="group", order_by="Membership.id")
    watches: Mapped[list["Watch"]] = relationship(back_populates="group", order_by="Watch.id")

    __table_args__ = (
        sa.Index("ix_supervision_group_congress_id_cycle_id", "congress_id", "cycle_id"),
        sa.CheckConstraint("title <> ''", name="titled"),
    )

    @property
    def deputies(self) -> list[Deputy]:
        """The deputies of today, the leader first, then by the strokes of their names."""
        now = [row.deputy for row in self.memberships if row.left_at is None]
        return sorted(now, key=lambda deputy: (deputy.id != self.leader_id, deputy.stroke_key))

    @property
    def projects(self) -> list[Project]:
        """The projects it watches now."""
        now = [row.project for row in self.watches if row.ended_at is None]
        return sorted(now, key=lambda project: project.number)

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
        check_group(leader.id, [deputy.id for deputy in deputies], self.aside())
        self.title, self.committee, self.leader = title, committee, leader
        staying = {deputy.id for deputy in deputies}
        for row in self.memberships:
            if row.left_at is None and row.deputy_id not in staying:
                row.left_at = at
        here = {deputy.id for deputy in self.deputies}
        for deputy in deputies:
            if deputy.id not in here:
                self.memberships.append(Membership(congress_id=self.congress_id, deputy=deputy, joined_at=at))

    def aside(self) -> set[int]:
        """Ids of the deputies who could check none of the group's projects; from a single one they stand aside there."""
        each = [standing_aside(project) for project in self.projects]
        return set.intersection(*each) if each else set()

    def watch(self, projects: Sequence[Project], at: datetime) -> None:
        """Give the group these projects; one that another group watches stays there."""
        staying = {project.id for project in projects}
        for row in self.watches:
            if row.ended_at is None and row.project.id not in staying:
                row.ended_at = at
        here = {project.id for project in self.projects}
        for project in projects:
            if project.id not in here:
                check_free(project)
                self.watches.append(Watch(congress_id=self.congress_id, project=project, began_at=at))


class Watch(Base):
    """A project's time with a group; it ends, and is never deleted."""

    __tablename__ = "group_watch"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("supervision_group.id"), index=True)
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship(back_populates="watches")
    project: Mapped[Project] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_group_watch_now",
            "congress_id",
            "project_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="ended_after_it_began"),
    )


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


def group_of(project: Project) -> Group | None:
    """The group of this project, if one was formed."""
    return db.session.scalar(
        sa.select(Group)
        .join(Watch, Watch.group_id == Group.id)
        .where(
            Watch.congress_id == project.congress_id,
            Watch.project_id == project.id,
            Watch.ended_at.is_(None),
        )
    )


def groups_of(cycle: Cycle) -> Sequence[Group]:
    """The groups of a cycle that watch something now, oldest first."""
    now = sa.select(Watch.group_id).where(Watch.congress_id == cycle.congress_id, Watch.ended_at.is_(None))
    here = sa.select(Group).where(Group.congress_id == cycle.congress_id, Group.cycle_id == cycle.id)
    return db.session.scalars(here.where(Group.id.in_(now)).order_by(Group.id)).all()


def check_free(project: Project) -> None:
    """Refuse a project that is not supervised, or that another group watches."""
    check_supervised(project.stage)
    other = group_of(project)
    if other is not None:
        raise RuleBroken(
            say("Project %(n)d is watched by “%(title)s”. Please take it out of that group first."),
            n=project.number,
            title=other.title,
        )


def form_group(
    project: Project,
    title: str,
    committee: Committee | None,
    leader: Deputy,
    deputies: Sequence[Deputy],
    at: datetime,
    others: Sequence[Project] | None = None,
) -> Group:
    """组建监督小组 of a project, or change the one that is there; `others` are the projects it watches beside (None: as before)."""
    check_supervised(project.stage)
    group = group_of(project)
    if group is None:
        group = Group(congress_id=project.congress_id, cycle=project.cycle, leader=leader, formed_at=at)
        group.title = title
        db.session.add(group)
    beside = [one for one in group.projects if one.id != project.id] if others is None else others
    group.watch([project, *beside], at)
    group.change(title, committee, leader, deputies, at)
    return group


def check_deputy(project: Project, deputy: Deputy | None, *units: int) -> Deputy:
    """The deputy, if of this project's group and not standing aside from it or from one of `units`; else a refusal."""
    group = group_of(project)
    if deputy is None or group is None:
        raise RuleBroken(NOT_OF_GROUP)
    check_may_check(group.has(deputy), is_recused(project, deputy, *units))
    return deputy
