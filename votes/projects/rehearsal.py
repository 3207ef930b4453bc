"""会务演练: a throw-away copy of a congress with its real roll and one list of candidates, played and wiped whole.

It is a congress of its own beside the real one, so that every room works in it as on the day, and nothing of it can
get among the real figures. Wiping goes by the tables themselves: what a room adds later is wiped too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import select

from votes.accounts.models import Grant
from votes.accounts.roles import Role
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.founding import REHEARSAL
from votes.congress.models import Committee, Congress, Deputy, Session, Term, Unit
from votes.projects.adoption import adopt
from votes.projects.documents import Document
from votes.projects.leftovers import is_kept
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage

R = TypeVar("R", bound=Base)


@dataclass(frozen=True)
class Rehearsed:
    """What is rehearsed, and what was made of it."""

    session: Session
    cycle: Cycle
    copied_session: Session
    copied_cycle: Cycle


Copier = Callable[[Rehearsed, datetime, str], None]
COPIERS: list[Copier] = []
"""What later rooms take along into a rehearsal; the last argument is the name for the trace."""


def taken_along(copier: Copier) -> Copier:
    """Mark what a room takes along into a rehearsal."""
    COPIERS.append(copier)
    return copier


SHOWN_IN_NAME = "（会务演练）"
NOT_LISTED = (None, Stage.proposed, Stage.declined)


def rehearsal_of(congress: Congress) -> Congress | None:
    """The rehearsal of this congress, if there is one."""
    return db.session.scalar(select(Congress).where(Congress.rehearsal_of_id == congress.id))


def rehearse(session: Session, cycle: Cycle, at: datetime, by: str) -> Congress:
    """Copy the roll, one session and one list of candidates into a rehearsal; whoever works here works there too."""
    real = session.congress
    if real.rehearsal_of_id is not None or rehearsal_of(real) is not None:
        raise RuleBroken(say("There is a rehearsal already. Wipe it before you begin another."))
    copy = Congress(
        slug=real.slug + REHEARSAL,
        name=real.name + SHOWN_IN_NAME,
        place=real.place,
        level=real.level,
        province=real.province,
        contact=real.contact,
        parent=real,
        rehearsal_of_id=real.id,
    )
    db.session.add(copy)
    db.session.flush()
    units = {unit.id: copied(unit, copy) for unit in real.units}
    db.session.flush()
    made = Rehearsed(session, cycle, copy_roll(session, copy), copy_cycle(cycle, copy, units, at, by))
    for copier in COPIERS:
        copier(made, at, by)
    copy_grants(real, copy, units)
    return copy


def copied(row: R, home: Congress, **other: Any) -> R:
    """The same row in the rehearsal; what refers to other rows is given anew."""
    kind = type(row)
    plain = [c.key for c in sa.inspect(kind).columns if not c.foreign_keys and not c.primary_key]
    fresh = kind(**{key: getattr(row, key) for key in plain} | {"congress_id": home.id} | other)
    db.session.add(fresh)
    return fresh


def copy_roll(session: Session, home: Congress) -> Session:
    """The term with its delegations, serving deputies and committees, and the session with its sittings."""
    term: Term = copied(session.term, home)
    groups = {one.id: copied(one, home, term=term) for one in session.term.delegations}
    people: dict[int, Deputy] = {
        one.id: copied(one, home, term=term, delegation=groups.get(one.delegation_id or 0))
        for one in session.term.serving
    }
    for committee in session.congress.committees:
        members = [people[one.id] for one in committee.members if one.id in people]
        db.session.add(Committee(congress_id=home.id, name=committee.name, members=members))
    meeting: Session = copied(session, home, term=term)
    for sitting in session.sittings:
        copied(sitting, home, session=meeting)
    db.session.flush()
    return meeting


def copy_cycle(cycle: Cycle, home: Congress, units: dict[int, Unit], at: datetime, by: str) -> Cycle:
    """The list as it goes to the ballot: its settings, and its candidates by their numbers."""
    fresh: Cycle = copied(cycle, home, settings={}, candidates_published_at=at)
    db.session.flush()
    adopt(fresh, settings_of(cycle.settings), at, by, seen=0)
    for project in cycle.projects:
        if project.stage not in NOT_LISTED:
            unit = units.get(project.unit_id or 0)
            again: Project = copied(project, home, cycle=fresh, stage=Stage.proposed, adopted=None, unit=unit)
            again.move_to(Stage.candidate, at, by)
    db.session.flush()
    return fresh


def copy_grants(real: Congress, home: Congress, units: dict[int, Unit]) -> None:
    """Staff hold their roles in the rehearsal too; deputies take part by badge, guests of joint supervision do not."""
    grants = select(Grant).where(Grant.congress_id == real.id)
    for grant in db.session.scalars(grants).all():
        if grant.account.deputy_id is None and grant.role is not Role.guest:
            unit = units.get(grant.unit_id or 0)
            grant.account.grants.append(Grant(congress_id=home.id, role=grant.role, unit=unit))
    db.session.flush()


def wipe(rehearsal: Congress) -> set[str]:
    """Delete everything of a rehearsal, in every table of every room; the hashes of files that nobody else keeps."""
    if rehearsal.rehearsal_of_id is None:
        raise RuleBroken(say("Only a rehearsal can be wiped."))
    identity = rehearsal.id
    db.session.flush()
    files = files_of(identity)
    for table in reversed(Base.metadata.sorted_tables):
        rows = rows_of(table, identity)
        if rows is not None:
            db.session.execute(sa.delete(table).where(rows))
    db.session.execute(sa.delete(Congress).where(Congress.id == identity))
    db.session.expire_all()
    return {name for name in files if not is_kept(name)}


def rows_of(table: sa.Table, congress_id: int) -> sa.ColumnElement[bool] | None:
    """Which rows of a table belong to this congress: by its own column, else by the rows they refer to."""
    if "congress_id" in table.c:
        return table.c.congress_id == congress_id
    return sa.or_(*references(table, congress_id)) if list(references(table, congress_id)) else None


def references(table: sa.Table, congress_id: int) -> Iterator[sa.ColumnElement[bool]]:
    """What ties a table without a congress of its own to rows that have one."""
    for key in table.foreign_keys:
        target = key.column.table
        if target is table or target.name == Congress.__tablename__:
            continue
        rows = rows_of(target, congress_id)
        if rows is not None:
            yield key.parent.in_(sa.select(key.column).where(rows))


def files_of(congress_id: int) -> set[str]:
    """The hashes of the files that this congress's documents name."""
    rows = db.session.execute(
        select(Document.hash, Document.small_hash).where(Document.congress_id == congress_id)
    )
    return {name for row in rows for name in row if name}
