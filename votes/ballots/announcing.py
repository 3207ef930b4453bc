"""公告: the announcement of a ballot that is over; what it says, the publish switch says."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.round_rules import Deed, Doer
from votes.ballots.rounds import Round
from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.projects.models import Cycle


class Announcement(AppendOnly, Base):
    """公告: its number, its day, its text as given out; never changed."""

    __tablename__ = "announcement"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(60))
    issued_on: Mapped[date]
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]

    round: Mapped[Round] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "round_id"),
        sa.CheckConstraint("text <> ''", name="says_something"),
    )


def announce(round: Round, number: str, day: date, text: str, who: Doer, at: datetime) -> Announcement:
    """Give the announcement out; the ballot must be over."""
    if not round.ends_ballot:
        raise RuleBroken(say("A further round is still open. Announce once the ballot is over."))
    round.take(Deed.announce, who, at)
    found = Announcement(
        congress_id=round.congress_id,
        round=round,
        number=number.strip(),
        issued_on=day,
        text=text.strip(),
        at=at,
    )
    db.session.add(found)
    return found


def announcement_of(round: Round) -> Announcement | None:
    """The announcement of this round, if it is given out."""
    mine = (Announcement.congress_id == round.congress_id, Announcement.round_id == round.id)
    return db.session.scalar(sa.select(Announcement).where(*mine))


def announcements(cycle: Cycle) -> list[Announcement]:
    """All announcements on the ballots of a cycle, the newest first."""
    query = sa.select(Announcement).join(Round, Announcement.round_id == Round.id)
    mine = (Announcement.congress_id == cycle.congress_id, Round.cycle_id == cycle.id)
    return list(db.session.scalars(query.where(*mine).order_by(Announcement.id.desc())))
