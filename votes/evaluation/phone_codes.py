"""短信验证码: a code to a phone lets it rate once; neither the number nor the code itself is kept with the rating."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.floods import count_one
from votes.common.clock import day_of
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.common.gateway import plain_address, post
from votes.common.outbox import Channel, forget_about
from votes.evaluation.rules import ADDRESS_LIMIT
from votes.projects.models import Project

GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
PER_PHONE = 3
"""Messages one phone gets for a project in a day, whoever types its number."""
TOO_MANY = say("No more codes are sent to this phone today. Please use the last one, or try again tomorrow.")
TOO_MANY_HERE = say("Too many codes were asked for from this network today. Please try again tomorrow.")


class PhoneCode(Base):
    """验证码 on its way: hashes of phone and code, and how often a wrong one was typed; gone once it is used."""

    __tablename__ = "rating_code"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    phone: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "phone"),
        sa.CheckConstraint("tries >= 0", name="tries_counted"),
    )


def mark_of(typed: str, project: Project) -> str:
    """What is kept of a phone's number, for this project alone; it cannot be found by trying without the service's key."""
    return keyed(f"{plain_address(Channel.sms, typed)}|rating {project.id}")


def keyed(words: str) -> str:
    """A hash under the key of the service."""
    return hmac.new(
        str(current_app.config["SECRET_KEY"]).encode(), words.encode(), hashlib.sha256
    ).hexdigest()


def about(phone: str) -> str:
    """By which name the message is taken back once the code is used."""
    return f"rating code:{phone[:28]}"


def code_of(project: Project, phone: str) -> PhoneCode | None:
    """The code this phone was sent last."""
    mine = {"congress_id": project.congress_id, "project_id": project.id, "phone": phone}
    return db.session.scalar(sa.select(PhoneCode).filter_by(**mine))


def send_code(project: Project, typed: str, address: str, at: datetime) -> None:
    """Send a phone a code; the one before is good no more."""
    phone, today = mark_of(typed, project), day_of(at)
    if not count_one(f"codes {project.id}", address, today, ADDRESS_LIMIT):
        raise RuleBroken(TOO_MANY_HERE)
    if not count_one("code to a phone", phone, today, PER_PHONE):
        raise RuleBroken(TOO_MANY)
    code = f"{secrets.randbelow(10**6):06d}"
    row = code_of(project, phone)
    if row is None:
        row = PhoneCode(congress_id=project.congress_id, project_id=project.id, phone=phone)
        db.session.add(row)
    row.digest, row.made_at, row.tries = keyed(f"{phone}|{code}"), at, 0
    words = _(
        "%(code)s is your code to rate “%(title)s”. Good for 10 minutes.", code=code, title=project.title
    )
    post(Channel.sms, project.congress_id, typed, _("Code to rate"), words, at, about(phone))


def is_right(project: Project, phone: str, code: str, at: datetime) -> bool:
    """Whether this is the phone's code; right it is used up, wrong it counts as a try, which the caller must keep."""
    row = code_of(project, phone)
    if row is None or row.made_at < at - GOOD_FOR or row.tries >= MOST_TRIES:
        return False
    if not hmac.compare_digest(row.digest, keyed(f"{phone}|{code.strip()}")):
        row.tries += 1
        return False
    db.session.delete(row)
    forget_about(about(phone))
    return True


def forget_codes(_on: date, at: datetime) -> None:
    """每日: codes that nobody used go, and the messages that carried them with the numbers they went to."""
    old = sa.select(PhoneCode).where(PhoneCode.made_at < at - GOOD_FOR)
    for row in db.session.scalars(old):
        forget_about(about(row.phone))
        db.session.delete(row)
