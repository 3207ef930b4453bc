"""账号: accounts, their roles, badges of one sitting, one-time codes, and who is signed in where."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.roles import Duty, Role
from votes.common.codes import digest as digest
from votes.common.codes import new_code as new_code
from votes.common.db import AppendOnly, Base, enum_of
from votes.congress.models import Congress, Deputy, Sitting, Unit


class Account(Base):
    """账号: a person who may sign in; staff by password and second factor, a deputy by a card (履职码).

    A guest's account is good until the end of a day (`good_until`), and opened by its invitation alone.
    """

    __tablename__ = "account"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    login: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    password: Mapped[str | None] = mapped_column(sa.String(200))
    totp_secret: Mapped[str | None] = mapped_column(sa.String(64))
    totp_last: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), unique=True)
    closed_at: Mapped[datetime | None]
    good_until: Mapped[date | None]

    congress: Mapped[Congress] = relationship()
    deputy: Mapped[Deputy | None] = relationship()
    grants: Mapped[list["Grant"]] = relationship(back_populates="account", cascade="all, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("(login IS NULL) = (deputy_id IS NOT NULL)", name="staff_or_deputy"),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.Index("ix_account_congress_id", "congress_id"),
    )


class Grant(Base):
    """A role an account holds in a congress; the unit's role names the unit."""

    __tablename__ = "role_grant"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    role: Mapped[Role] = mapped_column(enum_of(Role))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)

    account: Mapped[Account] = relationship(back_populates="grants")
    congress: Mapped[Congress] = relationship()
    unit: Mapped[Unit | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "account_id", "role", "unit_id"),
        sa.Index(
            "uq_role_grant_once",
            "congress_id",
            "account_id",
            "role",
            unique=True,
            sqlite_where=sa.text("unit_id IS NULL"),
            postgresql_where=sa.text("unit_id IS NULL"),
        ),
        sa.CheckConstraint("(role = 'unit') = (unit_id IS NOT NULL)", name="unit_named"),
    )


class Badge(Base):
    """证: a duty in one sitting, held by one person; no person holds two in the same sitting."""

    __tablename__ = "badge"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    duty: Mapped[Duty] = mapped_column(enum_of(Duty))
    holder: Mapped[str] = mapped_column(sa.String(60))
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    revoked_at: Mapped[datetime | None]

    congress: Mapped[Congress] = relationship()
    sitting: Mapped[Sitting] = relationship()
    deputy: Mapped[Deputy | None] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_badge_one_duty_each",
            "congress_id",
            "sitting_id",
            "holder",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
        sa.Index(
            "uq_badge_one_holder_each",
            "congress_id",
            "sitting_id",
            "duty",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL AND duty <> 'scrutineer'"),
            postgresql_where=sa.text("revoked_at IS NULL AND duty <> 'scrutineer'"),
        ),
        sa.CheckConstraint("holder <> ''", name="held"),
    )


class BadgeDeed(StrEnum):
    """What the office does to a badge; each leaves a step."""

    give = "give"
    make_code = "make_code"
    reissue = "reissue"
    revoke = "revoke"


class BadgeStep(AppendOnly, Base):
    """What was done to a badge, when and by whom: whoever makes its code anew could act with it, so all may see it."""

    __tablename__ = "badge_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    badge_id: Mapped[int] = mapped_column(sa.ForeignKey("badge.id"), index=True)
    deed: Mapped[BadgeDeed] = mapped_column(enum_of(BadgeDeed))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))

    badge: Mapped[Badge] = relationship()

    __table_args__ = (sa.CheckConstraint("actor <> ''", name="by_someone"),)


class Card(Base):
    """履职码 or badge code or invitation: a one-time code for an account or a badge; only its digest is kept."""

    __tablename__ = "card"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    badge_id: Mapped[int | None] = mapped_column(sa.ForeignKey("badge.id", ondelete="CASCADE"), index=True)
    code_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()
    badge: Mapped[Badge | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(account_id IS NULL) <> (badge_id IS NULL)", name="for_one"),
        sa.CheckConstraint(
            "used_at IS NULL OR revoked_at IS NULL OR revoked_at >= used_at", name="used_once"
        ),
    )


class SignIn(Base):
    """A browser that is signed in (server-side session); only the digest of its token is kept, and it can be ended.

    `setting_up`: an invitation was used; nothing opens but the page where a password and a second factor are set.
    `waits_since`: a badge has taken this computer over; nothing opens until its person proves to be back.
    """

    __tablename__ = "sign_in"

    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    badge_id: Mapped[int | None] = mapped_column(sa.ForeignKey("badge.id", ondelete="CASCADE"), index=True)
    setting_up: Mapped[bool] = mapped_column(default=False)
    waits_since: Mapped[datetime | None]
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()
    badge: Mapped[Badge | None] = relationship()

    __table_args__ = (sa.CheckConstraint("(account_id IS NULL) <> (badge_id IS NULL)", name="for_one"),)


class Attempt(Base):
    """A failed sign-in, counted to slow down guessing; kept an hour."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(sa.String(64), index=True)
    at: Mapped[datetime]


STAFF_STAYS = timedelta(hours=12)
DEPUTY_STAYS = timedelta(days=400)
BADGE_STAYS = timedelta(hours=18)
SET_UP_STAYS = timedelta(hours=1)
