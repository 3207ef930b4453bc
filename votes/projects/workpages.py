"""The working pages of the rooms, gathered on the page of a cycle and of a project (see accounts/workpages.py)."""

from votes.accounts.access import Actor
from votes.accounts.workpages import WorkPage, linked
from votes.accounts.workpages import work_page as work_page
from votes.projects.models import Cycle, Project

STAGES = "提决办督评"


def pages_of_cycle(actor: Actor, cycle: Cycle) -> list[WorkPage]:
    """The working pages of a cycle that this person may open, in the order of the five stages."""
    found = linked(actor, cycle.congress, {"congress": cycle.congress.slug, "cycle": cycle.slug})
    return sorted(found, key=lambda page: STAGES.find(page.verb))


def pages_of_project(actor: Actor, project: Project) -> list[WorkPage]:
    """The working pages of one project that this person may open."""
    values = {"congress": project.congress.slug, "cycle": project.cycle.slug, "number": project.number}
    return list(linked(actor, project.cycle.congress, values, project))
