"""待办摘要: what is a person's own turn, by e-mail, with one link each; never an empty one, never the same twice."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.access import Actor
from votes.accounts.links import site
from votes.accounts.models import Account
from votes.common.db import AppendOnly, Base, db
from votes.common.outbox import Message
from votes.desk.gathering import Group, gathered


class Digest(AppendOnly, Base):
    """That a person was told on a day, and the hash of what; nothing of what it said."""

    __tablename__ = "digest"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    on: Mapped[date] = mapped_column("day")
    content: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (sa.UniqueConstraint("congress_id", "account_id", "day"),)


def reached(today: date) -> list[Account]:
    """Everyone who has left an address and may sign in; a guest until the day of the invitation."""
    good = sa.or_(Account.good_until.is_(None), Account.good_until >= today)
    open_ones = sa.select(Account).where(Account.email != "", Account.closed_at.is_(None), good)
    return list(db.session.scalars(open_ones.order_by(Account.id)))


def own_turn(account: Account, today: date) -> list[Group]:
    """What is this person's own turn today; what lies with others is not told."""
    return [group for group in gathered(Actor(account=account), today) if group.key != "others"]


def content_of(groups: Sequence[Group]) -> str:
    """The hash of what there is to do: one thing more or less, or a day that is past, makes another one."""
    told = [
        (group.key, item["label"], item["url"], item["note"], item["date"])
        for group in groups
        for item in group.items
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, default=str).encode()).hexdigest()


def told_last(account: Account) -> Digest | None:
    """The last digest of this person."""
    wanted = sa.select(Digest).where(Digest.account_id == account.id)
    return db.session.scalars(wanted.order_by(Digest.on.desc()).limit(1)).first()


def digest_for(account: Account, today: date, at: datetime) -> tuple[Digest, Message] | None:
    """The digest of today and its message; None if nothing is to do, or the last one said the same."""
    groups = own_turn(account, today)
    if not groups:
        return None
    content, last = content_of(groups), told_last(account)
    if last is not None and (last.content == content or last.on >= today):
        return None
    digest = Digest(congress_id=account.congress_id, account_id=account.id, on=today, content=content)
    number = sum(len(group.items) for group in groups)
    message = Message(
        congress_id=account.congress_id,
        address=account.email,
        subject=subject_of(groups, number),
        text=text_of(account.name, groups),
        made_at=at,
        tries=0,
    )
    return digest, message


def subject_of(groups: Sequence[Group], number: int) -> str:
    """How much there is to do, and how much of it is late."""
    late = sum(len(group.items) for group in groups if group.key == "late")
    words = ngettext("One thing waits for you", "%(num)d things wait for you", number)
    return str(_("%(words)s, %(late)d overdue", words=words, late=late) if late else words)


def text_of(name: str, groups: Sequence[Group]) -> str:
    """The digest: each thing with its day and its link."""
    lines = [str(_("%(name)s, this waits for you:", name=name)), ""]
    for group in groups:
        lines += [f"【{group.title}】"]
        for item in group.items:
            lines += [*lines_of(item), ""]
    return "\n".join([*lines, str(_("All of it on your desk: %(url)s", url=f"{site()}/desk"))])


def lines_of(item: dict[str, object]) -> list[str]:
    """One thing: what to do by when, of what, and where."""
    when = " ".join(str(part) for part in (item["date"], item["state"]) if part)
    head = f"{item['label']}（{when}）" if when else str(item["label"])
    return [head, *([str(item["note"])] if item["note"] else []), f"{site()}{item['url']}"]
