"""What a person proves an identity with: a password (argon2) and a second factor (TOTP, never twice)."""

import hmac
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from votes.common.errors import RuleBroken, say

LEAST = 12
MOST = 200
STEP = 30
"""Seconds a second-factor code is good for; the one before and the one after are accepted too."""

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$Sd1cvxpQnl2955Thq3JO8g$qOQ7nOywEaS4QN5hiEloNAjSp8c0KNARoV/42ww2Mq8"
"""A hash that no password fits, checked for unknown logins, so that they take the same time."""


def kept_password(password: str, login: str) -> str:
    """The hash to keep of a new password; one that is too short or contains the login is refused."""
    if len(password) < LEAST:
        raise RuleBroken(say("Choose a password of at least %(n)d characters."), n=LEAST)
    if login.lower() in password.lower() or len(set(password)) < 4:
        raise RuleBroken(
            say("This password is easy to guess. Take several words that only you put together.")
        )
    return hasher.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes the same time when there is none."""
    try:
        return hasher.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def new_secret() -> str:
    """A secret for a phone's authenticator."""
    return pyotp.random_base32()


def address_of(secret: str, login: str, issuer: str) -> str:
    """The address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str | None, code: str, at: datetime) -> int:
    """The time step to which a second-factor code belongs, or 0 if it is not right now."""
    if not secret:
        return 0
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    given = "".join(code.split())
    near = (now, now - 1, now + 1)
    return next((step for step in near if hmac.compare_digest(totp.generate_otp(step), given)), 0)
