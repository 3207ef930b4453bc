"""What waits in requests for a change: to forward, to decide, to announce, to report to the plenary."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Body, Congress, Session
from votes.delivery.asking import changes_in
from votes.delivery.change_states import OPEN, ChangeState
from votes.delivery.change_telling import change_title, state_word
from votes.delivery.changes import Change
from votes.delivery.plan_views import address
from votes.projects.models import Cycle


def waiting_changes(actor: Actor, congress: Congress) -> Iterator[Waiting]:
    """What this person has to do with requests, or waits for."""
    units = {unit.id for unit in actor.units(congress)}
    living = [change for change in changes_in(congress) if not change.project.cycle.archived]
    for change in living:
        if actor.has(congress, Role.government) and change.state is ChangeState.asked:
            yield to_do(change, _("Forward or return a request"), "forward", change=change.number)
        elif actor.has(congress, Role.office) and change.state in FOR_OFFICE:
            yield FOR_OFFICE[change.state](change)
        elif change.project.unit_id in units and change.state in OPEN:
            yield with_others(change)
    if actor.has(congress, Role.office):
        yield from to_tell(congress, [change for change in living if change.is_to_report])


def to_do(asked: Change, words: str, endpoint: str, **more: Any) -> Waiting:
    """A step of a request that is this person's."""
    context = _(", ").join((asked.project.title, change_title(asked)))
    return Waiting(words, address(asked.project, endpoint, **more), str(context))


def to_decide(change: Change) -> Waiting:
    """The body has it; its decision is to be recorded."""
    return to_do(change, _("Record what was decided"), "decision")


def to_announce(change: Change) -> Waiting:
    """It is approved, and not announced yet."""
    return to_do(change, _("Record the announcement"), "announce", change=change.number)


def with_others(change: Change) -> Waiting:
    """It lies with somebody else, such as the next session (待大会决定)."""
    words = _("The request for a change")
    url = address(change.project, "asked", change=change.number)
    return Waiting(words, url, change.project.title, mine=False, state=state_word(change))


FOR_OFFICE = {
    ChangeState.forwarded: to_decide,
    ChangeState.waiting_session: with_others,
    ChangeState.approved: to_announce,
}


def to_tell(congress: Congress, changes: Sequence[Change]) -> Iterator[Waiting]:
    """Changes of each list that the next plenary is to be told, on the day it begins; before one is called, none."""
    for cycle in dict.fromkeys(change.project.cycle for change in changes):
        mine = [change for change in changes if change.project.cycle is cycle]
        decided = max((change.decided_on for change in mine if change.decided_on), default=date.max)
        begins = next_plenary(congress, decided)
        if begins is not None:
            words = ngettext("one change", "%(num)d changes", len(mine))
            yield Waiting(_("Report on changes to the plenary"), report_address(cycle), words, begins)


def next_plenary(congress: Congress, after: date) -> date | None:
    """The first day of the first plenary after this day, if one is called."""
    return db.session.scalar(
        select(func.min(Session.begins_on)).where(
            Session.congress_id == congress.id,
            Session.body.in_((Body.congress, Body.assembly)),
            Session.begins_on >= after,
        )
    )


def report_address(cycle: Cycle) -> str:
    """The page of the report on changes."""
    slugs = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    return url_for("delivery.report_changes", **slugs)  # type: ignore[arg-type]
