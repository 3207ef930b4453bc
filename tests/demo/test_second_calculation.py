"""Every figure of the simulated year is reckoned twice: by the rooms, and plainly."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tests.demo.conftest import Built
from tests.demo.plainly import Plainly, Rows, plainly, rows_of
from votes.common.clock import day_of, today
from votes.delivery.progress import Progress, wall
from votes.delivery.troubles import open_troubles
from votes.demo.story import Start
from votes.projects.cycles import cycles_of
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.supervision.draws import draws_in
from votes.supervision.matters import Matter
from votes.supervision.rates import rates_of
from votes.supervision.register import ledger_of_congress

pytestmark = pytest.mark.crawl
KINDS = ("late", "silent", "stalled")
EVERY = timedelta(days=23)
"""Between two looks; coprime to weeks and months, so that ends of months, due days and graces all come up."""


def days_of(cycle: Cycle) -> list[date]:
    """Days of the year from the first plan to now."""
    first = min(passage.at for project in cycle.projects for passage in project.passages).date()
    return [today() - EVERY * n for n in range((today() - first) // EVERY)]


def as_published(progress: Progress | None) -> Plainly | None:
    """What the rooms say, in the same words."""
    if progress is None:
        return None
    light = progress.light.value if progress.light else None
    return Plainly(int(progress.fact * 10), int(progress.plan * 10), light, len(progress.silent))


def test_progress_of_every_project_on_days_all_over_the_year_is_what_a_plain_sum_gives(built: Built) -> None:
    seen = set()
    for congress in built(Start.evaluation):
        cycle = cycles_of(congress)[0]
        settings = settings_of(cycle.settings)
        ruled = (settings.light_ok, settings.light_slow), settings.report_due_day, settings.public_after_days
        rows = {project.id: rows_of(project) for project in cycle.projects}
        for on in days_of(cycle):
            for public in (False, True):
                for row in wall(cycle, on, public):
                    found = as_published(row.progress)
                    assert found == plainly(rows[row.id], on, public, *ruled), (row.title, on, public)
                    seen.add(found and found.light)
    assert seen >= {None, "ok", "slow", "late", "done"}


def test_every_draw_of_the_year_comes_out_the_same_by_hand(built: Built) -> None:
    county, _town = built(Start.delivery)
    draws = draws_in(cycles_of(county)[0])
    assert len(draws) == 2
    for draw in draws:
        lines = "".join(f"{one['key']}\t{one['title']}\n" for one in draw.entries)
        listed = hashlib.sha256(lines.encode()).hexdigest()
        (word,) = (step.word for step in draw.steps if step.word)
        tickets = {
            hashlib.sha256(f"{draw.seed}\n{listed}\n{word}\n{one['key']}".encode()).hexdigest(): one["title"]
            for one in draw.entries
        }
        assert [entry.title for entry in draw.winners] == [tickets[key] for key in sorted(tickets)][:3]
        assert hashlib.sha256(draw.seed.encode()).hexdigest() == draw.commitment


def test_the_three_rates_of_every_unit_are_what_a_count_by_hand_gives(built: Built) -> None:
    county, _town = built(Start.delivery)
    matters = ledger_of_congress(county)
    told = {
        rates.unit: [(one.count, one.base) for one in (rates.in_time, rates.solved, rates.content)]
        for rates in rates_of(matters, today())
    }
    units = {matter.unit.name for matter in matters if matter.unit} | {"合计"}
    assert told == {unit: by_hand(matters, unit) for unit in told}
    assert set(told) == units


def by_hand(matters: Sequence[Matter], unit: str) -> list[tuple[int, int]]:
    """按期办结, 解决, 满意: one matter after the other, from its steps alone."""
    in_time = due = solved = handed = content = rated = 0
    for matter in matters:
        if matter.handover is None or matter.merger or matter.withdrawn_at:
            continue
        if unit not in (matter.unit.name, "合计"):
            continue
        handed += 1
        first = matter.handover.due_on
        if matter.closed_at:
            solved += 1
            in_time += max(day_of(reply.at) for reply in matter.replies) <= first
        due += matter.closed_at is not None or first < today()
        marks = [step.marks for step in matter.rechecks if step.marks]
        if marks:
            rated += 1
            content += "dissatisfied" not in (marks[-1].speed, marks[-1].effort, marks[-1].effect)
    return [(in_time, due), (solved, handed), (content, rated)]


def test_every_warning_of_the_day_is_what_its_reports_show(built: Built) -> None:
    county, _town = built(Start.delivery)
    cycle = cycles_of(county)[0]
    settings = settings_of(cycle.settings)
    ruled = (settings.light_ok, settings.light_slow), settings.report_due_day, settings.public_after_days
    expected = set()
    for project in cycle.projects:
        if project.stage is Stage.delivery:
            found = rows_of(project)
            plain = plainly(found, today(), False, *ruled)
            wrong = (plain.light == "late", plain.silent > 0, is_still(found))
            expected |= {
                (project.number, kind) for kind, is_wrong in zip(KINDS, wrong, strict=True) if is_wrong
            }
    told = {(trouble.project.number, trouble.kind.value) for trouble in open_troubles(cycle)}
    assert told == expected
    assert {kind for _number, kind in told} == set(KINDS)


def is_still(found: Rows) -> bool:
    """Whether the last two months brought nothing at all."""
    accepted = [one for one in found.reports if one.submitted_at and one.state.value != "returned"]
    last = sorted(accepted, key=lambda one: str(one.month))[-3:]
    figures = [[(line.milestone.key, line.quantity, line.reached_on) for line in one.lines] for one in last]
    return len(last) == 3 and figures[0] == figures[1] == figures[2]
