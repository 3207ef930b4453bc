"""One-time codes: a deputy's card (履职码), a sitting's badge (证), an invitation; each spent once, by pressing a button."""

from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from votes.accounts import proofs, sign_ins
from votes.accounts.models import Account, Badge, Card, SignIn
from votes.common.clock import BEIJING
from votes.common.codes import digest, new_code
from votes.common.db import db
from votes.common.errors import RuleBroken, say

INVITATION_LIVES = timedelta(days=7)
CARD_LIVES = timedelta(days=60)
NOT_GOOD = say("This code is not good, or it was used already. Please ask the office for a new one.")


def expiry(who: Account | Badge, at: datetime) -> datetime:
    """Until when a code may be used: a badge's until the day after its sitting has ended."""
    if isinstance(who, Badge):
        last = who.sitting.held_on + timedelta(days=2)
        return max(datetime.combine(last, time(), BEIJING), at + timedelta(hours=1))
    return at + (CARD_LIVES if who.deputy_id else INVITATION_LIVES)


def issue(who: Account | Badge, at: datetime) -> str:
    """A fresh code, to be shown once; an unused one before it is good no more."""
    db.session.flush()
    revoke(who, at)
    code = new_code()
    card = Card(congress_id=who.congress_id, code_digest=digest(code), made_at=at, expires_at=expiry(who, at))
    if isinstance(who, Badge):
        card.badge = who
    else:
        card.account = who
    db.session.add(card)
    return code


def reissue(who: Account | Badge, at: datetime) -> str:
    """A fresh code for one who lost it: whatever was open under the old one ends."""
    sign_ins.end_all(who, at)
    return issue(who, at)


def revoke(who: Account | Badge, at: datetime) -> None:
    """Codes of this person that were not used are good no more."""
    mine = Card.badge_id == who.id if isinstance(who, Badge) else Card.account_id == who.id
    unused = update(Card).where(mine, Card.used_at.is_(None), Card.revoked_at.is_(None))
    db.session.execute(unused.values(revoked_at=at))


def latest(who: Account | Badge) -> Card | None:
    """The code made last for this person."""
    mine = Card.badge_id == who.id if isinstance(who, Badge) else Card.account_id == who.id
    return db.session.scalar(select(Card).where(mine).order_by(Card.id.desc()).limit(1))


def is_newest(card: Card, who: Account | Badge, at: datetime) -> bool:
    """Whether a code, used or not, is the last one made for this person, and still good."""
    return latest(who) is card and card.revoked_at is None and card.expires_at > at


def spend(code: str, at: datetime) -> Account | Badge:
    """Use a code up: whose it was. Of two who try at once only one succeeds."""
    card = db.session.scalar(select(Card).where(Card.code_digest == digest(code)))
    if card is None or not is_good(card, at):
        raise RuleBroken(NOT_GOOD)
    mine = update(Card).where(Card.id == card.id, Card.used_at.is_(None), Card.revoked_at.is_(None))
    if db.session.execute(mine.values(used_at=at)).rowcount != 1:  # type: ignore[attr-defined]
        raise RuleBroken(NOT_GOOD)
    whose: Account | Badge | None = card.account or card.badge
    assert whose is not None
    return whose


def is_good(card: Card, at: datetime) -> bool:
    """Whether this code may still be used."""
    if card.used_at or card.revoked_at or card.expires_at <= at:
        return False
    return not (card.account and card.account.closed_at) and not (card.badge and card.badge.revoked_at)


def is_invitation(who: Account | Badge) -> bool:
    """Whether the code leads to setting a password first; in a demonstration it signs in at once."""
    by_card = isinstance(who, Account) and (who.deputy_id is not None or who.good_until is not None)
    return isinstance(who, Account) and not by_card and not who.congress.demo


def enter(who: Account | Badge, at: datetime) -> tuple[SignIn, str]:
    """Sign in whoever spent a code; an invited one may only set password and second factor, and begins anew."""
    if isinstance(who, Account) and is_invitation(who):
        sign_ins.end_all(who, at)
        who.password, who.totp_secret, who.totp_last = None, proofs.new_secret(), 0
        return sign_ins.begin(who, at, setting_up=True)
    return sign_ins.begin(who, at)
