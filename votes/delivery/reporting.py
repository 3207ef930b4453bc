"""A month's report from draft to hand-in: who may still report which month, and 本月无变化 in one step."""

from dataclasses import replace
from datetime import date, datetime

from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.delivery.done import done_passage
from votes.delivery.drafting import plans_of
from votes.delivery.history import last_report, report_for, said_before
from votes.delivery.models import Plan
from votes.delivery.month_rules import Month, check_month, month_of, to_report
from votes.delivery.progress import spans_of
from votes.delivery.reports import MonthReport
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.states import ALREADY, UNIT_SIDE, Hand, PlanState, ReportState
from votes.delivery.telling import month_words
from votes.projects.models import Project
from votes.projects.stages import Stage

REPORTED_IN = (Stage.delivery, Stage.done, Stage.confirmed)
"""Stages in which a report can be written; from 报完成 on only up to that month, so that the last figures are told too."""


def published_plans(project: Project) -> list[Plan]:
    """The published versions of a plan, the newest first."""
    return [plan for plan in plans_of(project) if plan.state is PlanState.published]


def check_open(project: Project, month: Month, at: datetime) -> Plan:
    """The plan in force, if a report for this month can still be written; else what stands against it."""
    plans, on = published_plans(project), day_of(at)
    check_under_way(project.stage, bool(plans))
    check_last(project, month)
    reported = last_report(project, on)
    began = month_of(day_of(plans[-1].published_at or at))
    check_month(month, on, began, reported.month if reported else None)
    return plans[0]


def check_last(project: Project, month: Month) -> None:
    """The month in which it was reported done is the last that has a report."""
    said = done_passage(project)
    check_not_after(month_of(day_of(said.at)) if said else None, month)


def check_under_way(stage: Stage | None, is_planned: bool) -> None:
    """Refuse a report where nothing is carried out."""
    if stage not in REPORTED_IN or not is_planned:
        raise RuleBroken(say("Reports are written while a project is under way, and this one is not."))


def check_not_after(last: Month | None, month: Month) -> None:
    """Refuse a report on a month after the last one, if that is known."""
    if last is not None and month > last:
        raise RuleBroken(
            say("The project was reported done in %(month)s: that is its last report."),
            month=month_words(last),
        )


def month_to_report(project: Project, today: date) -> Month | None:
    """The month to report next; None once the last one is in, or where nothing can be reported any more."""
    if project.stage not in REPORTED_IN:
        return None
    report, said = last_report(project, today), done_passage(project)
    reported = report.month if report else None
    if said is None:
        return to_report(spans_of(project.passages), today, reported)
    last = month_of(day_of(said.at))
    return last if reported is None or reported < last else None


def draft_for(project: Project, month: Month, at: datetime) -> MonthReport:
    """The draft for a month, if one can be written: the one begun, or a new version."""
    return begun(check_open(project, month, at), report_for(project, month), month)


def begun(plan: Plan, latest: MonthReport | None, month: Month) -> MonthReport:
    """The draft under this plan for a month that is open: the newest version, if that is one, else a new version."""
    if latest is not None and latest.state is ReportState.draft:
        latest.plan = plan
        return latest
    if latest is not None and latest.state is not ReportState.returned:
        raise RuleBroken(ALREADY)
    draft = MonthReport.opened(plan, month, latest.version + 1 if latest else 1)
    draft.photos = list(latest.photos) if latest else []
    db.session.add(draft)
    db.session.flush()
    return draft


def unchanged(plan: Plan, before: Said) -> Said:
    """What stood before, for every milestone and source of the plan; nothing is said of the month itself."""
    return Said(
        {row.key: replace(before.achieved.get(row.key, Achieved()), reason="") for row in plan.milestones},
        {fund.source: replace(before.spent.get(fund.source, Spent()), reason="") for fund in plan.funds},
    )


def report_no_change(project: Project, month: Month, hand: Hand, at: datetime) -> MonthReport:
    """本月无变化: the figures, the next step and the explanation of the month before stand, handed in at once."""
    draft = draft_for(project, month, at)
    before = said_before(project, month, day_of(at))
    same = unchanged(draft.plan, before)
    draft.fill(
        replace(same, next_words=before.next_words, why_slow=before.why_slow, no_change=True),
    )
    draft.submit(hand, at, before)
    return draft


def report_done(project: Project, hand: Hand, at: datetime, finished: bool, reason: str) -> None:
    """报完成: the unit says that all is done; with milestones still open only with a reason, which is public."""
    if hand.roles.isdisjoint(UNIT_SIDE):
        raise RuleBroken(say("This step is taken by somebody else. Nothing was changed."))
    if not finished and not reason.strip():
        raise RuleBroken(
            say(
                "Not all milestones are reached in full. Please say why the project counts as done all the same."
            )
        )
    by = f"{hand.name}（代录）" if hand.for_unit else hand.name
    project.move_to(Stage.done, at, by, reason.strip())
