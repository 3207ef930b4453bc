"""What can be followed: a list, a project, a proposal, each with the name and the page under which it is found."""

from flask_babel import gettext as _

from votes.common.db import db
from votes.congress.models import Congress
from votes.congress.places import Place
from votes.projects.follower_telling import Named, names
from votes.projects.models import Cycle, Project
from votes.proposals.models import Proposal
from votes.proposals.telling import grouped_code
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


@names("place")
def place_called(row: int) -> Named | None:
    """A town or village."""
    place = db.session.get(Place, row)
    home = db.session.get(Congress, place.congress_id) if place else None
    if place is None or home is None or not home.is_public:
        return None
    return Named(f"{home.place} · {place.name}", f"/{home.slug}/place/{place.slug}")


@names("message")
def message_named(row: int) -> Named | None:
    """A message to a unit; only who has its code or its mail comes to it."""
    message = db.session.get(ResidentMessage, row)
    if message is None or not message.project.congress.is_public:
        return None
    return Named(_("Your message: %(title)s", title=message.project.title), f"/message/{message.code}")


@names("proposal")
def proposal_named(row: int) -> Named | None:
    """A proposal, for whoever holds its code; by its words only once they are released."""
    found = db.session.get(Proposal, row)
    if found is None or not found.congress.is_public:
        return None
    words = found.public_title or _("Proposal %(code)s", code=grouped_code(found.code))
    return Named(str(words), f"/follow/{found.code}")


def path_of(cycle: Cycle) -> str:
    """The path of a list, without the prefix of a language."""
    return f"/{cycle.congress.slug}/{cycle.slug}"
