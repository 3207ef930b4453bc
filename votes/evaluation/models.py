"""人民评: what the public says, one rating per device and project, and what was held back."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.evaluation.rules import Grade
from votes.projects.models import Project

GRADE_NAMES: dict[Grade, LazyString] = {
    Grade.satisfied: _l("satisfied"),
    Grade.basic: _l("basically satisfied"),
    Grade.dissatisfied: _l("dissatisfied"),
}


class Why(StrEnum):
    """Why a sentence is not shown."""

    personal = "personal"
    unrelated = "unrelated"
    abusive = "abusive"


WHY_NAMES: dict[Why, LazyString] = {
    Why.personal: _l("names a person or a number"),
    Why.unrelated: _l("not about this project"),
    Why.abusive: _l("abusive"),
}


class PublicRating(Base):
    """群众评价: one per device and project; a sentence is shown only after release (发布审签).

    `device` is a hash over the device's token and the project, so that ratings of two projects cannot be put together.
    """

    __tablename__ = "public_rating"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))
    sentence: Mapped[str] = mapped_column(sa.String(200), default="")
    device: Mapped[str] = mapped_column(sa.String(64))
    rated_on: Mapped[date]
    released_at: Mapped[datetime | None]
    kept_back_at: Mapped[datetime | None]
    kept_back_why: Mapped[Why | None] = mapped_column(enum_of(Why))
    judged_by: Mapped[str] = mapped_column(sa.String(120), default="")

    project: Mapped[Project] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "device"),
        sa.CheckConstraint("released_at IS NULL OR sentence <> ''", name="released_says_something"),
        sa.CheckConstraint("released_at IS NULL OR kept_back_at IS NULL", name="released_or_kept_back"),
        sa.CheckConstraint("(kept_back_at IS NULL) = (kept_back_why IS NULL)", name="kept_back_says_why"),
        sa.CheckConstraint(
            "(released_at IS NULL AND kept_back_at IS NULL) = (judged_by = '')", name="judged_by_someone"
        ),
    )

    def release(self, by: str, at: datetime) -> None:
        """公开 the sentence."""
        if not self.sentence:
            raise RuleBroken(say("This rating has no sentence."))
        self.released_at, self.kept_back_at, self.kept_back_why, self.judged_by = at, None, None, by

    def keep_back(self, why: Why, by: str, at: datetime) -> None:
        """不公开 the sentence, or take it down again, with the reason; the rating counts all the same."""
        self.released_at, self.kept_back_at, self.kept_back_why, self.judged_by = None, at, why, by


class HeldBack(Base):
    """How many ratings were held back, per day and reason; the public can see the number."""

    __tablename__ = "rating_held_back"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.String(20))
    n: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "day", "reason"),
        sa.CheckConstraint("n > 0", name="some"),
    )
