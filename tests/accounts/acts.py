"""What people do in these tests: make an account ready, invite, sign in."""

from datetime import datetime

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from tests.people import Who
from votes.accounts import codes, proofs
from votes.accounts.models import Account, Badge
from votes.common.db import db, writing

PASSWORD = "seven green lanterns"


def write(app: Flask, deed):
    """Do something in the database as a command would, and commit it."""
    with app.app_context():
        token = writing.set(True)
        try:
            value = deed()
            db.session.commit()
        finally:
            writing.reset(token)
        return value


def code_for(app: Flask, who: Who, at: datetime) -> str:
    """A fresh code for this account or badge."""
    kind, identity = who

    def deed() -> str:
        return codes.issue(db.session.get_one(Account if kind == "account" else Badge, identity), at)

    return write(app, deed)


def ready(app: Flask, who: Who, password: str = PASSWORD) -> str:
    """Give this account a password and a second factor; its secret is returned."""

    def deed() -> str:
        account = db.session.get_one(Account, who[1])
        account.password = proofs.hasher.hash(password)
        account.totp_secret = proofs.new_secret()
        return account.totp_secret

    return write(app, deed)


def step(secret: str, at: datetime) -> str:
    """The six digits that the phone shows at this moment."""
    return pyotp.TOTP(secret).at(at)


def use(client: FlaskClient, code: str, page: str = "/sign-in"):
    """Scan or type a code and press the button."""
    return client.send(page, {"way": "code", "code": code})


def log_in(client: FlaskClient, login: str, password: str, digits: str, page: str = "/sign-in", **values):
    """Type login, password and second factor and press the button."""
    sent = {"way": "password", "login": login, "password": password, "step": digits}
    return client.send(page, sent, **values)
