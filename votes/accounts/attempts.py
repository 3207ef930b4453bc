"""Guessing is slowed down per account and per address, counted in the database, so for all processes together.

An attempt is written down before anything is looked at and taken back when it succeeds: of many at once,
each sees the others. Whoever is kept out by somebody else's guessing gets in with an invitation.
"""

import hashlib
import hmac
import ipaddress
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from votes.accounts.models import Attempt
from votes.common.db import db
from votes.common.errors import RuleBroken, say

WINDOW = timedelta(minutes=15)
KEPT = timedelta(hours=1)
PER_ACCOUNT = 20
PER_ADDRESS = 60
"""Failures in a window; a hall full of deputies may stand behind one address, and only failures count."""


class TooManyTries(RuleBroken):
    """No further try now, whether or not it would be right."""

    def __init__(self) -> None:
        super().__init__(
            say("Too many tries. Please wait %(n)d minutes, or ask for an invitation or a new card."), n=15
        )


def folded(login: str) -> str:
    """A login as it is kept and compared."""
    return unicodedata.normalize("NFKC", login).strip().lower()


def key_of(secret: str, kind: str, value: str) -> str:
    """What is kept of a login or an address: only those who hold the secret can tell which it was."""
    return hmac.new(secret.encode(), f"{kind}|{value}".encode(), hashlib.sha256).hexdigest()


def network_of(address: str | None) -> str:
    """The address itself, or of an IPv6 address its /64: one household, one budget."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def note(keys: list[str], at: datetime) -> list[int]:
    """Write down one try under each key; what is old goes. The ids serve to take it back."""
    db.session.execute(delete(Attempt).where(Attempt.at < at - KEPT))
    rows = [Attempt(key=key, at=at) for key in keys]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def check_limits(limits: dict[str, int], at: datetime) -> None:
    """Refuse when there were more tries under a key than its limit, this one included."""
    for key, most in limits.items():
        count = select(func.count()).where(Attempt.key == key, Attempt.at > at - WINDOW)
        if (db.session.scalar(count) or 0) > most:
            raise TooManyTries


def take_back(ids: list[int]) -> None:
    """The try succeeded: it does not count."""
    db.session.execute(delete(Attempt).where(Attempt.id.in_(ids)))
