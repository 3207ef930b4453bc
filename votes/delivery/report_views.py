"""月报 read, signed off or returned; and the unit's word that a project is done."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.days import short_day
from votes.common.db import db
from votes.delivery.figures import standing_of
from votes.delivery.forms import DoneForm, ReasonForm
from votes.delivery.history import report_for, said_before
from votes.delivery.loading import Place, the_month, the_place
from votes.delivery.plan_views import AT, HANDS, Answer, address, back, check_not_sent
from votes.delivery.progress import progress_of
from votes.delivery.quiet_views import bp as bp
from votes.delivery.reporting import report_done
from votes.delivery.reports import MonthReport
from votes.delivery.states import REPORT_STATE_NAMES, ReportState
from votes.delivery.telling import marks_of, month_words, pictures, public_words, report_cells, step_rows
from votes.delivery.unusual import to_check


@bp.route(f"{AT}/report/<month>")
@open_to(*HANDS)
def report(congress: str, cycle: str, number: int, month: str) -> str:
    """One month's report as it was handed in, with its trace."""
    place = the_place(congress, cycle, number)
    return report_page(place, the_report(place, month), None)


def the_report(place: Place, month: str) -> MonthReport:
    """The newest version of a month's report that was handed in."""
    found = report_for(place.project, the_month(month))
    if found is None or found.state is ReportState.draft:
        raise NotFound
    return found


def report_page(place: Place, found: MonthReport, form: ReasonForm | None) -> str:
    """The page of a report; with a form, for whoever signs it off."""
    before = said_before(place.project, found.month, clock.today())
    as_of = min(clock.today(), found.month.last)
    return render_template(
        "delivery/report.html",
        project=place.project,
        report=found,
        month=month_words(found.month),
        cells=report_cells(found, before),
        to_check=to_check(found),
        words=[str(REPORT_STATE_NAMES[found.state]), *marks_of(found)],
        result=standing_of(found, as_of),
        as_of=short_day(as_of),
        public=public_words(found),
        photos=pictures(found.photos),
        steps=step_rows(found.steps),
        may_sign=form is None and place.is_government and found.state is ReportState.submitted,
        form=form,
    )


@bp.route(f"{AT}/report/<month>/sign-off", methods=["GET", "POST"])
@open_to(Role.government)
def sign_off(congress: str, cycle: str, number: int, month: str) -> Answer:
    """Sign a report off (审签), or return it with what is to be put right."""
    place = the_place(congress, cycle, number)
    found, form = the_report(place, month), ReasonForm()
    if found.state is not ReportState.submitted:
        check_not_sent()
        return redirect(address(place.project, "report", month=month))
    if form.validate_on_submit() and is_signed(place, found, form):
        return redirect(url_for(".board", congress=congress, cycle=cycle, month=month))
    return report_page(place, found, form)


def is_signed(place: Place, found: MonthReport, form: ReasonForm) -> bool:
    """Accept or return; whether that could be done."""
    at = clock.now()
    if request.form.get("deed") != "return":
        found.accept(place.hand, at)
        words = _("The report is signed off; everyone can read it now.")
    elif form.says_why():
        found.send_back(place.hand, at, form.reason.data or "")
        words = _("The report is returned to the unit.")
    else:
        return False
    db.session.commit()
    flash(words)
    return True


@bp.route(f"{AT}/done", methods=["GET", "POST"])
@open_to(*HANDS)
def done(congress: str, cycle: str, number: int) -> Answer:
    """The unit reports that all is done; the group then checks it."""
    place, form = the_place(congress, cycle, number), DoneForm()
    progress = progress_of(place.project, clock.today())
    finished = bool(progress and progress.finished)
    form.fit(finished)
    if form.validate_on_submit() and (finished or form.says_why()):
        report_done(place.project, place.hand, clock.now(), finished, form.reason.data or "")
        db.session.commit()
        flash(_("Reported done. The supervision group checks it next."))
        return back(place.project)
    as_of = short_day(progress.as_of) if progress else ""
    return render_template(
        "delivery/done.html", project=place.project, progress=progress, as_of=as_of, form=form
    )
