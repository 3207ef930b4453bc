"""Who sees what of a project's supervision, and by which hand a signed-in person may act there.

The office and the group see everything; the government office what was handed over; a unit what was handed to it,
with the group's title for its deputies' names.
"""

from dataclasses import dataclass

from sqlalchemy import select

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Deputy
from votes.projects.documents import Document, keeper
from votes.projects.models import Project
from votes.supervision.inspections import Inspection
from votes.supervision.matters import Matter, matters_of
from votes.supervision.models import Doer, Group, group_of, is_recused
from votes.supervision.rules import Hand, State, is_entered_for, may_act_as, may_move
from votes.supervision.steps import Reply


@dataclass(frozen=True)
class Sight:
    """One person before one project: the hands held there, the units acted for, the deputy the person is."""

    project: Project
    group: Group | None
    hands: frozenset[Hand]
    units: frozenset[int]
    name: str
    deputy: Deputy | None
    recused: bool

    @property
    def sees_names(self) -> bool:
        """Whether deputies' names may be shown."""
        return bool(self.hands & {Hand.office, Hand.group})

    def sees(self, finding: Matter) -> bool:
        """Whether this finding may be shown."""
        if self.sees_names:
            return True
        if finding.unit_id is None:
            return False
        return Hand.government in self.hands or finding.unit_id in self.units

    def findings(self) -> list[Matter]:
        """The findings this person may see, the newest first."""
        return [finding for finding in matters_of(self.project) if self.sees(finding)]

    def acting(self, finding: Matter | None = None) -> frozenset[Hand]:
        """The hands one may act by: not the group's who stands aside, not the unit's on another unit's finding."""
        hands = self.hands - {Hand.group} if self.recused else self.hands
        if finding is not None and finding.unit_id not in self.units:
            hands = hands - {Hand.unit}
        return hands

    def may(self, hand: Hand, finding: Matter | None = None) -> bool:
        """Whether the person may act by this hand, as oneself or entered for it (代录)."""
        return may_act_as(hand, self.acting(finding))

    def may_move(self, finding: Matter, to: State) -> bool:
        """Whether the person may bring the finding to this state now."""
        return any(may_move(finding.state, to, hand) and self.may(hand, finding) for hand in Hand)

    def enters_for(self, hand: Hand, finding: Matter | None = None) -> bool:
        """Whether what is done by this hand is entered for another and must be marked (代录)."""
        return is_entered_for(hand, self.acting(finding))

    def doer(
        self,
        hand: Hand,
        finding: Matter | None = None,
        deputy: Deputy | None = None,
        paper: Document | None = None,
    ) -> Doer:
        """The person as doer of a step; `deputy` is the one it is entered for, `paper` what that one signed."""
        entered_for = self.enters_for(hand, finding)
        acting = deputy if entered_for else self.deputy
        return Doer(hand, self.name, acting if hand is Hand.group else None, entered_for, paper)


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
    recused = actor.deputy is not None and is_recused(project, actor.deputy)
    return Sight(project, group, frozenset(hands), units, actor.name, actor.deputy, recused)


def opens(actor: Actor, project: Project) -> bool:
    """Whether anything of this project's supervision may be shown to this person."""
    return bool(sight_of(actor, project).hands)


def concerned(project: Project) -> set[int]:
    """Ids of the units that carry out the project or were handed one of its findings."""
    return {unit for unit in [project.unit_id, *(one.unit_id for one in matters_of(project))] if unit}


@keeper
def may_see_picture(document: Document, actor: Actor) -> bool | None:
    """A picture taken on the spot is for the office and the group until it is released."""
    mine = select(Inspection).where(Inspection.congress_id == document.congress_id)
    visit = db.session.scalar(mine.where(Inspection.photos.contains(document)))
    return sight_of(actor, visit.project).sees_names if visit else None


@keeper
def may_see_evidence(document: Document, actor: Actor) -> bool | None:
    """What proves a reply is for whoever sees the finding until it is released."""
    mine = select(Matter).where(Matter.congress_id == document.congress_id)
    finding = db.session.scalar(mine.where(Matter.replies.any(Reply.evidence.contains(document))))
    return sees_matter(actor, finding) if finding else None


def sees_matter(actor: Actor, matter: Matter) -> bool:
    """Whether this person may see a matter."""
    if matter.project is not None:
        return sight_of(actor, matter.project).sees(matter)
    return actor.has(matter.congress, Role.office)
