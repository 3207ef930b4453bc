"""Who sees a matter of the ledger, and by which hand a signed-in person may act on it.

The office sees everything; those who raised it, and the group of its project, see it whole; the government office and the
units what was handed over.
"""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Deputy
from votes.projects.documents import Document, keeper
from votes.supervision.guests import is_guest_at
from votes.supervision.matters import Matter, is_raiser
from votes.supervision.models import group_of, is_recused, is_tied
from votes.supervision.rules import Hand
from votes.supervision.standing import Stand
from votes.supervision.steps import Reply


@dataclass(frozen=True)
class MatterSight(Stand):
    """One person before one matter."""

    matter: Matter

    @property
    def group_title(self) -> str:
        """The group as units and the public may call it."""
        group = group_of(self.matter.project) if self.matter.project else None
        return group.title if group else ""

    @property
    def presses_by(self) -> Hand:
        """The hand by which this person may press the unit (督办): as who raised it, or for the office or the government."""
        held = [hand for hand in (self.matter.checker, Hand.office, Hand.government) if hand in self.acting()]
        return held[0] if held else abort(404)


def matter_sight(actor: Actor, matter: Matter) -> MatterSight:
    """What this person is before this matter; no hands: it may not be shown."""
    units = frozenset(unit.id for unit in actor.units(matter.congress))
    hands = {hand for hand, holds in claims(actor, matter, units) if holds}
    return MatterSight(frozenset(hands), units, actor.name, actor.deputy, stands_aside(actor, matter), matter)


def claims(actor: Actor, matter: Matter, units: frozenset[int]) -> list[tuple[Hand, bool]]:
    """Every hand and whether this person holds it."""
    congress, deputy = matter.congress, actor.deputy
    sits = deputy if deputy is not None and actor.has(congress, Role.deputy) else None
    raised = sits is not None and is_raiser(matter, sits)
    return [
        (Hand.office, actor.has(congress, Role.office)),
        (Hand.government, bool(matter.unit_id) and actor.has(congress, Role.government)),
        (Hand.unit, bool(units & matter.handed_to)),
        (Hand.group, sits is not None and is_of_group(matter, sits)),
        (Hand.committee, raised and matter.checker is Hand.committee),
        (Hand.deputy, raised and matter.checker is Hand.deputy),
        (Hand.guest, actor.has(congress, Role.guest) and is_guest_at(actor.account, matter.project, matter)),
    ]


def is_of_group(matter: Matter, deputy: Deputy) -> bool:
    """Whether the deputy watches the matter's project."""
    group = group_of(matter.project) if matter.project else None
    return group is not None and group.has(deputy)


def stands_aside(actor: Actor, matter: Matter) -> bool:
    """回避: tied to the project, or acting for a unit the matter was handed to."""
    deputy = actor.deputy
    if deputy is None:
        return False
    tied = is_recused(matter.project, deputy) if matter.project else False
    return tied or is_tied(deputy, matter.handed_to)


def free_checkers(matter: Matter) -> list[Deputy]:
    """The deputies who may recheck: of the group, of the committee, or the one who raised it; none who stands aside."""
    if matter.checker is Hand.group and matter.project is not None:
        group = group_of(matter.project)
        members = group.deputies if group else []
    elif matter.checker is Hand.committee and matter.committee is not None:
        members = matter.committee.members
    else:
        members = [matter.deputy] if matter.deputy else []
    return [one for one in members if not is_tied(one, matter.handed_to) and not is_aside(matter, one)]


def is_aside(matter: Matter, deputy: Deputy) -> bool:
    """Whether the deputy stands aside from the matter's project."""
    return matter.project is not None and is_recused(matter.project, deputy)


@keeper
def may_see_evidence(document: Document, actor: Actor) -> bool | None:
    """What proves a reply is for whoever sees the matter until it is released."""
    mine = select(Matter).where(Matter.congress_id == document.congress_id)
    matter = db.session.scalar(mine.where(Matter.replies.any(Reply.evidence.contains(document))))
    return bool(matter_sight(actor, matter).hands) if matter else None
