"""What tells one rating from two, kept as little as possible: a token in a cookie of this page, a day's hash of an address."""

import hashlib
import hmac
import secrets
from datetime import date

from itsdangerous import BadSignature, Signer

from votes.accounts.attempts import network_of

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


def address_key(address: str | None, secret: str, day: date) -> str:
    """What is kept of an address for one day: a keyed hash that no other day's can be put beside."""
    return hmac.new(secret.encode(), f"{day}|{network_of(address)}".encode(), hashlib.sha256).hexdigest()
