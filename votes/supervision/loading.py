"""Loading is guarding: a project or finding for whoever may see it, else a 404; locked while somebody changes it."""

from typing import TypeVar

from flask import abort, request
from sqlalchemy import select

from votes.accounts.access import me, the_congress
from votes.common.db import Base, db
from votes.projects.loading import the_living_cycle, the_project
from votes.supervision.inspections import Inspection
from votes.supervision.matter_sight import MatterSight, matter_sight
from votes.supervision.matters import Matter
from votes.supervision.models import Recusal
from votes.supervision.rules import Hand, State, check_move
from votes.supervision.sight import Sight, sight_of

Row = TypeVar("Row", bound=Base)


def the_sight(congress: str, cycle: str, number: int, *hands: Hand) -> Sight:
    """The project of this address as the signed-in person may see it, and act on it by one of `hands` if any are named."""
    the_living_cycle(congress, cycle)
    sight = sight_of(me(), the_project(congress, cycle, number))
    if not sight.hands or (hands and not any(sight.may(hand) for hand in hands)):
        abort(404)
    return sight


def the_matter(congress: str, entry: int, *hands: Hand) -> MatterSight:
    """The matter of this number as the signed-in person may see it, and act on it by one of `hands` if any are named."""
    found = db.session.scalar(
        select(Matter).where(Matter.congress_id == the_congress(congress).id, Matter.number == entry)
    )
    if found is None or (found.cycle is not None and found.cycle.archived):
        abort(404)
    sight = matter_sight(me(), found)
    if not sight.hands or (hands and not any(sight.may(hand, found) for hand in hands)):
        abort(404)
    held(found)
    return sight


def guarded(sight: MatterSight) -> Matter:
    """The matter, for whoever may act for those who raised it, as oneself or entered for them."""
    if not sight.may(sight.matter.checker, sight.matter):
        abort(404)
    return sight.matter


def check_open(matter: Matter, to: State, hand: Hand) -> None:
    """Refuse a page whose step is not open now."""
    check_move(matter.state, to, hand, matter.checker)


def the_inspection(sight: Sight, number: int) -> Inspection:
    """The project's inspection record of this number, for the office and the group."""
    found = db.session.scalar(
        select(Inspection).where(
            Inspection.congress_id == sight.project.congress_id,
            Inspection.project_id == sight.project.id,
            Inspection.number == number,
        )
    )
    if found is None or not sight.sees_names:
        abort(404)
    return held(found)


def the_recusal(sight: Sight, recusal: int) -> Recusal:
    """One recusal of the project, for the office and the group."""
    found = db.session.get(Recusal, recusal)
    if found is None or found.project_id != sight.project.id or not sight.sees_names:
        abort(404)
    return held(found)


def held(row: Row) -> Row:
    """The row, and while it is being changed, nobody else's: the second of two waits and sees what the first did."""
    if request.method == "POST":
        db.session.refresh(row, with_for_update=True)
    return row
