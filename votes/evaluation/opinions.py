"""群众留言: what residents wrote and the office released, grouped by subject, with what the unit answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from votes.common.db import db
from votes.evaluation.answers import SubjectAnswer, answers_of
from votes.evaluation.models import PublicRating, Why
from votes.evaluation.subject_rules import names
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of


@dataclass(frozen=True)
class Sentence:
    """A resident's released words and picture, under the subject they were laid to."""

    on: date
    words: str
    subject: str
    photo: Document | None
    released_at: datetime
    rating_id: int


@dataclass(frozen=True)
class Opinions:
    """All that was said on one subject, the newest first, and the answers to it."""

    subject: str
    sentences: Sequence[Sentence]
    answers: Sequence[SubjectAnswer]

    @property
    def awaits_answer(self) -> bool:
        """Whether something was released since the last answer."""
        last = self.answers[-1].at if self.answers else None
        return last is None or any(one.released_at > last for one in self.sentences)


def sentences_of(project: Project) -> list[Sentence]:
    """What residents wrote, as far as it was released, the newest first."""
    rows = (
        sa.select(PublicRating)
        .where(
            PublicRating.congress_id == project.congress_id,
            PublicRating.project_id == project.id,
            PublicRating.released_at.is_not(None),
        )
        .order_by(PublicRating.id.desc())
        .options(joinedload(PublicRating.photo))
    )
    return [sentence_of(one, one.released_at) for one in db.session.scalars(rows) if one.released_at]


def sentence_of(one: PublicRating, released_at: datetime) -> Sentence:
    """A released rating as everyone reads it."""
    photo = one.photo if one.photo and one.photo.released_at else None
    return Sentence(one.rated_on, one.shown, one.subject, photo, released_at, one.id)


def opinions_of(project: Project) -> list[Opinions]:
    """What residents wrote by subject, in the order of the year's subjects."""
    sentences, answers = sentences_of(project), answers_of(project)
    order = names(settings_of(project.cycle.settings).rating_subjects)
    told = sorted(
        {one.subject for one in sentences},
        key=lambda name: order.index(name) if name in order else len(order),
    )
    return [
        Opinions(name, [one for one in sentences if one.subject == name], answers.get(name, []))
        for name in told
    ]


def not_shown(project: Project) -> dict[Why, int]:
    """How many sentences and pictures are kept back, by reason."""
    rows = (
        sa.select(PublicRating.kept_back_why, sa.func.count())
        .where(
            PublicRating.congress_id == project.congress_id,
            PublicRating.project_id == project.id,
            PublicRating.kept_back_why.is_not(None),
        )
        .group_by(PublicRating.kept_back_why)
    )
    return {why: n for why, n in db.session.execute(rows) if why is not None}


def to_answer(cycle: Cycle, unit_ids: set[int]) -> list[Project]:
    """Projects of these units with sentences that wait for an answer."""
    shown = sa.select(PublicRating.project_id).where(
        PublicRating.congress_id == cycle.congress_id, PublicRating.released_at.is_not(None)
    )
    found = sa.select(Project).where(
        Project.congress_id == cycle.congress_id,
        Project.cycle_id == cycle.id,
        Project.unit_id.in_(unit_ids),
        Project.id.in_(shown),
    )
    projects = db.session.scalars(found.order_by(Project.number))
    return [one for one in projects if any(group.awaits_answer for group in opinions_of(one))]
