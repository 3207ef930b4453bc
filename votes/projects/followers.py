"""关注: who wants to be told what becomes of a list, a project, a place or a proposal, and by which way.

An address is only used once its owner has confirmed it, and goes with everything written to it when the owner leaves.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db, enum_of
from votes.common.gateway import plain_address
from votes.common.journals import overwrite
from votes.common.outbox import Channel, forget_about

TO_CONFIRM = timedelta(days=3)
"""How long an address waits to be confirmed before it is forgotten."""
ASK_AGAIN = timedelta(days=1)
"""How soon an address may be asked once more, so that nobody's mailbox is filled in somebody else's name."""
MOST_ASKED = 5
"""How many questions one address is sent in a day; what is asked for beyond that waits behind the links it has."""
MOST_WAITING = 50
"""How many things wait for one address; the oldest give way, so that nobody shuts a stranger's address out."""


class Follower(Base):
    """关注者: one address for one topic (`cycle:7`, `project:7`, `place:7`, `proposal:7`).

    `told_until`: up to when the digest has told everything.
    """

    __tablename__ = "follower"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    topic: Mapped[str] = mapped_column(sa.String(40), index=True)
    channel: Mapped[Channel] = mapped_column(enum_of(Channel))
    address: Mapped[str] = mapped_column(sa.String(200))
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    english: Mapped[bool]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    told_until: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "topic", "channel", "address"),
        sa.CheckConstraint("address <> '' AND topic <> ''", name="whom_of_what"),
        sa.CheckConstraint("(confirmed_at IS NULL) = (told_until IS NULL)", name="told_since_confirmed"),
    )

    @property
    def about(self) -> str:
        """By which name everything written to it can be taken back."""
        return f"follower:{self.id}"


def topic_of(kind: str, row: int) -> str:
    """The topic of a row, such as `project:7`."""
    return f"{kind}:{row}"


def follow(
    congress_id: int, topic: str, channel: Channel, typed: str, at: datetime, english: bool = False
) -> Follower | None:
    """关注: keep an address that is still to confirm; None if there is nothing to ask it now.

    Whoever typed it is told the same in both cases: whose address follows what is nobody else's business.
    """
    address = plain_address(channel, typed)
    mine = {"congress_id": congress_id, "channel": channel, "address": address}
    found = db.session.scalar(sa.select(Follower).filter_by(topic=topic, **mine))
    if found is not None and (found.confirmed_at is not None or found.asked_at > at - ASK_AGAIN):
        return None
    waiting = unconfirmed(**mine)
    today = [one for one in waiting if one.asked_at > at - ASK_AGAIN]
    if found is None:
        for oldest in waiting[MOST_WAITING - 1 :]:
            leave(oldest)
        found = added(Follower(topic=topic, english=english, asked_at=at, **mine))
    else:
        found.asked_at = at
    return found if len(today) < MOST_ASKED else None


def unconfirmed(**mine: object) -> Sequence[Follower]:
    """What waits to be confirmed by one address, the newest first."""
    waiting = sa.select(Follower).filter_by(confirmed_at=None, **mine)
    return db.session.scalars(waiting.order_by(Follower.asked_at.desc(), Follower.id.desc())).all()


def others_waiting(follower: Follower) -> list[Follower]:
    """What else waits for the address of a follower: whoever has its link reads its mail, and may confirm these too."""
    mine = {name: getattr(follower, name) for name in ("congress_id", "channel", "address")}
    return [one for one in unconfirmed(**mine) if one is not follower]


def added(fresh: Follower) -> Follower | None:
    """The new follower; None if a second click was faster."""
    fresh.token = secrets.token_urlsafe(24)
    try:
        with db.session.begin_nested():
            db.session.add(fresh)
    except IntegrityError:
        return None
    return fresh


def follower_of(token: str) -> Follower | None:
    """The follower whose mail carries this token."""
    return db.session.scalar(sa.select(Follower).where(Follower.token == token))


def confirm(follower: Follower, at: datetime) -> None:
    """确认: the owner of the address wants it; doing it twice changes nothing."""
    if follower.confirmed_at is None:
        follower.confirmed_at = follower.told_until = at


def leave(follower: Follower) -> None:
    """取消关注: nothing of it is kept, neither the address nor what was written to it."""
    overwrite()
    forget_about(follower.about)
    db.session.delete(follower)


def followers_of(topic: str) -> Sequence[Follower]:
    """Everyone who has confirmed to follow a topic."""
    confirmed = sa.select(Follower).where(Follower.topic == topic, Follower.confirmed_at.is_not(None))
    return db.session.scalars(confirmed.order_by(Follower.id)).all()


def end(topic: str) -> None:
    """Let all followers of a topic go, confirmed or not: it is over, or its contacts are deleted."""
    for follower in db.session.scalars(sa.select(Follower).where(Follower.topic == topic)):
        leave(follower)


def forget_unconfirmed(at: datetime) -> None:
    """Take away addresses that nobody confirmed."""
    late = sa.and_(Follower.confirmed_at.is_(None), Follower.asked_at < at - TO_CONFIRM)
    for follower in db.session.scalars(sa.select(Follower).where(late)):
        leave(follower)
