"""已告知: what was new of a followed topic and when that was first seen, so that nothing is told twice and nothing missed.

A report may become public by a day that comes, a finding by a sign-off of what lies months back; so what counts is
when it was there to be read, not when it happened.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import AppendOnly, Base, db
from votes.noticeboard.news import News
from votes.projects.followers import Follower


class SeenNews(AppendOnly, Base):
    """One piece of news of a topic, by its key alone, and since when everyone can read it."""

    __tablename__ = "seen_news"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    topic: Mapped[str] = mapped_column(sa.String(40), index=True)
    key: Mapped[str] = mapped_column(sa.String(80))
    seen_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("congress_id", "topic", "key"),)


def seen_of(topic: str) -> dict[str, datetime]:
    """When each piece of news of a topic was first seen."""
    rows = sa.select(SeenNews.key, SeenNews.seen_at).where(SeenNews.topic == topic)
    return {key: at for key, at in db.session.execute(rows)}


def look(congress_id: int, topic: str, news: Sequence[News], at: datetime) -> None:
    """Note what is there to be read now. Of a topic that nobody followed before, what lay there counts by its own day."""
    seen = seen_of(topic)
    fresh = {one.key: one.at for one in news if one.key not in seen}
    for key, happened in fresh.items():
        db.session.add(
            SeenNews(congress_id=congress_id, topic=topic, key=key, seen_at=at if seen else happened)
        )
    db.session.flush()


def new_for(follower: Follower, news: Sequence[News], seen: dict[str, datetime]) -> list[News]:
    """What this follower has not been told yet."""
    since = follower.told_until
    return [one for one in news if since is not None and one.key in seen and seen[one.key] > since]


def followed_topics() -> list[tuple[int, str]]:
    """Every topic that somebody has confirmed to follow, with its congress."""
    wanted = sa.select(Follower.congress_id, Follower.topic).where(Follower.confirmed_at.is_not(None))
    return [(congress, topic) for congress, topic in db.session.execute(wanted.distinct().order_by("topic"))]


def forget_unfollowed() -> None:
    """Keep nothing about topics that nobody follows any more."""
    followed = sa.select(Follower.topic)
    db.session.execute(sa.delete(SeenNews).where(SeenNews.topic.not_in(followed)))
