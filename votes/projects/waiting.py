"""What waits here for the office that begins: a first year or batch, and the dates without which its list is not public."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.cycles import cycles_of
from votes.projects.models import Cycle


def waiting(actor: Actor, congress: Congress, _today: date) -> list[Waiting]:
    """What waits for the office here; a rehearsal collects nothing."""
    if not actor.has(congress, Role.office) or not congress.is_public or congress.term is None:
        return []
    living = [cycle for cycle in cycles_of(congress) if not cycle.archived]
    if not living:
        url = url_for("projects.start", congress=congress.slug)
        return [Waiting(words=_("Start the first year or batch"), url=url, context=congress.name)]
    return [dates_wanted(cycle) for cycle in living if not cycle.is_public]


def dates_wanted(cycle: Cycle) -> Waiting:
    """A list that nobody sees yet."""
    return Waiting(
        words=_("Set the dates of the collection"),
        url=url_for("projects.dates", congress=cycle.congress.slug, cycle=cycle.slug),
        context=f"{cycle.congress.place} {cycle.title}",
        state=_("not public before that"),
    )
