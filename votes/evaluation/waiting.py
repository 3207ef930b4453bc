"""What waits in evaluation: sentences to read, and confirmed projects to close."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.evaluation.beside import ratings_of
from votes.evaluation.opinions import to_answer
from votes.evaluation.sentences import to_judge
from votes.evaluation.showing import address
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:  # noqa: ARG001 (every room is asked alike)
    """Everything of this room that waits for the office or a unit, cycle by cycle."""
    units = {unit.id for unit in actor.units(congress)}
    office = actor.has(congress, Role.office)
    if not (office or units):
        return []
    wanted = sa.select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    living = db.session.scalars(wanted.order_by(Cycle.id)).all()
    found = [one for cycle in living for one in for_units(cycle, units)] if units else []
    return found + [one for cycle in living for one in for_office(cycle)] if office else found


def for_units(cycle: Cycle, units: set[int]) -> Iterator[Waiting]:
    """What residents wrote about a unit's projects and nobody has answered."""
    for project in to_answer(cycle, units):
        yield Waiting(_("Answer what residents wrote"), address("evaluation.answers", project), project.title)


def for_office(cycle: Cycle) -> Iterator[Waiting]:
    """Sentences nobody has read, and what is confirmed: to close once it is rated."""
    unread = to_judge(cycle)
    if unread:
        words = ngettext("Read one sentence", "Read %(num)d sentences", unread)
        url = url_for("evaluation.sentences", congress=cycle.congress.slug, cycle=cycle.slug)
        yield Waiting(words, url, cycle.title)
    confirmed = sa.select(Project).where(
        Project.congress_id == cycle.congress_id,
        Project.cycle_id == cycle.id,
        Project.stage == Stage.confirmed,
    )
    for project in db.session.scalars(confirmed.order_by(Project.number)):
        rated = bool(ratings_of(project).deputies)
        words = _("Close the project") if rated else _("The deputies rate the project")
        yield Waiting(words, address("evaluation.project", project), project.title, mine=rated)
