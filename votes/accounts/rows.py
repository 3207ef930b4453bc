"""Loading is guarding: a row of this congress, or a 404."""

from typing import TypeVar

from flask import abort

from votes.common.db import Base, db
from votes.congress.models import Congress

R = TypeVar("R", bound=Base)


def the_row(model: type[R], congress: Congress, identity: int) -> R:
    """The row of this number, if it is this congress's."""
    found = db.session.get(model, identity)
    if found is None or getattr(found, "congress_id", None) != congress.id:
        abort(404)
    return found
