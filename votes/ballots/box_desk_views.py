"""The closed box: its sheet with the receipts, its way to the laptop, the counts that come back, compared by two."""

from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, send_file
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import bringing
from votes.ballots.blueprint import bp
from votes.ballots.box_words import posted, whole_marks
from votes.ballots.boxes import Box, box_of
from votes.ballots.boxing import export_of
from votes.ballots.channels import slips_of
from votes.ballots.holding_views import PLACE, done
from votes.ballots.loading import doer, the_round
from votes.ballots.names import MARK_NAMES, round_name
from votes.ballots.round_rules import HEADS, RoundState
from votes.ballots.rounds import Round
from votes.ballots.slip_forms import BringBackForm, SheetForm, content_of
from votes.ballots.telling import roll_numbers, show
from votes.ballots.turn import address
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.titles import session_title

CHIEF = Duty.chief_scrutineer
JSON = "application/json"


def the_closed_box(round: Round) -> Box:
    """The box of a round once it is closed, or a 404."""
    box = box_of(round)
    if box is None or box.closing is None:
        abort(404)
    return box


@bp.route(f"{PLACE}/close-sheet")
@open_to(Role.office, *HEADS, Duty.scrutineer)
def close_sheet(congress: str, sitting: int, round: int) -> str:
    """清点报告单 with the code of the close and the list of receipts; printed before any key card appears."""
    here = the_round(congress, sitting, round)
    box = the_closed_box(here)
    assert box.closed is not None
    with force_locale("zh_CN"):
        figures = [*roll_numbers(here)[:3], *slip_numbers(here)]
        return render_template(
            "ballots/close_sheet.html",
            round=here,
            back=address(here, "round"),
            session_name=session_title(here.sitting.session),
            name=round_name(here),
            others=len(here.channels) > 1,
            marks=whole_marks(box),
            heads=[words for words, _number in figures],
            figures=[number for _words, number in figures],
            receipts=posted(here),
        )


def slip_numbers(round: Round) -> list[tuple[str, int | None]]:
    """The slips of the box by number."""
    channel = slips_of(round)
    assert channel is not None
    return [
        (str(_("Printed")), channel.printed),
        (str(_("Handed out")), channel.issued),
        (str(_("Voided")), channel.spoiled),
        (str(_("Left over")), channel.left_over),
        (str(_("Received")), channel.received),
    ]


@bp.route(f"{PLACE}/take-box")
@open_to(CHIEF)
def take_box(congress: str, sitting: int, round: int) -> str:
    """Take the closed box to the laptop by the first stick."""
    here = the_round(congress, sitting, round)
    box = the_closed_box(here)
    return show("ballots/take_box.html", here, marks=whole_marks(box)[:1], count=slips_of(here))


@bp.route(f"{PLACE}/box.json")
@open_to(CHIEF)
def box_file(congress: str, sitting: int, round: int) -> Response:
    """The closed box as a file."""
    here = the_round(congress, sitting, round)
    section = the_closed_box(here).section
    name = f"box-{section.sign}.json"
    return send_file(BytesIO(export_of(here)), JSON, as_attachment=True, download_name=name)


@bp.route(f"{PLACE}/bring-back", methods=["GET", "POST"])
@open_to(CHIEF)
def bring_back(congress: str, sitting: int, round: int) -> str | Response:
    """Bring back the counts of the laptop, held against its printed sheet."""
    here, form = the_round(congress, sitting, round), BringBackForm()
    the_closed_box(here)
    if form.validate_on_submit():
        try:
            bringing.bring(here, content_of(form.result), str(form.code.data), doer(), clock.now())
        except RuleBroken as broken:
            if here.state not in (RoundState.checked, RoundState.counting):
                raise
            db.session.rollback()
            refuse(form.code if broken.sentence == bringing.OTHER_SHEET else form.result, broken)
            here = the_round(congress, sitting, round)
        else:
            return done(here, _("The counts are here. The chair compares them with the printed sheet now."))
    return show("ballots/bring_back.html", here, form=form)


@bp.route(f"{PLACE}/compare-result", methods=["GET", "POST"])
@open_to(Duty.chair)
def compare_result(congress: str, sitting: int, round: int) -> str | Response:
    """The chair compares the counts with the laptop's sheet."""
    here, form = the_round(congress, sitting, round), SheetForm()
    the_closed_box(here)
    if form.validate_on_submit():
        try:
            bringing.compare(here, str(form.code.data), doer(), clock.now())
        except RuleBroken as broken:
            if broken.sentence != bringing.OTHER_SHEET:
                raise
            db.session.rollback()
            refuse(form.code, broken)
            here = the_round(congress, sitting, round)
        else:
            return done(here, _("Compared. The chief scrutineer confirms the count now."))
    if here.state is not RoundState.counting or not bringing.is_brought(here):
        return redirect(address(here, "round"))
    return show(
        "ballots/compare_result.html", here, form=form, rows=count_rows(here), heads=count_heads(here)
    )


def count_heads(round: Round) -> list[str]:
    """The heads of the table of counts."""
    counts = next(iter(bringing.brought(round).counts.values()))
    return [str(_("No.")), str(_("Project")), *(str(MARK_NAMES[mark]) for mark in counts)]


def count_rows(round: Round) -> list[list[Any]]:
    """The counts of the slips, option by option."""
    counts = bringing.brought(round).counts
    return [[one.key, one.title, *counts[one.key].values()] for one in round.options]
