"""表格: proposals out of a sheet, and all of them into one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.common import clock
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken
from votes.common.exports import write_xlsx
from votes.common.sheet_words import error_words
from votes.common.validators import refuse
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.workpages import work_page
from votes.proposals import answer_sheets
from votes.proposals.figures import of_cycle
from votes.proposals.forms import ImportForm
from votes.proposals.importing import HEADINGS, REQUIRED, read_proposals
from votes.proposals.intake import Incoming, take_in
from votes.proposals.models import Proposal
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF
from votes.proposals.rules import Channel
from votes.proposals.telling import channel_word, grouped_code, state_word


@bp.route("/desk/<congress>/<cycle>/proposals/import", methods=["GET", "POST"])
@open_to(*STAFF)
@work_page("提", _l("Take proposals in from a sheet"))
def take_in_sheet(congress: str, cycle: str) -> str | Response:
    """Take in a sheet, all rows or none; the same sheet again changes nothing."""
    found = the_living_cycle(congress, cycle)
    form, wrong = ImportForm(), list[str]()
    form.offer()
    if form.validate_on_submit():
        rows, wrong = read(form)
        if rows:
            kept(found, rows)
            return redirect(url_for(".queue", congress=congress, cycle=cycle, show="all"))
    return render_template(
        "proposals/take_in_sheet.html",
        form=form,
        cycle=found,
        wrong=wrong,
        headings=HEADINGS,
        required=REQUIRED,
    )


def read(form: ImportForm) -> tuple[list[Incoming], list[str]]:
    """The rows of the uploaded sheet, or what to mend in it."""
    try:
        rows, wrong = read_proposals(form.sheet.data.read(), Channel(form.channel.data), clock.today())
    except RuleBroken as broken:
        refuse(form.sheet, broken)
        return [], []
    return rows, [error_words(error) for error in wrong]


def kept(cycle: Cycle, rows: list[Incoming]) -> None:
    """Keep the rows and say how many were new."""
    new, old = take_in(cycle, rows, clock.now(), me().name)
    db.session.commit()
    flash(_("%(new)d proposals are new; %(old)d were here already and stay as they are.", new=new, old=old))


@bp.route("/desk/<congress>/<cycle>/proposals.xlsx")
@open_to(*STAFF)
def sheet(congress: str, cycle: str) -> Response:
    """All proposals of the cycle as a sheet, without contacts."""
    found = the_living_cycle(congress, cycle)
    rows = [line(one) for one in db.session.scalars(of_cycle(found))]
    return handed_out(
        write_xlsx(_("Proposals"), headings(), rows), XLSX, f"proposals-{congress}-{cycle}.xlsx"
    )


@bp.route("/desk/<congress>/<cycle>/proposals/answers.xlsx")
@open_to(*STAFF)
def answers(congress: str, cycle: str) -> Response:
    """答复回传: what was answered, under the numbers of whoever handed it over; `channel` narrows it down."""
    found = the_living_cycle(congress, cycle)
    asked = request.args.get("channel", "")
    channel = Channel(asked) if asked in set(Channel) else None
    name = "-".join(filter(None, ("answers", congress, cycle, channel)))
    return handed_out(
        write_xlsx(_("Answers"), answer_sheets.headings(), answer_sheets.answered_lines(found, channel)),
        XLSX,
        f"{name}.xlsx",
    )


def headings() -> list[str]:
    """The columns that go out; the first ones can be taken in again elsewhere."""
    return [
        _("Follow code"),
        _("Number it has elsewhere"),
        _("Title of the proposal"),
        _("What it says"),
        _("Where"),
        _("Category"),
        _("How it came in"),
        _("Day it came in"),
        _("What became of it"),
        _("Project"),
        _("Answer"),
    ]


def line(proposal: Proposal) -> list[Any]:
    """One proposal as a row."""
    return [
        grouped_code(proposal.code),
        proposal.external,
        proposal.title,
        proposal.what,
        proposal.place,
        proposal.category,
        channel_word(proposal),
        proposal.received_on,
        state_word(proposal.state),
        proposal.project.title if proposal.project else None,
        proposal.answer,
    ]
