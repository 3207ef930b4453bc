"""进度 of projects, read in a fixed small number of queries however many they are.

Others call `progress_of(project, on)`, `public_progress(project, on)` and `wall(cycle, on)`. Units and offices see
figures as soon as they are handed in; the public sees them once they are signed off, or some days later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement

from votes.common.clock import day_of
from votes.delivery.facts import Facts, gathered, in_cycle
from votes.delivery.month_rules import Month, Span, as_of, late, owed, owes
from votes.delivery.rules import Light, Scale, scale_of, standing
from votes.projects.models import Cycle, Project
from votes.projects.settings import CycleSettings, settings_of
from votes.projects.stages import Stage

HALTED = (Stage.suspended, Stage.terminated)
CHECKED = (Stage.confirmed, Stage.closed)
WORST_FIRST = (Light.late, Light.behind, Light.slow, None, Light.ok, Light.done)


@dataclass(frozen=True)
class Progress:
    """Where a project stands: percents and lag in points with one decimal, the light, and the day they hold for.

    `light` is None while a project is suspended or was terminated. `silent` are the months since the last report
    whose day to hand in is past; `why`, `done_words`, `next_words` are the unit's, of the month `reported`.
    """

    fact: Decimal
    plan: Decimal
    lag: Decimal
    light: Light | None
    finished: bool
    as_of: date
    deadline: date | None = None
    silent: tuple[Month, ...] = ()
    reported: Month | None = None
    why: str = ""
    done_words: str = ""
    next_words: str = ""
    entered_for: bool = False


@dataclass(frozen=True)
class WallRow:
    """One project on the wall, and the days it stood under way; `progress` is None while it has no published plan."""

    id: int
    number: int
    title: str
    goal: str
    unit_id: int | None
    unit: str
    stage: Stage
    progress: Progress | None
    spans: tuple[Span, ...] = ()

    def owes(self, month: Month) -> bool:
        """Whether it owes a report for this month: under way at its end, and none for it or a later one is there."""
        return owes(self.spans, month, self.progress.reported if self.progress else None)


def progress_of(project: Project, on: date) -> Progress | None:
    """Where a project stands, for units and offices; None without a published plan."""
    return one(project, on, public=False)


def public_progress(project: Project, on: date) -> Progress | None:
    """Where a project stands by what everyone may read on this day; None without a published plan."""
    return one(project, on, public=True)


def wall(
    cycle: Cycle, on: date, public: bool = False, which: tuple[ColumnElement[bool], ...] = ()
) -> list[WallRow]:
    """All projects of a cycle that are carried out, or those of them that are meant, worst first (进度墙)."""
    settings = settings_of(cycle.settings)
    found = gathered((*in_cycle(cycle), *which), on, public)
    rows = [row_of(facts, settings, on, public) for facts in found]
    return sorted(rows, key=badness)


def badness(row: WallRow) -> tuple[int, Decimal, int]:
    """The order of the wall: by light, then by lag, then by number."""
    light = row.progress.light if row.progress else None
    return WORST_FIRST.index(light), -row.progress.lag if row.progress else Decimal(0), row.number


def one(project: Project, on: date, public: bool) -> Progress | None:
    """The progress of a single project."""
    found = gathered((Project.congress_id == project.congress_id, Project.id == project.id), on, public)
    if not found:
        return None
    return judged(found[0], spans_of(found[0].passages), settings_of(project.cycle.settings), on, public)


def row_of(facts: Facts, settings: CycleSettings, on: date, public: bool) -> WallRow:
    """A project's row on the wall."""
    row = facts.row
    spans = tuple(spans_of(facts.passages))
    progress = judged(facts, spans, settings, on, public)
    unit = row.unit or row.words
    return WallRow(row.id, row.number, row.title, row.goal, row.unit_id, unit, row.stage, progress, spans)


def judged(
    facts: Facts, spans: Sequence[Span], settings: CycleSettings, on: date, public: bool
) -> Progress | None:
    """The figures and the light that follow from the facts."""
    if facts.plan is None:
        return None
    day = min(on, spans[-1].until) if spans and spans[-1].until else on
    report = facts.report
    grace = settings.public_after_days if public else 0
    gaps = owed(spans, on, report.month if report else None)
    silent = late(gaps, settings.report_due_day, on, grace)
    held = as_of(report.month if report else None, silent, day, day_of(facts.plan.published_at))
    found = standing(list(facts.pieces.values()), held, day, facts.plan.deadline, scale_for(settings))
    return Progress(
        found.fact,
        found.plan,
        found.lag,
        shining(found.light, facts.row.stage),
        found.finished,
        held,
        facts.plan.deadline,
        tuple(silent),
        *(
            (report.month, report.why_slow, report.done_words, report.next_words, report.entered_for)
            if report
            else ()
        ),
    )


def shining(light: Light, stage: Stage) -> Light | None:
    """The light that shows: none while nothing is carried out, a tick once deputies have confirmed."""
    if stage in HALTED:
        return None
    return Light.done if stage in CHECKED else light


def scale_for(settings: CycleSettings) -> Scale:
    """The scale of lights that a cycle has adopted."""
    return scale_of(settings.light_ok, settings.light_slow, settings.light_behind)


def spans_of(passages: Iterable[Any]) -> list[Span]:
    """When a project stood under way, by its passages in order; a stage entered and left on one day has no span."""
    spans: list[Span] = []
    for passage in passages:
        day = day_of(passage.at)
        if passage.to_stage is Stage.delivery:
            spans.append(Span(day))
        elif passage.from_stage is Stage.delivery and spans:
            spans[-1] = replace(spans[-1], until=day)
    return spans
