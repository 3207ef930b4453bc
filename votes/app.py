"""The application: rooms put together; it refuses to start while a view does not say whom it is open to."""

import hashlib
from functools import cache
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from votes.accounts import pages as accounts
from votes.accounts.access import PUBLIC, Actor, check_every_view, current_actor
from votes.ballots import collecting_views as box
from votes.ballots import views as ballots
from votes.common import addresses, config, db, i18n, refusals, tongues
from votes.common.resources import PACKAGE, folder
from votes.common.tiles import host_of
from votes.congress.models import Congress
from votes.delivery import views as delivery
from votes.desk import days
from votes.desk import views as desk
from votes.evaluation import public_views as evaluation
from votes.noticeboard import views as noticeboard
from votes.noticeboard.newsletter_commands import write_news
from votes.noticeboard.search_watch import pack_if_full
from votes.projects import hosting_views as hosting
from votes.projects import views as projects
from votes.proposals import views as proposals
from votes.supervision import pages as supervision
from votes.yearbook import filling_views as yearbook

ROOMS: tuple[Blueprint, ...] = (
    *accounts.BLUEPRINTS,
    projects.bp,
    hosting.bp,
    proposals.bp,
    ballots.bp,
    box.bp,
    delivery.bp,
    supervision.bp,
    evaluation.bp,
    yearbook.bp,
    desk.bp,
    noticeboard.bp,
)
csrf = CSRFProtect()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_LIMIT = 32 * 1024 * 1024


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """Make the application from the environment, or from the settings given."""
    app = Flask("votes", template_folder=str(folder("templates")), static_folder=str(PACKAGE / "static"))
    app.config.update(
        MAX_CONTENT_LENGTH=PAGE_LIMIT,
        MAX_FORM_PARTS=5000,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.config.update(config.from_environment() if settings is None else settings)
    proxies = int(app.config.get("TRUSTED_PROXIES", 0))
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies, proxies)  # type: ignore[method-assign]
    addresses.start(app)
    db.start(app)
    i18n.start(app)
    csrf.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room)
    csrf.exempt(box.bp)
    check_every_view(app)
    app.context_processor(page_frame)
    app.after_request(seal)
    tongues.start(app)
    refusals.start(app)
    box.start(app)
    days.start(app, pack_if_full, write_news)
    return app


def page_frame() -> dict[str, Any]:
    """What `base.html` needs on every page."""
    english, elder = i18n.is_english(), i18n.is_elder()
    congress = g.get("congress")
    actor = None if is_public_page() else current_actor()
    return {
        "congress": congress,
        "demo": is_demo(congress, actor),
        "rehearsal": bool(congress and not congress.is_public),
        "home_url": url_for("noticeboard.home"),
        "sign_out_url": url_for("accounts.sign_out"),
        "account_url": url_for("accounts.own"),
        "nav": sections(congress),
        "foot_links": foot_links(actor),
        "html_lang": "en" if english else "zh-CN",
        "elder": elder,
        "actor": actor,
        "asset": asset,
        "other_language_url": i18n.address_with(not english, elder) if request else "",
        "elder_url": i18n.address_with(english, not elder) if request else "",
    }


def is_demo(congress: Congress | None, actor: Actor | None) -> bool:
    """Whether the page belongs to a demonstration; a desk does if its person does (演示)."""
    home = congress or next(iter(actor.congresses if actor else ()), None)
    return bool(home and home.demo)


def link(label: str, endpoint: str, **values: Any) -> dict[str, Any]:
    """A place to go, marked if one is there."""
    return {"label": label, "url": url_for(endpoint, **values), "current": request.endpoint == endpoint}


def sections(congress: Congress | None) -> list[dict[str, Any]]:
    """The head's places to go: the desk for those who work, the lists of a place for everyone else."""
    if not is_public_page():
        return [link(_("Desk"), "desk.desk"), *(own_sections(congress) if congress else [])]
    if congress is None or not congress.is_public:
        return [link(_("Search"), "noticeboard.search")]
    return [
        link(_("Projects by year"), "noticeboard.place", congress=congress.slug),
        link(_("Search"), "noticeboard.search", **{"in": congress.slug}),
    ]


def own_sections(congress: Congress) -> list[dict[str, Any]]:
    """The pages of the congress in which one works; a badge is for its sitting alone."""
    pages = {
        "projects.cycles": _("Years and batches"),
        "congress.overview": _("Congress and its people"),
    }
    return [link(words, page, congress=congress.slug) for page, words in pages.items() if may(congress, page)]


def may(congress: Congress, endpoint: str) -> bool:
    """Whether a page of this congress is open to who is signed in."""
    actor, view = current_actor(), current_app.view_functions[endpoint]
    return bool(actor and actor.has(congress, *getattr(view, "open_to", ())))


def foot_links(actor: Actor | None) -> list[dict[str, Any]]:
    """What stands at the foot of every page; who is signed in needs not sign in."""
    links = [
        link(_("How the figures are worked out"), "noticeboard.how"),
        link(_("What law and local rules say"), "noticeboard.rules"),
        link(_("Open data"), "noticeboard.data"),
        link(_("Accessibility"), "noticeboard.accessibility"),
    ]
    return links if actor else [*links, link(_("Sign in"), "accounts.sign_in")]


def is_public_page() -> bool:
    """A public page is the same for everyone: it does not ask who is looking."""
    view = current_app.view_functions.get(request.endpoint or "")
    return PUBLIC in getattr(view, "open_to", (PUBLIC,))


@cache
def version_of(filename: str) -> str:
    """A short hash of a static file, so that browsers may keep it for a year."""
    return hashlib.sha256((PACKAGE / "static" / filename).read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """The address of a static file with its version; the same for every language and look."""
    return url_for("static", filename=filename, v=version_of(filename))


def policy() -> str:
    """What a page may load: its own, and pictures from where map tiles are set to come from."""
    host = host_of(current_app.config.get("TILES", ""))
    return POLICY.replace("data:;", f"data: {host};") if host else POLICY


def seal(answer: Response) -> Response:
    """Security headers on every answer; nothing is kept by browsers unless the view says so."""
    answer.headers.setdefault("Content-Security-Policy", policy())
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint == "static" and "v" in request.args:
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
