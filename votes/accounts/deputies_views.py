"""代表名册: the list of deputies, kept by the office."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts import cards
from votes.accounts.access import open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.sheet_intake import taken_in
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken
from votes.common.exports import write_xlsx
from votes.common.validators import refuse, refuse_form
from votes.congress.deputy_forms import DeputyForm, EndForm
from votes.congress.models import Congress, Deputy, Term, Walk
from votes.congress.roll import add_deputy, change_deputy, end_mandate, restore_mandate
from votes.congress.roll_import import COLUMNS, import_roll, walk_word
from votes.congress.sheet_form import SheetForm
from votes.congress.strokes import unplaced
from votes.congress.wording import WORDING

bp = Blueprint("deputies", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


def the_term(congress: Congress) -> Term:
    """The current term; without one there is nobody to list."""
    if congress.term is None:
        abort(redirect(url_for("sessions.add_term", congress=congress.slug)))
    return congress.term


@bp.route("/deputies")
@open_to(Role.office)
@work_page("册", _l("List of deputies"))
def deputies(congress: str) -> str:
    """All deputies by the strokes of their names, or those of one delegation."""
    here = the_congress(congress)
    term = the_term(here)
    chosen = request.args.get("delegation", "")
    shown = [one for one in term.serving if chosen in ("", str(one.delegation_id))]
    unknown = "".join(dict.fromkeys("".join(unplaced(one.name) for one in shown)))
    return render_template(
        "congress/deputies.html",
        here=here,
        term=term,
        shown=shown,
        chosen=chosen,
        unknown=unknown,
        left=[one for one in term.deputies if one.left_on],
        choices=[("", _("All")), *((one.id, one.name) for one in term.delegations)],
        words=WORDING[here.level],
    )


@bp.route("/deputies/add", methods=["GET", "POST"])
@open_to(Role.office)
def add(congress: str) -> Answer:
    """A deputy enters the list."""
    here = the_congress(congress)
    term = the_term(here)
    form = DeputyForm(term)
    if form.validate_on_submit():
        try:
            row = add_deputy(term, form.name.data or "", form.chosen(term), *particulars(form))
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.name, broken)
        else:
            return saved(congress, _("%(name)s is in the list.", name=row.name))
    return render_template("congress/deputy.html", here=here, form=form, row=None)


def particulars(form: DeputyForm) -> tuple[str, str, str, Walk | None]:
    """Phone, constituency and trade, as typed; the walk of life."""
    return form.phone.data or "", form.place.data or "", form.trade.data or "", form.chosen_walk


def saved(congress: str, words: str) -> Response:
    """Keep it and go back to the list."""
    db.session.commit()
    flash(words)
    return redirect(url_for("deputies.deputies", congress=congress))


@bp.route("/deputies/<int:deputy>", methods=["GET", "POST"])
@open_to(Role.office)
def edit(congress: str, deputy: int) -> Answer:
    """One deputy's particulars; the end of the mandate."""
    here = the_congress(congress)
    row = the_row(Deputy, here, deputy)
    known = {"name": row.name, "phone": row.phone, "place": row.place, "trade": row.trade}
    known["walk"] = row.walk.value if row.walk else ""
    form = DeputyForm(row.term, data={**known, "delegation": row.delegation_id or 0})
    if form.validate_on_submit():
        try:
            change_deputy(row, form.name.data or "", form.chosen(row.term), *particulars(form))
            cards.rename(row)
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.name, broken)
        else:
            return saved(congress, _("Saved."))
    return render_template("congress/deputy.html", here=here, form=form, row=row)


@bp.route("/deputies/<int:deputy>/end", methods=["GET", "POST"])
@open_to(Role.office)
def end(congress: str, deputy: int) -> Answer:
    """End a mandate: the deputy leaves the list of those serving, and the phone is signed out."""
    here = the_congress(congress)
    row = the_row(Deputy, here, deputy)
    form = EndForm(data={"day": clock.today()})
    if form.validate_on_submit():
        try:
            end_mandate(row, form.day.data or clock.today())
            cards.shut_out(row, clock.now())
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            return saved(congress, _("The mandate of %(name)s has ended.", name=row.name))
    return render_template(
        "congress/entry.html",
        form=form,
        heading=_("End the mandate of %(name)s", name=row.name),
        lead=_("From then on the deputy no longer counts among all deputies."),
        verb=_("End this mandate"),
        back=url_for("deputies.edit", congress=congress, deputy=row.id),
    )


@bp.route("/deputies/<int:deputy>/restore", methods=["POST"])
@open_to(Role.office)
def restore(congress: str, deputy: int) -> Response:
    """Take back the end of a mandate that was recorded by mistake."""
    row = the_row(Deputy, the_congress(congress), deputy)
    restore_mandate(row)
    return saved(congress, _("%(name)s is in the list again.", name=row.name))


@bp.route("/deputies/import", methods=["GET", "POST"])
@open_to(Role.office)
def take_in_sheet(congress: str) -> Answer:
    """Take in a sheet, all rows or none; the same sheet again changes nothing."""
    here = the_congress(congress)
    term = the_term(here)
    form = SheetForm()
    outcome, wrong = taken_in(form, partial(import_roll, term))
    if outcome:
        words = _(
            "%(added)d added, %(changed)d changed, %(same)d as before; %(missing)d in the list are not in the sheet and stay.",
            added=outcome.added,
            changed=outcome.changed,
            same=outcome.same,
            missing=outcome.missing,
        )
        return saved(congress, words)
    heads = [column.headings[0] for column in COLUMNS]
    return render_template("congress/take_in_sheet.html", here=here, form=form, wrong=wrong, heads=heads)


@bp.route("/deputies.xlsx")
@open_to(Role.office)
def sheet(congress: str) -> Response:
    """The list as a sheet that can be taken in again; without deputies, the blank form."""
    term = the_term(the_congress(congress))
    heads = [column.headings[0] for column in COLUMNS]
    rows = [sheet_row(one) for one in term.serving]
    return handed_out(write_xlsx(_("List of deputies"), heads, rows), XLSX, f"deputies-{congress}.xlsx")


def sheet_row(one: Deputy) -> tuple[str, ...]:
    """One deputy as the sheet has it."""
    delegation = one.delegation.name if one.delegation else ""
    return one.name, delegation, one.phone, one.place, one.trade, walk_word(one.walk)
