"""The working pages of all rooms, gathered without looking ahead: on the page of the congress, a cycle, a project.

A room marks its view, below `@open_to`, and the page above it links to it for whoever may open it:

    @bp.route("/desk/<congress>/<cycle>/proposals")
    @open_to(Role.office, Role.government)
    @work_page("提", _l("Proposals to deal with"))
    def queue(congress: str, cycle: str) -> str: ...

Where a link stands follows from the parts of the view's address. A room whose page is not open to everyone of a role
says so with `opens(actor, row)`, so that nobody is led to a page that is none for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, url_for
from flask_babel.speaklater import LazyString

from votes.accounts.access import Actor
from votes.congress.models import Congress

View = TypeVar("View", bound=Callable[..., Any])
Opens = Callable[[Actor, Any], bool]
"""Whether a page about a row opens for a person who holds a role that it is open to."""


@dataclass(frozen=True)
class WorkPage:
    """One link: the verb of its stage (提 决 办 督 评) or a sign of its own, its words and its address."""

    verb: str
    label: str
    url: str
    note: str = ""


def everyone(_actor: Actor, _row: Any) -> bool:
    """A page is for everyone who holds a role that it is open to."""
    return True


def work_page(verb: str, label: LazyString, opens: Opens = everyone) -> Callable[[View], View]:
    """Mark a view as a working page, to be linked from the page of the congress, the cycle or the project."""

    def mark(view: View) -> View:
        view.work_page = (verb, label, opens)  # type: ignore[attr-defined]
        return view

    return mark


def pages_of_congress(actor: Actor, congress: Congress) -> list[WorkPage]:
    """The working pages of a congress that this person may open, in the order of the rooms."""
    return list(linked(actor, congress, {"congress": congress.slug}))


def linked(actor: Actor, congress: Congress, values: dict[str, Any], row: Any = None) -> Iterator[WorkPage]:
    """Links to the marked views that take exactly these parts of an address, the last of them naming `row`."""
    for rule in current_app.url_map.iter_rules():
        view: Any = current_app.view_functions[rule.endpoint]
        if hasattr(view, "work_page") and rule.arguments == set(values):
            verb, label, opens = view.work_page
            if actor.has(congress, *view.open_to) and opens(actor, row):
                yield WorkPage(verb, str(label), url_for(rule.endpoint, **values))
