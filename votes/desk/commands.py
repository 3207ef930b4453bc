"""`votes daily`: what the day brings by itself, then the digests, then whatever waits in the outbox."""

import subprocess
import sys
import threading
import time
from datetime import date, datetime

import click
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from votes.accounts.links import site
from votes.accounts.models import Account
from votes.common import clock
from votes.common.clock import BEIJING
from votes.common.config import data_folder, value_of
from votes.common.db import db, writing
from votes.common.errors import say
from votes.common.gateway import carry, check_gateway
from votes.common.journals import empty_journal, overwrite
from votes.common.outbox import (
    FAULTS,
    Message,
    check_server,
    clear_folder,
    forget,
    left_over,
    take,
    unsent,
    went_through,
    went_wrong,
)
from votes.common.spoken import chinese
from votes.desk.days import give_up, is_due, take_on
from votes.desk.digest import Digest, digest_for, reached

DONE = say("%(day)s: %(made)d digests made, %(sent)d messages sent, %(left)d wait.")
SENT = say("%(sent)d messages sent, %(left)d wait.")
PAUSE = 60
"""Seconds between two looks at the clock; the first comes so long after the start."""
MOMENT = 3
"""Seconds until what was written is looked for: whoever waits for a code by SMS waits with the phone in hand."""
AFTER_A_FAULT = 900
"""Seconds until a day that went wrong is tried again."""


def daily(on: date | None, once: bool) -> None:
    """Do a day; with `once` only if no other process has done it."""
    day, at = on or clock.today(), clock.now()
    check_server(value_of("SMTP_URL"))
    check_gateway(value_of("GATEWAY"))
    if once and not taken(day, at):
        return
    try:
        for deed in current_app.extensions["each day"]:
            overwrite()
            deed(day, at)
            db.session.commit()
        empty_journal(Message.__tablename__)
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
    clear_folder(data_folder() / "outbox")
    return send_waiting(at), left_over()


def send_now() -> None:
    """Send what is to be sent now, and say what is left."""
    check_server(value_of("SMTP_URL"))
    check_gateway(value_of("GATEWAY"))
    sent = send_waiting(clock.now())
    click.echo(chinese()(SENT) % {"sent": sent, "left": left_over()})


def send_waiting(at: datetime) -> int:
    """Send what is to be sent now; how many went."""
    waits = unsent(at)
    db.session.rollback()
    return sum(is_sent(identity, at) for identity in waits)


def is_sent(identity: int, at: datetime) -> bool:
    """Send one message outside of any transaction; whether it is through."""
    parcel = take(identity, at)
    db.session.commit()
    if parcel is None:
        return False
    try:
        carry(parcel, data_folder() / "outbox")
    except FAULTS as fault:
        went_wrong(identity, at)
        db.session.commit()
        current_app.logger.error("%s: %s", parcel.channel, type(fault).__name__)
        return False
    went_through(identity, at)
    db.session.commit()
    return True


def keep_sending(app: Flask) -> None:
    """Send within seconds what is written; for a thread of a server."""
    while True:
        time.sleep(MOMENT)
        with app.app_context():
            try:
                send_waiting(clock.now())
            except SQLAlchemyError as fault:
                app.logger.error("outbox: %s", type(fault).__name__)


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
    """Begin to keep on beside the requests; the threads end with their process."""
    for deed, name in ((keep_on, "daily"), (keep_sending, "outbox")):
        threading.Thread(target=deed, args=(app,), name=name, daemon=True).start()
