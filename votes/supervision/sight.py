"""Who sees what of a project's supervision, and by which hand a signed-in person may act there.

The office and the group see everything; the government office what was handed over; a unit what was handed to it,
with the group's title for its deputies' names; a guest of joint supervision all of the one project, without names.
"""

from dataclasses import dataclass

from sqlalchemy import select

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.projects.documents import Document, keeper
from votes.projects.models import Project
from votes.supervision.guests import is_guest_at
from votes.supervision.inspections import Inspection
from votes.supervision.matters import Matter, matters_of
from votes.supervision.models import Group, group_of, is_recused
from votes.supervision.rules import Hand
from votes.supervision.standing import Stand


@dataclass(frozen=True)
class Sight(Stand):
    """One person before one project and its group."""

    project: Project
    group: Group | None

    def sees(self, finding: Matter) -> bool:
        """Whether this finding may be shown."""
        if self.sees_names or Hand.guest in self.hands:
            return True
        if finding.unit_id is None:
            return False
        return Hand.government in self.hands or bool(self.units & finding.handed_to)

    def findings(self) -> list[Matter]:
        """What was raised about the project, as far as this person may see it, the newest first."""
        return [finding for finding in matters_of(self.project) if self.sees(finding)]


def sight_of(actor: Actor, project: Project) -> Sight:
    """What this person is before this project; no hands: nothing of it may be shown."""
    congress, group = project.congress, group_of(project)
    units = frozenset(unit.id for unit in actor.units(congress))
    hands = set()
    if actor.has(congress, Role.office):
        hands.add(Hand.office)
    if actor.has(congress, Role.government):
        hands.add(Hand.government)
    if actor.has(congress, Role.deputy) and group is not None and group.has(actor.deputy):
        hands.add(Hand.group)
    if units & concerned(project):
        hands.add(Hand.unit)
    if actor.has(congress, Role.guest) and is_guest_at(actor.account, project):
        hands.add(Hand.guest)
    recused = actor.deputy is not None and is_recused(project, actor.deputy)
    return Sight(frozenset(hands), units, actor.name, actor.deputy, recused, project, group)


def opens(actor: Actor, project: Project) -> bool:
    """Whether anything of this project's supervision may be shown to this person."""
    return bool(sight_of(actor, project).hands)


def concerned(project: Project) -> set[int]:
    """Ids of the units that carry out the project or were handed one of its findings."""
    handed = {unit for one in matters_of(project) for unit in one.handed_to}
    return handed | ({project.unit_id} if project.unit_id else set())


@keeper
def may_see_picture(document: Document, actor: Actor) -> bool | None:
    """A picture taken on the spot is for the office, the group and their guests until it is released."""
    mine = select(Inspection).where(Inspection.congress_id == document.congress_id)
    visit = db.session.scalar(mine.where(Inspection.photos.contains(document)))
    if visit is None:
        return None
    sight = sight_of(actor, visit.project)
    return sight.sees_names or Hand.guest in sight.hands
