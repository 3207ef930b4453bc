"""文件: the documents of a congress, handed out to whoever may have them."""

from flask import Blueprint, abort, make_response, render_template, send_file
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, Actor, current_actor, open_to
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.config import data_folder
from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.documents import KEEPERS, Document, Kind, stored_at
from votes.projects.uploads import ENDINGS, PICTURE

bp = Blueprint("projects", __name__)

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
AT_HOME = tuple(role for role in Role if role is not Role.guest)
"""Whoever works for the congress; a guest (联合监督) opens only what a room shows with the one thing it is invited to."""
SECONDS = 60
"""How long a cache may show a released file after it was taken back."""


@bp.route("/file/<int:document>")
@bp.route("/file/<int:document>/small", defaults={"small": True}, endpoint="small_file")
@open_to(PUBLIC)
def file(document: int, small: bool = False) -> Response:
    """A picture is shown, a paper is handed out as a download; nothing in it may run (CSP sandbox)."""
    found = db.session.get(Document, document)
    if found is None or not (is_public(found) or is_at_home(found)):
        return gone(found)
    name = found.small_hash if small else found.hash
    path = stored_at(data_folder(), name or "")
    if not name or not path.is_file():
        abort(404)
    called = (found.title or str(found.id)) + ENDINGS[found.media_type]
    shown = found.media_type == PICTURE
    answer = send_file(path, found.media_type, not shown, called, etag=name, last_modified=found.added_at)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = (
        f"public, max-age={SECONDS}" if is_public(found) else "private, no-store"
    )
    return answer


def gone(document: Document | None) -> Response:
    """The note of a takedown (撤下) where something was public once, for whoever comes to its address; else a 404."""
    if document is None or document.withdrawn_at is None or not congress_of(document).is_public:
        abort(404)
    day = format_date(day_of(document.withdrawn_at))
    sentence = _("This was taken down on %(day)s: %(why)s", day=day, why=document.withdrawn_why)
    return make_response(render_template("refused.html", title=_("Taken down"), sentence=sentence), 410)


def is_public(document: Document) -> bool:
    """Whether everyone may have it: released (审签公开), and not in a rehearsal."""
    return document.released_at is not None and congress_of(document).is_public


def is_at_home(document: Document) -> bool:
    """Whether the signed-in person may open it where it is kept; no badge opens any."""
    actor = current_actor()
    return actor is not None and may_open(document, actor)


def may_open(document: Document, actor: Actor) -> bool:
    """Who may open it before its release: a signed sheet may show an undeclared count, or deputies' names."""
    here = congress_of(document)
    if document.kind is Kind.signed:
        return actor.has(here, Role.office)
    words = [word for word in (ask(document, actor) for ask in KEEPERS) if word is not None]
    return all(words) if words else actor.has(here, *AT_HOME)


def congress_of(document: Document) -> Congress:
    """The congress that keeps a document."""
    return db.session.get_one(Congress, document.congress_id)
