"""履职码: a deputy's card opens an account of its own, without password; it binds the phone that used it."""

from datetime import datetime

from sqlalchemy import select

from votes.accounts import codes, sign_ins
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Deputy


def account_of(deputy: Deputy) -> Account | None:
    """The account of a deputy, once a card was made."""
    return db.session.scalar(select(Account).where(Account.deputy_id == deputy.id))


def opened(deputy: Deputy) -> Account:
    """The account of a deputy, made if there is none."""
    account = account_of(deputy)
    if account is None:
        account = Account(congress_id=deputy.congress_id, name=deputy.name, deputy=deputy)
        account.grants.append(Grant(congress_id=deputy.congress_id, role=Role.deputy))
        db.session.add(account)
        db.session.flush()
    return account


def rename(deputy: Deputy) -> None:
    """The account bears the deputy's name."""
    account = account_of(deputy)
    if account is not None:
        account.name = deputy.name


def shut_out(deputy: Deputy, at: datetime) -> None:
    """The card is good no more, the phone is signed out."""
    account = account_of(deputy)
    if account is not None:
        codes.revoke(account, at)
        sign_ins.end_all(account, at)
