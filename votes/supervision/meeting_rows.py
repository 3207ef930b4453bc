"""交办会、集中答复会: the lists such meetings need, as views of the one ledger; nobody's name stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from votes.common.clock import begin_of
from votes.common.days import long_day
from votes.common.db import db
from votes.common.errors import say
from votes.congress.models import Congress
from votes.supervision.kinds import KIND_NAMES
from votes.supervision.matters import Matter
from votes.supervision.rules import STATE_NAMES
from votes.supervision.steps import Order, Reply


class Meeting(StrEnum):
    """A meeting at which matters are handed over 交办会, or answered one after the other 集中答复会."""

    hand_over = "hand-over"
    replies = "replies"


MEETING_NAMES = {
    Meeting.hand_over: say("List for the hand-over meeting"),
    Meeting.replies: say("List for the collective reply meeting"),
}


@dataclass(frozen=True)
class Line:
    """One matter as such a meeting reads it: what, to which unit, by when, demanding what, answered how."""

    number: int
    title: str
    kind: str
    unit: str
    due_on: date | None
    demand: str
    reply: str
    state: str


def lines_for(meeting: Meeting, congress: Congress, first: date, last: date) -> list[Line]:
    """The matters handed over, or answered, from the first to the last day, by unit and number."""
    begin, end = begin_of(first), begin_of(last + timedelta(days=1))
    found = db.session.scalars(
        sa.select(Matter)
        .where(Matter.congress_id == congress.id, WITHIN[meeting](begin, end))
        .options(
            selectinload(Matter.unit),
            selectinload(Matter.project),
            selectinload(Matter.handover),
            selectinload(Matter.replies),
        )
    )
    lines = [line_of(one, end) for one in found]
    return sorted(lines, key=lambda line: (line.unit, line.number))


def handed_over(begin: datetime, end: datetime) -> sa.ColumnElement[bool]:
    """Handed over between these moments."""
    return sa.exists().where(Order.matter_id == Matter.id, Order.at >= begin, Order.at < end)


def answered(begin: datetime, end: datetime) -> sa.ColumnElement[bool]:
    """Answered between these moments."""
    return sa.exists().where(Reply.matter_id == Matter.id, Reply.at >= begin, Reply.at < end)


WITHIN: dict[Meeting, Callable[[datetime, datetime], sa.ColumnElement[bool]]] = {
    Meeting.hand_over: handed_over,
    Meeting.replies: answered,
}


def line_of(one: Matter, end: datetime) -> Line:
    """A matter with its demand, and its last answer before this moment."""
    replies = [reply.words for reply in one.replies if reply.at < end]
    return Line(
        one.number,
        one.title + (f"（{one.project.title}）" if one.project else ""),
        str(KIND_NAMES[one.kind]),
        one.unit.name if one.unit else "",
        one.due_on,
        one.handover.demand if one.handover else "",
        replies[-1] if replies else "",
        _(STATE_NAMES[one.state]),
    )


def heads_of(meeting: Meeting) -> list[str]:
    """The columns of a list."""
    usual = [_("No."), _("Matter"), _("Responsible unit"), _("Due date"), _("Demand")]
    return usual if meeting is Meeting.hand_over else [*usual[:3], _("Reply"), _("State of work")]


def cells_of(meeting: Meeting, lines: Sequence[Line]) -> list[list[object]]:
    """The rows of a list."""
    return [
        [
            line.number,
            line.title,
            line.unit,
            *(
                [long_day(line.due_on) if line.due_on else "", line.demand]
                if meeting is Meeting.hand_over
                else [line.reply, line.state]
            ),
        ]
        for line in lines
    ]
