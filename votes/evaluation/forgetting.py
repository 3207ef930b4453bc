"""遗忘: once nobody can rate any more, what told devices and phones apart is of no use, and goes."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from votes.common.db import db
from votes.evaluation.models import PublicRating
from votes.projects.models import Cycle, Project

KEPT = timedelta(days=30)
"""How long after the last day of the rating; so long the office may still set another last day."""
FORGOTTEN = "forgotten "


def forget_devices(on: date, _at: datetime) -> None:
    """每日: put a mere number in the place of every mark of a device, where the rating is over for good."""
    over = sa.select(Project.id).join(Cycle, Cycle.id == Project.cycle_id)
    over = over.where(sa.or_(Cycle.archived, Cycle.rating_closes_on < on - KEPT))
    kept = PublicRating.device.not_like(f"{FORGOTTEN}%")
    db.session.execute(
        sa.update(PublicRating)
        .where(PublicRating.project_id.in_(over), kept)
        .values(device=sa.literal(FORGOTTEN).concat(sa.cast(PublicRating.id, sa.String)))
        .execution_options(synchronize_session=False)
    )
