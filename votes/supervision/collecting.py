"""The list for which a congress collects proposals today, if it does."""

from datetime import date

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle


def collecting_cycle(congress: Congress, today: date) -> Cycle | None:
    """The newest list whose collection is open on this day."""
    still = sa.or_(Cycle.collection_closes_on.is_(None), Cycle.collection_closes_on >= today)
    rows = sa.select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False), still)
    return db.session.scalar(
        rows.where(Cycle.collection_opens_on <= today).order_by(Cycle.id.desc()).limit(1)
    )
