"""台账: the whole ledger of a congress as one person may see it, and the part of it that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Committee, Congress, Deputy
from votes.projects.models import Cycle
from votes.supervision.kinds import Kind
from votes.supervision.ledger import all_steps
from votes.supervision.matters import Matter
from votes.supervision.models import Membership, Watch
from votes.supervision.rules import OPEN, Hand, State


@dataclass(frozen=True)
class Asked:
    """Which part of the ledger: a kind, a unit's or a deputy's (ids), open, late or closed, of one month (its first day)."""

    kind: Kind | None = None
    unit: int = 0
    deputy: int = 0
    state: str = ""
    month: date | None = None

    def holds(self, matter: Matter, today: date) -> bool:
        """Whether this matter is asked for."""
        return (
            self.kind in (None, matter.kind)
            and (not self.unit or self.unit in matter.handed_to)
            and (not self.state or is_so(matter, self.state, today))
            and (self.month is None or is_in(matter, self.month))
        )


STATES = ("open", "late", "listed", "closed", "look_back")
"""Words of the filter."""


def is_so(matter: Matter, state: str, today: date) -> bool:
    """Whether a matter is open, late, listed, closed, or waits for its look-back; listed stays so until it is closed."""
    return {
        "open": matter.state in OPEN,
        "late": matter.late(today) > 0,
        "listed": matter.state in OPEN
        and (matter.state is State.escalated or any(one.stands for one in matter.listings)),
        "closed": matter.state is State.closed,
        "look_back": matter.look_back_on is not None,
    }[state]


def is_in(matter: Matter, month: date) -> bool:
    """月清单: whether its answer or its look-back is due in this month."""
    due = matter.look_back_on if matter.state is State.closed else matter.due_on
    return due is not None and (due.year, due.month) == (month.year, month.month)


def ledger_of_congress(congress: Congress) -> Sequence[Matter]:
    """Every matter of the congress with all its steps, the newest number first, in a handful of queries."""
    return db.session.scalars(
        sa.select(Matter)
        .outerjoin(Cycle, Cycle.id == Matter.cycle_id)
        .where(Matter.congress_id == congress.id, Cycle.archived.is_not(True))
        .order_by(Matter.number.desc())
        .options(
            selectinload(Matter.project),
            selectinload(Matter.unit),
            selectinload(Matter.committee),
            selectinload(Matter.deputy),
            *all_steps(),
        )
    ).all()


def seen_by(actor: Actor, congress: Congress) -> list[Matter]:
    """What this person may see of it, by the same rule as each matter's own page."""
    return seen_of(actor, congress, ledger_of_congress(congress))


def seen_of(actor: Actor, congress: Congress, matters: Sequence[Matter]) -> list[Matter]:
    """Those of these matters that this person may see."""
    if actor.has(congress, Role.office):
        return list(matters)
    units = {unit.id for unit in actor.units(congress)}
    government = actor.has(congress, Role.government)
    mine = raised_by(actor, congress)
    return [
        one
        for one in matters
        if (government and one.unit_id) or units & one.handed_to or (mine is not None and mine.holds(one))
    ]


@dataclass(frozen=True)
class Mine:
    """What a deputy has to do with: own suggestions, committees, and the projects of own groups (ids)."""

    deputy: int
    committees: frozenset[int]
    projects: frozenset[int]

    def holds(self, matter: Matter) -> bool:
        """Whether the deputy raised it, or is of those who did."""
        if matter.project_id in self.projects:
            return True
        if matter.checker is Hand.committee:
            return matter.committee_id in self.committees
        return matter.checker is Hand.deputy and matter.deputy_id == self.deputy


def raised_by(actor: Actor, congress: Congress) -> Mine | None:
    """What a signed-in deputy has to do with."""
    if actor.deputy is None or not actor.has(congress, Role.deputy):
        return None
    return mine_of(actor.deputy)


def mine_of(deputy: Deputy) -> Mine:
    """What a deputy has to do with, for one's own lists and the month list of a person (按人清单)."""
    committees = sa.select(Committee.id).where(Committee.members.contains(deputy))
    projects = (
        sa.select(Watch.project_id)
        .join(Membership, Membership.group_id == Watch.group_id)
        .where(Membership.deputy_id == deputy.id, Membership.left_at.is_(None), Watch.ended_at.is_(None))
    )
    return Mine(deputy.id, frozenset(db.session.scalars(committees)), frozenset(db.session.scalars(projects)))


def asked_for(matters: Sequence[Matter], asked: Asked, today: date) -> list[Matter]:
    """The part of the ledger that was asked for."""
    person = db.session.get(Deputy, asked.deputy) if asked.deputy else None
    mine = mine_of(person) if person else None
    return [one for one in matters if asked.holds(one, today) and (mine is None or mine.holds(one))]
