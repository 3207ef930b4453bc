"""Proposals of an open collection as rows, without a browser: what the rules of the queue are tried on."""

from datetime import UTC, date, datetime

from tests.people import People
from tests.projects.papers import picture
from votes.common.config import data_folder
from votes.common.db import db
from votes.projects.models import Cycle
from votes.projects.uploads import keep_photo
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal

CAME = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, tzinfo=UTC)
CLERK = "工作人员01"


def the_list(people: People) -> Cycle:
    """This year's list of the county."""
    return db.session.get_one(Cycle, people.ids["cycle_row"])


def came(people: People, title: str = "校门口建天桥", what: str = "学生过马路不安全。", **more) -> Proposal:
    """A proposal that just came in, with a picture if asked for."""
    cycle = the_list(people)
    pictures = (
        [keep_photo(cycle.congress, picture(), title, CAME, data_folder())] if more.pop("pictured", 0) else []
    )
    found = receive(cycle, Incoming(title, what, date(2026, 3, 2), **more), CAME, photos=pictures)
    db.session.flush()
    return found


def released(people: People, **more) -> Proposal:
    """A proposal that everyone may read, with its pictures."""
    found = came(people, **more)
    found.release(found.title, found.what, "", True, LATER, CLERK, 1)
    db.session.flush()
    return found
