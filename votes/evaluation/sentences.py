"""What residents wrote, as the office reads it before anyone else does."""

from typing import Any

import sqlalchemy as sa
from flask import url_for

from votes.common.days import short_day
from votes.common.db import db
from votes.evaluation.models import GRADE_NAMES, WHY_NAMES, PublicRating
from votes.projects.models import Cycle, Project

AT_ONCE = 50


def unread(cycle: Cycle) -> tuple[sa.ColumnElement[bool], ...]:
    """Which ratings of a cycle have a sentence nobody has judged."""
    return (
        PublicRating.congress_id == cycle.congress_id,
        Project.cycle_id == cycle.id,
        PublicRating.sentence != "",
        PublicRating.released_at.is_(None),
        PublicRating.kept_back_at.is_(None),
    )


def to_judge(cycle: Cycle) -> int:
    """How many sentences wait."""
    count = sa.select(sa.func.count()).select_from(PublicRating).join(Project).where(*unread(cycle))
    return int(db.session.scalar(count) or 0)


def sentence_rows(cycle: Cycle) -> list[dict[str, Any]]:
    """The oldest sentences that wait, with what can be done with each."""
    waiting = sa.select(PublicRating).join(Project).where(*unread(cycle)).order_by(PublicRating.id)
    return [sentence_row(cycle, one) for one in db.session.scalars(waiting.limit(AT_ONCE))]


def sentence_row(cycle: Cycle, one: PublicRating) -> dict[str, Any]:
    """One sentence."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    return {
        "words": one.sentence,
        "grade": GRADE_NAMES[one.grade],
        "title": one.project.title,
        "day": short_day(one.rated_on),
        "release_url": url_for("evaluation.release_sentence", rating=one.id, **here),
        "keep_back": [
            (url_for("evaluation.keep_back", rating=one.id, why=why.value, **here), name)
            for why, name in WHY_NAMES.items()
        ],
        "raise_url": url_for(
            "supervision.raise_finding",
            number=one.project.number,
            words=one.sentence,
            origin="residents",
            **here,
        ),
    }
