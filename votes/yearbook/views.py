"""年报: the half-year and year-end report: drafted, filled in, signed off, read on the page, as Word and as `.json`."""

from io import BytesIO

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.clock import day_of
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.words import sent_number
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held
from votes.yearbook.book import book_of, check_of, official, one_figure, sign, title_of, without_lists
from votes.yearbook.forms import BeginForm, SignForm
from votes.yearbook.models import ReportCopy, YearReport, begin, report_on, reports_of
from votes.yearbook.papers import word_file
from votes.yearbook.rules import check_begun, check_read, days_of, read_word
from votes.yearbook.telling import list_rows, part_rows, report_rows

bp = Blueprint("yearbook", __name__)
Page = str | Response | tuple[str, int]
HOME = "/desk/<congress>/yearbook"
AT = f"{HOME}/<period>"
READERS = (Role.office, Role.government, Role.deputy)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def is_office(report: YearReport) -> bool:
    """Whether whoever is signed in drafts the report."""
    return me().has(report.congress, Role.office)


def the_report(congress: str, period: str) -> YearReport:
    """The report of this address; a draft that was never signed off is for the office alone."""
    read = read_word(period)
    found = report_on(the_congress(congress), *read) if read else None
    if found is None or not (found.copies or is_office(found)):
        abort(404)
    return held(found)


def the_copy(report: YearReport) -> ReportCopy | None:
    """The copy asked for (`?copy=1`), else the signed one, else for all but the office the last signed; None: the draft."""
    asked = request.args.get("copy")
    if asked is not None:
        found = next((one for one in report.copies if one.number == sent_number(asked)), None)
        if found is None:
            abort(404)
        return found
    stands = report.is_signed or not is_office(report)
    return report.copies[-1] if stands else None


def place(report: YearReport, endpoint: str = "report", **more: object) -> str:
    """The address of a page about the report."""
    values = {"congress": report.congress.slug, "period": report.word, **more}
    return url_for(f"yearbook.{endpoint}", **values)  # type: ignore[arg-type]


@bp.route(HOME)
@open_to(*READERS)
@work_page("报", _l("Half-year and annual reports"))
def reports(congress: str) -> str:
    """All reports of the congress, the newest first."""
    here = the_congress(congress)
    office = me().has(here, Role.office)
    shown = [one for one in reports_of(here) if one.copies or office]
    return render_template("yearbook/reports.html", here=here, rows=report_rows(shown), office=office)


@bp.route(f"{HOME}/begin", methods=["GET", "POST"])
@open_to(Role.office)
def begin_report(congress: str) -> Page:
    """Begin a report, or go on with the one on the same days."""
    here, at = the_congress(congress), clock.now()
    form = BeginForm(data={"year": clock.today().year})
    form.offer()
    if form.validate_on_submit():
        made: list[YearReport] = []

        def deed() -> None:
            check_begun(days_of(form.of_year, form.chosen)[0], clock.today())
            made.append(begin(here, form.of_year, form.chosen, me().name, at))

        if attempted(form, deed):
            db.session.commit()
            return redirect(place(made[0]))
    return page_with("yearbook/begin_report.html", form, here=here)


@bp.route(AT)
@open_to(*READERS)
def report(congress: str, period: str) -> str:
    """The report: words, figures, where each comes from; the office sees what is still to be filled in."""
    found = the_report(congress, period)
    copy = the_copy(found)
    book = book_of(found, copy, clock.today())
    drafting = copy is None
    return render_template(
        "yearbook/report.html",
        report=found,
        book=book,
        parts=part_rows(found, book, copy, drafting),
        copy=copy,
        signed_on=format_date(day_of(copy.at)) if copy else "",
        drafting=drafting,
        office=is_office(found),
        copies=found.copies,
        place=place,
    )


@bp.route(f"{AT}/list/<figure>")
@open_to(*READERS)
def figure(congress: str, period: str, figure: str) -> str:
    """The list behind one figure."""
    found = the_report(congress, period)
    copy = the_copy(found)
    one = one_figure(found, copy, figure, clock.today())
    if one is None or one["entered"]:
        abort(404)
    back = place(found, copy=copy.number) if copy else place(found)
    rows = list_rows(one, is_office(found))
    return render_template("yearbook/figure.html", report=found, one=one, rows=rows, copy=copy, back=back)


@bp.route(f"{AT}/word")
@open_to(*READERS)
def word(congress: str, period: str) -> Response:
    """The report as a Word file."""
    found = the_report(congress, period)
    data = word_file(found, the_copy(found), clock.today(), data_folder())
    return send_file(BytesIO(data), WORD, as_attachment=True, download_name=f"{title_of(found)}.docx")


@bp.route(f"{AT}.json")
@open_to(*READERS)
def data(congress: str, period: str) -> Response:
    """The report as plain values; money in 元."""
    found = the_report(congress, period)
    return jsonify(without_lists(book_of(found, the_copy(found), clock.today())))


@bp.route(f"{AT}/sign-off", methods=["GET", "POST"])
@open_to(Role.office)
def sign_off(congress: str, period: str) -> Page:
    """审签: this report stands from now on as it was read."""
    found, at = the_report(congress, period), clock.now()
    if found.is_signed:
        return redirect(place(found))
    now = check_of(official(found, clock.today()))
    form = SignForm(data={"read": now})
    if form.validate_on_submit():

        def deed() -> None:
            check_read(now, form.read.data)
            sign(found, me().name, at)

        if attempted(form, deed):
            db.session.commit()
            flash(_("Signed off. The copy stands as it is, whatever changes later."))
            return redirect(place(found))
        form.read.raw_data, form.read.data = None, now
    book = book_of(found, None, clock.today())
    blanks = [one["label"] for part in book["parts"] for one in part["figures"] if one["number"] is None]
    return page_with("yearbook/sign_off.html", form, report=found, blanks=blanks, back=place(found))
