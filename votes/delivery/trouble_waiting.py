"""What waits in warnings: for the unit to explain, then for the offices to let everyone see."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.waiting import Waiting
from votes.delivery.plan_views import address
from votes.delivery.trouble_telling import trouble_title
from votes.delivery.troubles import Trouble, open_troubles
from votes.projects.models import Cycle

FEW = 3


def waiting_troubles(actor: Actor, cycle: Cycle) -> Iterator[Waiting]:
    """What this person has to do with the warnings of a list: one by one while they are few, else as one."""
    units = {unit.id for unit in actor.units(cycle.congress)}
    is_staff = actor.has(cycle.congress, Role.government, Role.office)
    found = open_troubles(cycle, None if is_staff else sorted(units))
    own = [one for one in found if one.project.unit_id in units and not one.explanation]
    told = [one for one in found if one.told_office_on is not None and one.public_on is None]
    explain = ngettext("Explain one warning", "Explain %(num)d warnings", len(own))
    yield from one_by_one(cycle, own, _("Explain a warning"), explain)
    if is_staff:
        look = ngettext("Look at one warning", "Look at %(num)d warnings", len(told))
        yield from one_by_one(cycle, told, _("Look at a warning, and let everyone see it"), look)


def one_by_one(cycle: Cycle, troubles: Sequence[Trouble], words: str, together: str) -> Iterator[Waiting]:
    """Each warning with its own link; many of them as one thing to do."""
    if len(troubles) > FEW:
        slugs = {"congress": cycle.congress.slug, "cycle": cycle.slug}
        yield Waiting(together, url_for("delivery.troubles", **slugs), cycle.title)  # type: ignore[arg-type]
        return
    for trouble in troubles:
        url = address(trouble.project, "trouble", trouble=trouble.number)
        yield Waiting(words, url, str(_(", ").join((trouble.project.title, trouble_title(trouble)))))
