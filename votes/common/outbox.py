"""发件箱: messages to people, kept until they are through; by SMTP where `SMTP_URL` names a server, else as files.

A message is written first and sent afterwards, so that a server that does not answer loses none.
"""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from ssl import create_default_context
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say

PATIENCE = 20
"""Seconds to wait for a mail server."""
MOST_TRIES = 20
KEPT = timedelta(days=30)
"""How long a message that is through is kept."""
FAULTS = (OSError, smtplib.SMTPException)


class Message(Base):
    """A message to one person; `sent_at` is null until it is through, `tries` counts what failed."""

    __tablename__ = "message"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    address: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.CheckConstraint("address <> '' AND subject <> '' AND text <> ''", name="says_something"),
        sa.Index(
            "ix_message_unsent",
            "id",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        ),
    )


def unsent() -> Iterator[Message]:
    """Messages that are not through, the oldest first; one that failed too often is left alone."""
    wanted = sa.select(Message).where(Message.sent_at.is_(None), Message.tries < MOST_TRIES)
    yield from db.session.scalars(wanted.order_by(Message.id))


def forget(at: datetime) -> None:
    """Take away what went out long ago: what somebody had to do then need not lie here for ever."""
    db.session.execute(sa.delete(Message).where(Message.sent_at < at - KEPT))


def letter(message: Message, sender: str) -> EmailMessage:
    """The message as an e-mail; its id is its own, so that one sent twice is one to the reader."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.address, message.subject
    mail["Date"] = format_datetime(message.made_at)
    mail["Message-ID"] = (
        f"<{message.id}.{message.made_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2].strip('>')}>"
    )
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, charset="utf-8", cte="base64")
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
