"""账号 of staff: the administrator lets people in, says what they may do, and ends what must end."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts import codes, sign_ins, staff
from votes.accounts.access import open_to, the_congress
from votes.accounts.links import sign_in_link
from votes.accounts.models import Account, SignIn
from votes.accounts.roles import ROLE_NAMES, Role
from votes.accounts.staff_forms import AddForm, BringForm, EditForm
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.codes import in_fours
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.qr import qr_svg
from votes.common.validators import refuse_form
from votes.congress.models import Congress

bp = Blueprint("staff", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


def the_account(congress: Congress, identity: int) -> Account:
    """A staff account that belongs or acts here, or a 404."""
    found = next((one for one in staff.staff_of(congress) if one.id == identity), None)
    if found is None:
        abort(404)
    return found


def the_own_account(congress: Congress, identity: int) -> Account:
    """A staff account that belongs to this congress, or a 404: others only act here."""
    found = the_account(congress, identity)
    if found.congress_id != congress.id:
        abort(404)
    return found


def roles_here(account: Account, congress: Congress) -> list[str]:
    """What an account does in this congress, in words."""
    grants = [grant for grant in account.grants if grant.congress_id == congress.id]
    return [grant.unit.name if grant.unit else str(ROLE_NAMES[grant.role]) for grant in grants]


def state_of(account: Account) -> str:
    """Whether an account is open, waits for its person, or is closed."""
    if account.closed_at:
        return str(_("account closed"))
    return str(_("account in use") if account.password else _("waits for the invitation to be used"))


@bp.route("/accounts")
@open_to(Role.administrator)
@work_page("号", _l("Accounts"))
def accounts(congress: str) -> str:
    """All staff who may sign in here."""
    here = the_congress(congress)
    items = [item_of(one, here, number) for number, one in enumerate(staff.staff_of(here), start=1)]
    return render_template("accounts/accounts.html", items=items, here=here)


def item_of(account: Account, here: Congress, number: int) -> dict[str, object]:
    """An account as a row of the list."""
    return {
        "no": number,
        "title": account.name,
        "url": url_for("staff.edit", congress=here.slug, account=account.id),
        "goal": account.login,
        "unit": " ".join(roles_here(account, here)),
        "state": state_of(account),
    }


@bp.route("/accounts/add", methods=["GET", "POST"])
@open_to(Role.administrator)
def add(congress: str) -> Answer:
    """A new account; its invitation is shown once."""
    here = the_congress(congress)
    form = AddForm(here)
    if form.validate_on_submit():
        try:
            account = staff.add(here, form.login.data, form.name.data)
            staff.give(account, here, form.chosen_roles(), form.chosen_units(here))
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            return invited(here, account)
    return render_template("accounts/add.html", form=form, here=here)


@bp.route("/accounts/bring", methods=["GET", "POST"])
@open_to(Role.administrator)
def bring(congress: str) -> Answer:
    """Somebody of the hosting congress acts here too (a county for its township)."""
    here = the_congress(congress)
    already = {one.id for one in staff.staff_of(here)}
    people = [one for one in staff.staff_of(here.parent) if one.id not in already] if here.parent else []
    form = BringForm(here, [one for one in people if not one.closed_at])
    if form.validate_on_submit():
        account = next(one for one in people if one.id == form.account.data)
        try:
            staff.give(account, here, form.chosen_roles(), form.chosen_units(here))
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            db.session.commit()
            flash(_("%(name)s acts here now.", name=account.name))
            return redirect(url_for("staff.accounts", congress=congress))
    return render_template("accounts/bring.html", form=form, here=here, nobody=not people)


@bp.route("/accounts/<int:account>", methods=["GET", "POST"])
@open_to(Role.administrator)
def edit(congress: str, account: int) -> Answer:
    """Name and roles of an account, a new invitation, closing."""
    here = the_congress(congress)
    found = the_account(here, account)
    held = [grant for grant in found.grants if grant.congress_id == here.id]
    form = EditForm(
        here,
        data={
            "name": found.name,
            "email": found.email,
            "roles": [grant.role.value for grant in held if not grant.unit_id],
            "units": [grant.unit_id for grant in held if grant.unit_id],
        },
    )
    if form.validate_on_submit():
        try:
            staff.give(found, here, form.chosen_roles(), form.chosen_units(here))
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            if found.congress_id == here.id:
                found.name, found.email = form.name.data, form.email.data or ""
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("staff.accounts", congress=congress))
    return render_template("accounts/edit.html", form=form, here=here, account=found, state=state_of(found))


@bp.route("/accounts/<int:account>/invite", methods=["POST"])
@open_to(Role.administrator)
def invite(congress: str, account: int) -> str:
    """A new invitation: for the first time, or for whoever lost password or phone. It is shown once."""
    here = the_congress(congress)
    found = the_own_account(here, account)
    if found.closed_at:
        abort(404)
    return invited(here, found)


def invited(here: Congress, account: Account) -> str:
    """Make an invitation, keep its digest, and show it: this is the only time."""
    code = codes.issue(account, clock.now())
    db.session.flush()
    card = codes.latest(account)
    db.session.commit()
    link = sign_in_link(code)
    return render_template(
        "accounts/invitation.html",
        here=here,
        account=account,
        card=card,
        code=in_fours(code),
        link=link,
        qr=qr_svg(link, _("Sign-in code")),
    )


@bp.route("/accounts/<int:account>/close", methods=["POST"])
@open_to(Role.administrator)
def close(congress: str, account: int) -> Response:
    """Close an account: signed out everywhere, its codes good no more."""
    found = the_own_account(the_congress(congress), account)
    staff.close(found, clock.now())
    db.session.commit()
    flash(_("The account of %(name)s is closed.", name=found.name))
    return redirect(url_for("staff.accounts", congress=congress))


@bp.route("/accounts/<int:account>/reopen", methods=["POST"])
@open_to(Role.administrator)
def reopen(congress: str, account: int) -> Response:
    """Open a closed account again; an invitation lets its person in."""
    found = the_own_account(the_congress(congress), account)
    staff.reopen(found)
    db.session.commit()
    flash(_("The account is open again. Now make a new invitation."))
    return redirect(url_for("staff.edit", congress=congress, account=account))


@bp.route("/sign-ins")
@open_to(Role.administrator)
def signed_in(congress: str) -> str:
    """Who is signed in now, in which browser since when."""
    here = the_congress(congress)
    return render_template("accounts/signed_in.html", rows=open_here(here), here=here)


def open_here(here: Congress) -> list[SignIn]:
    """The sign-ins that this congress may end."""
    return sign_ins.open_in(here, clock.now())


@bp.route("/sign-ins/<int:sign_in>/end", methods=["POST"])
@open_to(Role.administrator)
def end(congress: str, sign_in: int) -> Response:
    """End one sign-in; whoever sits there is signed out at the next click."""
    row = next((one for one in open_here(the_congress(congress)) if one.id == sign_in), None)
    if row is None:
        abort(404)
    row.ended_at = clock.now()
    db.session.commit()
    flash(_("This sign-in has ended."))
    return redirect(url_for("staff.signed_in", congress=congress))
