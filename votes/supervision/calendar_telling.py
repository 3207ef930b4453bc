"""The calendar as people read it: what is due, for whom, how it stands, by facts where there are facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of
from votes.ballots.standing import declared_on
from votes.common.days import long_day, short_day
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.supervision.calendar_rules import Kind, State, all_seen, state_of
from votes.supervision.calendars import Item, items_in
from votes.supervision.inspections import Inspection, Visit

KIND_NAMES: dict[Kind, LazyString] = {
    Kind.notice: _l("Notice on progress"),
    Kind.check: _l("Check on the spot"),
    Kind.report: _l("Half-year report"),
    Kind.rating: _l("Year-end rating"),
    Kind.look_back: _l("Look-back"),
    Kind.own: _l("Other"),
}
STATE_NAMES: dict[State, LazyString] = {
    State.open: _l("not assigned"),
    State.assigned: _l("assigned"),
    State.done: _l("done"),
    State.overdue: _l("overdue"),
}


@dataclass(frozen=True)
class Facts:
    """What was recorded in a cycle: days of inspections by project (id), of look-backs, of declared ratings."""

    visits: dict[int, list[date]] = field(default_factory=dict)
    look_backs: dict[int, list[date]] = field(default_factory=dict)
    ratings: list[date] = field(default_factory=list)


def facts_of(cycle: Cycle) -> Facts:
    """The facts by which items are done, in two questions."""
    rows = (
        sa.select(Inspection.project_id, Inspection.visit, Inspection.held_on)
        .join(Project, Project.id == Inspection.project_id)
        .where(Inspection.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    )
    visits, look_backs = defaultdict(list), defaultdict(list)
    for project, visit, held_on in db.session.execute(rows):
        visits[project].append(held_on)
        if visit is Visit.look_back:
            look_backs[project].append(held_on)
    days = [declared_on(one) for one in rounds_of(cycle, Purpose.rating)]
    return Facts(dict(visits), dict(look_backs), [day for day in days if day])


def is_done(item: Item, facts: Facts) -> bool:
    """Whether an item is done: ticked off, or by what was recorded within its window."""
    window = item.begins_on, item.due_on
    projects = {project.id for project in item.group.projects} if item.group else set()
    if item.done_on is not None:
        return True
    if item.kind is Kind.check:
        return all_seen(projects, facts.visits, *window)
    if item.kind is Kind.look_back:
        return all_seen(projects, facts.look_backs, *window)
    return item.kind is Kind.rating and any(window[0] <= day <= window[1] for day in facts.ratings)


def state(item: Item, facts: Facts, today: date) -> State:
    """How an item stands today."""
    return state_of(item.due_on, today, item.assigned, is_done(item, facts))


def title_of(item: Item) -> str:
    """What is due, and by which group."""
    words = item.title or str(KIND_NAMES[item.kind])
    return str(_("%(head)s: %(words)s", head=item.group.title, words=words)) if item.group else words


def whose(item: Item) -> str:
    """Who has it: the group, a committee, a person."""
    parts = [item.group.title if item.group else "", item.committee.name if item.committee else ""]
    return "，".join(part for part in [*parts, item.given_to] if part)


def concerns(actor: Actor, item: Item) -> bool:
    """The office sees the whole calendar; a deputy what is the cycle's or of an own group."""
    if actor.has(item.cycle.congress, Role.office):
        return True
    return item.group is None or item.group.has(actor.deputy)


def shown_items(actor: Actor, cycle: Cycle) -> list[Item]:
    """The items that this person sees."""
    return [item for item in items_in(cycle) if concerns(actor, item)]


def months(
    items: Sequence[Item], facts: Facts, today: date, may: bool
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The items month by month, ready for the page."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        month = _("Month %(month)d of %(year)d", year=item.due_on.year, month=item.due_on.month)
        found.setdefault(month, []).append(row(item, facts, today, may))
    return list(found.items())


def row(item: Item, facts: Facts, today: date, may: bool) -> dict[str, Any]:
    """One item."""
    now = state(item, facts, today)
    return {
        "date": short_day(item.due_on),
        "label": item.title or str(KIND_NAMES[item.kind]),
        "url": item_address(item) if may else address(item.cycle),
        "note": "；".join(part for part in (whose(item), done_words(item)) if part),
        "state": str(STATE_NAMES[now]),
        "late": now is State.overdue,
    }


def done_words(item: Item) -> str:
    """When and how it was ticked off."""
    if item.done_on is None:
        return ""
    return str(_("done on %(day)s: %(words)s", day=long_day(item.done_on), words=item.done_words))


def address(cycle: Cycle, **more: Any) -> str:
    """The address of a cycle's calendar."""
    return url_for("supervision.calendar", congress=cycle.congress.slug, cycle=cycle.slug, **more)


def item_address(item: Item) -> str:
    """Where the office deals with an item."""
    cycle = item.cycle
    return url_for("supervision.calendar_item", congress=cycle.congress.slug, cycle=cycle.slug, item=item.id)
