"""每日: what every day brings by itself, over all rooms; `votes daily` does it, under `votes serve` once a day by itself."""

from collections.abc import Callable
from datetime import date, datetime

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.clock import BEIJING
from votes.common.db import Base, db
from votes.delivery.watching import watch
from votes.evaluation.forgetting import forget_devices, forget_photos
from votes.evaluation.phone_codes import forget_codes
from votes.evaluation.reworking import watch_ratings
from votes.projects.leftovers import forget_withdrawn, sweep
from votes.proposals.forgetting import forget_contacts, forget_turns
from votes.supervision.letters import forget_letter_contacts
from votes.supervision.messages import forget_words

Deed = Callable[[date, datetime], object]
EACH_DAY: tuple[Deed, ...] = (
    forget_contacts,
    forget_turns,
    watch,
    forget_letter_contacts,
    forget_words,
    watch_ratings,
    forget_codes,
    forget_devices,
    forget_photos,
    forget_withdrawn,
    sweep,
)
"""What rooms do each day, in the order of the house; done twice on one day it changes nothing more."""
MORNING = 6
"""The hour in China from which a day is done."""


def start(app: Flask, *later: Deed) -> None:
    """Tell the application what each day brings; `later` is what rooms after this one do."""
    app.extensions["each day"] = (*EACH_DAY, *later)


class DayDone(Base):
    """A day that some process has taken on, so that of several workers only one does it."""

    __tablename__ = "day_done"

    on: Mapped[date] = mapped_column("day", unique=True)
    began_at: Mapped[datetime]


def take_on(on: date, at: datetime) -> bool:
    """Take a day on; False if another process has."""
    if db.session.scalar(sa.select(DayDone.id).where(DayDone.on == on)) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.add(DayDone(on=on, began_at=at))
    except IntegrityError:
        return False
    return True


def give_up(on: date) -> None:
    """Leave a day to another process, since it went wrong here."""
    db.session.execute(sa.delete(DayDone).where(DayDone.on == on))


def is_due(at: datetime, last: date | None) -> bool:
    """Whether a day is to be done now: it is morning in China, and this process has not asked for this day yet."""
    here = at.astimezone(BEIJING)
    return here.hour >= MORNING and here.date() != last
