"""人民评: what the public says, one rating per device and project, and what was held back."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.places import Place
from votes.evaluation.rules import AgeBand, Channel, Grade
from votes.projects.documents import Document
from votes.projects.models import Project

GRADE_NAMES: dict[Grade, LazyString] = {
    Grade.satisfied: _l("satisfied"),
    Grade.basic: _l("basically satisfied"),
    Grade.dissatisfied: _l("dissatisfied"),
}

CHANNEL_NAMES: dict[Channel, LazyString] = {
    Channel.site: _l("by the code on the site"),
    Channel.page: _l("on the project's page"),
    Channel.slip: _l("with a slip handed out"),
}
AGE_NAMES: dict[AgeBand, LazyString] = {
    AgeBand.young: _l("under 35"),
    AgeBand.middle: _l("35 to 59"),
    AgeBand.old: _l("60 and older"),
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
    """群众评价: one per person and project as far as can be told; words and picture are shown only after release (发布审签).

    `device` is a hash over what told the person apart (a device's token, a phone) and the project, so that ratings of
    two projects cannot be put together; with a slip it is random. `turn` counts the evaluations of a project.
    """

    __tablename__ = "public_rating"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    turn: Mapped[int] = mapped_column(default=1)
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))
    channel: Mapped[Channel] = mapped_column(enum_of(Channel), default=Channel.page)
    age: Mapped[AgeBand | None] = mapped_column(enum_of(AgeBand))
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"), index=True)
    sentence: Mapped[str] = mapped_column(sa.String(200), default="")
    shown: Mapped[str] = mapped_column(sa.String(200), default="")
    subject: Mapped[str] = mapped_column(sa.String(40), default="")
    photo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    device: Mapped[str] = mapped_column(sa.String(64))
    rated_on: Mapped[date]
    released_at: Mapped[datetime | None]
    kept_back_at: Mapped[datetime | None]
    kept_back_why: Mapped[Why | None] = mapped_column(enum_of(Why))
    judged_by: Mapped[str] = mapped_column(sa.String(120), default="")

    project: Mapped[Project] = relationship()
    place: Mapped[Place | None] = relationship()
    photo: Mapped[Document | None] = relationship()
    marks: Mapped[list["RatingMark"]] = relationship(order_by="RatingMark.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "turn", "device"),
        sa.CheckConstraint("turn > 0", name="turn_counted"),
        sa.CheckConstraint(
            "released_at IS NULL OR shown <> '' OR photo_id IS NOT NULL", name="released_shows_something"
        ),
        sa.CheckConstraint("released_at IS NULL OR kept_back_at IS NULL", name="released_or_kept_back"),
        sa.CheckConstraint("(kept_back_at IS NULL) = (kept_back_why IS NULL)", name="kept_back_says_why"),
        sa.CheckConstraint(
            "(released_at IS NULL AND kept_back_at IS NULL) = (judged_by = '')", name="judged_by_someone"
        ),
    )

    def release(self, by: str, at: datetime, words: str | None = None, photo: bool = True) -> None:
        """公开 the sentence, in these words where a name was hidden, and the picture."""
        shown = self.sentence if words is None else words
        if not shown and not (photo and self.photo):
            raise RuleBroken(say("There is nothing to show: no words, and no picture."))
        self.released_at, self.kept_back_at, self.kept_back_why, self.judged_by = at, None, None, by
        self.shown = shown
        self.show_photo(at if photo else None)

    def keep_back(self, why: Why, by: str, at: datetime) -> None:
        """不公开 words and picture, or take them down again, with the reason; the rating counts all the same."""
        self.released_at, self.kept_back_at, self.kept_back_why, self.judged_by = None, at, why, by
        self.show_photo(None)

    def show_photo(self, at: datetime | None) -> None:
        """Show the picture from this moment on, or hide it."""
        if self.photo is not None:
            self.photo.released_at = at


class RatingMark(Base):
    """分项评价: the grade a rating gives one dimension, named as the year has adopted it."""

    __tablename__ = "rating_mark"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    rating_id: Mapped[int] = mapped_column(sa.ForeignKey("public_rating.id"), index=True)
    dimension: Mapped[str] = mapped_column(sa.String(60))
    grade: Mapped[Grade] = mapped_column(enum_of(Grade))

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "rating_id", "dimension"),
        sa.CheckConstraint("dimension <> ''", name="of_something"),
    )


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
