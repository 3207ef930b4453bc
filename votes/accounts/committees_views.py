"""委员会: the committees of the congress and who sits in them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.forms import CommitteeForm
from votes.congress.lists import add_committee, remove, rename
from votes.congress.models import Committee, Congress, Deputy

bp = Blueprint("committees", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


@bp.route("/committees")
@open_to(Role.office)
@work_page("委", _l("Committees"))
def committees(congress: str) -> str:
    """All committees with the number of their members."""
    return render_template("congress/committees.html", here=the_congress(congress))


def chosen(here: Congress, form: CommitteeForm) -> list[Deputy]:
    """The deputies that were ticked."""
    ticked = set(form.members.data or [])
    rows = db.session.query(Deputy).filter(Deputy.congress_id == here.id, Deputy.id.in_(ticked))
    return rows.order_by(Deputy.stroke_key).all()


@bp.route("/committees/add", methods=["GET", "POST"])
@open_to(Role.office)
def add(congress: str) -> Answer:
    """A new committee."""
    here = the_congress(congress)
    form = CommitteeForm(here)
    if form.validate_on_submit():
        try:
            add_committee(here, form.name.data or "", chosen(here, form))
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            return saved(congress)
    return render_template("congress/committee.html", here=here, form=form, row=None)


@bp.route("/committees/<int:committee>", methods=["GET", "POST"])
@open_to(Role.office)
def edit(congress: str, committee: int) -> Answer:
    """Name and members of a committee."""
    here = the_congress(congress)
    row = the_row(Committee, here, committee)
    form = CommitteeForm(here, row, data={"name": row.name, "members": [one.id for one in row.members]})
    if form.validate_on_submit():
        try:
            rename(row, form.name.data or "", [one.name for one in here.committees])
            row.members = chosen(here, form)
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            return saved(congress)
    return render_template("congress/committee.html", here=here, form=form, row=row)


def saved(congress: str) -> Response:
    """Keep it and go back to the list."""
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("committees.committees", congress=congress))


@bp.route("/committees/<int:committee>/remove", methods=["POST"])
@open_to(Role.office)
def remove_committee(congress: str, committee: int) -> Response:
    """Take a committee that nothing refers to out of the list."""
    row = the_row(Committee, the_congress(congress), committee)
    row.members = []
    remove(row)
    db.session.commit()
    flash(_("Removed."))
    return redirect(url_for("committees.committees", congress=congress))
