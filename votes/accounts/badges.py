"""证: the duties of one sitting are given to deputies or staff, revoked and given anew, each step with who did it.

`by` is the name for the trace.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from votes.accounts import codes, sign_ins
from votes.accounts.badge_rules import Person, check_different, check_unused, labelled
from votes.accounts.models import Account, Badge, BadgeDeed, BadgeStep, SignIn
from votes.accounts.roles import Duty
from votes.accounts.staff import staff_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Sitting

NEEDED = (Duty.chair, Duty.chief_scrutineer, Duty.teller_a, Duty.teller_b)
"""Without these four no paper count can be carried through."""

Duties = Mapping[Duty, Sequence[Person]]


def candidates(sitting: Sitting) -> list[Person]:
    """Who may be named: the deputies serving, and the open accounts of the staff.

    Whoever has had a badge of this sitting keeps the label on it, though a namesake has come since.
    """
    deputies = [
        (one.name, one.delegation.name if one.delegation else one.phone[-4:], one.id)
        for one in sitting.session.term.serving
    ]
    staff = [(one.name, one.login or "", None) for one in open_staff(sitting.congress)]
    given = [(badge.holder, badge.deputy_id) for badge in all_badges(sitting)]
    return labelled([*deputies, *staff], given)


def open_staff(congress: Congress) -> list[Account]:
    """The open accounts of the staff; in a rehearsal (会务演练) those of the real congress, so that its tellers rehearse too."""
    real = db.session.get(Congress, congress.rehearsal_of_id) if congress.rehearsal_of_id else None
    found = {one.id: one for home in (congress, real) if home for one in staff_of(home)}
    return [one for one in found.values() if not one.closed_at]


def badges_of(sitting: Sitting) -> list[Badge]:
    """The badges of a sitting that are good, in the order of the duties."""
    rows = select(Badge).where(
        Badge.congress_id == sitting.congress_id, Badge.sitting_id == sitting.id, Badge.revoked_at.is_(None)
    )
    order = list(Duty)
    return sorted(db.session.scalars(rows.order_by(Badge.id)), key=lambda badge: order.index(badge.duty))


def all_badges(sitting: Sitting) -> Sequence[Badge]:
    """Every badge of a sitting, good or revoked."""
    mine = (Badge.congress_id == sitting.congress_id, Badge.sitting_id == sitting.id)
    return db.session.scalars(select(Badge).where(*mine).order_by(Badge.id)).all()


def note(badge: Badge, deed: BadgeDeed, at: datetime, by: str) -> None:
    """Leave a step."""
    step = BadgeStep(congress_id=badge.congress_id, badge=badge, deed=deed, at=at, by=by)
    db.session.add(step)


def steps_of(sitting: Sitting) -> list[BadgeStep]:
    """What was done to the badges of a sitting, in order."""
    here = (Badge.congress_id == sitting.congress_id, Badge.sitting_id == sitting.id)
    return list(
        db.session.scalars(select(BadgeStep).join(BadgeStep.badge).where(*here).order_by(BadgeStep.id))
    )


def give(sitting: Sitting, duties: Duties, at: datetime, by: str) -> None:
    """Let exactly these people hold the duties of a sitting; whoever keeps a duty keeps the badge.

    What a teller has entered counts only while that person is the teller: whoever takes over counts from the beginning.
    """
    check_different([person for people in duties.values() for person in people])
    check_fresh(sitting, duties)
    wanted = {(duty, person.label): person for duty, people in duties.items() for person in people}
    held = {(badge.duty, badge.holder): badge for badge in badges_of(sitting)}
    for gone in held.keys() - wanted.keys():
        revoke(held[gone], at, by)
    for duty, holder in sorted(wanted.keys() - held.keys()):
        person = wanted[duty, holder]
        fresh = Badge(
            congress_id=sitting.congress_id,
            sitting=sitting,
            duty=duty,
            holder=holder,
            deputy_id=person.deputy_id,
        )
        db.session.add(fresh)
        note(fresh, BadgeDeed.give, at, by)
    db.session.flush()


def check_fresh(sitting: Sitting, duties: Duties) -> None:
    """Refuse a chair, chief scrutineer or teller who has acted as another of them in this sitting."""
    known = {person.label: person for person in candidates(sitting)}
    before = [
        (badge.duty, known.get(badge.holder, Person(badge.holder, badge.holder, badge.deputy_id)))
        for badge in used_badges(sitting)
        if badge.duty in NEEDED
    ]
    for duty in NEEDED:
        for person in duties.get(duty, ()):
            check_unused(person, [other for held, other in before if held is not duty])


def used_badges(sitting: Sitting) -> list[Badge]:
    """The badges of a sitting with which somebody has signed in, good or revoked."""
    ids = [badge.id for badge in all_badges(sitting)]
    used = set(db.session.scalars(select(SignIn.badge_id).where(SignIn.badge_id.in_(ids))))
    return [badge for badge in all_badges(sitting) if badge.id in used]


def revoke(badge: Badge, at: datetime, by: str) -> None:
    """A badge is good no more, and whoever used it is signed out."""
    badge.revoked_at = at
    note(badge, BadgeDeed.revoke, at, by)
    codes.revoke(badge, at)
    sign_ins.end_all(badge, at)
    db.session.flush()


def print_codes(badges: Iterable[Badge], at: datetime, by: str) -> list[tuple[Badge, str]]:
    """A fresh code for every badge that nobody has used yet; without any there is nothing to print."""
    fresh = [badge for badge in badges if not is_used(badge)]
    if not fresh:
        raise RuleBroken(
            say("Every badge is in use already. Make a new code for a single one if it was lost.")
        )
    for badge in fresh:
        note(badge, BadgeDeed.make_code, at, by)
    return [(badge, codes.issue(badge, at)) for badge in fresh]


def reissue(badge: Badge, at: datetime, by: str) -> str:
    """A fresh code for a badge that was lost: whoever used it is signed out."""
    note(badge, BadgeDeed.reissue, at, by)
    return codes.reissue(badge, at)


def is_used(badge: Badge) -> bool:
    """Whether somebody has signed in with this badge's code."""
    card = codes.latest(badge)
    return card is not None and card.used_at is not None


def missing(sitting: Sitting) -> list[Duty]:
    """The duties without which a sitting cannot count, and that nobody holds."""
    held = {badge.duty for badge in badges_of(sitting)}
    return [duty for duty in NEEDED if duty not in held]
