"""每日巡查: one pass over all projects under way finds what is late, silent or stalled, and tells whoever is to be told.

It reads in a fixed small number of queries, and on the same day changes nothing a second time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from votes.common.db import db
from votes.congress.models import Congress
from votes.delivery.facts import Facts, amounts, counted, end_of, gathered, months_at, ranked_reports
from votes.delivery.progress import judged, spans_of
from votes.delivery.troubles import SYSTEM, Trouble, TroubleDeed, TroubleStep
from votes.delivery.watch_rules import Days, Earlier, Sight, Telling, TroubleKind, told_next, troubles_in
from votes.projects.models import Cycle, Project
from votes.projects.settings import CycleSettings, settings_of
from votes.projects.stages import Stage

TROUBLE: Any = Trouble.__table__
STEP: Any = TroubleStep.__table__
COLUMNS = {
    TroubleDeed.told_office: "told_office_on",
    TroubleDeed.made_public: "public_on",
    TroubleDeed.ended: "ended_on",
}
"""Where the day of a deed is kept."""
TELLINGS = {Telling.office: TroubleDeed.told_office, Telling.everyone: TroubleDeed.made_public}
BLANK = {"explanation": "", "entered_for": False}
AT_ONCE = 5_000
"""So many rows are named in one statement; a database takes no more than some tens of thousands."""

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
    known = {(row.project_id, row.kind): row for row in lasting(living)}
    fresh = {key: since for key, since in now.items() if key not in known}
    begin(fresh, {one.row.id: one.row.congress_id for one in facts}, on)
    done = deeds_of(known, now, {one.row.id: days_of(adopted[one.row.cycle_id]) for one in facts}, on)
    for deed, numbers in done.items():
        carry_out(deed, numbers, on)
    db.session.expire_all()
    sums = {deed: len(numbers) for deed, numbers in done.items()}
    told, made = sums.get(TroubleDeed.told_office, 0), sums.get(TroubleDeed.made_public, 0)
    return Looked(len(facts), len(fresh), told, made, sums.get(TroubleDeed.ended, 0))


def watch(on: date, _at: datetime) -> Looked:
    """每日巡查 over all congresses."""
    return look_at(on)


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


def lasting(living: sa.Select[Any]) -> Iterator[Any]:
    """Warnings that are not over, as rows: there may be thousands."""
    wanted = (
        sa.select(
            Trouble.id,
            Trouble.project_id,
            Trouble.kind,
            Trouble.told_unit_on,
            Trouble.told_office_on,
            Trouble.public_on,
        )
        .join(Project, Trouble.project_id == Project.id)
        .where(Trouble.ended_on.is_(None), Project.cycle_id.in_(living))
    )
    yield from db.session.execute(wanted)


def begin(fresh: dict[Key, date], congresses: dict[int, int], on: date) -> None:
    """Write down what is new, and that its unit was told today."""
    numbers = last_numbers()
    rows = []
    for (project, kind), since in fresh.items():
        numbers[project] += 1
        row = {"congress_id": congresses[project], "project_id": project, "number": numbers[project]}
        rows.append({**row, "kind": kind, "since_on": since, "told_unit_on": on})
    if rows:
        db.session.execute(sa.insert(TROUBLE), [{**BLANK, **row} for row in rows])
        unmarked = sa.select(TroubleStep.trouble_id).where(TroubleStep.trouble_id == Trouble.id).exists()
        leave_steps(TroubleDeed.found, on, ~unmarked, sa.literal(1))


def last_numbers() -> Counter[int]:
    """The number of the last warning of each project that has had one."""
    asked = sa.select(Trouble.project_id, sa.func.max(Trouble.number)).group_by(Trouble.project_id)
    return Counter({project: number for project, number in db.session.execute(asked)})


def deeds_of(
    known: dict[Key, Any], now: dict[Key, date], days: dict[int, Days], on: date
) -> dict[TroubleDeed, list[int]]:
    """What today brings to the warnings that were known: their end, or the next who are told."""
    done: dict[TroubleDeed, list[int]] = defaultdict(list)
    for key, row in known.items():
        if row.told_unit_on > on:  # a day that was left out is done after a later one
            continue
        if key not in now:
            done[TroubleDeed.ended].append(row.id)
            continue
        told, public = row.told_office_on is not None, row.public_on is not None
        for telling in told_next(row.told_unit_on, told, public, days[row.project_id], on):
            done[TELLINGS[telling]].append(row.id)
    return done


def carry_out(deed: TroubleDeed, numbers: list[int], on: date) -> None:
    """Write down a deed of today for these warnings, and leave its trace."""
    for start in range(0, len(numbers), AT_ONCE):
        mine = Trouble.id.in_(numbers[start : start + AT_ONCE])
        db.session.execute(sa.update(TROUBLE).where(mine).values({COLUMNS[deed]: on}))
        leave_steps(deed, on, mine)


AFTER = (
    sa.select(sa.func.coalesce(sa.func.max(TroubleStep.seq), 0) + 1)
    .where(TroubleStep.trouble_id == Trouble.id)
    .scalar_subquery()
)
"""The number of a warning's next step."""


def leave_steps(
    deed: TroubleDeed, on: date, which: sa.ColumnElement[bool], seq: sa.ColumnElement[int] = AFTER
) -> None:
    """Leave the step of a deed that the day itself brought, after those that a warning has already."""
    same = [sa.literal(value, kind.type) for value, kind in ((deed, STEP.c.deed), (on, STEP.c.done_on))]
    words = (sa.literal(SYSTEM), sa.literal(""))
    chosen = sa.select(Trouble.congress_id, Trouble.id, seq, *same, *words).where(which)
    names = ["congress_id", "trouble_id", "seq", "deed", "done_on", "actor", "words"]
    db.session.execute(sa.insert(STEP).from_select(names, chosen))
