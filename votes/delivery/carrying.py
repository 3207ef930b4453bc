"""结转: a project that carries on into the next year keeps its page, promise and light; the next list names it, by a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.db import db
from votes.delivery.facts import gathered
from votes.delivery.progress import WallRow, row_of
from votes.projects.models import Cycle, Passage, Project
from votes.projects.settings import settings_of
from votes.projects.stages import CHOSEN, STAGE_NAMES, Stage

CARRYING = (Stage.adopted, Stage.delivery, Stage.suspended)
"""Stages in which a project is carried on at new year; one reported done is checked, and no longer carried out."""


@dataclass(frozen=True)
class Carried:
    """A project of an earlier list, its list, and where it stands today."""

    cycle: Cycle
    row: WallRow


def carried_on(cycle: Cycle, on: date, public: bool = False) -> list[Carried]:
    """Projects of earlier years' lists that were carried on at the new year of this list; in its first list alone.

    What has been finished since stays named: that it was carried on is a fact.
    """
    begins = date(cycle.year, 1, 1)
    if on < begins or not is_first_of_year(cycle):
        return []
    found = {
        project.id: project for project in earlier(cycle) if stage_at(project.passages, begins) in CARRYING
    }
    if public:
        found = {number: project for number, project in found.items() if project.is_public}
    rows = gathered((Project.id.in_(found),), on, public)
    return [
        Carried(project.cycle, row_of(facts, settings_of(project.cycle.settings), on, public))
        for facts in rows
        if (project := found[facts.row.id])
    ]


def is_first_of_year(cycle: Cycle) -> bool:
    """Whether this is the first living list of its year: of several batches one names what is carried on."""
    first = sa.select(sa.func.min(Cycle.id)).where(
        Cycle.congress_id == cycle.congress_id, Cycle.year == cycle.year, Cycle.archived.is_(False)
    )
    return db.session.scalar(first) == cycle.id


def earlier(cycle: Cycle) -> list[Project]:
    """The adopted projects of the living lists of earlier years, in order."""
    wanted = (
        sa.select(Project)
        .join(Cycle, Project.cycle_id == Cycle.id)
        .where(Cycle.congress_id == cycle.congress_id, Cycle.archived.is_(False), Cycle.year < cycle.year)
        .where(Project.stage.in_(CHOSEN))
        .options(sa.orm.selectinload(Project.passages))
        .order_by(Cycle.year, Cycle.id, Project.number)
    )
    return list(db.session.scalars(wanted))


def stage_at(passages: Iterable[Passage], day: date) -> Stage | None:
    """The stage in which a project stood as this day began, by its passages in order."""
    reached = [passage.to_stage for passage in passages if day_of(passage.at) < day]
    return reached[-1] if reached else None


def carried_items(carried: Iterable[Carried], endpoint: str) -> list[dict[str, Any]]:
    """Carried projects as rows that lead to their own pages, each with its year, light and where it stands."""
    return [carried_item(one, endpoint) for one in carried]


def carried_item(one: Carried, endpoint: str) -> dict[str, Any]:
    """One row: the list it was adopted on, its unit, and its light, or its stage where none shines."""
    row, slugs = one.row, {"congress": one.cycle.congress.slug, "cycle": one.cycle.slug}
    url = url_for(endpoint, number=row.number, **slugs)  # type: ignore[arg-type]
    light = row.progress.light if row.progress else None
    item = {"no": row.number, "title": row.title, "url": url, "goal": one.cycle.title, "unit": row.unit}
    return {**item, "light": light.value} if light else {**item, "state": _(STAGE_NAMES[row.stage])}
