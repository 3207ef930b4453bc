"""Who is signed in where: begun with a fresh token, ended for good."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update

from votes.accounts.access import digest_token
from votes.accounts.models import (
    BADGE_STAYS,
    DEPUTY_STAYS,
    SET_UP_STAYS,
    STAFF_STAYS,
    Account,
    Badge,
    SignIn,
)
from votes.common.clock import begin_of
from votes.common.db import db
from votes.congress.models import Congress


def stays(account: Account | None, setting_up: bool) -> timedelta:
    """How long a browser stays signed in: a deputy's phone for long, a badge for its sitting."""
    if setting_up:
        return SET_UP_STAYS
    if account is None:
        return BADGE_STAYS
    return DEPUTY_STAYS if account.deputy_id or account.good_until else STAFF_STAYS


def ends(account: Account | None, at: datetime, setting_up: bool) -> datetime:
    """When a sign-in that begins now ends; a guest's not later than the invitation."""
    usual = at + stays(account, setting_up)
    if account is None or account.good_until is None:
        return usual
    return min(usual, begin_of(account.good_until + timedelta(days=1)))


def begin(who: Account | Badge, at: datetime, setting_up: bool = False) -> tuple[SignIn, str]:
    """Sign somebody in: the row, and the token that only the browser keeps."""
    token = secrets.token_urlsafe(32)
    account = who if isinstance(who, Account) else None
    row = SignIn(
        token_digest=digest_token(token),
        account=account,
        badge=None if isinstance(who, Account) else who,
        setting_up=setting_up,
        began_at=at,
        expires_at=ends(account, at, setting_up),
    )
    db.session.add(row)
    return row, token


def end_token(token: str | None, at: datetime) -> None:
    """End the sign-in of this browser, if there is one."""
    if token:
        ended(SignIn.token_digest == digest_token(token), at)


def let_wait(token: str, at: datetime) -> None:
    """A badge takes this browser over: its sign-in opens nothing until its person is back."""
    mine = update(SignIn).where(SignIn.token_digest == digest_token(token))
    db.session.execute(mine.values(waits_since=at))


def end_all(who: Account | Badge, at: datetime) -> None:
    """End every sign-in of this person."""
    ended(SignIn.account_id == who.id if isinstance(who, Account) else SignIn.badge_id == who.id, at)


def ended(which: ColumnElement[bool], at: datetime) -> None:
    """End the sign-ins for which this holds."""
    db.session.execute(update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=at))


def open_of(who: Account | Badge, at: datetime) -> list[SignIn]:
    """The browsers in which this person is signed in, newest first."""
    mine = SignIn.account_id == who.id if isinstance(who, Account) else SignIn.badge_id == who.id
    return list(db.session.scalars(still_open(at).where(mine)))


def open_in(congress: Congress, at: datetime) -> list[SignIn]:
    """All sign-ins of this congress's accounts and badges, newest first."""
    here = or_(Account.congress_id == congress.id, Badge.congress_id == congress.id)
    rows = still_open(at).outerjoin(SignIn.account).outerjoin(SignIn.badge).where(here)
    return list(db.session.scalars(rows))


def still_open(at: datetime) -> Select[SignIn]:
    """Sign-ins that are neither ended nor expired."""
    return (
        select(SignIn)
        .where(SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.began_at.desc(), SignIn.id.desc())
    )
