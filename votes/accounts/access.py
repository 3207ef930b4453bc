"""Who may open which page: every view carries its mark, and the application does not start without.

A page that one may not see answers 404, so that nobody learns whether it exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, wraps
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from votes.accounts.models import Account, Badge, SignIn, digest
from votes.accounts.roles import Duty, Role
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress, Deputy, Unit


class Anyone(StrEnum):
    """Marks that ask for no role: a page for everyone, or for everyone who is signed in."""

    public = "public"
    signed_in = "signed_in"


PUBLIC = Anyone.public
SIGNED_IN = Anyone.signed_in
Mark = Anyone | Role | Duty
View = TypeVar("View", bound=Callable[..., Any])

BY_SLUG = select(Congress).where(Congress.slug == bindparam("slug"))


@dataclass(frozen=True)
class Actor:
    """The signed-in person: an account with its roles, or the holder of a sitting's badge."""

    account: Account | None = None
    badge: Badge | None = None

    @property
    def name(self) -> str:
        """The name to show and to keep in the trace."""
        return self.account.name if self.account else self.badge.holder if self.badge else ""

    @property
    def deputy(self) -> Deputy | None:
        """The deputy this person is, if so."""
        return self.account.deputy if self.account else self.badge.deputy if self.badge else None

    @property
    def congresses(self) -> list[Congress]:
        """The congresses in which this person has something to do."""
        if self.badge:
            return [self.badge.congress]
        return list(dict.fromkeys(grant.congress for grant in self.account.grants)) if self.account else []

    def roles(self, congress: Congress) -> set[Role]:
        """Standing roles in this congress."""
        grants = self.account.grants if self.account else []
        return {grant.role for grant in grants if grant.congress_id == congress.id}

    def units(self, congress: Congress) -> list[Unit]:
        """The units for which this person acts in this congress."""
        grants = self.account.grants if self.account else []
        return [grant.unit for grant in grants if grant.unit and grant.congress_id == congress.id]

    def has(self, congress: Congress, *marks: Mark) -> bool:
        """Whether one of these roles or duties is this person's in this congress."""
        held: set[Mark] = set(self.roles(congress))
        if self.badge and self.badge.congress_id == congress.id:
            held.add(self.badge.duty)
        return not held.isdisjoint(marks)


def current_actor() -> Actor | None:
    """Who is signed in in this browser, found once a request by the cookie's token."""
    if "actor" not in g:
        g.actor = find_actor(request.cookies.get(cookie_name()))
    actor: Actor | None = g.actor
    return actor


def find_actor(token: str | None) -> Actor | None:
    """The person behind a token, unless signed out, expired, revoked, closed, or still to set a password."""
    row = open_sign_in(token)
    return Actor(row.account, row.badge) if row and not row.setting_up else None


@cache
def by_token() -> Select[SignIn]:
    """A sign-in with all that a page asks of its person, in one question; asked at each request, so made once."""
    whose = (joinedload(SignIn.account).joinedload(Account.grants), joinedload(SignIn.badge))
    return select(SignIn).where(SignIn.token_digest == bindparam("token")).options(*whose)


def open_sign_in(token: str | None) -> SignIn | None:
    """The sign-in behind a token, if it still stands and does not wait behind a badge."""
    row = standing_sign_in(token)
    return row if row and row.waits_since is None else None


def standing_sign_in(token: str | None) -> SignIn | None:
    """The sign-in behind a token, if it still stands."""
    if not token:
        return None
    row = db.session.scalars(by_token(), {"token": digest_token(token)}).unique().one_or_none()
    if row is None or row.ended_at is not None or row.expires_at <= clock.now():
        return None
    if (row.badge and row.badge.revoked_at) or (row.account and row.account.closed_at):
        return None
    return row


def digest_token(token: str) -> str:
    """What is kept of a browser's token."""
    return digest(f"browser|{token}")


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host over https; browsers refuse it over plain http."""
    return "__Host-votes" if request.is_secure else "votes"


def me() -> Actor:
    """The signed-in person, on a page that is open only to those who are."""
    actor = current_actor()
    if actor is None:
        abort(404)
    return actor


def find_congress(slug: str) -> Congress:
    """The congress of this word, or a 404 that says nothing of it."""
    if "congress" in g and g.congress.slug == slug:
        known: Congress = g.congress
        return known
    found = db.session.scalar(BY_SLUG, {"slug": slug})
    if found is None:
        abort(404)
    return found


def the_congress(slug: str) -> Congress:
    """The congress of this address, whose name then stands on the page; or a 404."""
    g.congress = found = find_congress(slug)
    return found


def the_public_congress(slug: str) -> Congress:
    """The congress of this public address; a rehearsal has none, and its 404 does not name it."""
    found = find_congress(slug)
    if not found.is_public:
        abort(404)
    g.congress = found
    return found


def open_to(*marks: Mark) -> Callable[[View], View]:
    """Mark a view with those it is open to; a role counts in the congress that the address names."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            return guard(marks, values.get("congress")) or view(**values)

        guarded.open_to = marks  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def guard(marks: tuple[Mark, ...], slug: str | None) -> Response | None:
    """None to go on; a redirect to sign in, or a 404 for whoever may not see the page."""
    if PUBLIC in marks:
        return None
    actor = current_actor()
    if actor is None:
        if request.method not in ("GET", "HEAD"):
            abort(401)
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    if SIGNED_IN in marks:
        return None
    found = find_congress(slug) if slug is not None else None
    if found is None or not actor.has(found, *marks):
        abort(404)
    g.congress = found
    return None


def check_every_view(app: Flask) -> None:
    """Refuse to start while a view does not say whom it is open to."""
    unmarked = sorted(
        name for name, view in app.view_functions.items() if name != "static" and not hasattr(view, "open_to")
    )
    if unmarked:
        raise RuntimeError(f"views that do not say whom they are open to: {', '.join(unmarked)}")
