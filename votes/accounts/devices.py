"""What tells one browser from two where anyone may take part once, kept as little as possible: a random token in a cookie.

Rooms keep `known_as` of it only, which is of use for one matter alone, so that two of them cannot be put together.
"""

import hashlib
import secrets

from flask import current_app
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Request, Response

COOKIE = "device"
STAYS = 400 * 24 * 3600
"""Seconds the cookie stays: a year's list and the look-back after it."""


def token_of(request: Request) -> str:
    """The token this service gave the browser; blank where it has none, or one that was made up."""
    try:
        return signer().unsign(request.cookies.get(cookie_name(request), "").encode()).decode()
    except (BadSignature, UnicodeError):
        return ""


def with_token(answer: Response, request: Request) -> Response:
    """Give the browser a token, if it has none that this service gave."""
    if not token_of(request):
        answer.set_cookie(
            cookie_name(request),
            new_token(),
            max_age=STAYS,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return answer


def new_token() -> str:
    """A random token, signed so that nobody can make up a second device without loading a page."""
    return signer().sign(secrets.token_urlsafe(16)).decode()


def known_as(token: str, matter: str) -> str:
    """What is kept of a token for one matter, such as `rating 17`: 64 hex digits; blank where there is no token."""
    return hashlib.sha256(f"{token}|{matter}".encode()).hexdigest() if token else ""


def cookie_name(request: Request) -> str:
    """`__Host-` binds the cookie to this host over https."""
    return f"__Host-{COOKIE}" if request.is_secure else COOKIE


def signer() -> Signer:
    """Signs with the key of the service."""
    return Signer(str(current_app.config["SECRET_KEY"]), salt=COOKIE)
