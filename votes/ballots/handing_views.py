"""交接: the next duty takes over this computer with the badge's code; the office gets it back with its password."""

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from votes.accounts import attempts, browser, sign_ins
from votes.accounts.access import cookie_name, me, open_to
from votes.accounts.forms import CODE_KEYS
from votes.accounts.models import Account
from votes.accounts.proofs import MOST
from votes.accounts.roles import DUTY_NAMES, Duty
from votes.accounts.views import browser_key, knock
from votes.ballots.blueprint import bp
from votes.ballots.handing import badge_of, badges_of, is_back, office_behind
from votes.ballots.loading import EVERYONE, the_sitting
from votes.ballots.telling import sitting_head
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.fields import NEEDED, TOO_LONG, Line
from votes.common.validators import refuse
from votes.congress.models import Sitting


class BadgeForm(FlaskForm):
    """The code of a badge."""

    code = Line(
        _l("Badge code"),
        longest=60,
        description=_l(
            "On the badge: 16 letters and digits. It is good for this sitting, as often as needed."
        ),
        render_kw={**CODE_KEYS, "autofocus": True},
    )


class PasswordForm(FlaskForm):
    """What proves that the office's person is back."""

    password = PasswordField(
        _l("Password"),
        [DataRequired(NEEDED), Length(max=MOST, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )


@bp.route("/desk/<congress>/sitting/<int:sitting>/hand-over", methods=["GET", "POST"])
@open_to(*EVERYONE)
def hand_over(congress: str, sitting: int) -> str | Response:
    """The next person takes over with the code of the own badge."""
    here, form = the_sitting(congress, sitting), BadgeForm()
    if form.validate_on_submit():
        try:
            return taken_over(here, str(form.code.data))
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.code, broken)
            here = the_sitting(congress, sitting)
    holders = [(DUTY_NAMES[badge.duty], badge.holder) for badge in badges_of(here)]
    return render_template(
        "ballots/hand_over.html", form=form, sitting=here, holders=holders, **sitting_head(here)
    )


def taken_over(sitting: Sitting, code: str) -> Response:
    """Sign the badge in on this browser; a badge before it is signed out, the office waits in the background."""
    at = clock.now()
    tried = knock({browser_key(): attempts.PER_ADDRESS}, at)
    row, token = sign_ins.begin(badge_of(sitting, code, at), at)
    attempts.take_back(tried)
    before, is_office = request.cookies.get(cookie_name(), ""), me().badge is None
    (sign_ins.let_wait if is_office else sign_ins.end_token)(before, at)
    db.session.commit()
    answer = browser.keep(row, token, onward(sitting))
    if is_office:
        keep_behind(answer, before)
    return answer


def onward(sitting: Sitting) -> str:
    """Where to go on: the page asked for, or the sitting's."""
    own = url_for(".sitting", congress=sitting.congress.slug, sitting=sitting.id)
    return browser.own_path(request.args["next"]) if request.args.get("next") else own


def behind_name() -> str:
    """The name of the cookie in which the office waits."""
    return f"{cookie_name()}-office"


def keep_behind(answer: Response, token: str) -> None:
    """Remember the office's sign-in beside the badge's."""
    answer.set_cookie(behind_name(), token, path="/", secure=request.is_secure, httponly=True, samesite="Lax")


@bp.route("/desk/<congress>/sitting/<int:sitting>/hand-back", methods=["GET", "POST"])
@open_to(*Duty)
def hand_back(congress: str, sitting: int) -> str | Response:
    """The office goes on once its person has typed the password; where nobody waits any more, it signs in anew."""
    here, form = the_sitting(congress, sitting), PasswordForm()
    account = office_behind(request.cookies.get(behind_name()), here.congress)
    if account is None:
        return redirect(url_for("accounts.sign_in", next=onward(here)))
    if form.validate_on_submit():
        try:
            return given_back(account, str(form.password.data), onward(here))
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.password, broken)
            here = the_sitting(congress, sitting)
    return render_template(
        "ballots/hand_back.html", form=form, sitting=here, office=account, **sitting_head(here)
    )


def given_back(account: Account, words: str, to: str) -> Response:
    """End the badge's sign-in and the waiting one; the office goes on under a fresh one."""
    at, kept = clock.now(), account.password
    by_login = attempts.key_of(browser.secret(), "login", attempts.folded(account.login or ""))
    tried = knock({by_login: attempts.PER_ACCOUNT, browser_key(): attempts.PER_ADDRESS}, at)
    if not is_back(account, kept, words, at):
        raise RuleBroken(say("This is not right. Type it again, or sign in anew."))
    attempts.take_back(tried)
    row, token = sign_ins.begin(account, at)
    for name in (cookie_name(), behind_name()):
        sign_ins.end_token(request.cookies.get(name), at)
    db.session.commit()
    answer = browser.keep(row, token, to)
    answer.delete_cookie(behind_name(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def may_hand_back(sitting: Sitting) -> bool:
    """Whether the office waits behind the badge in this browser."""
    return (
        me().badge is not None
        and office_behind(request.cookies.get(behind_name()), sitting.congress) is not None
    )
