"""What waits in delivery: plans and months for units, what to publish and sign off for the government, silent units."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.delivery.board import plan_states
from votes.delivery.change_waiting import waiting_changes
from votes.delivery.facts import Facts, gathered, in_cycle
from votes.delivery.month_rules import Month, due_on, late, owed
from votes.delivery.progress import spans_of
from votes.delivery.reports import MonthReport
from votes.delivery.standing_in import units_alone
from votes.delivery.states import PlanState, ReportState
from votes.delivery.telling import month_words
from votes.delivery.trouble_waiting import waiting_troubles
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage

OWNED = dict[tuple[int, Month], list[str]]
"""Titles of projects that owe a report, by unit and month."""


@dataclass(frozen=True)
class State:
    """One cycle on one day, read once for whoever asks."""

    cycle: Cycle
    today: date
    facts: list[Facts]
    plans: dict[int, PlanState]
    handed_in: dict[Month, list[Any]]
    returned: dict[Month, list[Any]]

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of a page of this room."""
        slugs: dict[str, Any] = {"congress": self.cycle.congress.slug, "cycle": self.cycle.slug}
        return url_for(f"delivery.{endpoint}", **slugs, **more)

    def due(self, month: Month) -> date:
        """By when a month's reports are handed in."""
        return due_on(month, settings_of(self.cycle.settings).report_due_day)


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """Everything of this room that waits for this person, cycle by cycle."""
    units, alone = {unit.id for unit in actor.units(congress)}, units_alone(actor, congress)
    if not units and not actor.has(congress, Role.government, Role.office):
        return []
    found: list[Waiting] = list(waiting_changes(actor, congress))
    living = select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    for cycle in db.session.scalars(living.order_by(Cycle.id)):
        facts = gathered(in_cycle(cycle), today, public=False)
        state = State(cycle, today, facts, plan_states(cycle), to_sign(cycle), to_mend(cycle))
        found += for_unit(state, units)
        found += waiting_troubles(actor, cycle)
        if actor.has(congress, Role.government):
            found += for_government(state)
        found += for_units_alone(state, alone)
        if actor.has(congress, Role.government, Role.office):
            found += silent_units(state, alone)
    return found


def to_sign(cycle: Cycle) -> dict[Month, list[Any]]:
    """Reports handed in and not signed off yet, by month."""
    return reports_in(cycle, MonthReport.state == ReportState.submitted)


def to_mend(cycle: Cycle) -> dict[Month, list[Any]]:
    """Reports that were returned and have not been handed in again, by month; a draft begun since changes nothing."""
    later = aliased(MonthReport)
    again = (
        select(later.id)
        .where(later.project_id == MonthReport.project_id, later.month == MonthReport.month)
        .where(later.version > MonthReport.version, later.state != ReportState.draft)
    )
    lasting = Project.stage == Stage.delivery
    return reports_in(cycle, MonthReport.state == ReportState.returned, ~again.exists(), lasting)


def reports_in(cycle: Cycle, *only: ColumnElement[bool]) -> dict[Month, list[Any]]:
    """Reports of a cycle of which this holds, by month: month, unit, title."""
    rows = db.session.execute(
        select(MonthReport.month, Project.unit_id, Project.title)
        .join(Project, MonthReport.project_id == Project.id)
        .where(Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id, *only)
        .order_by(MonthReport.month, Project.number)
    )
    found: dict[Month, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.month].append(row)
    return found


def for_unit(state: State, units: set[int]) -> Iterator[Waiting]:
    """Plans to write or mend, months to report, and what the government office still has to do with them."""
    own = [facts for facts in state.facts if facts.row.unit_id in units]
    yield from plans_of_unit(state, own)
    for month, titles in by_month(never_sent_back(state, owing(state, own))).items():
        words = _("Report on %(month)s", month=month_words(month))
        yield Waiting(words, state.url("month", month=month), told(titles), state.due(month))
    for month, rows in state.returned.items():
        titles = [row.title for row in rows if row.unit_id in units]
        if titles:
            yield returned_words(state, month, titles)
    for month, rows in state.handed_in.items():
        titles = [row.title for row in rows if row.unit_id in units]
        if titles:
            words = _("The government office signs off the reports on %(month)s", month=month_words(month))
            yield Waiting(words, state.url("month", month=month), told(titles), mine=False)


def returned_words(state: State, month: Month, titles: Sequence[str], unit: int | None = None) -> Waiting:
    """A month that the government office sent back: named apart from those never handed in."""
    words = _("Put the report on %(month)s right", month=month_words(month))
    url = state.url("month", month=month, unit=unit)
    return Waiting(words, url, told(titles), state.due(month), state=_("returned"))


def plans_of_unit(state: State, own: Sequence[Facts]) -> Iterator[Waiting]:
    """Plans that the unit has to write, and those that lie with the government office."""
    for facts in own:
        plan, row = state.plans.get(facts.row.id), facts.row
        if plan is PlanState.submitted:
            words = _("The government office publishes the plan")
            yield Waiting(words, state.url("project", number=row.number), row.title, mine=False)
        elif plan in (PlanState.draft, PlanState.returned) or (plan is None and row.stage is Stage.adopted):
            words = _("Put the plan right") if plan is PlanState.returned else _("Write the plan")
            yield Waiting(words, state.url("plan", number=row.number), row.title)


def for_government(state: State) -> Iterator[Waiting]:
    """Plans to publish, reports to sign off."""
    for facts in state.facts:
        if state.plans.get(facts.row.id) is PlanState.submitted:
            url = state.url("decide", number=facts.row.number)
            yield Waiting(_("Publish or return the plan"), url, facts.row.title)
    for month, rows in state.handed_in.items():
        words = ngettext(
            "Sign off one report on %(month)s",
            "Sign off %(num)d reports on %(month)s",
            len(rows),
            month=month_words(month),
        )
        url = state.url("board", month=month, _anchor="reports")
        yield Waiting(words, url, told([row.title for row in rows]))


def for_units_alone(state: State, alone: dict[int, str]) -> Iterator[Waiting]:
    """Plans and months of units without an account, which this person enters for them (代录)."""
    own = [facts for facts in state.facts if facts.row.unit_id in alone]
    for facts in own:
        words = entered_words(facts.row.unit)
        yield from (replace(one, state=words) for one in plans_of_unit(state, [facts]) if one.mine)
    yield from returned_for(state, alone)
    owed_by = never_sent_back(state, owing(state, own))
    for (unit, month), titles in sorted(owed_by.items(), key=lambda one: one[0][1]):
        words, url = (
            _("Report on %(month)s", month=month_words(month)),
            state.url("month", month=month, unit=unit),
        )
        yield Waiting(words, url, told(titles), state.due(month), state=entered_words(alone[unit]))


def returned_for(state: State, alone: dict[int, str]) -> Iterator[Waiting]:
    """Months sent back to units without an account."""
    for month, rows in state.returned.items():
        for unit in sorted({row.unit_id for row in rows} & alone.keys()):
            back = returned_words(state, month, [row.title for row in rows if row.unit_id == unit], unit)
            yield replace(back, state=entered_words(alone[unit]))


def entered_words(unit: str) -> str:
    """For whom it is entered."""
    return str(_("to be entered for %(unit)s", unit=unit))


def silent_units(state: State, alone: Container[int]) -> Iterator[Waiting]:
    """Units whose month is overdue: to be pressed before everyone sees it; not those one enters for oneself."""
    days = settings_of(state.cycle.settings)
    names = {facts.row.unit_id: facts.row.unit for facts in state.facts}
    for (unit, month), titles in sorted(owing(state, state.facts).items(), key=lambda one: one[0][1]):
        if unit not in alone and late([month], days.report_due_day, state.today):
            words = _("%(unit)s has not reported on %(month)s", unit=names[unit], month=month_words(month))
            url = state.url("month", month=month, unit=unit)
            yield Waiting(words, url, told(titles), state.due(month), mine=False)


def owing(state: State, facts: Sequence[Facts]) -> OWNED:
    """Which unit owes a report for which month, and for which projects."""
    found: OWNED = defaultdict(list)
    for one in facts:
        if one.row.unit_id is not None and one.row.stage is Stage.delivery and one.plan is not None:
            reported = one.report.month if one.report else None
            for month in owed(spans_of(one.passages), state.today, reported):
                found[one.row.unit_id, month].append(one.row.title)
    return found


def never_sent_back(state: State, owed_by: OWNED) -> OWNED:
    """What is owed for the first time; what was sent back is named by itself."""
    back = {(row.unit_id, month, row.title) for month, rows in state.returned.items() for row in rows}
    found = {
        (unit, month): [title for title in titles if (unit, month, title) not in back]
        for (unit, month), titles in owed_by.items()
    }
    return {key: titles for key, titles in found.items() if titles}


def by_month(owed_by: OWNED) -> dict[Month, list[str]]:
    """What one person owes, for all units they act for, by month."""
    found: dict[Month, list[str]] = defaultdict(list)
    for (_unit, month), titles in sorted(owed_by.items(), key=lambda one: one[0][1]):
        found[month] += titles
    return found


def told(titles: Sequence[str]) -> str:
    """Which projects: by name, or how many where they are many."""
    if len(titles) > 3:
        return str(ngettext("for one project", "for %(num)d projects", len(titles)))
    return str(_(", ").join(titles))
