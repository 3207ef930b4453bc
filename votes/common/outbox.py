"""发件箱: messages to people, kept until they are through; by SMTP where `SMTP_URL` names a server, else as files.

A message is written first and sent afterwards, so that a server that does not answer loses none.
"""

import re
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from ssl import create_default_context
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.common.journals import overwrite
from votes.common.words import one_line

PATIENCE = 20
"""Seconds to wait for a mail server."""
MOST_TRIES = 20
KEPT = timedelta(days=30)
"""How long it is kept that a message is through, and its file if it went into one."""
GONE = "-"
"""What stands in the place of address and words once they are handed over."""
SEND_WITHIN = timedelta(minutes=5)
"""How long a message is left to the process that has taken it; after that another one may send it."""
LONGEST_PAUSE = timedelta(hours=12)
"""Between two tries; the first pause is a minute, each further one twice as long."""
NUMBERED = re.compile(r"\d{8,}\.(eml|[a-z]+\.json)")
FAULTS = (OSError, smtplib.SMTPException, ValueError)
"""What may go wrong with one message; a `ValueError` is a letter that cannot be written, and keeps no other one waiting."""


class Channel(StrEnum):
    """By which way: e-mail, text message (短信), or an official account's template message (公众号)."""

    mail = "mail"
    sms = "sms"
    official = "official"


@dataclass(frozen=True)
class Parcel:
    """What is handed to a gateway: `address` is an e-mail address, a mobile number or an open id.

    `id` is the same when it is handed over once more, so that nobody need get it twice.
    """

    id: int
    channel: Channel
    address: str
    subject: str
    text: str
    made_at: datetime


class Message(Base):
    """A message to one person; `sent_at` is null until it is through, `tries` counts what failed.

    `about` names what it belongs to, so that all of it can be taken away together; `next_try_at` also keeps two
    processes from sending it at once.
    """

    __tablename__ = "message"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    channel: Mapped[Channel] = mapped_column(enum_of(Channel), default=Channel.mail)
    address: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(
        default=lambda made: made.get_current_parameters()["made_at"]
    )
    about: Mapped[str] = mapped_column(sa.String(40), default="", index=True)

    __table_args__ = (
        sa.CheckConstraint("address <> '' AND subject <> '' AND text <> ''", name="says_something"),
        sa.Index(
            "ix_message_unsent",
            "id",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        ),
    )


def is_waiting() -> tuple[sa.ColumnElement[bool], ...]:
    """Whether a message is not through; one that failed too often is left alone."""
    return (Message.sent_at.is_(None), Message.tries < MOST_TRIES)


def unsent(at: datetime) -> Sequence[int]:
    """Ids of the messages to send now, the oldest first."""
    wanted = sa.select(Message.id).where(*is_waiting(), Message.next_try_at <= at)
    return db.session.scalars(wanted.order_by(Message.id)).all()


def left_over() -> int:
    """How many messages are not through yet."""
    return db.session.scalar(sa.select(sa.func.count(Message.id)).where(*is_waiting())) or 0


def take(identity: int, at: datetime) -> Parcel | None:
    """Take a message to send it; None if it is through, or another process has it."""
    free = (Message.id == identity, Message.sent_at.is_(None), Message.next_try_at <= at)
    taken = sa.update(Message).where(*free).values(next_try_at=at + SEND_WITHIN).returning(Message.id)
    if db.session.scalar(taken) is None:
        return None
    row = db.session.get_one(Message, identity)
    return Parcel(row.id, row.channel, row.address, row.subject, row.text, row.made_at)


def went_through(identity: int, at: datetime) -> None:
    """Note that a message is through; to whom it went and what it said is of no more use here."""
    overwrite()
    gone = {"address": GONE, "subject": GONE, "text": GONE}
    db.session.execute(sa.update(Message).where(Message.id == identity).values(sent_at=at, **gone))


def went_wrong(identity: int, at: datetime) -> None:
    """Note a try that failed; the next one comes after a pause, which grows. It may have been taken back meanwhile."""
    message = db.session.get(Message, identity)
    if message is None:
        return
    message.next_try_at = at + min(timedelta(minutes=2**message.tries), LONGEST_PAUSE)
    message.tries += 1


def forget(at: datetime) -> None:
    """Take away what went out long ago, or never could: what was told then need not lie here for ever."""
    hopeless = sa.and_(Message.tries >= MOST_TRIES, Message.made_at < at - KEPT)
    db.session.execute(sa.delete(Message).where(sa.or_(Message.sent_at < at - KEPT, hopeless)))


def forget_about(about: str) -> None:
    """Take away all that was written about one thing, sent or not, with the address it went to."""
    db.session.execute(sa.delete(Message).where(Message.about == about))


def clear_folder(folder: Path) -> None:
    """Delete the files of messages that are not kept any more, fetched or not."""
    files = {
        path: int(path.name.partition(".")[0]) for path in folder.glob("*") if NUMBERED.fullmatch(path.name)
    }
    kept = set(db.session.scalars(sa.select(Message.id)))
    for path, identity in files.items():
        if identity not in kept:
            path.unlink(missing_ok=True)


def letter(parcel: Parcel, sender: str) -> EmailMessage:
    """The parcel as an e-mail; its id is its own, so that one sent twice is one to the reader."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, parcel.address, one_line(parcel.subject)
    mail["Date"] = format_datetime(parcel.made_at)
    mail["Message-ID"] = f"<{parcel.id}.{parcel.made_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2].strip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.text, charset="utf-8", cte="base64")
    return mail


def deliver(mail: EmailMessage, name: str, server: str, folder: Path) -> None:
    """Send it through this server; without one, put it into the folder as a file."""
    if server:
        through(mail, server)
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(bytes(mail))


def through(mail: EmailMessage, server: str) -> None:
    """Send it by SMTP: smtps:// is encrypted from the start, smtp:// as soon as the server offers it; no password goes open."""
    at = urlsplit(server)
    host, user, password = at.hostname or "", unquote(at.username or ""), unquote(at.password or "")
    if at.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            host, at.port or 465, timeout=PATIENCE, context=create_default_context()
        )
    else:
        line = smtplib.SMTP(host, at.port or 25, timeout=PATIENCE)
    is_sealed = at.scheme == "smtps"
    with line:
        line.ehlo()
        if at.scheme == "smtp" and line.has_extn("starttls"):
            line.starttls(context=create_default_context())
            is_sealed = True
        if user and not is_sealed:
            raise smtplib.SMTPNotSupportedError("the server offers no encryption for the password")
        if user:
            line.login(user, password)
        line.send_message(mail)


def check_server(server: str) -> None:
    """Refuse an address of a mail server that cannot be used."""
    at = urlsplit(server)
    if server and (at.scheme not in ("smtp", "smtps") or not at.hostname):
        raise RuleBroken(say("SMTP_URL is written as smtp://user:password@host:587 or smtps://host."))
