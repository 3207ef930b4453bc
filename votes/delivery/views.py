"""政府办: all projects under way on one board, and the page of one of them."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from votes.accounts.access import Actor, me, open_to
from votes.common import clock
from votes.common.clock import day_of
from votes.common.days import long_day, short_day
from votes.congress.models import Congress, Unit
from votes.delivery.acts import acts_on
from votes.delivery.asking import changes_of
from votes.delivery.board import month_reports, month_to_show, rows_for, to_plan, under_way
from votes.delivery.carrying import carried_items, carried_on
from votes.delivery.change_telling import change_title, major_words, state_word
from votes.delivery.done import said_done
from votes.delivery.drafting import open_plan, plans_of
from votes.delivery.figures import figures_of
from votes.delivery.history import reports_of
from votes.delivery.loading import STAFF, Place, opens, the_place
from votes.delivery.money import curve_of, money_by_month
from votes.delivery.month_rules import Month, due_on, month_of, read_month
from votes.delivery.plan_views import AT, HANDS
from votes.delivery.promise import promise_of
from votes.delivery.sheet_maps import maps_of
from votes.delivery.states import PLAN_STATE_NAMES
from votes.delivery.telling import milestone_cells, month_words, plan_pairs, report_rows, step_rows
from votes.delivery.trouble_telling import trouble_rows
from votes.delivery.trouble_views import bp as bp
from votes.delivery.troubles import troubles_of
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.stages import STAGE_NAMES
from votes.projects.workpages import work_page


@bp.route("/desk/<congress>/<cycle>/delivery")
@open_to(*HANDS)
@work_page("办", _l("Progress and reports"))
def board(congress: str, cycle: str) -> str:
    """All projects that are carried out, worst first; a unit sees its own."""
    found, today = the_living_cycle(congress, cycle), clock.today()
    sees_all = me().has(found.congress, *STAFF)
    rows = rows_for(found, today, units_seen(me(), found.congress))
    month = read_month(request.args.get("month", "")) or month_to_show(rows, today)
    reports, signed = month_reports(rows, found, month, sees_all)
    return render_template(
        "delivery/board.html",
        cycle=found,
        month_words=month_words(month),
        due=short_day(due_on(month, settings_of(found.settings).report_due_day)),
        earlier=url_for(".board", congress=congress, cycle=cycle, month=month.before, _anchor="reports"),
        collected=collected_address(found, month, month_of(today)),
        later=later_address(found, month, month_of(today)),
        under_way=under_way(rows, found),
        to_plan=to_plan(rows, found),
        reports=reports,
        signed=signed,
        carried=carried_items(carried_on(found, today), "delivery.project") if sees_all else [],
    )


def later_address(cycle: Cycle, month: Month, now: Month) -> str:
    """The address of the month after; blank where that lies ahead."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug, "month": month.next}
    return url_for(".board", **here, _anchor="reports") if month.next <= now else ""


def collected_address(cycle: Cycle, month: Month, now: Month) -> str:
    """Where a collected sheet of this month is read; blank where the month lies ahead, or a unit has none to read."""
    may = me().has(cycle.congress, *STAFF) or maps_of(cycle.congress)
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug, "month": month}
    return url_for(".collected", **here) if may and month <= now else ""


def units_seen(actor: Actor, here: Congress) -> list[Unit] | None:
    """The units whose projects this person sees: all of them for staff."""
    return None if actor.has(here, *STAFF) else actor.units(here)


@bp.route(AT)
@open_to(*HANDS)
@work_page("办", _l("Plan, progress and reports"), opens)
def project(congress: str, cycle: str, number: int) -> str:
    """One project: promise beside fact, how the percent is reckoned, money, reports, versions of the plan."""
    place, today = the_place(congress, cycle, number), clock.today()
    plans, waiting = plans_of(place.project), open_plan(place.project)
    return render_template(
        "delivery/project.html",
        project=place.project,
        stage=_(STAGE_NAMES[place.project.stage]) if place.project.stage else "",
        **delivery_figures(place, today),
        acts=acts_on(place, waiting, today),
        changes=[(change, state_word(change), change_title(change)) for change in changes_of(place.project)],
        major=major_words(waiting),
        troubles=trouble_rows([one for one in troubles_of(place.project) if one.ended_on is None]),
        plans=[(plan, plan_pairs(plan), milestone_cells(plan), step_rows(plan.steps)) for plan in plans],
        plan_states=PLAN_STATE_NAMES,
        promise=promise_of(place.project, today),
        long_day=long_day,
        reports=report_rows(reports_of(place.project)),
    )


def delivery_figures(place: Place, today: date) -> dict[str, Any]:
    """Where the project stands, with the days and months of it in words."""
    figures = figures_of(place.project, today)
    if figures is None:
        return {"figures": None, "said": None, "curve": None}
    published = figures.plan.published_at
    return {
        "figures": figures,
        "said": said_done(place.project, figures),
        "curve": curve_of(money_by_month(place.project, today)),
        "promised_on": long_day(day_of(published)) if published else "",
        "as_of": long_day(figures.progress.as_of),
        "silent": _(", ").join(month_words(month) for month in figures.progress.silent),
    }
