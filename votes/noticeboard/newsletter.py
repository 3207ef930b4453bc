"""新进展摘要: what is new goes to everyone who follows, at most once a day and topic, never empty, never twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.days import short_day
from votes.common.db import db
from votes.common.i18n import speaking
from votes.congress.places import Place
from votes.noticeboard.news import News, news_of_cycle, news_of_message, news_of_projects
from votes.noticeboard.seen_news import look, new_for, seen_of
from votes.projects.follower_telling import Named, Said, named, page, tell_one
from votes.projects.followers import Follower, followers_of
from votes.projects.models import Cycle, Project
from votes.projects.sites import projects_at
from votes.proposals.models import Proposal
from votes.proposals.onward import turns
from votes.proposals.telling import grouped_code
from votes.supervision.messages import ResidentMessage

MOST_TOLD = 20
"""Pieces in one message; the page has them all."""
LONGEST = 200
"""Characters of one piece in a message."""

Source = Callable[[int, date], list[News]]


def cycle_news(row: int, on: date) -> list[News]:
    """The news of a list."""
    return news_of_cycle(db.session.get_one(Cycle, row), on)


def project_news(row: int, on: date) -> list[News]:
    """The news of a project."""
    return news_of_projects([db.session.get_one(Project, row)], on)


def place_news(row: int, on: date) -> list[News]:
    """The news of what is built in a town or village."""
    return news_of_projects(projects_at(db.session.get_one(Place, row)), on)


def message_news(row: int, on: date) -> list[News]:
    """What became of a resident's message."""
    return news_of_message(db.session.get_one(ResidentMessage, row), on)


def proposal_news(row: int, _on: date) -> list[News]:
    """What was done with a proposal, and with the project it became."""
    found = db.session.get_one(Proposal, row)
    name, path = found.public_title or grouped_code(found.code), f"/follow/{found.code}"
    return [News(turn.key, turn.at, name, turn.words, path) for turn in turns(found)]


SOURCES: dict[str, Source] = {
    "cycle": cycle_news,
    "project": project_news,
    "place": place_news,
    "proposal": proposal_news,
    "message": message_news,
}
"""By the kind of topic what is new of it."""


@dataclass(frozen=True)
class Edition:
    """What there is to tell of a topic in one language."""

    what: Named
    news: Sequence[News]


def editions(topic: str, day: date) -> dict[bool, Edition]:
    """What is new of a topic, by whether English is spoken; none if it is not public any more."""
    kind, _colon, row = topic.partition(":")
    found: dict[bool, Edition] = {}
    for english in sorted({follower.english for follower in followers_of(topic)}):
        with speaking(english):
            what = named(topic)
            if kind in SOURCES and what is not None:
                found[english] = Edition(what, SOURCES[kind](int(row), day))
    return found


def hand_out(congress_id: int, topic: str, found: dict[bool, Edition], at: datetime) -> int:
    """Write to the followers of a topic what is new for each of them; how many were written to."""
    for edition in found.values():
        look(congress_id, topic, edition.news, at)
    seen, written = seen_of(topic), 0
    for follower in followers_of(topic):
        mine = found.get(follower.english)
        if mine is not None:
            written += write_to(follower, mine, seen, at)
    return written


def write_to(follower: Follower, edition: Edition, seen: dict[str, datetime], at: datetime) -> bool:
    """Write to one follower; False if there is nothing new."""
    fresh = new_for(follower, edition.news, seen)
    follower.told_until = at
    return bool(fresh) and tell_one(follower, partial(said, follower, edition.what, fresh), at)


def said(follower: Follower, what: Named, news: Sequence[News]) -> Said:
    """What is new, the newest first, each with its page."""
    subject = ngettext(
        "%(num)d new thing: %(name)s", "%(num)d new things: %(name)s", len(news), name=what.name
    )
    shown = news[:MOST_TOLD]
    after = [one.path for one in shown[1:]] + [what.path]
    blocks = [told(follower, one, after[place] != one.path) for place, one in enumerate(shown)]
    if len(news) > MOST_TOLD:
        blocks.append(str(_("And %(n)d more on the page:", n=len(news) - MOST_TOLD)))
    return Said(str(subject), "\n\n".join(blocks), what.path)


def told(follower: Follower, one: News, linked: bool) -> str:
    """One piece of news, with its page unless the same one stands right below it."""
    words = one.words if len(one.words) <= LONGEST else f"{one.words[: LONGEST - 1]}…"
    lines = [f"{short_day(one.on)} {one.of}", words]
    return "\n".join([*lines, page(follower, one.path)] if linked else lines)
