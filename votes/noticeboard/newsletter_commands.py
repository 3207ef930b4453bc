"""Each morning's messages to residents; what is new is read without the write lock, and written topic by topic."""

from datetime import date, datetime

from flask import current_app

from votes.accounts.links import site
from votes.common.db import db, writing
from votes.noticeboard.ending import end_what_is_over
from votes.noticeboard.newsletter import Edition, editions, hand_out
from votes.noticeboard.seen_news import followed_topics, forget_unfollowed
from votes.projects.followers import forget_unconfirmed


def write_news(day: date, at: datetime) -> int:
    """Write to everyone for whom there is something new; how many were written to."""
    forget_unconfirmed(at)
    end_what_is_over(day)
    forget_unfollowed()
    db.session.commit()
    with current_app.test_request_context(base_url=site()):
        return sum(write_topic(congress_id, topic, day, at) for congress_id, topic in read_topics())


def read_topics() -> list[tuple[int, str]]:
    """Every topic that is followed."""
    token = writing.set(False)
    try:
        return followed_topics()
    finally:
        db.session.rollback()
        writing.reset(token)


def write_topic(congress_id: int, topic: str, day: date, at: datetime) -> int:
    """Write to the followers of one topic; what goes wrong with one topic is logged, and keeps it from no other."""
    try:
        found = read_editions(topic, day)
        written = hand_out(congress_id, topic, found, at)
        db.session.commit()
    except Exception:
        db.session.rollback()
        current_app.logger.exception("news of %s", topic)
        return 0
    return written


def read_editions(topic: str, day: date) -> dict[bool, Edition]:
    """What there is to tell of a topic."""
    token = writing.set(False)
    try:
        return editions(topic, day)
    finally:
        db.session.rollback()
        writing.reset(token)
