"""新进展: what everyone may read that is new of a list, a project or a place, one piece each; feeds and digests say the same.

It is asked of the rooms for many projects at once, and shows nothing that the public pages do not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from votes.ballots.announcing import announcements
from votes.common.clock import BEIJING, begin_of, day_of
from votes.common.days import long_day
from votes.common.db import db
from votes.delivery.change_telling import change_title, state_word
from votes.delivery.changes import Change
from votes.delivery.facts import end_of, readable
from votes.delivery.reports import MonthReport
from votes.delivery.states import ReportState
from votes.delivery.telling import month_words
from votes.noticeboard.lives import is_told, moved
from votes.noticeboard.seen import public_projects
from votes.noticeboard.topics import path_of
from votes.projects.models import Cycle, Passage, Project
from votes.projects.stages import Stage
from votes.supervision.inspections import Inspection
from votes.supervision.ledger import Entry, public_entries
from votes.supervision.message_showing import entries_of
from votes.supervision.messages import ResidentMessage
from votes.supervision.moments import Moment
from votes.supervision.visits import public_visit

MOST = 50
"""Entries of a feed: a reader that comes once a month misses none of a list of ten projects."""


@dataclass(frozen=True)
class News:
    """One piece: `key` stays the same for ever, `path` is that of the page, `of` the list or project it is about."""

    key: str
    at: datetime
    of: str
    words: str
    path: str

    @property
    def on(self) -> date:
        """Its day in China."""
        return self.at.astimezone(BEIJING).date()


class Piece(NamedTuple):
    """A piece of news that is not worded yet: a long list has thousands, and a page shows the newest."""

    key: str
    at: datetime
    of: str
    words: Callable[[], str]
    path: str


def newest(found: Iterable[Piece], most: int | None = None) -> list[News]:
    """The newest so many, on one moment in the order of their keys."""
    pieces = sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:most]
    return [News(one.key, one.at, one.of, one.words(), one.path) for one in pieces]


def news_of_cycle(cycle: Cycle, on: date, most: int | None = None) -> list[News]:
    """All that is new of a list and its projects, or the newest of it."""
    if cycle.archived:
        return []
    return newest(chain(of_list(cycle, on), of_projects(cycle, on)), most)


def news_of_projects(projects: Sequence[Project], on: date, most: int | None = None) -> list[News]:
    """All that is new of these projects, which may be of several lists; what is not public tells nothing."""
    cycles = {project.cycle_id: project.cycle for project in projects if not project.cycle.archived}
    found: list[Piece] = []
    for cycle in cycles.values():
        ids = [project.id for project in projects if project.cycle_id == cycle.id]
        found += of_projects(cycle, on, Project.id.in_(ids))
    return newest(found, most)


def news_of_message(message: ResidentMessage, on: date) -> list[News]:
    """What became of a message to a unit: why it was not handed on, or every public step."""
    of, path = message.project.title, f"/message/{message.code}"
    if message.decided_at and message.why:
        words = headed(_("Your message was not handed on"), message.why)
        return [News(f"message:{message.id}", message.decided_at, of, words, path)]
    return newest(
        Piece(key, moment.at, entry.title, partial(str, moment.words), path)
        for entry in entries_of(message, on)
        for key, moment in keyed(entry)
    )


def of_list(cycle: Cycle, on: date) -> Iterator[Piece]:
    """What concerns the list as a whole."""
    path, title = path_of(cycle), cycle.title
    opens, rating = cycle.collection_opens_on, cycle.rating_opens_on
    if opens and opens <= on:
        words = partial(collecting, cycle.collection_closes_on)
        yield Piece(f"collection:{cycle.id}", begin_of(opens), title, words, f"{path}/propose")
    if cycle.candidates_published_at:
        words = partial(str, _("The candidates are published."))
        yield Piece(f"candidates:{cycle.id}", cycle.candidates_published_at, title, words, path)
    for one in announcements(cycle):
        words = partial(str, _("The result of the ballot is announced: %(number)s", number=one.number))
        yield Piece(f"announcement:{one.id}", one.at, title, words, path)
    if rating and rating <= on:
        words = partial(str, _("Judge what was done: the rating is open."))
        yield Piece(f"rating:{cycle.id}", begin_of(rating), title, words, path)


def collecting(closes: date | None) -> str:
    """That the collection is open, and until when if that is known."""
    if closes:
        return _("Say what is needed: the collection is open until %(day)s.", day=long_day(closes))
    return _("Say what is needed: the collection is open.")


def of_projects(cycle: Cycle, on: date, *which: sa.ColumnElement[bool]) -> Iterator[Piece]:
    """What concerns single projects."""
    wanted = sa.select(Project.id, Project.title, Project.number).where(*public_projects(cycle), *which)
    projects = {row.id: row for row in db.session.execute(wanted)}
    told, path = Told(cycle, list(projects), on), path_of(cycle)
    for source in (told.passages, told.reports, told.changes, told.visits, told.matters):
        for key, at, project_id, words in source():
            project = projects[project_id]
            yield Piece(key, at, project.title, words, f"{path}/{project.number}")


Turn = tuple[str, datetime, int, Callable[[], str]]
"""Key, moment, the project's id, what gives the words."""


@dataclass(frozen=True)
class Told:
    """What each room tells of these projects of one list on one day; moves and reports are read as plain rows."""

    cycle: Cycle
    ids: list[int]
    on: date

    def passages(self) -> Iterator[Turn]:
        """Moves; a candidate is one for everyone from the day on which the candidates are published."""
        out = self.cycle.candidates_published_at
        columns = (Passage.id, Passage.project_id, Passage.at, Passage.from_stage, Passage.to_stage)
        wanted = sa.select(*columns, Passage.reason).where(Passage.project_id.in_(self.ids))
        rows: Any = db.session.execute(wanted.order_by(Passage.id))
        for one in rows:
            at = max(one.at, out) if out and one.to_stage is Stage.candidate else one.at
            if is_told(one):
                yield f"passage:{one.id}", at, one.project_id, partial(moved, one)

    def reports(self) -> Iterator[Turn]:
        """Months that everyone may read."""
        public = readable(self.on, end_of(self.on))
        days = (MonthReport.public_on, MonthReport.decided_at)
        columns = (MonthReport.id, MonthReport.project_id, MonthReport.month, MonthReport.done_words)
        wanted = sa.select(*columns, *days).where(MonthReport.project_id.in_(self.ids), public)
        for one in db.session.execute(wanted.where(MonthReport.state != ReportState.draft)):
            yield f"report:{one.id}", public_at(one), one.project_id, partial(report_words, one)

    def changes(self) -> Iterator[Turn]:
        """Requests to change what was promised, from the day on which they lie with who decides."""
        wanted = sa.select(Change).where(Change.project_id.in_(self.ids))
        for one in db.session.scalars(wanted):
            if one.is_public and one.steps:
                at = max(step.at for step in one.steps)
                yield f"change:{one.id}:{one.state}", at, one.project_id, partial(change_words, one)

    def visits(self) -> Iterator[Turn]:
        """Inspections that were released."""
        wanted = sa.select(Inspection).where(Inspection.project_id.in_(self.ids))
        for one in db.session.scalars(wanted):
            at = one.released_at or one.taken_down_at
            if at is not None:
                key = f"visit:{one.id}:{'out' if one.released_at else 'down'}"
                yield key, at, one.project_id, partial(visit_words, one)

    def matters(self) -> Iterator[Turn]:
        """Findings and messages, each step as far as it was signed off."""
        for entry in public_entries(self.cycle.congress_id, Project.id.in_(self.ids), self.on):
            for key, moment in keyed(entry):
                yield key, moment.at, project_of(entry), partial(headed, entry.title, moment.words)


def report_words(report: Any) -> str:
    """What a month's report says was done."""
    words = _("Report for %(month)s", month=month_words(report.month))
    return headed(words, report.done_words or _("No change this month."))


def change_words(change: Change) -> str:
    """Which change was asked for, and what became of it."""
    return headed(change_title(change), state_word(change))


def visit_words(inspection: Inspection) -> str:
    """What an inspection saw."""
    shown = public_visit(inspection)
    return headed(shown.kind, shown.words)


def keyed(entry: Entry) -> Iterator[tuple[str, Moment]]:
    """Each step with a key of its own, also if one click made several in one second."""
    before: Counter[str] = Counter()
    for moment in entry.moments:
        key = f"matter:{entry.number}:{moment.at:%Y%m%d%H%M%S}"
        again, before[key] = before[key], before[key] + 1
        yield f"{key}:{again}" if again else key, moment


def project_of(entry: Entry) -> int:
    """The project of an entry that was asked for by its project."""
    return entry.project.id if entry.project else 0


def headed(head: str, words: str) -> str:
    """What happened, and in which words."""
    return str(_("%(head)s: %(words)s", head=head, words=words)) if words else head


def public_at(report: Any) -> datetime:
    """The moment from which everyone may read a report: that of the sign-off, or the day on which it was due."""
    day, signed = report.public_on or date.max, report.decided_at
    return signed if signed and day_of(signed) == day else begin_of(day)
