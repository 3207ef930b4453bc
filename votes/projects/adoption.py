"""采用: how a cycle comes by its settings, keeps every version, and holds still what has begun to govern."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.projects.models import Cycle
from votes.projects.settings import CycleSettings, Subject, check_change, settings_of, stored_form


class Adoption(AppendOnly, Base):
    """One version of a cycle's settings: when, by whom, and all of it; the newest is also `cycle.settings`."""

    __tablename__ = "adoption"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    seq: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    settings: Mapped[dict[str, Any]]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Freeze(AppendOnly, Base):
    """The moment from which a group of settings stands still in a cycle, and what began then."""

    __tablename__ = "settings_freeze"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    subject: Mapped[Subject] = mapped_column(enum_of(Subject))
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(sa.String(200), default="")

    __table_args__ = (sa.UniqueConstraint("congress_id", "cycle_id", "subject"),)


def frozen(cycle: Cycle) -> dict[Subject, Freeze]:
    """What stands still in this cycle."""
    rows = select(Freeze).where(Freeze.congress_id == cycle.congress_id, Freeze.cycle_id == cycle.id)
    return {row.subject: row for row in db.session.scalars(rows)}


def freeze(cycle: Cycle, subject: Subject, at: datetime, why: str = "") -> None:
    """Hold a group of settings still from now on; a room calls this when what it governs begins there.

    Whoever comes second at the same moment finds it done.
    """
    if subject in frozen(cycle):
        return
    row = Freeze(congress_id=cycle.congress_id, cycle_id=cycle.id, subject=subject, at=at, why=why)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return


def adoptions(cycle: Cycle) -> list[Adoption]:
    """All versions of a cycle's settings, the first one first."""
    rows = select(Adoption).where(Adoption.congress_id == cycle.congress_id, Adoption.cycle_id == cycle.id)
    return list(db.session.scalars(rows.order_by(Adoption.seq)))


def adopt(cycle: Cycle, settings: CycleSettings, at: datetime, by: str, seen: int) -> Adoption:
    """Adopt settings for a cycle; `seen` is the number of versions the person has seen (0: none yet)."""
    versions = len(adoptions(cycle))
    if versions != seen:
        raise RuleBroken(say("Somebody has just changed these settings. Load the page again and check them."))
    check_change(settings_of(cycle.settings), settings, frozen(cycle))
    row = Adoption(
        congress_id=cycle.congress_id,
        cycle_id=cycle.id,
        seq=versions + 1,
        at=at,
        by=by,
        settings=stored_form(settings),
    )
    cycle.settings = row.settings
    db.session.add(row)
    return row
