"""What can be followed: a list, a project, each with the name and the page under which everyone finds it."""

from flask_babel import gettext as _

from votes.common.db import db
from votes.projects.follower_telling import Named, names
from votes.projects.models import Cycle, Project
from votes.supervision.messages import ResidentMessage


@names("cycle")
def cycle_named(row: int) -> Named | None:
    """A year's list."""
    cycle = db.session.get(Cycle, row)
    if cycle is None or not cycle.is_public or not cycle.congress.is_public:
        return None
    return Named(f"{cycle.congress.place} · {cycle.title}", path_of(cycle))


@names("project")
def project_named(row: int) -> Named | None:
    """A project."""
    project = db.session.get(Project, row)
    if project is None or not project.is_public or not project.congress.is_public:
        return None
    return Named(project.title, f"{path_of(project.cycle)}/{project.number}")


@names("message")
def message_named(row: int) -> Named | None:
    """A message to a unit; only who has its code or its mail comes to it."""
    message = db.session.get(ResidentMessage, row)
    if message is None:
        return None
    return Named(_("Your message: %(title)s", title=message.project.title), f"/message/{message.code}")


def path_of(cycle: Cycle) -> str:
    """The path of a list, without the prefix of a language."""
    return f"/{cycle.congress.slug}/{cycle.slug}"
