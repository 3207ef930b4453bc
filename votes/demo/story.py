"""演示的日子: all days of the demonstration follow from the day it is started and from where it starts.

Days are counted from the day of the vote (票决): the seventh day before it is -7. Nothing that has happened may lie
after the moment of the start, so a moment is never later than that.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from votes.common.clock import BEIJING, day_of


class Start(StrEnum):
    """Where the living years start: proposals coming in, residents advising on the candidates, the morning of the vote,
    five months after it, the year's end.
    """

    proposals = "proposals"
    advice = "advice"
    session = "session"
    delivery = "delivery"
    evaluation = "evaluation"


SINCE_THE_VOTE = {
    Start.proposals: -110,
    Start.advice: -18,
    Start.session: 0,
    Start.delivery: 155,
    Start.evaluation: 285,
}
"""Days from the vote to the day of the demonstration."""

LEAD = timedelta(days=122)
"""A list voted on from September on is the coming year's: most of its work lies there."""


@dataclass(frozen=True)
class Story:
    """One demonstration: the moment of its start (UTC), and where in the year it starts."""

    now: datetime
    start: Start = Start.session

    @property
    def today(self) -> date:
        """The day of the demonstration in China."""
        return day_of(self.now)

    @property
    def vote(self) -> date:
        """The day of the vote."""
        return self.today - timedelta(days=SINCE_THE_VOTE[self.start])

    @property
    def year(self) -> int:
        """The year of the list (年度)."""
        return (self.vote + LEAD).year

    def day(self, days: int) -> date:
        """The day that lies so many days after the vote, or before it."""
        return self.vote + timedelta(days=days)

    def at(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of that day, in China's time; never later than the start itself."""
        return self.on(self.day(days), hour, minute)

    def on(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of a calendar day, in China's time; never later than the start itself."""
        return min(datetime.combine(day, time(hour, minute), BEIJING).astimezone(UTC), self.now)

    def is_past(self, days: int) -> bool:
        """Whether that day lies before the day of the demonstration."""
        return self.day(days) < self.today

    def has_reached(self, start: Start) -> bool:
        """Whether the demonstration starts there or later."""
        return SINCE_THE_VOTE[self.start] >= SINCE_THE_VOTE[start]
