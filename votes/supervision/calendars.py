"""日程 as kept: the rhythm of a cycle, its items, whom each is given to; and the private address for a calendar."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.models import Account
from votes.common.codes import digest
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.congress.models import Committee
from votes.projects.models import Cycle
from votes.supervision.calendar_rules import PER_GROUP, Due, Kind, Rhythm, check_done, check_rhythm, dues
from votes.supervision.models import Group, groups_of


class RhythmChange(AppendOnly, Base):
    """One version of a cycle's rhythm; the newest holds."""

    __tablename__ = "supervision_rhythm"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    rhythm: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.Index("ix_supervision_rhythm_congress_id_cycle_id", "congress_id", "cycle_id"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Item(Base):
    """日程: something due on a day, of a group or of the whole cycle; ticked off with words, or done by what was recorded."""

    __tablename__ = "calendar_item"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("supervision_group.id"), index=True)
    kind: Mapped[Kind] = mapped_column(enum_of(Kind, "calendar_kind"))
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    begins_on: Mapped[date]
    due_on: Mapped[date]
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    given_to: Mapped[str] = mapped_column(sa.String(60), default="")
    made_at: Mapped[datetime]
    done_on: Mapped[date | None]
    done_words: Mapped[str] = mapped_column(sa.Text, default="")
    done_by: Mapped[str] = mapped_column(sa.String(120), default="")

    cycle: Mapped[Cycle] = relationship()
    group: Mapped[Group | None] = relationship()
    committee: Mapped[Committee | None] = relationship()

    __table_args__ = (
        sa.Index("ix_calendar_item_congress_id_cycle_id_due_on", "congress_id", "cycle_id", "due_on"),
        sa.CheckConstraint("due_on >= begins_on", name="due_after_it_begins"),
        sa.CheckConstraint("kind <> 'own' OR title <> ''", name="own_has_a_title"),
        sa.CheckConstraint("(done_on IS NULL) = (done_by = '')", name="done_by_someone"),
    )

    @property
    def assigned(self) -> bool:
        """Whether somebody has it: its group, a committee, a person."""
        return bool(self.group_id or self.committee_id or self.given_to)

    def give(self, committee: Committee | None, person: str) -> None:
        """安排: to a committee, a person, or nobody."""
        self.committee, self.given_to = committee, person

    def tick(self, done_on: date | None, words: str, by: str, today: date) -> None:
        """办结: done on this day; None opens it again. Said a second time, it stays with whoever said it first."""
        if (done_on, words) == (self.done_on, self.done_words):
            return
        check_done(done_on, words, today)
        self.done_on, self.done_words = done_on, words if done_on else ""
        self.done_by = by if done_on else ""


class Feed(Base):
    """A private calendar address (日历订阅) of one account; only the digest of its secret is kept, and it can be ended."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


def rhythm_of(cycle: Cycle) -> Rhythm:
    """The rhythm of a cycle, the usual one unless it was changed."""
    here = sa.select(RhythmChange).where(
        RhythmChange.congress_id == cycle.congress_id, RhythmChange.cycle_id == cycle.id
    )
    newest = db.session.scalar(here.order_by(RhythmChange.id.desc()).limit(1))
    return Rhythm(**newest.rhythm) if newest else Rhythm()


def set_rhythm(cycle: Cycle, rhythm: Rhythm, by: str, at: datetime) -> None:
    """Another rhythm from now on; the calendar is filled by it at once."""
    check_rhythm(rhythm)
    row = RhythmChange(congress_id=cycle.congress_id, cycle_id=cycle.id, rhythm=asdict(rhythm), by=by, at=at)
    db.session.add(row)
    db.session.flush()


def items_in(cycle: Cycle) -> Sequence[Item]:
    """The items of a cycle, by day."""
    here = sa.select(Item).where(Item.congress_id == cycle.congress_id, Item.cycle_id == cycle.id)
    return db.session.scalars(here.order_by(Item.due_on, Item.id)).all()


def fill(cycle: Cycle, today: date, at: datetime) -> int:
    """Fill the calendar by the rhythm from this day on; how many items are new.

    What is there stays; what the rhythm no longer has goes, unless it is past or somebody has dealt with it.
    """
    wanted = {
        (due.kind, group.id if group else None, due.due_on): (due, group)
        for due in dues(rhythm_of(cycle), cycle.year)
        if due.due_on >= today
        for group in (groups_of(cycle) if due.kind in PER_GROUP else [None])
    }
    there = {(one.kind, one.group_id, one.due_on): one for one in items_in(cycle)}
    for key, item in there.items():
        if key not in wanted and is_untouched(item, today):
            db.session.delete(item)
    new = [added(cycle, *what, at) for key, what in wanted.items() if key not in there]
    db.session.add_all(new)
    return len(new)


def is_untouched(item: Item, today: date) -> bool:
    """Whether an item that the rhythm made lies ahead and nobody has dealt with it."""
    ahead = item.kind is not Kind.own and item.due_on >= today and item.done_on is None
    return ahead and not item.committee_id and not item.given_to


def added(cycle: Cycle, due: Due, group: Group | None, at: datetime) -> Item:
    """One item of the rhythm."""
    item = Item(congress_id=cycle.congress_id, cycle=cycle, group=group, kind=due.kind, made_at=at)
    item.begins_on, item.due_on = due.begins_on, due.due_on
    return item


def add_own(cycle: Cycle, title: str, due_on: date, today: date, at: datetime) -> Item:
    """Something of one's own, such as a hand-over meeting."""
    item = Item(congress_id=cycle.congress_id, cycle=cycle, kind=Kind.own, title=title, made_at=at)
    item.begins_on, item.due_on = min(today, due_on), due_on
    db.session.add(item)
    return item


def subscribe(account: Account, secret: str, at: datetime) -> None:
    """A fresh calendar address; the one before is good no more."""
    unsubscribe(account, at)
    db.session.add(Feed(account=account, digest=feed_digest(secret), made_at=at))


def unsubscribe(account: Account, at: datetime) -> None:
    """End the calendar address of an account."""
    mine = sa.update(Feed).where(Feed.account_id == account.id, Feed.ended_at.is_(None))
    db.session.execute(mine.values(ended_at=at))


def feed_digest(secret: str) -> str:
    """What is kept of the secret part of an address."""
    return digest(f"calendar|{secret}")


def subscriber(secret: str) -> Account | None:
    """The account behind an address, while both stand."""
    found = db.session.scalar(sa.select(Feed).where(Feed.digest == feed_digest(secret)))
    standing = found is not None and found.ended_at is None and found.account.closed_at is None
    return found.account if found and standing else None
