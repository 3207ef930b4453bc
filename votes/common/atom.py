"""Atom (RFC 4287): a feed that a reader asks for again and again, with one entry for each piece of news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed."""


@dataclass(frozen=True)
class Entry:
    """One piece of news: `key` stays the same from one reading to the next; `url` is a whole address."""

    key: str
    title: str
    words: str
    url: str
    at: datetime


def feed(key: str, title: str, url: str, entries: Sequence[Entry], language: str = "zh-CN") -> str:
    """The whole feed of the page at `url`, its entries in the order given; `key` is told from all other feeds' keys."""
    changed = max((entry.at for entry in entries), default=NEVER)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<id>{urn(key)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{moment(changed)}</updated>",
        f"<link rel={quoteattr('alternate')} href={quoteattr(url)}/>",
        f"<author><name>{escape(title)}</name></author>",
    ]
    return "\n".join([*head, *(entry_lines(entry) for entry in entries), "</feed>"])


def entry_lines(entry: Entry) -> str:
    """One entry."""
    return (
        f"<entry><id>{urn(entry.key)}</id><title>{escape(entry.title)}</title>"
        f"<updated>{moment(entry.at)}</updated><link href={quoteattr(entry.url)}/>"
        f'<content type="text">{escape(entry.words)}</content></entry>'
    )


def urn(key: str) -> str:
    """A name that stays when the site moves."""
    return escape(f"tag:minsheng-votes,2026:{key}")


def moment(at: datetime) -> str:
    """A moment as the format wants it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
