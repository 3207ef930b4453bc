"""What tells one rating from two, kept as little as possible: a token in a cookie of this page."""

import secrets

from itsdangerous import BadSignature, Signer

COOKIE = "rate"
STAYS = 400 * 24 * 3600
"""Seconds the cookie stays: a year's list and the look-back after it."""


def new_token(secret: str) -> str:
    """A random token, signed so that nobody can make up a second device without loading the page."""
    return Signer(secret, salt="rate").sign(secrets.token_urlsafe(16)).decode()


def checked(token: str | None, secret: str) -> str:
    """The token, if this service gave it; else nothing."""
    try:
        return Signer(secret, salt="rate").unsign((token or "").encode()).decode()
    except (BadSignature, UnicodeError):
        return ""
