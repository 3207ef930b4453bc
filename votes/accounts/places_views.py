"""地方名录: the towns and villages of the congress, their positions and boundaries, kept by the office."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.sheet_intake import taken_in
from votes.accounts.workpages import work_page
from votes.common.boundaries import read_boundaries
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken, say
from votes.common.exports import write_xlsx
from votes.common.positions import System
from votes.common.validators import refuse, refuse_form
from votes.congress.place_forms import BoundariesForm, PlaceForm
from votes.congress.place_list import (
    COLUMNS,
    add_place,
    change_place,
    import_places,
    remove_place,
    sheet_rows,
    take_boundaries,
)
from votes.congress.places import Place, places_of
from votes.congress.sheet_form import SheetForm

bp = Blueprint("places", __name__, url_prefix="/desk/<congress>")
Answer = str | Response
STAFF = (Role.office, Role.government)
SHOWN = 12
NONE_KNOWN = say(
    "None of these names is in the list of places: %(names)s. Add the places first, or let names become towns."
)


@bp.route("/places")
@open_to(*STAFF)
@work_page("图", _l("Places and map"))
def places(congress: str) -> str:
    """All towns with their villages, and what the map still lacks."""
    here = the_congress(congress)
    rows = places_of(here)
    towns = [
        (town, [one for one in rows if one.parent_id == town.id]) for town in rows if town.parent_id is None
    ]
    lacking = [one for one in rows if one.latitude is None]
    return render_template("congress/places.html", here=here, towns=towns, rows=rows, lacking=lacking)


def saved(congress: str, words: str) -> Response:
    """Keep it and go back to the list."""
    db.session.commit()
    flash(words)
    return redirect(url_for("places.places", congress=congress))


@bp.route("/places/add", methods=["GET", "POST"])
@open_to(*STAFF)
def add(congress: str) -> Answer:
    """A place enters the list."""
    here = the_congress(congress)
    form = PlaceForm(here)
    if form.validate_on_submit():
        row = add_place(here, form.name.data or "", form.chosen_town, form.at)
        return saved(congress, _("%(name)s is in the list.", name=row.name))
    return render_template("congress/place.html", here=here, form=form, row=None)


@bp.route("/places/<int:spot>", methods=["GET", "POST"])
@open_to(*STAFF)
def edit(congress: str, spot: int) -> Answer:
    """Name, town and position of a place."""
    here = the_congress(congress)
    row = the_row(Place, here, spot)
    known = {"name": row.name, "town": row.parent_id or 0, "system": System.wgs84.value}
    known["position"] = "" if row.latitude is None else f"{row.latitude:.6f}, {row.longitude:.6f}"
    form = PlaceForm(here, row, data=known)
    if form.validate_on_submit():
        try:
            change_place(here, row, form.name.data or "", form.chosen_town, form.at)
        except RuleBroken as broken:
            refuse(form.town, broken)
        else:
            return saved(congress, _("Saved."))
    return render_template("congress/place.html", here=here, form=form, row=row)


@bp.route("/places/<int:spot>/remove", methods=["POST"])
@open_to(*STAFF)
def remove(congress: str, spot: int) -> Response:
    """Take a place in which nothing lies out of the list."""
    remove_place(the_row(Place, the_congress(congress), spot))
    return saved(congress, _("Removed."))


@bp.route("/places/import", methods=["GET", "POST"])
@open_to(*STAFF)
def take_in_sheet(congress: str) -> Answer:
    """Take places in from a sheet, all rows or none; the same sheet again changes nothing."""
    here = the_congress(congress)
    form = SheetForm()
    outcome, wrong = taken_in(form, partial(import_places, here))
    if outcome:
        return saved(congress, outcome_words(outcome.added, outcome.changed))
    heads = [column.headings[0] for column in COLUMNS]
    return render_template("congress/take_places_in.html", here=here, form=form, wrong=wrong, heads=heads)


def outcome_words(added: int, changed: int) -> str:
    """What a sheet did."""
    return str(
        _("%(added)d places are new, %(changed)d have another position.", added=added, changed=changed)
    )


@bp.route("/places.xlsx")
@open_to(*STAFF)
def sheet(congress: str) -> Response:
    """The list as a sheet that can be taken in again; `blank` asks for the headings alone."""
    heads = [column.headings[0] for column in COLUMNS]
    rows = [] if "blank" in request.args else sheet_rows(the_congress(congress))
    return handed_out(write_xlsx(_("Places"), heads, rows), XLSX, f"places-{congress}.xlsx")


@bp.route("/places/boundaries", methods=["GET", "POST"])
@open_to(*STAFF)
def load_boundaries(congress: str) -> Answer:
    """Load a file of boundaries: places get theirs by their names, the congress its own."""
    here = the_congress(congress)
    form = BoundariesForm()
    if form.validate_on_submit():
        try:
            shapes = read_boundaries(form.file.data.read(), System(form.system.data))
            placed, lost = take_boundaries(here, shapes, form.add_towns.data)
            check_any(placed, lost)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            return saved(congress, boundary_words(placed, lost))
    return render_template("congress/boundaries.html", here=here, form=form)


def check_any(placed: list[str], lost: list[str]) -> None:
    """Refuse a file none of whose names is a place here."""
    if not placed:
        raise RuleBroken(NONE_KNOWN, names="、".join(lost[:SHOWN]))


def boundary_words(placed: list[str], lost: list[str]) -> str:
    """How many boundaries were taken, and which names are no place of the list."""
    said = ngettext("%(num)d boundary was taken.", "%(num)d boundaries were taken.", len(placed))
    if not lost:
        return str(said)
    names = "、".join(lost[:SHOWN])
    return str(said + " " + _("Not in the list, so left out: %(names)s.", names=names))
