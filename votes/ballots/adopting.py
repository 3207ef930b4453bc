"""票决办法: the rules of the ballot, drafted from a profile and adopted for a session with their text."""

import hashlib
import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.fixed import Fixed
from votes.common.clock import day_of
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Session
from votes.projects.documents import Document
from votes.projects.models import Cycle

NOT_YET = say("This day is still to come. Give the day on which the meeting adopted the rules.")


class Purpose(StrEnum):
    """What is voted on: which projects are adopted (票决), how they were carried out (测评), how an inquiry was answered (询问测评)."""

    ballot = "ballot"
    rating = "rating"
    inquiry = "inquiry"

    @property
    def rates(self) -> bool:
        """Whether each option is rated, and none is adopted."""
        return self is not Purpose.ballot


class Publish(StrEnum):
    """The publish switch: the list in ballot order (the custom), in order of votes, or with the counts."""

    list = "list"
    order = "order"
    counts = "counts"


PURPOSE_NAMES: dict[Purpose, LazyString] = {
    Purpose.ballot: _l("ballot"),
    Purpose.rating: _l("rating"),
    Purpose.inquiry: _l("rating of the answers to an inquiry"),
}
PUBLISH_NAMES: dict[Publish, LazyString] = {
    Publish.list: _l("list only"),
    Publish.order: _l("list by votes"),
    Publish.counts: _l("with counts"),
}


class BallotRules(Fixed, Base):
    """票决办法: one version of the rules for one list in one session; `rules` as the record writes them.

    A draft may be changed, an adopted version never: whoever changes the rules before the vote drafts the next
    version. `whole_list` puts the list to the vote as one option.
    """

    __tablename__ = "ballot_rules"
    fixed_by: ClassVar = {
        "adopted_at": ("adopted_on", "adopted_by", "rules", "publish", "whole_list", "text", "document_id")
    }

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(enum_of(Purpose))
    version: Mapped[int]
    profile: Mapped[str] = mapped_column(sa.String(40))
    rules: Mapped[dict[str, Any]]
    whole_list: Mapped[bool] = mapped_column(default=False)
    publish: Mapped[Publish] = mapped_column(enum_of(Publish))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    adopted_on: Mapped[date | None]
    adopted_at: Mapped[datetime | None] = mapped_column(active_history=True)
    adopted_by: Mapped[str | None] = mapped_column(sa.String(120))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)

    congress: Mapped[Congress] = relationship()
    session: Mapped[Session] = relationship()
    cycle: Mapped[Cycle] = relationship()
    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "session_id", "cycle_id", "purpose", "version"),
        sa.CheckConstraint(
            "(adopted_at IS NULL) = (adopted_by IS NULL) AND (adopted_at IS NULL) = (adopted_on IS NULL)",
            name="adopted_by_someone",
        ),
        sa.CheckConstraint("adopted_at IS NULL OR text <> ''", name="adopted_with_text"),
    )

    @property
    def fingerprint(self) -> str:
        """What the version says, as a short hash: whoever adopts it must have seen it."""
        said = json.dumps([self.version, self.rules, self.publish, self.whole_list], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def adopt(self, day: date, text: str, document: Document | None, by: str, at: datetime) -> None:
        """Adopted by the meeting on this day, with its text; from now on it stands."""
        if self.adopted_at is not None:
            raise RuleBroken(
                say("These rules are adopted already. Draft a new version if they are to change.")
            )
        if not text.strip():
            raise RuleBroken(say("The adopted text is missing. Paste it in, or keep the text proposed."))
        if day > day_of(at):
            raise RuleBroken(NOT_YET)
        self.adopted_on, self.text, self.document = day, text.strip(), document
        self.adopted_by, self.adopted_at = by, at


def versions(session: Session, cycle: Cycle, purpose: Purpose) -> list[BallotRules]:
    """All versions of these rules, the newest first."""
    query = sa.select(BallotRules).where(
        BallotRules.congress_id == cycle.congress_id,
        BallotRules.session_id == session.id,
        BallotRules.cycle_id == cycle.id,
        BallotRules.purpose == purpose,
    )
    return list(db.session.scalars(query.order_by(BallotRules.version.desc())))


def latest(session: Session, cycle: Cycle, purpose: Purpose) -> BallotRules | None:
    """The version that a round would open with, if it is adopted."""
    return next(iter(versions(session, cycle, purpose)), None)


def draft(
    session: Session,
    cycle: Cycle,
    purpose: Purpose,
    profile: str,
    rules: dict[str, Any],
    publish: Publish,
    whole_list: bool = False,
) -> BallotRules:
    """The draft with these rules: the open one changed, or a new version after an adopted one."""
    last = latest(session, cycle, purpose)
    if last is None or last.adopted_at is not None:
        last = BallotRules(
            congress_id=cycle.congress_id,
            session=session,
            cycle=cycle,
            purpose=purpose,
            version=last.version + 1 if last else 1,
        )
        db.session.add(last)
    last.profile, last.rules, last.publish, last.whole_list = profile, rules, publish, whole_list
    last.text = ""
    return last
