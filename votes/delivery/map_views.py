"""对应表: the government office tells once which column of its own sheet is what."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from votes.accounts.access import open_to, the_congress
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.grids import Grid, letters, read_grids
from votes.common.validators import refuse, refuse_form
from votes.common.words import sent_number
from votes.congress.models import Congress
from votes.delivery.loading import STAFF
from votes.delivery.map_forms import NewMapForm, as_chosen, chosen_in, columns_form
from votes.delivery.plan_views import Answer
from votes.delivery.sheet_maps import SheetMap, check_name_free, maps_of
from votes.delivery.sheet_views import bp as bp

EXAMPLES = 3


@bp.route("/desk/<congress>/sheets", methods=["GET", "POST"])
@open_to(*STAFF)
def maps(congress: str) -> Answer:
    """The sheets that can be read each month, and a new one."""
    form = NewMapForm()
    if form.validate_on_submit() and (grid := first_grid(form)) and (made := begun(congress, form, grid)):
        db.session.commit()
        return redirect(url_for(".columns", congress=congress, sheet_map=made.id))
    return render_template("delivery/maps.html", form=form, maps=maps_of(the_congress(congress)))


def first_grid(form: NewMapForm) -> Grid | None:
    """The first sheet of the file; it is read while no row is held. None where it is no table."""
    db.session.rollback()
    try:
        return read_grids(form.sheet.data.read())[0]
    except RuleBroken as broken:
        refuse(form.sheet, broken)
        return None


def begun(congress: str, form: NewMapForm, grid: Grid) -> SheetMap | None:
    """A mapping as far as its headings tell it; None where the name is taken."""
    here, name = the_congress(congress), form.name.data or ""
    try:
        check_name_free(here, name)
    except RuleBroken as broken:
        refuse(form.name, broken)
        return None
    made = SheetMap.begun(here, name, grid, clock.now())
    db.session.add(made)
    db.session.flush()
    return made


@bp.route("/desk/<congress>/sheets/<int:sheet_map>", methods=["GET", "POST"])
@open_to(*STAFF)
def columns(congress: str, sheet_map: int) -> Answer:
    """Which row has the headings, and which column is what."""
    found, deed = the_map(the_congress(congress), sheet_map), request.form.get("deed", "")
    form = columns_form(found)(data=as_chosen(found))
    if form.validate_on_submit() and deed != "row" and is_done(found, form, deed):
        db.session.commit()
        return redirect(url_for(".maps", congress=congress))
    row = sent_number(form["row"].data)
    shown = row if 0 <= row < len(found.sample) else found.heading_row
    return render_template(
        "delivery/columns.html", form=form, sheet_map=found, columns=column_rows(found, form, shown)
    )


def the_map(congress: Congress, sheet_map: int) -> SheetMap:
    """A mapping of this congress."""
    found = db.session.get(SheetMap, sheet_map)
    if found is None or found.congress_id != congress.id:
        raise NotFound
    return found


def is_done(found: SheetMap, form: FlaskForm, deed: str) -> bool:
    """Keep the choice, or take the mapping away; whether that could be done."""
    if deed == "remove":
        db.session.delete(found)
        flash(_("Taken away. What was read from such sheets stays."))
        return True
    try:
        found.choose(sent_number(form["row"].data), chosen_in(form, found.width))
    except RuleBroken as broken:
        refuse_form(form, broken)
        return False
    flash(_("Saved. From now on this sheet can be read each month."))
    return True


def column_rows(found: SheetMap, form: FlaskForm, row: int) -> list[dict[str, Any]]:
    """Each column with its heading, what stands below it, and its choice."""
    below = found.sample[row + 1 : row + 1 + EXAMPLES]
    return [
        {
            "letter": letters(index + 1),
            "heading": found.heading(index, row),
            "examples": [cells[index] for cells in below if index < len(cells) and cells[index]],
            "field": form[f"c{index}"],
        }
        for index in range(found.width)
    ]
