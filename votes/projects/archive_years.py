"""What an archived year holds, so that an import can say what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from votes.projects.archive import (
    ArchivedBallot,
    ArchivedCollection,
    ArchivedRating,
    ArchivedVote,
    Statement,
)
from votes.projects.models import Cycle, Project

Contents = Mapping[str, list[str]]
"""All that the rows of a year say, by table and in a fixed order; their own ids aside, for those are given anew."""

TABLES = (Project, ArchivedBallot, Statement, ArchivedRating, ArchivedCollection)


@dataclass(frozen=True)
class Year:
    """A past year before and after an import; `before` is None where there was none."""

    cycle: Cycle
    before: Contents | None
    after: Contents

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return self.before is None

    @property
    def has_changed(self) -> bool:
        """Whether anything differs from before."""
        return self.before != self.after

    def count(self, kind: type) -> int:
        """How many rows of a kind it holds now."""
        return len(self.after[kind.__name__])


def contents(session: Database, cycle: Cycle) -> Contents:
    """Read the year whole."""
    session.flush()
    found = {}
    for kind in TABLES:
        table = kind.__table__
        told = [column for column in table.c if column.name != "id"]
        found[kind.__name__] = said(session, select(*told).where(table.c.cycle_id == cycle.id))
    votes = [column for column in ArchivedVote.__table__.c if column.name != "id"]
    mine = select(Project.id).where(Project.cycle_id == cycle.id)
    found["ArchivedVote"] = said(session, select(*votes).where(ArchivedVote.project_id.in_(mine)))
    return found


def said(session: Database, rows: object) -> list[str]:
    """Rows as texts that can be compared."""
    return sorted(repr(tuple(row)) for row in session.execute(rows))  # type: ignore[call-overload]
