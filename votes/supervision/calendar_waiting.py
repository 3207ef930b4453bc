"""What waits in the calendar for the office: what is the whole cycle's, comes near or is past its day, and is not done."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext as _

from votes.common.waiting import Waiting
from votes.projects.models import Cycle
from votes.supervision.calendar_rules import State
from votes.supervision.calendar_telling import (
    STATE_NAMES,
    facts_of,
    item_address,
    state,
    title_of,
    whose,
)
from votes.supervision.calendars import items_in

SOON = timedelta(days=14)


def of_calendar(cycle: Cycle, today: date) -> Iterator[Waiting]:
    """Items of the cycle; a group's checks stand with its deputies as inspections to make."""
    near = [item for item in items_in(cycle) if item.group_id is None and item.due_on - SOON <= today]
    facts = facts_of(cycle) if near else None
    for item in near:
        now = state(item, facts, today) if facts else State.done
        if now is not State.done:
            words = _("In the calendar: %(what)s", what=title_of(item))
            context = "，".join(part for part in (cycle.title, whose(item)) if part)
            yield Waiting(words, item_address(item), context, item.due_on, state=str(STATE_NAMES[now]))
