"""Days, months and states of this room in words."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.clock import day_of
from votes.common.days import long_day, short_day
from votes.common.i18n import is_english
from votes.delivery.models import FUND_NAMES, Milestone, Plan, PlanStep
from votes.delivery.month_rules import Month, due_on
from votes.delivery.quantities import plainly
from votes.delivery.reports import MonthReport, ReportMoney, ReportStep
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.states import PLAN_STATE_NAMES, REPORT_STATE_NAMES, ReportState
from votes.projects.documents import Document
from votes.projects.settings import settings_of
from votes.projects.telling import wan_words


def span_words(milestone: Milestone, plan: Plan) -> str:
    """From when to when: 3月1日至4月15日, with the years where the plan goes over new year."""
    day, starts, ends = day_words_in(plan), milestone.starts_on, milestone.ends_on
    if starts is None:
        return str(_("by %(day)s", day=day(ends)))
    return str(_("%(starts)s to %(ends)s", starts=day(starts), ends=day(ends)))


def day_words_in(plan: Plan) -> Callable[[date], str]:
    """How the days of a plan are written: without the year only while all its milestones lie in one."""
    days = [day for row in plan.milestones for day in (row.starts_on, row.ends_on) if day]
    return short_day if len({day.year for day in days}) < 2 else long_day


def month_words(month: Month) -> str:
    """A month as people say it: 7月."""
    return f"{month.first:%B}" if is_english() else f"{month.number}月"


def month_end_words(month: Month) -> str:
    """The end of a month: 7月底."""
    return str(_("end of %(month)s", month=month_words(month)))


def third_of_month(day: date) -> str:
    """A day no more exactly than a forecast can be: 2027年2月下旬."""
    month = f"{day:%B %Y}" if is_english() else f"{day.year}年{day.month}月"
    if day.day <= 10:
        return str(_("early %(month)s", month=month))
    return str(_("mid-%(month)s", month=month) if day.day <= 20 else _("late %(month)s", month=month))


def plan_pairs(plan: Plan) -> list[tuple[str, str]]:
    """What a plan names, in the order of its article (责任部门、目标任务、完成时限、资金安排、保障措施)."""
    pairs = [
        (_("Responsible unit"), plan.unit_name),
        (_("Supporting units"), plan.co_units),
        (_("Leader in charge"), plan.leader),
        (_("Task and goal (目标任务)"), plan.task),
        (
            _("In numbers"),
            _(", ").join(f"{goal.title} {plainly(goal.number)} {goal.unit}" for goal in plan.goals),
        ),
        (_("Finished by (完成时限)"), long_day(plan.deadline) if plan.deadline else ""),
        (_("Money (资金安排)"), plan.money_words),
        *((str(FUND_NAMES[fund.source]), wan_words(fund.planned_yuan)) for fund in plan.funds),
        (_("Guarantees (保障措施)"), plan.measures),
        (_("Why it was changed"), plan.why),
    ]
    return [(label, value) for label, value in pairs if value]


def milestone_cells(plan: Plan) -> list[tuple[str, str, str, str]]:
    """The milestones of a plan as rows of a table: title, days, quantity, weight."""
    return [
        (
            milestone.title,
            span_words(milestone, plan),
            target_words(milestone),
            _("%(n)d pts", n=milestone.weight),
        )
        for milestone in plan.milestones
    ]


def differences(before: Plan, now: Plan) -> list[tuple[str, str, str]]:
    """What a new version says otherwise than the published one: field, published, new."""
    old, new = dict(whole_pairs(before)), dict(whole_pairs(now))
    return [
        (label, old.get(label, "—"), new.get(label, "—"))
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    ]


def whole_pairs(plan: Plan) -> list[tuple[str, str]]:
    """A plan with its milestones, each as one line."""
    rows = [
        (row.title, _(", ").join(cells[1:]))
        for row, cells in zip(plan.milestones, milestone_cells(plan), strict=True)
    ]
    return plan_pairs(plan) + rows


def step_rows(steps: Sequence[PlanStep | ReportStep]) -> list[dict[str, str]]:
    """The trace of a plan or report, the newest first."""
    return [
        {"date": long_day(day_of(step.at)), "words": step_words(step)}
        for step in sorted(steps, key=lambda step: step.seq, reverse=True)
    ]


def step_words(step: PlanStep | ReportStep) -> str:
    """One step in words: what, by whom, why."""
    state = PLAN_STATE_NAMES[step.state] if isinstance(step, PlanStep) else REPORT_STATE_NAMES[step.state]
    words = _("%(state)s, by %(name)s", state=state, name=step.by)
    return str(_("%(words)s: %(reason)s", words=words, reason=step.reason) if step.reason else words)


def report_rows(reports: Sequence[MonthReport]) -> list[dict[str, Any]]:
    """Reports as rows: the month, its state, what was said."""
    return [
        {
            "month": report.month,
            "words": month_words(report.month),
            "state": str(REPORT_STATE_NAMES[report.state]),
            "marks": marks_of(report),
            "said": report.done_words,
            "ahead": report.next_words,
            "why": report.why_slow,
        }
        for report in reports
    ]


def marks_of(report: MonthReport) -> list[str]:
    """What has to be known about a report: nothing changed, entered for the unit (代录), or handed in late."""
    marks = [(report.no_change, _("no change")), (report.entered_for, _("entered for the unit"))]
    late = days_late(report)
    marks.append((late > 0, ngettext("one day late", "%(num)d days late", late)))
    return [words for holds, words in marks if holds]


def days_late(report: MonthReport) -> int:
    """By how many days a report was handed in after its day."""
    due = due_on(report.month, settings_of(report.project.cycle.settings).report_due_day)
    return max(0, (day_of(report.submitted_at) - due).days) if report.submitted_at else 0


def public_words(report: MonthReport) -> str:
    """From when everyone can read a report, and why from that day; blank for one that never becomes public."""
    if report.public_on is None:
        return ""
    day = long_day(report.public_on)
    if report.state is ReportState.accepted:
        return str(_("Signed off; public from %(day)s on.", day=day))
    days = report.days_before_public
    return str(
        _(
            "Public from %(day)s on: without a sign-off a report becomes public by itself %(num)d days after it"
            " was handed in, as the settings of the cycle say.",
            day=day,
            num=days,
        )
    )


def report_cells(report: MonthReport, before: Said) -> list[tuple[str, str, str, str]]:
    """The figures of a report as rows of a table: what, promised, last month, this month."""
    said = report.says()
    steps = [
        (
            line.milestone,
            said.achieved[line.milestone.key],
            before.achieved.get(line.milestone.key, Achieved()),
        )
        for line in report.lines
    ]
    rows = [
        (
            with_reason(row.title, now.reason),
            target_words(row),
            figure_words(row, old),
            figure_words(row, now),
        )
        for row, now, old in steps
    ]
    planned = {fund.source: fund.planned_yuan for fund in report.plan.funds}
    return rows + [
        cell for part in report.money for cell in money_cells(part, planned.get(part.source, 0), before)
    ]


def with_reason(title: str, reason: str) -> str:
    """What a figure is of, with why it fell."""
    return str(_("%(title)s (corrected: %(reason)s)", title=title, reason=reason)) if reason else title


def target_words(milestone: Milestone) -> str:
    """What is promised of a milestone: 326 座."""
    return f"{plainly(milestone.target)} {milestone.unit}" if milestone.target else str(_("reached or not"))


def figure_words(milestone: Milestone, entry: Achieved) -> str:
    """What is achieved of a milestone."""
    if milestone.target is not None:
        return plainly(entry.quantity)
    return short_day(entry.reached_on) if entry.reached_on else str(_("not reached"))


def money_cells(part: ReportMoney, planned: int, before: Said) -> list[tuple[str, str, str, str]]:
    """Money in hand and paid of one source."""
    old, source = before.spent.get(part.source, Spent()), str(FUND_NAMES[part.source])
    hand, paid = _("In hand, %(source)s", source=source), _("Paid, %(source)s", source=source)
    return [
        (hand, wan_words(planned), wan_words(old.allocated_yuan), wan_words(part.allocated_yuan)),
        (
            with_reason(paid, part.reason),
            wan_words(planned),
            wan_words(old.paid_yuan),
            wan_words(part.paid_yuan),
        ),
    ]


def pictures(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Photos as the macro takes them."""
    return [
        {"id": one.id, "url": url_for("projects.small_file", document=one.id), "words": one.title}
        for one in documents
    ]
