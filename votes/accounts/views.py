"""账号: signing in and out, setting password and second factor, one's own page."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts import attempts, browser, codes, proofs, sign_ins, staff
from votes.accounts.access import (
    PUBLIC,
    SIGNED_IN,
    Actor,
    cookie_name,
    digest_token,
    me,
    open_sign_in,
    open_to,
)
from votes.accounts.forms import CodeForm, EmailForm, SetUpForm, StaffForm
from votes.accounts.models import Account, SignIn
from votes.accounts.roles import DUTY_NAMES, ROLE_NAMES
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.qr import qr_svg
from votes.common.validators import refuse, refuse_form

bp = Blueprint("accounts", __name__)
Answer = str | Response | tuple[str, int]


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(PUBLIC)
def sign_in() -> Answer:
    """Sign in by a one-time code, or by login, password and second factor."""
    if not browser.is_safe():
        return render_template("accounts/sign_in.html", safe=False), 200 if request.method == "GET" else 403
    is_code = request.form.get("way") == "code"
    by_code = CodeForm(request.form if is_code else None)
    by_password = StaffForm(None if is_code else request.form)
    form, status = (by_code if is_code else by_password), 200
    if form.validate_on_submit():
        try:
            at = clock.now()
            return use_code(by_code, at) if is_code else use_password(by_password, at)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
            status = 429 if isinstance(broken, attempts.TooManyTries) else 200
    page = render_template("accounts/sign_in.html", safe=True, by_code=by_code, by_password=by_password)
    return page, status


def use_code(form: CodeForm, at: datetime) -> Response:
    """Spend the code; its holder is signed in, or goes on to set a password."""
    tried = knock({browser_key(): attempts.PER_ADDRESS}, at)
    row, token = codes.enter(codes.spend(form.code.data, at), at)
    attempts.take_back(tried)
    sign_ins.end_token(request.cookies.get(cookie_name()), at)
    db.session.commit()
    return browser.keep(row, token, after(row))


def use_password(form: StaffForm, at: datetime) -> Response:
    """Check password and second factor; whichever is wrong, the answer and its time are the same."""
    login = attempts.folded(form.login.data)
    by_login = attempts.key_of(browser.secret(), "login", login)
    tried = knock({by_login: attempts.PER_ACCOUNT, browser_key(): attempts.PER_ADDRESS}, at)
    account = db.session.scalar(select(Account).where(Account.login == login))
    kept = account.password if account and not account.closed_at else None
    db.session.rollback()  # argon2 takes its time: nobody waits for the write lock meanwhile
    right = proofs.is_password(kept, form.password.data)
    account = staff.proven(account, right, form.step.data, at)
    row, token = sign_ins.begin(account, at)
    attempts.take_back(tried)
    sign_ins.end_token(request.cookies.get(cookie_name()), at)
    db.session.commit()
    return browser.keep(row, token, after(row))


def browser_key() -> str:
    """The key under which tries from this address are counted."""
    return attempts.key_of(browser.secret(), "address", attempts.network_of(request.remote_addr))


def knock(limits: dict[str, int], at: datetime) -> list[int]:
    """Note a try, for all processes to see, then look whether there were too many."""
    tried = attempts.note(list(limits), at)
    db.session.commit()
    attempts.check_limits(limits, at)
    return tried


def after(row: SignIn) -> str:
    """Where signing in leads."""
    return url_for("accounts.set_up") if row.setting_up else browser.own_path(request.args.get("next"))


@bp.route("/account/set-up", methods=["GET", "POST"])
@open_to(PUBLIC)
def set_up() -> Answer:
    """Set password and second factor; open only in the browser in which an invitation was used."""
    account, form, at = invited(), SetUpForm(), clock.now()
    if account is None:
        return redirect(url_for("accounts.sign_in"))
    if form.validate_on_submit():
        try:
            staff.set_up(account, form.password.data, form.step.data, at)
        except staff.WrongStep as broken:
            refuse(form.step, broken)
        except RuleBroken as broken:
            refuse(form.password, broken)
        else:
            sign_ins.end_all(account, at)
            row, token = sign_ins.begin(account, at)
            db.session.commit()
            return browser.keep(row, token, url_for("desk.desk"))
    qr = qr_svg(staff.secret_address(account), _("Code for your authenticator"))
    return render_template("accounts/set_up.html", form=form, account=account, qr=qr)


def invited() -> Account | None:
    """Whoever has used an invitation in this browser and is still to set a password."""
    row = open_sign_in(request.cookies.get(cookie_name()))
    return row.account if row and row.setting_up else None


@bp.route("/sign-out", methods=["POST"])
@open_to(SIGNED_IN)
def sign_out() -> Response:
    """End this browser's sign-in for good."""
    sign_ins.end_token(request.cookies.get(cookie_name()), clock.now())
    db.session.commit()
    return browser.forget(url_for("noticeboard.home"))


@bp.route("/account", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def own() -> Answer:
    """One's own page: roles, where the digest goes, and the browsers in which one is signed in."""
    actor, this = me(), digest_token(request.cookies.get(cookie_name(), ""))
    who = actor.account or actor.badge
    assert who is not None
    form = EmailForm(data={"email": actor.account.email}) if actor.account else None
    if actor.account is not None and form is not None and form.validate_on_submit():
        actor.account.email = form.email.data or ""
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for(".own"))
    return render_template(
        "accounts/own.html",
        person=actor,
        rows=[(row, row.token_digest == this) for row in sign_ins.open_of(who, clock.now())],
        duties=duties(actor),
        form=form,
    )


def duties(actor: Actor) -> list[tuple[str, str]]:
    """Where and as what this person acts: the congress, and the role with its unit or the duty."""
    if actor.badge:
        return [(actor.badge.congress.name, str(DUTY_NAMES[actor.badge.duty]))]
    grants = actor.account.grants if actor.account else []
    return [
        (grant.congress.name, " ".join([str(ROLE_NAMES[grant.role]), grant.unit.name if grant.unit else ""]))
        for grant in grants
    ]


@bp.route("/account/sign-out-everywhere", methods=["POST"])
@open_to(SIGNED_IN)
def sign_out_everywhere() -> Response:
    """End this person's sign-ins in all browsers, this one included."""
    actor = me()
    who = actor.account or actor.badge
    assert who is not None
    sign_ins.end_all(who, clock.now())
    db.session.commit()
    return browser.forget(url_for("accounts.sign_in"))
