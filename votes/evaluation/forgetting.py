"""遗忘: once nobody can rate any more, what told devices and phones apart is of no use, and goes."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from votes.common.clock import begin_of
from votes.common.db import db
from votes.evaluation.models import PublicRating
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project

KEPT = timedelta(days=30)
"""How long after the last day of the rating; so long the office may still set another last day."""
FORGOTTEN = "forgotten "


def forget_photos(on: date, _at: datetime) -> None:
    """每日: delete pictures that are not shown, weeks after it was decided, or after the rating if nobody decided."""
    before = begin_of(on) - KEPT
    over = sa.or_(Cycle.archived, Cycle.rating_closes_on < on - KEPT)
    decided = sa.func.coalesce(PublicRating.released_at, PublicRating.kept_back_at)
    rows = sa.select(PublicRating).join(Document, PublicRating.photo_id == Document.id)
    rows = rows.join(Project, PublicRating.project_id == Project.id).join(Cycle, Project.cycle_id == Cycle.id)
    hidden = rows.where(Document.released_at.is_(None), sa.or_(decided < before, over))
    for rating in db.session.scalars(hidden).all():
        photo, rating.photo = rating.photo, None
        db.session.delete(photo)


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
