"""账号: signing in and out."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, SIGNED_IN, cookie_name, digest_token, open_to
from votes.accounts.models import SignIn
from votes.common import clock
from votes.common.db import db

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(PUBLIC)
def sign_in() -> str | Response:
    """Sign in by a one-time code, or by login, password and second factor."""
    return render_template("accounts/sign_in.html", form=FlaskForm())


@bp.route("/sign-out", methods=["POST"])
@open_to(SIGNED_IN)
def sign_out() -> Response:
    """End this browser's sign-in for good."""
    token = request.cookies.get(cookie_name(), "")
    row = db.session.query(SignIn).filter_by(token_digest=digest_token(token)).one()
    row.ended_at = clock.now()
    db.session.commit()
    answer = make_response(redirect(url_for("noticeboard.home")))
    answer.delete_cookie(cookie_name(), path="/")
    return answer
