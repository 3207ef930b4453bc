"""The working pages of the rooms, gathered on the page of a cycle and of a project (see accounts/workpages.py)."""

from votes.accounts.access import Actor
from votes.accounts.workpages import WorkPage, linked, pages_of_congress
from votes.accounts.workpages import work_page as work_page
from votes.congress.models import Congress
from votes.projects.models import Cycle, Project

STAGES = "提决办督评"
ABOVE = "点找信督询清报"
"""Signs of pages of the congress that concern its years: points, deputies, letters, ledger, inquiries, lists, reports."""


def pages_of_cycle(actor: Actor, cycle: Cycle) -> list[WorkPage]:
    """The working pages of a cycle that this person may open, in the order of the five stages."""
    found = linked(actor, cycle.congress, {"congress": cycle.congress.slug, "cycle": cycle.slug})
    return sorted(found, key=lambda page: STAGES.find(page.verb))


def pages_of_project(actor: Actor, project: Project) -> list[WorkPage]:
    """The working pages of one project that this person may open."""
    values = {"congress": project.congress.slug, "cycle": project.cycle.slug, "number": project.number}
    return list(linked(actor, project.cycle.congress, values, project))


def pages_above(actor: Actor, congress: Congress) -> list[WorkPage]:
    """The working pages of the congress that concern its years, for whoever comes by a year and may open them."""
    return [page for page in pages_of_congress(actor, congress) if page.verb in ABOVE]
