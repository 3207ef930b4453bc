"""Somebody signed in without a door: for browsers that are not there to try the doors."""

import secrets
from datetime import datetime, timedelta

from flask import Flask

from tests.people import Who
from votes.accounts.access import digest_token
from votes.accounts.models import Account, Badge, SignIn
from votes.common.db import db

LONG = timedelta(days=4000)


def signed_in_as(app: Flask, who: Who, at: datetime) -> str:
    """The token of an account or badge that is signed in from this moment on."""
    kind, identity = who
    token = secrets.token_hex(32)
    with app.app_context():
        row = SignIn(token_digest=digest_token(token), began_at=at, expires_at=at + LONG)
        if kind == "account":
            row.account = db.session.get_one(Account, identity)
        else:
            row.badge = db.session.get_one(Badge, identity)
        db.session.add(row)
        db.session.commit()
    return token
