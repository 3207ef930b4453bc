"""Loading is guarding: a project, plan or month for whoever carries it out or watches over it, else a 404."""

from dataclasses import dataclass

from flask import abort, request
from sqlalchemy import select

from votes.accounts.access import Actor, me
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Congress, Unit
from votes.delivery.month_rules import Month, read_month
from votes.delivery.reports import MonthReport
from votes.delivery.states import Hand
from votes.projects.documents import Document, keeper
from votes.projects.loading import the_living_cycle, the_project
from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN

STAFF = (Role.government, Role.office)


@dataclass(frozen=True)
class Place:
    """A project as the signed-in person may see it, and as whom that person acts on it."""

    project: Project
    hand: Hand

    @property
    def is_government(self) -> bool:
        """Whether this person accepts and publishes (政府办)."""
        return Role.government in self.hand.roles


def the_place(congress: str, cycle: str, number: int) -> Place:
    """The project of this address for its own unit and for staff; while it is being changed, for one at a time."""
    the_living_cycle(congress, cycle)
    project = the_project(congress, cycle, number)
    if not opens(me(), project):
        abort(404)
    place = Place(project, hand_for(me(), project.congress, project.unit))
    if request.method == "POST":
        db.session.refresh(project, with_for_update=True)
    return place


def opens(actor: Actor, project: Project) -> bool:
    """Whether this project has pages here for this person: it was adopted, and is the person's unit's, or staff's."""
    return project.stage in CHOSEN and bool(hand_for(actor, project.congress, project.unit).roles)


def hand_for(actor: Actor, congress: Congress, unit: Unit | None) -> Hand:
    """As whom this person acts for a unit: as the unit itself, or for it (代录); without roles if neither."""
    roles = actor.roles(congress)
    own = unit is not None and unit in actor.units(congress)
    held = roles & ({Role.unit, *STAFF} if own else set(STAFF))
    return Hand(actor.name, frozenset(held), for_unit=not own)


@keeper
def may_see_photo(document: Document, actor: Actor) -> bool | None:
    """A photo of a month's report is for its unit and for staff until the report is signed off (审签)."""
    mine = select(MonthReport).where(MonthReport.congress_id == document.congress_id)
    report = db.session.scalar(mine.where(MonthReport.photos.contains(document)))
    if report is None:
        return None
    return bool(hand_for(actor, report.project.congress, report.project.unit).roles)


def the_month(text: str) -> Month:
    """The month of this address."""
    found = read_month(text)
    if found is None:
        abort(404)
    return found


def the_unit(congress: Congress, unit: int | None) -> Unit:
    """The unit that staff choose to enter for."""
    found = db.session.get(Unit, unit) if unit else None
    if found is None or found.congress_id != congress.id:
        abort(404)
    return found


def projects_of(cycle: Cycle, units: list[Unit] | None = None) -> list[Project]:
    """The projects of a cycle that are carried out; those of these units, if any are named."""
    wanted = select(Project).where(
        Project.congress_id == cycle.congress_id,
        Project.cycle_id == cycle.id,
        Project.stage.in_(CHOSEN),
    )
    if units is not None:
        wanted = wanted.where(Project.unit_id.in_([unit.id for unit in units]))
    return list(db.session.scalars(wanted.order_by(Project.number)))
