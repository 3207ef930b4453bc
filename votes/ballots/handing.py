"""One computer, several duties (一机多岗): its sitting's badges take turns, each with the own code.

A badge's code is good for its whole sitting, so that a township's one laptop can go back and forth between chair,
chief scrutineer and tellers. Whoever hands it on is signed out of the badge; the office alone stays in the
background and gets it back with one button. That is as safe as a laptop lying open on the secretary's table:
it shows the office no figure, and the office can do nothing that needs a badge.
"""

from datetime import datetime

from sqlalchemy import select

from votes.accounts import codes
from votes.accounts.access import open_sign_in
from votes.accounts.models import Badge, Card, SignIn
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
    if card is None or badge is None or not is_here or not is_newest(card, badge, at):
        raise RuleBroken(
            say("This is not the code of a badge of this sitting. Check it, or ask the office for a new one.")
        )
    card.used_at = card.used_at or at
    return badge


def is_newest(card: Card, badge: Badge, at: datetime) -> bool:
    """Whether a code is the last one made for the badge, and still good."""
    newest = codes.latest(badge)
    return newest is card and card.revoked_at is None and card.expires_at > at


def badges_of(sitting: Sitting) -> list[Badge]:
    """Who holds which duty in this sitting."""
    query = select(Badge).where(
        Badge.congress_id == sitting.congress_id, Badge.sitting_id == sitting.id, Badge.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Badge.id)))


def office_behind(token: str | None, congress: Congress) -> SignIn | None:
    """The sign-in of this congress's office that waits in the background of this browser."""
    row = open_sign_in(token)
    account = row.account if row else None
    if account is None or not any(
        grant.role is Role.office and grant.congress_id == congress.id for grant in account.grants
    ):
        return None
    return row
