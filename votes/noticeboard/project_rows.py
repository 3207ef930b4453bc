"""Rows of projects for the open data: read as plain values, a portion of lists in a dozen queries."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from votes.ballots.adopting import Purpose
from votes.ballots.publishing import public_result
from votes.ballots.rounds import Round
from votes.ballots.standing import declared
from votes.common.db import db
from votes.congress.models import Unit
from votes.delivery.facts import gathered
from votes.delivery.progress import Progress, row_of
from votes.noticeboard.oc4ids import status_of
from votes.noticeboard.portions import Portion, Row
from votes.noticeboard.seen import public_everywhere
from votes.projects.archive import ArchivedVote
from votes.projects.models import Cycle, Project, Source, SourceKind
from votes.projects.settings import settings_of

LINKED = (SourceKind.official, SourceKind.press, SourceKind.journal)
NO_COUNTS = {"approve": None, "oppose": None, "abstain": None}
NO_PROGRESS = {"fact": None, "plan": None, "lag": None, "light": None, "as_of": None}


def project_rows(portion: Portion) -> Iterator[Row]:
    """The projects of these lists that everyone may see."""
    progress, counts = progress_in(portion), counts_in(portion)
    for row in db.session.execute(asked(portion)):
        yield project_row(portion, row, progress.get(row.id), counts.get(row.id))


def asked(portion: Portion) -> sa.Select[*tuple[Any, ...]]:
    """Their columns, in the order of the lists."""
    return (
        sa.select(
            Project.id,
            Project.cycle_id,
            Project.number,
            Project.title,
            Project.category,
            Project.content,
            Project.place,
            Project.total_yuan,
            Project.year_yuan,
            Project.deadline,
            Project.stage,
            Project.adopted,
            sa.func.coalesce(Unit.name, Project.unit_words).label("unit"),
            Source.kind,
            Source.url,
        )
        .join(Cycle, Project.cycle_id == Cycle.id)
        .outerjoin(Unit, Project.unit_id == Unit.id)
        .outerjoin(Source, Project.source_id == Source.id)
        .where(Project.cycle_id.in_(portion.ids), public_everywhere())
        .order_by(Project.number)
    )


def project_row(portion: Portion, row: Any, progress: Progress | None, counts: Row | None) -> Row:
    """One project; null is what is not decided, not published or not known."""
    cycle = portion.cycles[row.cycle_id]
    home = cycle.congress
    return {
        **portion.where(row.cycle_id),
        "number": row.number,
        "title": row.title,
        "congress_name": home.name,
        "level": home.level.value,
        "province": home.province or None,
        "demo": home.demo,
        "cycle_title": cycle.title,
        "year": cycle.year,
        "archived": cycle.archived,
        **{key: getattr(row, key) or None for key in ("category", "content", "place", "unit")},
        "total_yuan": row.total_yuan,
        "year_yuan": row.year_yuan,
        "deadline": row.deadline,
        "stage": row.stage.value if row.stage else None,
        "oc4ids_status": status_of(row.stage),
        "adopted": row.adopted,
        **(counts or NO_COUNTS),
        **(progress_cells(progress) if progress else NO_PROGRESS),
        "url": f"{portion.address(row.cycle_id)}/{row.number}",
        "source_url": row.url if row.kind in LINKED and row.url.startswith("http") else None,
    }


def progress_cells(progress: Progress) -> Row:
    """Where a project stands, as everyone may know it."""
    return {
        "fact": str(progress.fact),
        "plan": str(progress.plan),
        "lag": str(progress.lag),
        "light": progress.light.value if progress.light else None,
        "as_of": progress.as_of,
    }


def progress_in(portion: Portion) -> dict[int, Progress]:
    """Where each project of these lists stands by what is public, by its id."""
    living = {cycle.id: cycle for cycle in portion.cycles.values() if not cycle.archived}
    if not living:
        return {}
    settings = {key: settings_of(cycle.settings) for key, cycle in living.items()}
    facts = gathered((Project.cycle_id.in_(list(living)),), portion.on, public=True)
    rows = (row_of(one, settings[one.row.cycle_id], portion.on, public=True) for one in facts)
    return {row.id: row.progress for row in rows if row.progress}


def declared_in(portion: Portion, *purposes: Purpose) -> list[Round]:
    """The declared rounds of these lists for these purposes, in order."""
    found = sa.select(Round).where(Round.cycle_id.in_(portion.ids), Round.purpose.in_(purposes))
    return declared(db.session.scalars(found.order_by(Round.cycle_id, Round.number)).all())


def counts_in(portion: Portion) -> dict[int, Row]:
    """Votes by project: of the last declared ballot as far as the publish switch allows, of a past year as published."""
    found: dict[int, Row] = {}
    for round in declared_in(portion, Purpose.ballot):
        result = public_result(round)
        for line in result.lines if result else ():
            if line.project and line.counts:
                found[line.project.id] = {key: line.counts[key] for key in NO_COUNTS}
    past = sa.select(ArchivedVote).join(Project, ArchivedVote.project_id == Project.id)
    for vote in db.session.scalars(past.where(Project.cycle_id.in_(portion.ids))):
        found[vote.project_id] = {key: getattr(vote, key) for key in NO_COUNTS}
    return found
