"""计票单: batches and the two tellers' tallies, each entered apart from the other.

A tally keeps sums per batch and nothing else. Reading ballots out one by one (唱票) is an aid of the teller's page:
the browser adds the strokes up, and single ballots never leave it, since a single ballot with an unusual pattern
of marks could be recognised. The ballots themselves stay, sealed, with the scrutineers.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.roles import Duty
from votes.ballots.bringing import brought, is_brought, is_compared
from votes.ballots.channels import ChannelKind, RoundChannel
from votes.ballots.counting import Counted
from votes.ballots.round_record import book
from votes.ballots.round_rules import UNCOUNTED, Deed, Doer, RoundState
from votes.ballots.rounds import Round
from votes.ballots.tally_rules import Differing, check_sizes, differing, faults, summed, usual_sizes
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say

TELLERS = (Duty.teller_a, Duty.teller_b)


class Batch(Base):
    """票束: at most fifty papers, or all of a device; a new division leaves the old ones as they were."""

    __tablename__ = "batch"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    channel_id: Mapped[int] = mapped_column(sa.ForeignKey("round_channel.id"), index=True)
    division: Mapped[int]
    number: Mapped[int]
    size: Mapped[int]

    channel: Mapped[RoundChannel] = relationship()
    tallies: Mapped[list["Tally"]] = relationship(back_populates="batch", order_by="Tally.attempt")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "channel_id", "division", "number"),
        sa.CheckConstraint("size > 0", name="not_empty"),
    )

    def last_of(self, teller: Duty) -> "Tally | None":
        """The newest tally that counts of this teller; the others stay as a trace."""
        mine = (tally for tally in reversed(self.tallies) if tally.teller is teller)
        return next((tally for tally in mine if tally.counts_still), None)

    def attempts(self, teller: Duty) -> int:
        """How often this teller has entered the batch."""
        return sum(tally.teller is teller for tally in self.tallies)

    @property
    def is_in(self) -> bool:
        """Whether both tellers have entered it."""
        return all(self.last_of(teller) for teller in TELLERS)

    @property
    def differences(self) -> list[Differing]:
        """The figures on which the tellers differ, once both are in."""
        first, second = (self.last_of(teller) for teller in TELLERS)
        return differing(first.counted, second.counted) if first and second else []


class Tally(AppendOnly, Base):
    """计票单: one teller's sums of one batch, never changed; a recount is a further attempt."""

    __tablename__ = "tally"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("batch.id"), index=True)
    teller: Mapped[Duty] = mapped_column(enum_of(Duty, "teller"))
    attempt: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    valid: Mapped[int]
    void: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]

    batch: Mapped[Batch] = relationship(back_populates="tallies")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "batch_id", "teller", "attempt"),
        sa.CheckConstraint("teller IN ('teller_a', 'teller_b')", name="by_a_teller"),
        sa.CheckConstraint("valid >= 0 AND attempt > 0", name="no_negative_figures"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def counts_still(self) -> bool:
        """Whether it counts: until the count is confirmed, only if who entered it is the teller still.

        Whoever takes over from a teller who fell ill counts from the beginning, and sees nothing of the other's.
        """
        round = self.batch.channel.round
        return round.state not in UNCOUNTED or round.has(self.teller, self.by)

    @property
    def counted(self) -> Counted:
        """Its sums as plain values."""
        return Counted(self.valid, self.void, self.counts)


def batches(channel: RoundChannel) -> list[Batch]:
    """The batches of the newest division, in their order."""
    mine = (Batch.congress_id == channel.congress_id, Batch.channel_id == channel.id)
    newest = sa.select(sa.func.max(Batch.division)).where(*mine).scalar_subquery()
    query = sa.select(Batch).where(*mine, Batch.division == newest).order_by(Batch.number)
    return list(db.session.scalars(query))


def all_batches(round: Round) -> list[Batch]:
    """The batches of all channels of a round."""
    return [batch for channel in round.channels for batch in batches(channel)]


def tallies_of(round: Round) -> list[Tally]:
    """Every tally of a round, those too that count no more: who entered which batch and when."""
    query = sa.select(Tally).join(Batch).join(RoundChannel).where(RoundChannel.round_id == round.id)
    return list(db.session.scalars(query.order_by(Tally.id)))


def proposed_sizes(channel: RoundChannel) -> list[int]:
    """How a channel is parted by custom: papers by fifty, a device's count as one."""
    received = channel.received or 0
    return usual_sizes(received) if channel.kind is ChannelKind.paper else [received] * (received > 0)


def divide(round: Round, sizes: dict[int, Sequence[int]], who: Doer, at: datetime) -> None:
    """Part the ballots into batches, by channel id, and hand them to the tellers (chief scrutineer)."""
    for channel in by_tellers(round):
        parts = sizes[channel.id] if channel.kind is ChannelKind.paper else proposed_sizes(channel)
        if channel.kind is ChannelKind.paper:
            check_sizes(parts, channel.received or 0)
        before = batches(channel)
        division = before[0].division + 1 if before else 1
        db.session.add_all(
            Batch(congress_id=round.congress_id, channel=channel, division=division, number=n, size=size)
            for n, size in enumerate(parts, 1)
        )
    round.take(Deed.divide, who, at)


def enter(batch: Batch, counted: Counted, attempt: int, who: Doer, at: datetime) -> Tally:
    """Enter a teller's sums of a batch; `attempt` is the one the form was opened for, so that a second click is seen."""
    round = batch.channel.round
    teller = Duty(who.mark)
    if teller not in TELLERS or round.state is not RoundState.counting or batch not in batches(batch.channel):
        raise RuleBroken(say("This batch is not being counted now. Load the round's page again."))
    if attempt != batch.attempts(teller) + 1:
        raise RuleBroken(say("This batch was entered already. Load the page again to see your figures."))
    if faults(book(round), counted, batch.size, batch.channel.kind is not ChannelKind.device):
        raise RuleBroken(say("The figures of this batch do not add up. Check them and enter them again."))
    tally = Tally(
        congress_id=round.congress_id,
        teller=teller,
        attempt=attempt,
        at=at,
        by=who.name,
        valid=counted.valid,
        void=counted.void,
        counts=counted.counts,
    )
    batch.tallies.append(tally)
    return tally


def by_tellers(round: Round) -> list[RoundChannel]:
    """The channels that two tellers count; slips the laptop counts."""
    return [channel for channel in round.channels if channel.kind is not ChannelKind.slips]


def is_agreed(round: Round) -> bool:
    """Whether both tellers have entered every batch and agree to the last figure."""
    if any(sum(batch.size for batch in batches(one)) != one.received for one in by_tellers(round)):
        return False
    return all(batch.is_in and not batch.differences for batch in all_batches(round))


def is_counted(round: Round) -> bool:
    """Whether nothing is missing but the chief scrutineer's confirmation, neither of the tellers' nor of the slips."""
    has_slips = len(by_tellers(round)) < len(round.channels)
    return is_agreed(round) and (not has_slips or (is_brought(round) and is_compared(round)))


def agreed(round: Round) -> dict[int, Counted]:
    """The sums on which both tellers agree, and those of the slips, by channel id."""
    if not is_agreed(round):
        raise RuleBroken(
            say("The two tellers do not agree yet. Every batch must be in, and equal to the last figure.")
        )
    if not is_counted(round):
        raise RuleBroken(
            say("The chair has not compared the result of the slips with the laptop's sheet yet.")
        )
    keys = [option.key for option in round.options]
    return {channel.id: _sum(channel, round.kind, keys) for channel in round.channels}


def _sum(channel: RoundChannel, form: str, keys: Sequence[str]) -> Counted:
    if channel.kind is ChannelKind.slips:
        return brought(channel.round)
    tallies = [batch.last_of(TELLERS[0]) for batch in batches(channel)]
    return summed([tally.counted for tally in tallies if tally], form, keys)
