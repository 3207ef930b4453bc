"""届, 会议, 全体会议: how a term, a session and a sitting come to be, and what may not be said of them."""

from datetime import date

from sqlalchemy import select

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Body, Congress, Session, Sitting, Term

TAKEN = say("There is one with the number %(n)d already.")


def check_span(begins: date | None, ends: date | None) -> None:
    """Refuse an end before the beginning."""
    if begins and ends and ends < begins:
        raise RuleBroken(say("The last day cannot lie before the first."))


def check_term_number(congress: Congress, number: int, but: Term | None = None) -> None:
    """Refuse the number of another term."""
    if any(term.number == number and term is not but for term in congress.terms):
        raise RuleBroken(TAKEN, n=number)


def check_session_number(term: Term, body: Body, number: int, but: Session | None = None) -> None:
    """Refuse the number of another session of the same body."""
    same = (one for one in term.sessions if one.body is body and one is not but)
    if any(one.number == number for one in same):
        raise RuleBroken(TAKEN, n=number)


def check_sitting_number(session: Session, number: int, but: Sitting | None = None) -> None:
    """Refuse the number of another sitting of the session."""
    if any(one.number == number and one is not but for one in session.sittings):
        raise RuleBroken(TAKEN, n=number)


def check_day(session: Session, held_on: date) -> None:
    """Refuse a day outside the session."""
    if held_on < session.begins_on or (session.ends_on and held_on > session.ends_on):
        raise RuleBroken(say("This day does not lie within the session."))


def check_due(all_deputies: int, due: int) -> None:
    """Refuse more deputies due (应到) than there are (全体代表)."""
    if due > all_deputies:
        raise RuleBroken(say("No more deputies can be due than there are in all (%(n)d)."), n=all_deputies)


def next_number(taken: list[int]) -> int:
    """The number after the largest."""
    return max(taken, default=0) + 1


def all_deputies_of(term: Term) -> int:
    """全体代表: as the office states it, else as many as the list holds."""
    return term.all_deputies or len(term.serving)


def members_of(session: Session) -> int:
    """Who belongs to the body that meets: 全体代表; of a committee or presidium as its last sitting states, 0 before."""
    if session.body in (Body.congress, Body.assembly):
        return all_deputies_of(session.term)
    held = [sat for one in session.term.sessions if one.body is session.body for sat in one.sittings]
    return max(held, key=lambda sat: (sat.held_on, sat.id)).all_deputies if held else 0


def sittings_between(congress: Congress, first: date, last: date) -> list[Sitting]:
    """The sittings of these days, the first and the last included."""
    rows = select(Sitting).where(
        Sitting.congress_id == congress.id, Sitting.held_on >= first, Sitting.held_on <= last
    )
    return list(db.session.scalars(rows.order_by(Sitting.held_on, Sitting.number)))
