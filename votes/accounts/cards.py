"""履职码: a deputy's card opens an account of its own, without password; it binds the phone that used it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from votes.accounts import codes, sign_ins
from votes.accounts.models import Account, Card, Grant, SignIn
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Deputy


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


@dataclass(frozen=True)
class Standing:
    """Who of the deputies has a phone signed in, and who has a card that nobody has used yet (ids of deputies)."""

    bound: frozenset[int]
    waiting: frozenset[int]


def standing(congress: Congress, at: datetime) -> Standing:
    """How far the cards of a congress have gone out."""
    own = select(Account.deputy_id).where(Account.congress_id == congress.id, Account.deputy_id.is_not(None))
    bound = own.join(SignIn, SignIn.account_id == Account.id).where(
        SignIn.ended_at.is_(None), SignIn.expires_at > at
    )
    waiting = own.join(Card, Card.account_id == Account.id).where(
        Card.used_at.is_(None), Card.revoked_at.is_(None), Card.expires_at > at
    )
    return Standing(frozenset(db.session.scalars(bound)), frozenset(db.session.scalars(waiting)))


def print_cards(deputies: Iterable[Deputy], known: Standing, at: datetime) -> list[tuple[Deputy, str]]:
    """A fresh card for every deputy whose phone is not bound yet; without any there is nothing to print."""
    fresh = [deputy for deputy in deputies if deputy.id not in known.bound]
    if not fresh:
        raise RuleBroken(
            say("All phones here are bound. Make a new card on the page of a deputy whose phone was lost.")
        )
    return [(deputy, codes.issue(opened(deputy), at)) for deputy in fresh]
