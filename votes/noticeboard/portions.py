"""Rows of the open data, portion by portion: so many lists at a time, whatever their number; each room is asked once a portion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import joinedload

from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle, Project

Row = dict[str, Any]
PORTION = 1000
"""Projects at a time, or one list where it is longer."""


@dataclass(frozen=True)
class Portion:
    """Some lists that everyone may see, by id, and the day their figures are asked for."""

    cycles: dict[int, Cycle]
    on: date

    @property
    def ids(self) -> list[int]:
        """Their ids."""
        return list(self.cycles)

    def where(self, cycle_id: int) -> Row:
        """What tells a row's list."""
        cycle = self.cycles[cycle_id]
        return {"congress": cycle.congress.slug, "cycle": cycle.slug}

    def address(self, cycle_id: int) -> str:
        """The address of a list's page."""
        cycle = self.cycles[cycle_id]
        return url_for("noticeboard.cycle", congress=cycle.congress.slug, cycle=cycle.slug)


def public_cycles() -> list[Cycle]:
    """Every list that everyone may see, by congress and year; no rehearsal's."""
    asked = (
        sa.select(Cycle)
        .join(Congress, Cycle.congress_id == Congress.id)
        .where(Congress.rehearsal_of_id.is_(None))
        .order_by(Cycle.congress_id, Cycle.year, Cycle.id)
        .options(joinedload(Cycle.congress))
    )
    return [cycle for cycle in db.session.scalars(asked) if cycle.is_public]


def portions(cycles: Sequence[Cycle], on: date) -> Iterator[Portion]:
    """The lists in portions of about as many projects."""
    sizes = {row[0]: row[1] for row in db.session.execute(sizes_of(cycles))}
    taken: dict[int, Cycle] = {}
    held = 0
    for cycle in cycles:
        size = sizes.get(cycle.id, 0)
        if taken and held + size > PORTION:
            yield Portion(taken, on)
            taken, held = {}, 0
        taken[cycle.id] = cycle
        held += size
    if taken:
        yield Portion(taken, on)


def sizes_of(cycles: Sequence[Cycle]) -> sa.Select[int, int]:
    """How many projects each list has; of many lists all are counted, for a question has an end."""
    asked = sa.select(Project.cycle_id, sa.func.count()).group_by(Project.cycle_id)
    return asked.where(Project.cycle_id.in_([cycle.id for cycle in cycles])) if len(cycles) < 500 else asked
