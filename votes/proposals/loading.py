"""Loading is guarding: the proposal of an address on a working page, or a 404; and the rows of the queue."""

from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import ColumnElement, func

from votes.common.codes import plain
from votes.common.db import db
from votes.common.errors import say
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.proposals.figures import late, matching, of_cycle, to_release, waits_for_call
from votes.proposals.models import Proposal
from votes.proposals.rules import State
from votes.proposals.verdicts import unsatisfied

PER_PAGE = 50
RELEASED_AT_ONCE = 20

SHOWN: dict[str, str] = {
    "open": say("without an answer"),
    "late": say("late without an answer"),
    "release": say("waiting to be published"),
    "doubtful": say("set aside by a rule"),
    "held": say("not published"),
    "call": say("waiting for a call"),
    "unsatisfied": say("proposer not satisfied"),
    "taken_up": say("taken up"),
    "merged": say("merged"),
    "refused": say("not taken up"),
    "divided": say("split into its matters"),
    "all": say("all"),
}
"""What the queue can be narrowed to."""


def the_proposal(congress: str, cycle: str, code: str) -> Proposal:
    """The proposal with this code in this cycle."""
    found = in_cycle(the_living_cycle(congress, cycle), code)
    if found is None:
        abort(404)
    return found


def in_cycle(cycle: Cycle, code: str) -> Proposal | None:
    """The proposal of a cycle with this code, however it is written."""
    return db.session.scalar(of_cycle(cycle, Proposal.code == plain(code)))


def conditions(cycle: Cycle, show: str, today: date) -> tuple[ColumnElement[bool], ...]:
    """What narrows the queue to one of `SHOWN`."""
    if show in set(State):
        return (Proposal.state == State(show),)
    return {
        "open": (Proposal.answered_at.is_(None),),
        "late": late(cycle, today),
        "release": to_release(),
        "doubtful": (*to_release(), Proposal.doubts != ""),
        "held": (Proposal.held_why != "",),
        "call": (waits_for_call(),),
        "unsatisfied": (unsatisfied(),),
        "all": (),
    }[show]


@dataclass(frozen=True)
class Page:
    """One page of the queue: its rows, its number from 1, how many rows there are in all."""

    rows: list[Proposal]
    number: int
    total: int

    @property
    def has_next(self) -> bool:
        """Whether more rows follow."""
        return self.number * PER_PAGE < self.total


def queue_page(cycle: Cycle, show: str, words: str, number: int, today: date) -> Page:
    """The proposals of a cycle, narrowed down, the oldest first."""
    wanted = list(conditions(cycle, show, today)) + ([matching(words)] if words else [])
    rows = of_cycle(cycle, *wanted)
    total = db.session.scalar(rows.order_by(None).with_only_columns(func.count())) or 0
    page = rows.limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return Page(list(db.session.scalars(page)), number, total)


def next_to_release(cycle: Cycle) -> list[Proposal]:
    """The oldest that wait to be published and have no pictures, which are looked at one by one."""
    rows = of_cycle(cycle, *to_release(), Proposal.doubts == "", ~Proposal.photos.any())
    return list(db.session.scalars(rows.limit(RELEASED_AT_ONCE)))


def pictured_to_release(cycle: Cycle) -> list[Proposal]:
    """The oldest that wait to be published with pictures, to be looked at one by one."""
    rows = of_cycle(cycle, *to_release(), Proposal.doubts == "", Proposal.photos.any())
    return list(db.session.scalars(rows.limit(RELEASED_AT_ONCE)))


def doubtful(cycle: Cycle) -> list[Proposal]:
    """The oldest that rules set aside and nobody has decided on."""
    rows = of_cycle(cycle, *to_release(), Proposal.doubts != "")
    return list(db.session.scalars(rows.limit(RELEASED_AT_ONCE)))


def waits_next(cycle: Cycle) -> Proposal | None:
    """The oldest that waits to be published; those that rules set aside come last."""
    rows = of_cycle(cycle, *to_release()).order_by(None)
    return db.session.scalar(rows.order_by(Proposal.doubts != "", Proposal.received_on, Proposal.id).limit(1))
