"""One computer, several duties (一机多岗): its sitting's badges take turns, each with the own code.

A badge's code is good for its whole sitting, so that a township's one laptop can go back and forth between chair,
chief scrutineer and tellers. Whoever hands it on is signed out of the badge. The office alone waits in the
background: its sign-in opens nothing until its person types the own password, so that nobody who holds the laptop
gets more than the own duty. The second factor was given in this browser already, and is not asked again.
"""

from datetime import datetime

from sqlalchemy import select

from votes.accounts import codes, proofs
from votes.accounts.access import standing_sign_in
from votes.accounts.models import Account, Badge, Card
from votes.accounts.roles import Role
from votes.common.codes import digest
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Sitting


def badge_of(sitting: Sitting, code: str, at: datetime) -> Badge:
    """The badge of this sitting whose newest code this is."""
    card = db.session.scalar(select(Card).where(Card.code_digest == digest(code)))
    badge = card.badge if card else None
    is_here = badge is not None and badge.sitting_id == sitting.id and badge.revoked_at is None
    if card is None or badge is None or not is_here or not codes.is_newest(card, badge, at):
        raise RuleBroken(
            say("This is not the code of a badge of this sitting. Check it, or ask the office for a new one.")
        )
    card.used_at = card.used_at or at
    return badge


def badges_of(sitting: Sitting) -> list[Badge]:
    """Who holds which duty in this sitting."""
    query = select(Badge).where(
        Badge.congress_id == sitting.congress_id, Badge.sitting_id == sitting.id, Badge.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Badge.id)))


def office_behind(token: str | None, congress: Congress) -> Account | None:
    """Who of this congress's office waits in the background of this browser."""
    row = standing_sign_in(token)
    account = row.account if row and row.waits_since else None
    if account is None or not any(
        grant.role is Role.office and grant.congress_id == congress.id for grant in account.grants
    ):
        return None
    return account


def is_back(account: Account, kept: str | None, words: str, at: datetime) -> bool:
    """Whether these words prove that the person is back: the password; without any (演示) the last sign-in code."""
    if kept:
        return proofs.is_password(kept, words)
    card = db.session.scalar(select(Card).where(Card.code_digest == digest(words)))
    return card is not None and codes.is_newest(card, account, at)
