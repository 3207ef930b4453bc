"""What followers are written: the question whether they want it, and the news, each with a link to leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from votes.accounts.links import site
from votes.common.gateway import post
from votes.common.i18n import speaking
from votes.common.outbox import Channel
from votes.projects.followers import Follower, followers_of

Told = Callable[[], "Said | None"]
"""What is said, in the language that is spoken when it is called."""
LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class Said:
    """One piece of news: its head, its words, and the path of the page that shows it (`/county/2026/3`)."""

    subject: str
    words: str
    path: str


@dataclass(frozen=True)
class Named:
    """What a topic is called, and the path of its page."""

    name: str
    path: str


NAMES: dict[str, Callable[[int], Named | None]] = {}
"""By the kind of topic what gives its name; later rooms add theirs. None: it is not public any more."""


def names(kind: str) -> Callable[[Callable[[int], Named | None]], Callable[[int], Named | None]]:
    """Mark what names the topics of a kind."""

    def keep(namer: Callable[[int], Named | None]) -> Callable[[int], Named | None]:
        NAMES[kind] = namer
        return namer

    return keep


def named(topic: str) -> Named | None:
    """What a topic is called; None if there is nothing to follow."""
    kind, _colon, row = topic.partition(":")
    return NAMES[kind](int(row)) if kind in NAMES else None


def page(follower: Follower, path: str) -> str:
    """A whole address in the language of a follower."""
    return f"{site()}{'/en' if follower.english else ''}{path}"


def ask_to_confirm(follower: Follower, at: datetime) -> None:
    """请确认: ask the owner of the address whether it was meant; nothing else is sent before."""
    with speaking(follower.english):
        what = named(follower.topic)
        if what is None:
            return
        subject = str(_("Please confirm: follow %(name)s", name=what.name))
        words = str(_("Somebody, probably you, wants this address to be told what becomes of it."))
        send(follower, subject, [words, what.name, "", confirm_words(follower)], at)


def confirm_words(follower: Follower) -> str:
    """Where it is confirmed, and that nothing need be done otherwise."""
    return str(
        _(
            "To confirm, open %(url)s. If it wasn't you, do nothing: the address is forgotten in three days.",
            url=page(follower, f"/news/{follower.token}"),
        )
    )


def tell(topic: str, told: Told, at: datetime) -> int:
    """告知: write to everyone who follows a topic, each in their language; how many were written to."""
    return sum(tell_one(follower, told, at) for follower in followers_of(topic))


def tell_one(follower: Follower, told: Told, at: datetime) -> bool:
    """Write to one follower, with the link to leave."""
    with speaking(follower.english):
        said = told()
        if said is None:
            return False
        leaving = str(_("To be told no more, open %(url)s.", url=page(follower, f"/news/{follower.token}")))
        send(follower, said.subject, [said.words, "", page(follower, said.path), "", leaving], at)
    return True


def send(follower: Follower, subject: str, lines: list[str], at: datetime) -> None:
    """Write to a follower; on a phone without blank lines."""
    text = "\n".join(lines)
    if follower.channel is not Channel.mail:
        text = "\n".join(line for line in lines if line)
    post(
        follower.channel,
        follower.congress_id,
        follower.address,
        subject[:LONGEST_SUBJECT],
        text,
        at,
        follower.about,
    )
