"""Rows of sites (点位) for the open data, with their positions in WGS84: what a map needs."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.places import Place
from votes.delivery.progress import Progress
from votes.noticeboard.portions import Portion, Row
from votes.noticeboard.project_rows import progress_in
from votes.noticeboard.seen import public_everywhere
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site


def site_rows(portion: Portion) -> Iterator[Row]:
    """The sites of those projects of these lists that everyone may see."""
    found = db.session.execute(asked(portion)).all()
    progress = progress_in(portion) if found else {}
    for row in found:
        yield site_row(portion, row, progress.get(row.id))


def asked(portion: Portion) -> sa.Select[*tuple[Any, ...]]:
    """Their columns, project by project."""
    return (
        sa.select(
            Project.id,
            Project.cycle_id,
            Project.number,
            Project.title,
            Project.stage,
            Site.name,
            Place.name.label("place"),
            Site.latitude,
            Site.longitude,
        )
        .join(Project, Site.project_id == Project.id)
        .join(Cycle, Project.cycle_id == Cycle.id)
        .outerjoin(Place, Site.place_id == Place.id)
        .where(Project.cycle_id.in_(portion.ids), public_everywhere())
        .order_by(Project.number, Site.id)
    )


def site_row(portion: Portion, row: Any, progress: Progress | None) -> Row:
    """One site with its project and that project's light."""
    return {
        **portion.where(row.cycle_id),
        "number": row.number,
        "title": row.title,
        "site": row.name,
        "place": row.place,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "stage": row.stage.value if row.stage else None,
        "light": progress.light.value if progress and progress.light else None,
        "url": f"{portion.address(row.cycle_id)}/{row.number}",
    }
