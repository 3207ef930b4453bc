"""What residents wrote, as the office reads it before anyone else does."""

from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.days import short_day
from votes.common.db import db
from votes.common.private import KIND_NAMES, hidden, kinds_in
from votes.congress.models import Congress
from votes.evaluation.models import GRADE_NAMES, WHY_NAMES, PublicRating
from votes.projects.documents import Document, keeper
from votes.projects.models import Cycle, Project

AT_ONCE = 50


def unread(cycle: Cycle) -> tuple[sa.ColumnElement[bool], ...]:
    """Which ratings of a cycle have words or a picture nobody has judged."""
    return (
        PublicRating.congress_id == cycle.congress_id,
        Project.cycle_id == cycle.id,
        sa.or_(PublicRating.sentence != "", PublicRating.photo_id.is_not(None)),
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
    """One sentence, as it would be shown."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    shown = hidden(one.sentence)
    return {
        "words": shown,
        "hints": hints_in(one.sentence),
        "photo": one.photo,
        "subject": one.subject,
        "grade": GRADE_NAMES[one.grade],
        "title": one.project.title,
        "day": short_day(one.rated_on),
        "release_url": url_for("evaluation.release_sentence", rating=one.id, **here) if one.sentence else "",
        "judge_url": url_for("evaluation.judge", rating=one.id, **here),
        "keep_back": keep_back_links(one),
        "raise_url": url_for(
            "supervision.raise_finding", number=one.project.number, words=shown, origin="residents", **here
        ),
    }


def hints_in(words: str) -> str:
    """What in the words points to a person and is hidden, in words; blank where nothing does."""
    return str(_(", ").join(_(KIND_NAMES[kind]) for kind in kinds_in([words])))


def keep_back_links(one: PublicRating) -> list[tuple[str, Any]]:
    """The addresses that keep a sentence back, with their reasons."""
    here: dict[str, Any] = {
        "congress": one.project.congress.slug,
        "cycle": one.project.cycle.slug,
        "rating": one.id,
    }
    return [(url_for("evaluation.keep_back", why=why.value, **here), name) for why, name in WHY_NAMES.items()]


@keeper
def may_see_picture(document: Document, actor: Actor) -> bool | None:
    """A resident's picture is for the office until it is released."""
    mine = sa.select(PublicRating.id).where(
        PublicRating.congress_id == document.congress_id, PublicRating.photo_id == document.id
    )
    if db.session.scalar(mine) is None:
        return None
    return actor.has(db.session.get_one(Congress, document.congress_id), Role.office)
