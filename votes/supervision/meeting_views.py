"""交办会、集中答复会: their lists on screen, on paper and as Word files; and the papers of an inquiry."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.config import data_folder
from votes.common.days import long_day
from votes.common.fields import Day
from votes.congress.models import Congress
from votes.supervision.inquiry_rules import FORM_NAMES, agenda_items
from votes.supervision.inquiry_showing import place, question_rows, view_of
from votes.supervision.inquiry_views import ONE, the_inquiry
from votes.supervision.meeting_papers import list_paper, record_paper
from votes.supervision.meeting_rows import MEETING_NAMES, Line, Meeting, cells_of, heads_of, lines_for
from votes.supervision.views import bp as bp

LIST = "/desk/<congress>/meeting-lists/<meeting>"
STAFF = (Role.office, Role.government)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DaysForm(FlaskForm):
    """From which day to which."""

    class Meta:
        """Asked by address; nothing is changed by it."""

        csrf = False

    first = Day(_l("From"))
    last = Day(_l("Until"))


def the_days() -> tuple[DaysForm, date, date]:
    """The days asked for, else those of this year until today."""
    today = clock.today()
    usual = {"first": date(today.year, 1, 1), "last": today}
    form = DaysForm(request.args if request.args else None, data=usual)
    if request.args and not form.validate():
        return form, usual["first"], usual["last"]
    first, last = form.first.data or usual["first"], form.last.data or today
    return form, min(first, last), max(first, last)


def the_list(congress: str, meeting: str) -> tuple[Congress, Meeting, date, date, list[Line]]:
    """The congress, the meeting, its days, and the lines of its list."""
    here = the_congress(congress)
    if meeting not in set(Meeting):
        abort(404)
    _form, first, last = the_days()
    return here, Meeting(meeting), first, last, lines_for(Meeting(meeting), here, first, last)


@bp.route("/desk/<congress>/meeting-lists")
@open_to(*STAFF)
@work_page("清", _l("Lists for hand-over and reply meetings"))
def meeting_lists(congress: str) -> Response:
    """To the list that is needed first: what is handed over."""
    return redirect(url_for(".meeting_list", congress=congress, meeting=Meeting.hand_over.value))


@bp.route(LIST)
@open_to(*STAFF)
def meeting_list(congress: str, meeting: str) -> str:
    """The list on screen, for the days asked for."""
    _here, kind, first, last, lines = the_list(congress, meeting)
    return render_template(
        "supervision/meeting_list.html",
        meeting=kind,
        meetings=[(one.value, _(name)) for one, name in MEETING_NAMES.items()],
        title=_(MEETING_NAMES[kind]),
        form=the_days()[0],
        first=first,
        last=last,
        heads=heads_of(kind),
        rows=cells_of(kind, lines),
    )


@bp.route(f"{LIST}/sheet")
@open_to(*STAFF)
def meeting_sheet(congress: str, meeting: str) -> str:
    """The list to print."""
    _here, kind, first, last, lines = the_list(congress, meeting)
    days: dict[str, Any] = {"first": long_day(first), "last": long_day(last)}
    return render_template(
        "supervision/meeting_sheet.html",
        title=_(MEETING_NAMES[kind]),
        days=_("%(first)s to %(last)s", **days),
        counted=ngettext("one matter", "%(num)d matters", len(lines)),
        heads=heads_of(kind),
        rows=cells_of(kind, lines),
        back=url_for(".meeting_list", congress=congress, meeting=kind.value, first=first, last=last),
    )


@bp.route(f"{LIST}/word")
@open_to(*STAFF)
def meeting_word(congress: str, meeting: str) -> Response:
    """The list as a Word file, in Chinese."""
    with force_locale("zh_CN"):
        here, kind, first, last, lines = the_list(congress, meeting)
        data = list_paper(here, kind, first, last, lines, clock.today(), data_folder())
        title = _(MEETING_NAMES[kind])
    return send_file(BytesIO(data), WORD, as_attachment=True, download_name=f"{title}.docx")


@bp.route(f"{ONE}/sheet")
@open_to(Role.office, Role.government, Role.deputy, Role.unit)
def inquiry_sheet(congress: str, inquiry: int) -> str:
    """Agenda and questions to print, with as much of who asks as this person may know."""
    found = the_inquiry(congress, inquiry)
    shown = [one for one in question_rows(found, view_of(me(), found.congress)) if not one["struck"]]
    return render_template(
        "supervision/inquiry_sheet.html",
        inquiry=found,
        form_name=_(FORM_NAMES[found.form]),
        agenda=agenda_items(found.agenda),
        questions=shown,
        back=place(found),
    )


@bp.route(f"{ONE}/record")
@open_to(Role.office)
def inquiry_record(congress: str, inquiry: int) -> Response:
    """询问记录: everything that was asked, answered, promised and rated, as a Word file in Chinese."""
    found = the_inquiry(congress, inquiry)
    with force_locale("zh_CN"):
        data = record_paper(found, view_of(me(), found.congress), data_folder())
    return send_file(BytesIO(data), WORD, as_attachment=True, download_name=f"{found.title}.docx")
