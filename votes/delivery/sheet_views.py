"""表格: a unit's month handed out as a sheet and read back, all of it or nothing."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.common import clock
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken
from votes.common.exports import write_xlsx
from votes.common.sheet_words import error_words
from votes.common.sheets import Column, Reading, Row, SheetError, read_sheet
from votes.common.validators import refuse
from votes.delivery.forms import MonthSheetForm
from votes.delivery.loading import projects_of, the_month
from votes.delivery.month_rules import Month
from votes.delivery.month_sheet import (
    COLUMNS,
    errors_in,
    headings,
    sheet_of,
    sheet_rows,
    typed_in,
    written_since,
)
from votes.delivery.month_views import filled, held, the_units
from votes.delivery.plan_views import HANDS, Answer
from votes.delivery.report_views import bp as bp
from votes.delivery.sections import Section, sections_for
from votes.delivery.telling import month_words
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle

AT = "/desk/<congress>/<cycle>/month/<month>"


@bp.route(f"{AT}/sheet", methods=["GET", "POST"])
@open_to(*HANDS)
def sheet(congress: str, cycle: str, month: str) -> Answer:
    """Hand the sheet out, and read it back: it becomes drafts, to be looked through and handed in."""
    found, wanted = the_living_cycle(congress, cycle), the_month(month)
    form, wrong = MonthSheetForm(), list[str]()
    here: dict[str, Any] = {
        "congress": congress,
        "cycle": cycle,
        "month": month,
        "unit": request.args.get("unit"),
    }
    if form.validate_on_submit() and (reading := read_apart(form.sheet, COLUMNS)):
        wrong = taken_in(reading, open_sections(found, wanted, clock.now()), form)
        if not wrong:
            db.session.commit()
            return redirect(url_for(".month", **here))
        db.session.rollback()
    return render_template(
        "delivery/sheet.html", form=form, wrong=wrong, words=month_words(wanted), here=here
    )


def open_sections(cycle: Cycle, month: Month, at: datetime) -> list[Section]:
    """The person's projects of this month, with their form."""
    return sections_for(held(projects_of(cycle, the_units(cycle))), month, at)


def read_apart(field: Any, columns: Sequence[Column]) -> Reading | None:
    """What the sheet says; it is read while no row is held, for that can take long. None where it is no sheet."""
    db.session.rollback()
    try:
        return read_sheet(field.data.read(), columns)
    except RuleBroken as broken:
        refuse(field, broken)
        return None


def taken_in(reading: Reading, sections: list[Section], form: MonthSheetForm) -> list[str]:
    """Save a sheet as drafts; what does not fit, in words, and then nothing is saved."""
    sent, places, errors = typed_in(reading, filled(sections))
    filled(sections, sent).validate()
    open_ones = [section for section in sections if section.part is not None]
    if not errors:
        _ = [section.is_well() for section in open_ones if not section.part.errors]
    found: list[str | SheetError] = [*errors, *errors_in(open_ones, places)]
    if not found and not form.over.data:
        found += form.ask_over(written_since(open_ones, places))
    if not found:
        keep_all(open_ones, places)
    return [error_words(one) if isinstance(one, SheetError) else one for one in found]


def keep_all(sections: list[Section], places: dict[str, Row]) -> None:
    """Save what differs as drafts; the same sheet again changes nothing."""
    touched = [section for section in sections if section.is_touched()]
    for section in touched:
        section.keep(sheet_of(section, places))
    done = len(touched)
    flash(
        ngettext(
            "%(num)d project saved as a draft from the sheet.",
            "%(num)d projects saved as drafts from the sheet.",
            done,
        )
        if done
        else _("The sheet says nothing new.")
    )


@bp.route(f"{AT}/sheet.xlsx")
@open_to(*HANDS)
def sheet_file(congress: str, cycle: str, month: str) -> Response:
    """The sheet to fill in."""
    found, wanted = the_living_cycle(congress, cycle), the_month(month)
    sections = open_sections(found, wanted, clock.now())
    filled(sections)
    rows = sheet_rows(sections, secrets.token_hex(4))
    return handed_out(
        write_xlsx(month_words(wanted), headings(), rows), XLSX, f"{congress}-{cycle}-{wanted}.xlsx"
    )
