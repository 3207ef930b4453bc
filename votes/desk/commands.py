"""`votes daily`: what the day brings by itself, then the digests, then whatever waits in the outbox."""

import subprocess
import sys
import threading
import time
from datetime import date, datetime

import click
from flask import Flask, current_app

from votes.accounts.links import site
from votes.accounts.models import Account
from votes.common import clock
from votes.common.clock import BEIJING
from votes.common.config import data_folder, value_of
from votes.common.db import db, writing
from votes.common.errors import say
from votes.common.outbox import FAULTS, Message, check_server, deliver, forget, letter, unsent
from votes.common.spoken import chinese
from votes.desk.days import give_up, is_due, take_on
from votes.desk.digest import Digest, digest_for, reached

DONE = say("%(day)s: %(made)d digests made, %(sent)d messages sent, %(left)d wait.")
PAUSE = 60
"""Seconds between two looks at the clock; the first comes so long after the start."""
AFTER_A_FAULT = 900
"""Seconds until a day that went wrong is tried again."""


def daily(on: date | None, once: bool) -> None:
    """Do a day; with `once` only if no other process has done it."""
    day, at = on or clock.today(), clock.now()
    check_server(value_of("SMTP_URL"))
    if once and not taken(day, at):
        return
    try:
        for deed in current_app.extensions["each day"]:
            deed(day, at)
            db.session.commit()
        made = write_digests(day, at)
        sent, left = empty_outbox(at)
    except BaseException:
        db.session.rollback()
        give_up(day)
        db.session.commit()
        raise
    click.echo(chinese()(DONE) % {"day": day, "made": made, "sent": sent, "left": left})


def taken(day: date, at: datetime) -> bool:
    """Whether this process has taken the day on."""
    mine = take_on(day, at)
    db.session.commit()
    return mine


def write_digests(day: date, at: datetime) -> int:
    """Write a digest for everyone who has something new to do; it is reckoned without the write lock."""
    made = 0
    with current_app.test_request_context(base_url=site()):
        for account in reached(day):
            found = reckoned(account, day, at)
            if found is not None:
                db.session.add_all(found)
                db.session.commit()
                made += 1
    return made


def reckoned(account: Account, day: date, at: datetime) -> tuple[Digest, Message] | None:
    """The digest of one person; what goes wrong with one is logged, and keeps it from nobody else."""
    number, token = account.id, writing.set(False)
    try:
        return digest_for(account, day, at)
    except Exception:
        current_app.logger.exception("digest of account %d", number)
        return None
    finally:
        db.session.rollback()
        writing.reset(token)


def empty_outbox(at: datetime) -> tuple[int, int]:
    """Send what waits, each noted as soon as it is through; how many went, and how many are left."""
    forget(at)
    db.session.commit()
    waits = [message.id for message in unsent()]
    db.session.rollback()
    sent = sum(is_sent(db.session.get_one(Message, identity), at) for identity in waits)
    return sent, len(waits) - sent


def is_sent(message: Message, at: datetime) -> bool:
    """Send one message outside of any transaction; whether it is through."""
    mail, name = letter(message, value_of("MAIL_FROM")), f"{message.id:08d}"
    db.session.rollback()
    try:
        deliver(mail, name, value_of("SMTP_URL"), data_folder() / "outbox")
    except FAULTS as fault:
        message.tries += 1
        db.session.commit()
        current_app.logger.error("mail: %s", type(fault).__name__)
        return False
    message.sent_at = at
    db.session.commit()
    return True


def keep_on(app: Flask) -> None:
    """Have each day done by a process of its own, from the morning on; for a thread of a server."""
    last: date | None = None
    while True:
        time.sleep(PAUSE)
        with app.app_context():
            at = clock.now()
        if is_due(at, last):
            done = subprocess.run([sys.executable, "-m", "votes.cli", "daily", "--once"], check=False)
            if done.returncode == 0:
                last = at.astimezone(BEIJING).date()
            else:
                time.sleep(AFTER_A_FAULT)


def start_keeping_on(app: Flask) -> None:
    """Begin to keep on beside the requests; the thread ends with its process."""
    threading.Thread(target=keep_on, args=(app,), name="daily", daemon=True).start()
