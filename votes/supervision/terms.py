"""Deadlines that a year has adopted, for matters of that year; the defaults for what belongs to none."""

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle
from votes.projects.settings import CycleSettings, settings_of


def terms_of(cycle: Cycle | None) -> CycleSettings:
    """The deadlines that govern a matter of this cycle."""
    return settings_of(cycle.settings if cycle is not None else {})


def current_cycle(congress: Congress) -> Cycle | None:
    """The newest year or batch that is under way: what a congress hands over now belongs to it."""
    living = sa.select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    return db.session.scalar(living.order_by(Cycle.id.desc()).limit(1))
