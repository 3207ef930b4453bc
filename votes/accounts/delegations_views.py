"""代表团: the delegations of the current term."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.deputies_views import the_term
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.forms import NameForm, NamesForm
from votes.congress.lists import add_delegations, remove, rename
from votes.congress.models import Delegation
from votes.congress.wording import WORDING

bp = Blueprint("delegations", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


@bp.route("/delegations", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("团", _l("Delegations"))
def delegations(congress: str) -> Answer:
    """The delegations with the number of their deputies; more are added one a line."""
    here = the_congress(congress)
    term = the_term(here)
    form = NamesForm()
    if form.validate_on_submit():
        added = len(add_delegations(term, form.lines()))
        db.session.commit()
        flash(ngettext("One delegation added.", "%(num)d delegations added.", added))
        return redirect(url_for("delegations.delegations", congress=congress))
    rows = [(one, sum(deputy.left_on is None for deputy in one.deputies)) for one in term.delegations]
    return render_template(
        "congress/delegations.html", here=here, form=form, rows=rows, words=WORDING[here.level]
    )


@bp.route("/delegations/<int:delegation>", methods=["GET", "POST"])
@open_to(Role.office)
def edit(congress: str, delegation: int) -> Answer:
    """Another name for a delegation."""
    here = the_congress(congress)
    row = the_row(Delegation, here, delegation)
    form = NameForm(obj=row)
    if form.validate_on_submit():
        try:
            rename(row, form.name.data or "", [one.name for one in row.term.delegations])
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("delegations.delegations", congress=congress))
    return render_template("congress/delegation.html", here=here, form=form, row=row)


@bp.route("/delegations/<int:delegation>/remove", methods=["POST"])
@open_to(Role.office)
def remove_delegation(congress: str, delegation: int) -> Response:
    """Take a delegation without deputies out of the list."""
    remove(the_row(Delegation, the_congress(congress), delegation))
    db.session.commit()
    flash(_("Removed."))
    return redirect(url_for("delegations.delegations", congress=congress))
