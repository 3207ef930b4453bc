"""公示: every public page; the same for everyone, without a cookie, with an ETag."""

from flask import Blueprint, make_response, render_template, request
from sqlalchemy import select, text
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common.db import db
from votes.congress.models import Congress

bp = Blueprint("noticeboard", __name__)


def public_page(body: str, media_type: str = "text/html; charset=utf-8", seconds: int = 1) -> Response:
    """An answer that every cache may keep for `seconds`, and that costs nothing when it has not changed."""
    answer = make_response(body)
    answer.headers["Content-Type"] = media_type
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.add_etag()
    return answer.make_conditional(request)


@bp.route("/")
@open_to(PUBLIC)
def home() -> Response:
    """All congresses, and what happens now."""
    shown = select(Congress).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.id)
    return public_page(render_template("noticeboard/home.html", congresses=db.session.scalars(shown).all()))


@bp.route("/healthz")
@open_to(PUBLIC)
def healthz() -> Response:
    """The process answers."""
    return public_page("ok\n", "text/plain", seconds=0)


@bp.route("/readyz")
@open_to(PUBLIC)
def readyz() -> Response:
    """The process answers and its database does."""
    db.session.execute(text("SELECT 1"))
    return public_page("ok\n", "text/plain", seconds=0)
