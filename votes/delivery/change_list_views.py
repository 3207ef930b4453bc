"""变更 of a year: all requests on one page, and what the next plenary is to be told (向大会报告), to print and in Word."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.ballots.paper_views import word_file
from votes.common import clock
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse_form
from votes.congress.models import Body, Session
from votes.delivery.asking import changes_in
from votes.delivery.change_forms import ReportedForm
from votes.delivery.change_paper import report_file
from votes.delivery.change_states import ChangeState
from votes.delivery.change_telling import change_pairs, change_title, state_word
from votes.delivery.change_views import bp as bp
from votes.delivery.changes import Change
from votes.delivery.loading import hand_for, opens
from votes.delivery.plan_views import HANDS, Answer, address
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle

LIST = "/desk/<congress>/<cycle>/delivery/changes"


def seen_changes(cycle: Cycle) -> list[Change]:
    """The requests of a cycle that this person may see: a unit those of its own projects."""
    return [change for change in changes_in(cycle.congress, cycle) if opens(me(), change.project)]


def row_of(change: Change) -> dict[str, Any]:
    """A request as a row."""
    return {
        "no": change.project.number,
        "title": change.project.title,
        "url": address(change.project, "asked", change=change.number),
        "goal": change_title(change),
        "unit": change.project.unit_name,
        "state": state_word(change),
    }


@bp.route(LIST)
@open_to(*HANDS)
def changes(congress: str, cycle: str) -> str:
    """All requests of a year or batch, the newest first."""
    found = the_living_cycle(congress, cycle)
    rows = [row_of(change) for change in seen_changes(found)]
    is_office = me().has(found.congress, Role.office)
    return render_template("delivery/changes.html", cycle=found, rows=rows, is_office=is_office)


def to_report(cycle: Cycle) -> list[Change]:
    """What the next plenary is still to be told, the oldest decision first."""
    waits = [change for change in changes_in(cycle.congress, cycle) if change.is_to_report]
    return sorted(waits, key=lambda change: (change.decided_on, change.id))


def plenaries(cycle: Cycle, since: date | None) -> list[Session]:
    """The plenary sessions of this congress that began on this day or later, the newest first."""
    wanted = select(Session).where(
        Session.congress_id == cycle.congress_id, Session.body.in_((Body.congress, Body.assembly))
    )
    if since:
        wanted = wanted.where(Session.begins_on >= since)
    return list(db.session.scalars(wanted.order_by(Session.begins_on.desc())))


@bp.route(f"{LIST}/report", methods=["GET", "POST"])
@open_to(Role.office)
def report_changes(congress: str, cycle: str) -> Answer:
    """What was decided since the last plenary, to print, and to record as reported."""
    found, form = the_living_cycle(congress, cycle), ReportedForm()
    waits = to_report(found)
    announced = [change for change in waits if change.state is ChangeState.announced]
    later = plenaries(
        found, max((change.decided_on for change in announced if change.decided_on), default=None)
    )
    form.offer(later)
    if form.validate_on_submit() and are_reported(found, waits, form):
        return redirect(url_for(".changes", congress=congress, cycle=cycle))
    told = [(change.project.title, change_pairs(change)) for change in waits]
    return render_template(
        "delivery/report_changes.html",
        cycle=found,
        told=told,
        announced=len(announced),
        later=later,
        form=form,
    )


def are_reported(cycle: Cycle, waits: list[Change], form: ReportedForm) -> bool:
    """Record the announced ones as reported to the session chosen; whether that could be done."""
    session = db.session.get_one(Session, int(form.session.data or 0))
    hand = hand_for(me(), cycle.congress, None)
    try:
        for change in waits:
            if change.state is ChangeState.announced:
                change.report(session, hand, clock.now())
    except RuleBroken as broken:
        db.session.rollback()
        refuse_form(form, broken)
        return False
    db.session.commit()
    flash(_("Recorded as reported to the plenary."))
    return True


@bp.route(f"{LIST}/report/paper")
@open_to(Role.office)
def report_changes_paper(congress: str, cycle: str) -> Response:
    """The same list as a Word file, in Chinese as it is read out."""
    found = the_living_cycle(congress, cycle)
    with force_locale("zh_CN"):
        data = report_file(found, to_report(found), clock.today(), data_folder())
        title = _("Report on changes of projects")
    return word_file(data, f"{found.title} {title}")
