"""联合监督: another body (纪委监委、审计) is invited to one project or one matter, for a time, and sees only that."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts import staff
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress
from votes.projects.models import Project
from votes.supervision.matters import Matter

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Invited:
    """Who is invited to what: of which body, called how, until when; to a project or to one matter."""

    body: str
    name: str
    until_on: date
    project: Project | None = None
    matter: Matter | None = None


class Guest(Base):
    """联合监督成员: an invitation with an account of its own, good until a day; ended before only with the reason."""

    __tablename__ = "supervision_guest"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), unique=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    body: Mapped[str] = mapped_column(sa.String(80))
    until_on: Mapped[date]
    invited_by: Mapped[str] = mapped_column(sa.String(120))
    invited_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(sa.Text, default="")

    account: Mapped[Account] = relationship()
    project: Mapped[Project | None] = relationship()
    matter: Mapped[Matter | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(project_id IS NULL) <> (matter_id IS NULL)", name="to_one_thing"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_why = '')", name="ended_says_why"),
        sa.CheckConstraint("body <> '' AND invited_by <> ''", name="of_a_body_by_someone"),
    )

    def end(self, why: str, at: datetime) -> None:
        """End the invitation before its day: the guest is signed out and sees nothing more."""
        if self.ended_at is not None:
            raise RuleBroken(say("This invitation was ended before."))
        self.ended_at, self.ended_why = at, why
        staff.close(self.account, at)


def check_until(until_on: date, today: date) -> None:
    """Refuse a time that is over, or without an end in sight."""
    if not 0 <= (until_on - today).days <= LONGEST_DAYS:
        raise RuleBroken(
            say("An invitation ends today at the earliest and after %(days)d days at the latest."),
            days=LONGEST_DAYS,
        )


def invite(congress: Congress, wanted: Invited, by: str, at: datetime) -> Guest:
    """邀请: an account that opens this one thing until the day; its code is made by whoever shows it."""
    check_until(wanted.until_on, day_of(at))
    login = f"guest-{secrets.token_hex(6)}"
    account = Account(congress=congress, login=login, name=wanted.name, good_until=wanted.until_on)
    account.grants.append(Grant(congress=congress, role=Role.guest))
    guest = Guest(congress_id=congress.id, account=account, project=wanted.project, matter=wanted.matter)
    guest.body, guest.until_on = wanted.body, wanted.until_on
    guest.invited_by, guest.invited_at = by, at
    db.session.add(guest)
    db.session.flush()
    return guest


def guests_at(project: Project | None, matter: Matter | None) -> Sequence[Guest]:
    """The invitations to a project or to a matter, the newest first; ended ones too."""
    here = sa.select(Guest)
    if project is not None:
        here = here.where(Guest.congress_id == project.congress_id, Guest.project_id == project.id)
    if matter is not None:
        here = here.where(Guest.congress_id == matter.congress_id, Guest.matter_id == matter.id)
    return db.session.scalars(here.order_by(Guest.id.desc())).all()


def guest_of(account: Account | None) -> Guest | None:
    """The invitation that stands behind an account; how long it is good, its sign-in says."""
    if account is None or account.good_until is None:
        return None
    return db.session.scalar(sa.select(Guest).where(Guest.account_id == account.id, Guest.ended_at.is_(None)))


def is_guest_at(account: Account | None, project: Project | None, matter: Matter | None = None) -> bool:
    """Whether this account is invited to the project, or to this very matter."""
    guest = guest_of(account)
    if guest is None:
        return False
    to_matter = matter is not None and guest.matter_id == matter.id
    return to_matter or (project is not None and guest.project_id == project.id)
