"""The working pages of the rooms, gathered on the page of a cycle and of a project without looking ahead.

A room marks its view, below `@open_to`, and the page of the cycle links to it for whoever may open it:

    @bp.route("/desk/<congress>/<cycle>/proposals")
    @open_to(Role.office, Role.government)
    @work_page("提", _l("Proposals to deal with"))
    def queue(congress: str, cycle: str) -> str: ...

A view whose address also takes `<int:number>` stands on the page of the project instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, url_for
from flask_babel.speaklater import LazyString

from votes.accounts.access import Actor
from votes.projects.models import Cycle, Project

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class WorkPage:
    """One link: the verb of its stage (提 决 办 督 评), its words and its address."""

    verb: str
    label: str
    url: str
    note: str = ""


def work_page(verb: str, label: LazyString) -> Callable[[View], View]:
    """Mark a view as a working page of its stage's verb, to be linked from the cycle's or the project's page."""

    def mark(view: View) -> View:
        view.work_page = (verb, label)  # type: ignore[attr-defined]
        return view

    return mark


def pages_of_cycle(actor: Actor, cycle: Cycle) -> list[WorkPage]:
    """The working pages of a cycle that this person may open, in the order of the rooms."""
    values = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    return list(linked(actor, cycle, values))


def pages_of_project(actor: Actor, project: Project) -> list[WorkPage]:
    """The working pages of one project that this person may open."""
    values = {"congress": project.congress.slug, "cycle": project.cycle.slug, "number": project.number}
    return list(linked(actor, project.cycle, values))


def linked(actor: Actor, cycle: Cycle, values: dict[str, Any]) -> Iterator[WorkPage]:
    """Links to the marked views that take exactly these parts of an address."""
    for rule in current_app.url_map.iter_rules():
        view: Any = current_app.view_functions[rule.endpoint]
        if hasattr(view, "work_page") and rule.arguments == set(values):
            verb, label = view.work_page
            if actor.has(cycle.congress, *view.open_to):
                yield WorkPage(verb, str(label), url_for(rule.endpoint, **values))
