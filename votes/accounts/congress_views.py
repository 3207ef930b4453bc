"""人大: what the congress is, its units, and the way to all its pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import pages_of_congress, work_page
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.forms import FactsForm, NameForm, NamesForm
from votes.congress.lists import add_units, remove, rename
from votes.congress.meetings import all_deputies_of
from votes.congress.models import Unit
from votes.congress.titles import numeral

bp = Blueprint("congress", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


@bp.route("/congress")
@open_to(Role.office, Role.government, Role.administrator)
def overview(congress: str) -> str:
    """The congress at a glance, and the way to its pages."""
    here = the_congress(congress)
    term = here.term
    facts: list[tuple[str, str | int]] = [(_("Place of the congress"), here.place)]
    if here.parent and here.is_public:
        facts.append((_("Hosted by"), here.parent.name))
    if term:
        facts += [
            (_("Current term"), _("term %(number)s", number=numeral(term.number))),
            (_("All deputies"), all_deputies_of(term)),
            (_("Deputies in the list"), len(term.serving)),
        ]
    pages = pages_of_congress(me(), here)
    return render_template("congress/overview.html", here=here, facts=facts, pages=pages)


@bp.route("/congress/facts", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("名", _l("Title, place and contact"))
def facts(congress: str) -> Answer:
    """What the congress is called, and how people reach its office."""
    here = the_congress(congress)
    form = FactsForm(obj=here)
    if form.validate_on_submit():
        form.populate_obj(here)
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for("congress.overview", congress=congress))
    return render_template(
        "congress/entry.html",
        form=form,
        heading=_("Title, place and contact"),
        verb=_("Save"),
        back=url_for("congress.overview", congress=congress),
        lead=_("The word in addresses stays for ever: /%(slug)s", slug=here.slug),
    )


@bp.route("/units", methods=["GET", "POST"])
@open_to(Role.office, Role.government)
@work_page("责", _l("Responsible units"))
def units(congress: str) -> Answer:
    """The departments and bodies that carry out projects; more are added one a line."""
    here = the_congress(congress)
    form = NamesForm()
    if form.validate_on_submit():
        added = len(add_units(here, form.lines()))
        db.session.commit()
        flash(ngettext("One unit added.", "%(num)d units added.", added))
        return redirect(url_for("congress.units", congress=congress))
    return render_template("congress/units.html", here=here, form=form)


@bp.route("/units/<int:unit>", methods=["GET", "POST"])
@open_to(Role.office, Role.government)
def unit(congress: str, unit: int) -> Answer:
    """Another name for a unit."""
    here = the_congress(congress)
    row = the_row(Unit, here, unit)
    form = NameForm(obj=row)
    if form.validate_on_submit():
        try:
            rename(row, form.name.data or "", [one.name for one in here.units])
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("congress.units", congress=congress))
    return render_template("congress/unit.html", here=here, form=form, row=row)


@bp.route("/units/<int:unit>/remove", methods=["POST"])
@open_to(Role.office, Role.government)
def remove_unit(congress: str, unit: int) -> Response:
    """Take a unit that was never used out of the list."""
    remove(the_row(Unit, the_congress(congress), unit))
    db.session.commit()
    flash(_("Removed."))
    return redirect(url_for("congress.units", congress=congress))
