"""All rooms' things to do, put into four groups: overdue, today, later, with others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.waiting import waiting as accounts
from votes.ballots.waiting import waiting as ballots
from votes.common.days import long_day, short_day
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.delivery.waiting import waiting as delivery
from votes.evaluation.waiting import waiting as evaluation
from votes.projects.waiting import waiting as projects
from votes.proposals.waiting import waiting as proposals
from votes.supervision.waiting import waiting as supervision
from votes.yearbook.waiting import waiting as yearbook

Teller = Callable[[Actor, Congress, date], list[Waiting]]
ROOMS: tuple[Teller, ...] = (
    accounts,
    projects,
    proposals,
    ballots,
    delivery,
    supervision,
    evaluation,
    yearbook,
)
FAR = date.max


@dataclass(frozen=True)
class Group:
    """Things to do that belong together, most urgent first, as the desk shows them."""

    key: str
    title: str
    items: list[dict[str, object]]


def gathered(actor: Actor, today: date) -> list[Group]:
    """What waits for this person in every congress where they have something to do."""
    found = [
        marked(thing, congress)
        for congress in actor.congresses
        for room in ROOMS
        for thing in room(actor, congress, today)
    ]
    found.sort(key=lambda thing: (thing.due or FAR, thing.words))
    titles = {"late": _("Overdue"), "today": _("Today"), "soon": _("To do"), "others": _("With others")}
    groups = {key: [item(thing, today) for thing in found if place(thing, today) == key] for key in titles}
    return [Group(key, title, groups[key]) for key, title in titles.items() if groups[key]]


def marked(thing: Waiting, congress: Congress) -> Waiting:
    """A thing of a rehearsal says so, for its like stands beside it in the real congress."""
    return (
        thing
        if congress.is_public
        else replace(thing, context=" · ".join(filter(None, [_("Rehearsal"), thing.context])))
    )


def place(thing: Waiting, today: date) -> str:
    """The group a thing belongs to; what is with others stays there even when it is late."""
    if not thing.mine:
        return "others"
    if thing.due is None:
        return "soon"
    return "late" if thing.due < today else "today" if thing.due == today else "soon"


def item(thing: Waiting, today: date) -> dict[str, object]:
    """A thing as the desk's macro takes it."""
    days = (today - thing.due).days if thing.due else 0
    return {
        "date": day_words(thing.due, today) if thing.due else "",
        "label": thing.words,
        "url": thing.url,
        "note": thing.context,
        "late": days > 0,
        "state": ngettext("%(num)d day late", "%(num)d days late", days) if days > 0 else thing.state,
    }


def day_words(due: date, today: date) -> str:
    """The day something is due; with its year where that is not this one."""
    return short_day(due) if due.year == today.year else long_day(due)
