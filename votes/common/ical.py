"""日历 as iCalendar (RFC 5545): whole-day events that a phone's or an office's calendar subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 74
"""Octets of a line; a longer one goes on in the next, which begins with a blank."""


@dataclass(frozen=True)
class Event:
    """One whole day: `uid` stays the same from one reading to the next."""

    uid: str
    on: date
    title: str
    words: str
    url: str
    made_at: datetime


def calendar(title: str, events: Iterable[Event]) -> str:
    """The whole calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//minsheng-votes//calendar//ZH", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(title)}")
    for event in events:
        lines += event_lines(event)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def event_lines(event: Event) -> list[str]:
    """One event."""
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.words)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text as the format wants it."""
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, instead)
    return text


def folded(line: str) -> str:
    """A long line in parts, none of which cuts a character."""
    parts, part = [], ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > LONGEST:
            parts.append(part)
            part = f" {sign}"
        else:
            part += sign
    return "\r\n".join([*parts, part])
