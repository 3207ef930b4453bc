"""Every refusal becomes a page that says what to do, in one place."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from votes.common.db import db
from votes.common.errors import RuleBroken

Page = tuple[str, int]


def start(app: Flask) -> None:
    """Answer each kind of refusal with its page."""
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(IntegrityError, already_recorded)
    app.register_error_handler(OperationalError, no_answer)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, any_other)


def rule_broken(error: RuleBroken) -> Page:
    """A rule of the procedure said no."""
    db.session.rollback()
    return refused(409, _("Not possible now"), _(error.sentence, **error.values))


def already_recorded(_error: IntegrityError) -> Page:
    """The database held a constraint against a race."""
    db.session.rollback()
    sentence = _(
        "Somebody, or a second click, has just recorded this. Please load the page again; nothing was lost."
    )
    return refused(409, _("Already recorded"), sentence)


def no_answer(error: OperationalError) -> Page:
    """The database did not answer in time."""
    db.session.rollback()
    current_app.logger.error("database: %s", type(error.orig).__name__)
    return refused(503, _("Busy"), _("The system is busy. Nothing was saved; please try again."))


def form_expired(_error: CSRFError) -> Page:
    """The token of the form is missing or no longer good."""
    sentence = _(
        "This form was open for too long, or cookies are off. Please go back, load the page again and send it once more."
    )
    return refused(400, _("Form expired"), sentence)


def any_other(error: HTTPException) -> Any:
    """Whatever else HTTP refuses; an answer that is no refusal goes on as it is."""
    code = error.code or 500
    if code < 400:
        return error
    texts = sentences()
    title, sentence = texts.get(code, texts[500] if code >= 500 else texts[400])
    return refused(code, title, sentence)


def sentences() -> dict[int, tuple[str, str]]:
    """Title and sentence for each kind of refusal."""
    return {
        400: (
            _("Not understood"),
            _("What was sent could not be read. Please go back, check it, and send it again."),
        ),
        401: (
            _("Signed out"),
            _(
                "You are no longer signed in. Sign in again in a new tab, then come back here, reload and send; your browser keeps what you typed."
            ),
        ),
        404: (
            _("Page not found"),
            _(
                "There is no such page, or it is not open to you. Please check the address, or start from the home page."
            ),
        ),
        405: (
            _("Not understood"),
            _("This address takes no such request. Please start from the page before."),
        ),
        413: (
            _("Too large"),
            _("What was sent is too large. Please send fewer or smaller files, at most 10 MB each."),
        ),
        429: (
            _("Too many tries"),
            _("Too many tries in a short time. Please wait a few minutes and try again."),
        ),
        500: (
            _("Something went wrong"),
            _("This is our fault, and it was noted. Nothing was half saved. Please try again."),
        ),
    }


def refused(code: int, title: str, sentence: str) -> Page:
    """The page of a refusal; that of a missing page does not tell whose page it would have been."""
    if code == 404:
        g.pop("congress", None)
    return render_template(
        "refused.html", title=title, sentence=sentence, back=way_back(), lost=code == 404
    ), code


def way_back() -> str:
    """The page of this site that led here, else the home page."""
    try:
        before = urlsplit(request.referrer or "")
    except ValueError:
        before = urlsplit("")
    if before.netloc != request.host or not before.path.startswith("/"):
        return url_for("noticeboard.home")
    return before.path + (f"?{before.query}" if before.query else "")
