"""The supervision of a whole cycle on one page: which projects a person watches, and what is open or late there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.supervision.matters import Matter, matters_in
from votes.supervision.models import Group, Membership, Watch
from votes.supervision.rules import SUPERVISED


@dataclass(frozen=True)
class Watched:
    """A project with its group and the findings this person may see of it."""

    project: Project
    group: Group | None
    findings: tuple[Matter, ...]

    @property
    def open(self) -> int:
        """Findings somebody still has to do something about."""
        return sum(finding.is_open() for finding in self.findings)

    def late(self, today: date) -> int:
        """Findings whose answer is overdue."""
        return sum(finding.late(today) > 0 for finding in self.findings)


def watched_by(actor: Actor, cycle: Cycle) -> list[Watched]:
    """The supervised projects of a cycle that concern this person, in three queries."""
    congress = cycle.congress
    found = defaultdict(list)
    for finding in matters_in(cycle):
        found[finding.project_id].append(finding)
    groups = groups_in(cycle)
    everything = actor.has(congress, Role.office)
    government = actor.has(congress, Role.government)
    units = {unit.id for unit in actor.units(congress)}
    rows = []
    for project in supervised(cycle):
        group = groups.get(project.id)
        member = actor.has(congress, Role.deputy) and group is not None and group.has(actor.deputy)
        seen = [
            one
            for one in found[project.id]
            if everything or member or (one.unit_id and (government or one.unit_id in units))
        ]
        if everything or government or member or seen or project.unit_id in units:
            rows.append(Watched(project, group, tuple(seen)))
    return rows


def supervised(cycle: Cycle) -> list[Project]:
    """The projects of a cycle that are watched, in their order."""
    rows = sa.select(Project).where(Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    return list(db.session.scalars(rows.where(Project.stage.in_(SUPERVISED)).order_by(Project.number)))


def groups_in(cycle: Cycle) -> dict[int, Group]:
    """The groups of a cycle with their deputies, by the ids of the projects they watch now."""
    rows = db.session.execute(
        sa.select(Watch.project_id, Group)
        .join(Group, Group.id == Watch.group_id)
        .where(Group.congress_id == cycle.congress_id, Group.cycle_id == cycle.id, Watch.ended_at.is_(None))
        .options(selectinload(Group.memberships).selectinload(Membership.deputy))
    )
    return {project: group for project, group in rows}
