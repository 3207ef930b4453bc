"""What the page of a project shows of its delivery: promise beside fact, milestones, money; ready for the macros.

`figures_of(project, on)` is for units and offices, `figures_of(project, on, public=True)` for everyone.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from votes.common.days import long_day
from votes.delivery.drafting import plans_of
from votes.delivery.facts import end_of
from votes.delivery.history import last_report
from votes.delivery.models import Milestone, Plan, PlanGoal
from votes.delivery.progress import Progress, progress_of, public_progress, scale_for
from votes.delivery.quantities import plainly
from votes.delivery.reports import MonthReport
from votes.delivery.rules import Light, Piece, Standing, forecast, share_done, share_planned, shown, standing
from votes.delivery.said import Achieved, Said
from votes.delivery.telling import day_words_in, span_words, third_of_month
from votes.projects.models import Project
from votes.projects.outlook import Outlook, tells_outlook
from votes.projects.settings import settings_of
from votes.projects.telling import wan_words

Row = dict[str, Any]
YUAN = 10_000


@dataclass(frozen=True)
class Figures:
    """A project's plan in force, what the last report says, and where that puts it."""

    plan: Plan
    progress: Progress
    said: Said
    report: MonthReport | None = None

    def piece(self, milestone: Milestone) -> Piece:
        """A milestone as the rules see it."""
        return piece_of(milestone, self.said)

    def milestones(self) -> list[Row]:
        """进度是怎么算的: each milestone with its points."""
        return [milestone_row(self, milestone) for milestone in self.plan.milestones]

    def promises(self) -> list[Row]:
        """承诺与事实: each goal, the deadline, the money."""
        return [*(goal_row(self, goal) for goal in self.plan.goals), deadline_row(self), money_row(self)]

    def money(self) -> tuple[float, float, float]:
        """计划、到位、支付 in 万元."""
        planned = sum(fund.planned_yuan for fund in self.plan.funds)
        allocated = sum(spent.allocated_yuan for spent in self.said.spent.values())
        paid = sum(spent.paid_yuan for spent in self.said.spent.values())
        return planned / YUAN, allocated / YUAN, paid / YUAN


def figures_of(project: Project, on: date, public: bool = False) -> Figures | None:
    """Everything to show of a project's delivery on this day; None without a published plan."""
    progress = public_progress(project, on) if public else progress_of(project, on)
    if progress is None:
        return None
    end = end_of(on)
    plan = next(plan for plan in plans_of(project) if plan.published_at and plan.published_at < end)
    report = last_report(project, on, public)
    return Figures(plan, progress, report.says() if report else Said(), report)


@tells_outlook
def light_of(project: Project, on: date) -> Outlook | None:
    """The public light and both percents, said to whoever proposed it."""
    progress = public_progress(project, on)
    if progress is None or progress.light is None:
        return None
    words = _("%(fact)s%% done, %(plan)s%% planned by now", fact=progress.fact, plan=progress.plan)
    return Outlook(progress.light.value, str(words))


def standing_of(report: MonthReport, as_of: date) -> Standing:
    """What follows from one report alone, for a day of its month."""
    said, plan = report.says(), report.plan
    pieces = [piece_of(milestone, said) for milestone in plan.milestones]
    return standing(
        pieces, as_of, as_of, plan.deadline, scale_for(settings_of(report.project.cycle.settings))
    )


def piece_of(milestone: Milestone, said: Said) -> Piece:
    """A milestone as the rules see it, with what is said to be achieved of it."""
    achieved = said.achieved.get(milestone.key, Achieved()).amount
    return Piece(milestone.weight, milestone.ends_on, milestone.starts_on, milestone.target, achieved)


def milestone_row(figures: Figures, milestone: Milestone) -> Row:
    """One milestone: weight, days, what is done of it, and bars where there is something to measure."""
    piece, as_of = figures.piece(milestone), figures.progress.as_of
    done = Fraction(*share_done(piece))
    row: Row = {
        "weight": milestone.weight,
        "title": milestone.title,
        "when": when_words(figures, milestone),
        "done": done_words(milestone, piece, as_of),
        "light": "done" if done == 1 else None,
    }
    if milestone.target is not None and (piece.achieved or share_planned(piece, as_of)[0]):
        row["fact"] = shown(done * 100)
        row["plan"] = shown(Fraction(*share_planned(piece, as_of)) * 100)
        row["points"] = points_of(piece)
    return row


def points_of(piece: Piece) -> Decimal:
    """The points of a milestone, rounded as published."""
    return shown(Fraction(*share_done(piece)) * piece.weight, piece.weight)


def when_words(figures: Figures, milestone: Milestone) -> str:
    """From when to when, and when it was reached."""
    words, day = span_words(milestone, figures.plan), day_words_in(figures.plan)
    reached = figures.said.achieved.get(milestone.key, Achieved()).reached_on
    if reached is None:
        return words
    late = (reached - milestone.ends_on).days
    if late > 0:
        return str(_("%(span)s, reached on %(day)s, %(n)d days late", span=words, day=day(reached), n=late))
    return str(_("%(span)s, reached on %(day)s", span=words, day=day(reached)))


def done_words(milestone: Milestone, piece: Piece, as_of: date) -> str:
    """What is done of a milestone, in its own unit."""
    if milestone.target is not None:
        return f"{plainly(piece.achieved)} / {plainly(milestone.target)} {milestone.unit}"
    points = plainly(points_of(piece))
    if piece.achieved:
        return str(_("%(n)s points", n=points))
    if milestone.starts_on is not None and as_of < milestone.starts_on:
        return str(_("not yet its time, %(n)s points", n=points))
    return str(_("not reached yet, %(n)s points", n=points))


def goal_row(figures: Figures, goal: PlanGoal) -> Row:
    """A number promised, and the number that its milestones have reached."""
    measured = [milestone for milestone in figures.plan.milestones if milestone.goal_id == goal.id]
    reached = sum((figures.piece(milestone).achieved for milestone in measured), Decimal(0))
    return {
        "label": goal.title,
        "promise": f"{plainly(goal.number)} {goal.unit}",
        "fact": f"{plainly(reached)} {goal.unit}" if measured else None,
    }


def deadline_row(figures: Figures) -> Row:
    """The day promised, and where the light stands, with the forecast and its arithmetic."""
    deadline, light = figures.plan.deadline, figures.progress.light
    return {
        "promise": _("All of it by %(day)s", day=long_day(deadline)) if deadline else "",
        "fact": None if light else _("stands still"),
        "light": light,
        "note": forecast_words(figures),
    }


def forecast_words(figures: Figures) -> str:
    """At the pace so far: the milestone that would be reached last, and how that is reckoned."""
    as_of = figures.progress.as_of
    found = [
        (ahead, milestone, piece)
        for milestone in figures.plan.milestones
        if (ahead := forecast(piece := figures.piece(milestone), as_of)) and ahead.ends_on > milestone.ends_on
    ]
    if not found or figures.progress.light in (None, Light.done):
        return ""
    ahead, milestone, piece = max(found, key=lambda one: one[0].ends_on)
    left = (milestone.target or Decimal(0)) - piece.achieved
    return str(
        _(
            "At the pace so far “%(title)s” is done in %(when)s"
            " (%(done)s %(unit)s in %(days)d days, %(left)s left: %(left)s × %(days)d ÷ %(done)s = %(more)d more days)",
            title=milestone.title,
            when=third_of_month(ahead.ends_on),
            done=plainly(piece.achieved),
            unit=milestone.unit,
            days=ahead.days,
            left=plainly(left),
            more=ahead.days_more,
        )
    )


def money_row(figures: Figures) -> Row:
    """The money promised, and what is paid."""
    planned, _allocated, paid = figures.money()
    return {
        "promise": _("%(money)s; %(words)s", money=amount_words(planned), words=figures.plan.money_words),
        "fact": _("%(money)s paid", money=amount_words(paid)),
    }


def amount_words(wan: float) -> str:
    """万元 in words."""
    return wan_words(round(wan * YUAN))
