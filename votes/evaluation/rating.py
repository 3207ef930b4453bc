"""群众评价: taking one rating, with as little kept about the person as counting once needs."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from votes.accounts.devices import known_as
from votes.accounts.floods import count_one
from votes.common.clock import day_of
from votes.common.counters import count_up
from votes.common.db import db
from votes.congress.places import Place
from votes.evaluation.models import HeldBack, PublicRating, RatingMark
from votes.evaluation.rework import begin_turn, reworks_of, turn_among
from votes.evaluation.rules import ADDRESS_LIMIT, AgeBand, Channel, Grade, Held, check_open
from votes.evaluation.subject_rules import subject_of
from votes.projects.adoption import freeze, frozen
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.settings import Subject, settings_of


@dataclass(frozen=True)
class Opinion:
    """What a resident says: the grade alone is needed; `marks` by dimension."""

    grade: Grade
    sentence: str = ""
    channel: Channel = Channel.page
    marks: Mapping[str, Grade] = field(default_factory=dict)
    age: AgeBand | None = None
    place: Place | None = None
    photo: Document | None = None


def device_of(token: str, project: Project) -> str:
    """What is kept of a device's token: of use for this project alone; blank where it has none."""
    return known_as(token, f"rating {project.id}")


def rating_by(project: Project, device: str) -> PublicRating | None:
    """The rating this device has given this project in the evaluation that runs now."""
    return db.session.scalar(
        sa.select(PublicRating).where(
            PublicRating.congress_id == project.congress_id,
            PublicRating.project_id == project.id,
            PublicRating.turn == turn_among(reworks_of(project)),
            PublicRating.device == device,
        )
    )


def rate(project: Project, said: Opinion, device: str, address: str, at: datetime) -> PublicRating | Held:
    """评价 a project; where the device or its address has had its turn, say why it is held back, and count that.

    Without an address only the device counts: so many slips were handed out, and no more can come.
    """
    today = day_of(at)
    check_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, today)
    reason = reason_to_hold(project, device, address, today)
    if reason:
        hold_back(project, reason, today)
        return reason
    return record(project, said, device, at)


def record(project: Project, said: Opinion, device: str, at: datetime) -> PublicRating:
    """Keep a rating of a person told apart by `device`."""
    today = day_of(at)
    check_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, today)
    rating = PublicRating(congress_id=project.congress_id, project=project, device=device, rated_on=today)
    rating.turn = begin_turn(reworks_of(project), at)
    rating.grade, rating.channel, rating.age, rating.place = said.grade, said.channel, said.age, said.place
    rating.sentence, rating.photo = said.sentence, said.photo
    if said.sentence:
        rating.subject = subject_of(said.sentence, settings_of(project.cycle.settings).rating_subjects)
    for dimension, grade in said.marks.items():
        rating.marks.append(RatingMark(congress_id=project.congress_id, dimension=dimension, grade=grade))
    db.session.add(rating)
    hold_settings_still(project, at)
    return rating


def hold_settings_still(project: Project, at: datetime) -> None:
    """The first rating of a cycle fixes from how many people on a rate is told; of two first ones either may."""
    if Subject.evaluation in frozen(project.cycle):
        return
    with suppress(IntegrityError), db.session.begin_nested():
        freeze(project.cycle, Subject.evaluation, at)


def reason_to_hold(project: Project, device: str, address: str, today: date) -> Held | None:
    """Why this rating is not taken: no cookie, a second one, or a flood; one that is taken counts for its address."""
    if not device:
        return Held.no_cookie
    if rating_by(project, device):
        return Held.device
    is_in = not address or count_one(f"rating {project.id}", address, today, ADDRESS_LIMIT)
    return None if is_in else Held.address


def hold_back(project: Project, reason: Held, today: date) -> None:
    """Count a rating that was not taken."""
    project_key = {"congress_id": project.congress_id, "project_id": project.id}
    count_up(HeldBack, {**project_key, "day": today, "reason": reason.value})


def held_back(project: Project) -> int:
    """How many ratings of a project were held back so far."""
    total = sa.select(sa.func.coalesce(sa.func.sum(HeldBack.n), 0)).where(
        HeldBack.congress_id == project.congress_id, HeldBack.project_id == project.id
    )
    return int(db.session.scalar(total) or 0)
