"""A county hosts its townships and streets: all are started in one step, with its settings and people to act for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.words import typed_number
from votes.congress.founding import ABOVE, check_slug, found
from votes.congress.models import Congress, Level, Term
from votes.projects.cycles import start_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of

PARTS = re.compile(r"[\t,，;；、\s]+")
COLUMNS = 4
MOST_LINES = 80
MOST_NUMBER, MOST_DEPUTIES = 99, 3000
ACTING = (Role.office, Role.administrator)
"""What the county's people may do in a township that has nobody of its own yet."""


@dataclass(frozen=True)
class Start:
    """One township to start: its word in addresses, its full title, its term (届) and its number of deputies."""

    slug: str
    name: str
    term: int
    deputies: int


def hostable(congress: Congress) -> list[Level]:
    """The levels that a congress may host."""
    return [level for level, hosts in ABOVE.items() if congress.level in hosts]


def hosted_by(congress: Congress) -> list[Congress]:
    """The congresses it hosts, rehearsals left out."""
    rows = select(Congress).where(Congress.parent_id == congress.id, Congress.rehearsal_of_id.is_(None))
    return list(db.session.scalars(rows.order_by(Congress.id)))


def read_starts(text: str) -> list[Start]:
    """The lines of a list copied from a sheet; what cannot be read is named by its line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise RuleBroken(say("Start at most %(n)d at once."), n=MOST_LINES)
    starts = [read_start(number, line) for number, line in enumerate(lines, start=1)]
    for number, one in enumerate(starts, start=1):
        if one.slug in [other.slug for other in starts[: number - 1]]:
            raise RuleBroken(
                say("Line %(n)d: the word %(slug)s stands twice in the list."), n=number, slug=one.slug
            )
    return starts


def read_start(number: int, line: str) -> Start:
    """One line: word in addresses, full title, number of the term, number of deputies."""
    parts = PARTS.split(line)
    if len(parts) != COLUMNS:
        raise RuleBroken(
            say(
                "Line %(n)d: write four things: word in addresses, full title, number of the term, deputies."
            ),
            n=number,
        )
    term, deputies = typed_number(parts[2]), typed_number(parts[3])
    if not is_from_one_to(term, MOST_NUMBER) or not is_from_one_to(deputies, MOST_DEPUTIES):
        raise RuleBroken(
            say("Line %(n)d: number of the term and number of deputies are whole numbers above 0."), n=number
        )
    return Start(parts[0].lower(), parts[1], int(term), int(deputies))


def is_from_one_to(text: str, most: int) -> bool:
    """Whether these are digits of a number from 1 to `most`."""
    return text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most


def start_hosted(
    host: Congress,
    level: Level,
    starts: Sequence[Start],
    acting: Sequence[Account],
    cycle: Cycle | None,
    reserved: set[str],
    at: datetime,
    by: str,
) -> list[Congress]:
    """Start them all, or none: each with its term, people of the host who act in it, and the host's settings."""
    for number, one in enumerate(starts, start=1):
        check_line(number, one)
    made = []
    for one in starts:
        fresh = found(one.slug, one.name, level, host)
        db.session.add(Term(congress=fresh, number=one.term, all_deputies=one.deputies))
        for account in acting:
            account.grants += [Grant(congress_id=fresh.id, role=role) for role in ACTING]
        if cycle is not None:
            title = cycle.title.replace(host.place, fresh.place)
            start_cycle(fresh, cycle.slug, title, cycle.year, settings_of(cycle.settings), reserved, at, by)
        made.append(fresh)
    db.session.flush()
    return made


def check_line(number: int, start: Start) -> None:
    """Refuse a line whose word cannot be an address, naming the line."""
    try:
        check_slug(start.slug)
    except RuleBroken as broken:
        raise LineRefused(number, broken) from broken


class LineRefused(RuleBroken):
    """A rule refused one line of a list; the sentence of the rule is said behind the line's number."""

    def __init__(self, number: int, broken: RuleBroken) -> None:
        super().__init__(broken.sentence, **broken.values)
        self.number = number
