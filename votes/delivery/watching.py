"""每日巡查: one pass over all projects under way finds what is late, silent or stalled, and tells whoever is to be told.

It reads in a fixed small number of queries, and on the same day changes nothing a second time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.models import Congress
from votes.delivery.facts import Facts, amounts, counted, end_of, gathered, months_at, ranked_reports
from votes.delivery.progress import judged, spans_of
from votes.delivery.troubles import SYSTEM, Trouble, TroubleDeed, TroubleStep
from votes.delivery.watch_rules import Days, Earlier, Sight, TroubleKind, office_on, public_on, troubles_in
from votes.projects.models import Cycle, Project
from votes.projects.settings import CycleSettings, settings_of
from votes.projects.stages import Stage

Key = tuple[int, TroubleKind]
Which = tuple[sa.ColumnElement[bool], ...]


@dataclass(frozen=True)
class Looked:
    """What a pass did: projects looked at, warnings found, told to the offices, made public, and ended."""

    projects: int
    found: int
    told: int
    published: int
    ended: int


def look_at(on: date, congress: Congress | None = None) -> Looked:
    """Look at all projects under way, or those of one congress, as they stand on this day."""
    living = living_lists(congress)
    adopted = adopted_in(living)
    which = (Project.cycle_id.in_(living), Project.stage == Stage.delivery)
    facts = gathered(which, on, public=False)
    now = troubles_now(facts, earlier_in(which, adopted, on), adopted, on)
    known = {(one.project_id, one.kind): one for one in lasting(living)}
    fresh = {key: since for key, since in now.items() if key not in known}
    begin(fresh, {one.row.id: one.row.congress_id for one in facts}, on)
    days = {one.row.id: days_of(adopted[one.row.cycle_id]) for one in facts}
    done = [
        (trouble, deed)
        for key, trouble in known.items()
        for deed in gone_on(trouble, key in now, days.get(trouble.project_id), on)
    ]
    db.session.flush()
    leave_steps(done, on)
    sums = Counter(deed for _trouble, deed in done)
    told, made = sums[TroubleDeed.told_office], sums[TroubleDeed.made_public]
    return Looked(len(facts), len(fresh), told, made, sums[TroubleDeed.ended])


def living_lists(congress: Congress | None) -> sa.Select[Any]:
    """The lists that are looked at: not archived ones, nor those of a rehearsal."""
    found = (
        sa.select(Cycle.id)
        .join(Congress, Cycle.congress_id == Congress.id)
        .where(Cycle.archived.is_(False), Congress.rehearsal_of_id.is_(None))
    )
    return found if congress is None else found.where(Cycle.congress_id == congress.id)


def adopted_in(living: sa.Select[Any]) -> dict[int, CycleSettings]:
    """What each list has adopted."""
    rows = db.session.execute(sa.select(Cycle.id, Cycle.settings).where(Cycle.id.in_(living)))
    return {cycle: settings_of(settings) for cycle, settings in rows}


def days_of(settings: CycleSettings) -> Days:
    """The days that a list has adopted for its warnings."""
    return Days(settings.report_due_day, settings.office_after_days, settings.public_after_days)


def earlier_in(which: Which, adopted: dict[int, CycleSettings], on: date) -> dict[tuple[int, int], Earlier]:
    """What was achieved so many reports ago, by that number and project, for each number that a list has adopted."""
    ranked = ranked_reports(which, counted(end_of(on)))
    found: dict[tuple[int, int], Earlier] = {}
    for ago in {settings.stalled_months for settings in adopted.values()}:
        achieved: dict[int, dict[int, int]] = defaultdict(dict)
        for project, key, amount in amounts(ranked, ago + 1):
            achieved[project][key] = amount
        for project, month in months_at(ranked, ago + 1).items():
            found[ago, project] = Earlier(month, achieved[project])
    return found


def troubles_now(
    facts: Iterable[Facts],
    earlier: dict[tuple[int, int], Earlier],
    adopted: dict[int, CycleSettings],
    on: date,
) -> dict[Key, date]:
    """What is wrong today, by project and kind, with the day since which it is."""
    found: dict[Key, date] = {}
    for one in facts:
        settings = adopted[one.row.cycle_id]
        sight = sight_of(one, settings, earlier.get((settings.stalled_months, one.row.id)), on)
        if sight is not None:
            for kind, since in troubles_in(sight, days_of(settings), on).items():
                found[one.row.id, kind] = since
    return found


def sight_of(facts: Facts, settings: CycleSettings, earlier: Earlier | None, on: date) -> Sight | None:
    """One project as the rules see it; None without a published plan."""
    progress = judged(facts, spans_of(facts.passages), settings, on, public=False)
    if progress is None:
        return None
    return Sight(progress.light, progress.deadline, progress.silent, facts.pieces, progress.reported, earlier)


def lasting(living: sa.Select[Any]) -> Iterator[Trouble]:
    """Warnings that are not over."""
    wanted = sa.select(Trouble).join(Project, Trouble.project_id == Project.id)
    yield from db.session.scalars(wanted.where(Trouble.ended_on.is_(None), Project.cycle_id.in_(living)))


def begin(fresh: dict[Key, date], congresses: dict[int, int], on: date) -> None:
    """Write down what is new, and that its unit was told today."""
    numbers = last_numbers({project for project, _kind in fresh})
    made = []
    for (project, kind), since in fresh.items():
        numbers[project] += 1
        number, home = numbers[project], congresses[project]
        made.append(
            Trouble(
                congress_id=home,
                project_id=project,
                number=number,
                kind=kind,
                since_on=since,
                told_unit_on=on,
            )
        )
    db.session.add_all(made)
    db.session.flush()
    write_steps([step_of(trouble, 1, TroubleDeed.found, on) for trouble in made])


def last_numbers(projects: set[int]) -> Counter[int]:
    """The number of the last warning of each project that has had one."""
    rows = db.session.execute(
        sa.select(Trouble.project_id, sa.func.max(Trouble.number)).group_by(Trouble.project_id)
    )
    return Counter({project: number for project, number in rows if project in projects})


def gone_on(trouble: Trouble, is_wrong: bool, days: Days | None, on: date) -> Iterator[TroubleDeed]:
    """What today brings to a warning that was known: its end, or the next who are told; its first day is the unit's."""
    if not is_wrong or days is None:
        trouble.ended_on = on
        yield TroubleDeed.ended
        return
    if trouble.told_unit_on == on:
        return
    if trouble.told_office_on is None and on >= office_on(trouble.told_unit_on, days):
        trouble.told_office_on = on
        yield TroubleDeed.told_office
    if trouble.public_on is None and on >= public_on(trouble.told_unit_on, days):
        trouble.public_on = on
        yield TroubleDeed.made_public


def leave_steps(done: list[tuple[Trouble, TroubleDeed]], on: date) -> None:
    """Leave a step for each deed, after those that a warning has already."""
    if not done:
        return
    rows = db.session.execute(
        sa.select(TroubleStep.trouble_id, sa.func.max(TroubleStep.seq)).group_by(TroubleStep.trouble_id)
    )
    last = Counter({trouble: seq for trouble, seq in rows})
    steps = []
    for trouble, deed in done:
        last[trouble.id] += 1
        steps.append(step_of(trouble, last[trouble.id], deed, on))
    write_steps(steps)


def step_of(trouble: Trouble, seq: int, deed: TroubleDeed, on: date) -> dict[str, Any]:
    """A step that the day itself brought."""
    return {
        "congress_id": trouble.congress_id,
        "trouble_id": trouble.id,
        "seq": seq,
        "deed": deed,
        "on": on,
        "by": SYSTEM,
        "words": "",
    }


def write_steps(steps: list[dict[str, Any]]) -> None:
    """All steps in one statement: there may be thousands on the day after a plan's month."""
    if steps:
        db.session.execute(sa.insert(TroubleStep), steps)
