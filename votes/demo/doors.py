"""The ways into the demonstration: the pages to open, and one sign-in link per role with a fresh code."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from votes.accounts import badges, codes
from votes.accounts.links import sign_in_link, site
from votes.accounts.models import Account, Badge, Grant
from votes.accounts.roles import DUTY_NAMES, ROLE_NAMES, Duty, Role
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.common.codes import in_fours
from votes.common.db import db
from votes.congress.models import Congress, Sitting
from votes.projects.cycles import cycles_of

SHOWN = (("nanchang", "2020"), ("ninghai", "2020"), ("zhenhai", "2021"))
"""Pages of the archive to begin with."""
OVER = (RoundState.sealed, RoundState.withdrawn)


@dataclass(frozen=True)
class Door:
    """One sign-in link: the code of an account or badge, and whose it is."""

    link: str
    words: str
    is_badge: bool = False


def addresses(found: list[Congress]) -> list[tuple[str, str]]:
    """Pages to open first, with what they show."""
    pages = [(_("Home"), "/")]
    for congress in found:
        pages += [
            (f"{congress.place} {cycle.title}", f"/{congress.slug}/{cycle.slug}")
            for cycle in cycles_of(congress)
        ]
    real = select(Congress.slug, Congress.place).where(Congress.slug.in_([slug for slug, _year in SHOWN]))
    known = {slug: place for slug, place in db.session.execute(real)}
    pages += [
        (_("%(place)s %(year)s, from the archive", place=known[slug], year=year), f"/{slug}/{year}")
        for slug, year in SHOWN
        if slug in known
    ]
    return [(words, f"{site()}{path}") for words, path in pages]


def doors(found: list[Congress], at: datetime) -> list[Door]:
    """A fresh code for one person of each role, and one badge of each duty of a sitting that is not over."""
    opened = []
    for congress in found:
        opened += [account_door(congress, account, at) for account in one_of_each(congress)]
        badges_here = [badge for sitting in sittings(congress) for badge in one_of_each_duty(sitting)]
        opened += [badge_door(badge, at) for badge in badges_here]
    return opened


def one_of_each(congress: Congress) -> list[Account]:
    """The first account of this congress in each role; who holds two roles is named once."""
    mine = (
        select(Grant)
        .join(Grant.account)
        .where(Grant.congress_id == congress.id, Account.congress_id == congress.id)
        .where(Account.closed_at.is_(None))
        .order_by(Grant.account_id, Grant.id)
    )
    first: dict[Role, Account] = {}
    for grant in db.session.scalars(mine):
        first.setdefault(grant.role, grant.account)
    return list(dict.fromkeys(first[role] for role in Role if role in first))


def account_door(congress: Congress, account: Account, at: datetime) -> Door:
    """The link of an account."""
    order = list(Role)
    held = [grant for grant in account.grants if grant.congress_id == congress.id]
    held.sort(key=lambda grant: order.index(grant.role))
    roles = "、".join(str(grant.unit.name if grant.unit else ROLE_NAMES[grant.role]) for grant in held)
    code = in_fours(codes.issue(account, at))
    return Door(sign_in_link(code), f"{congress.place} {roles} {account.name}")


def badge_door(badge: Badge, at: datetime) -> Door:
    """The link of a badge; its code serves to hand one computer over, too."""
    code = in_fours(codes.issue(badge, at))
    return Door(sign_in_link(code), f"{badge.congress.place} {DUTY_NAMES[badge.duty]} {badge.holder}", True)


def one_of_each_duty(sitting: Sitting) -> list[Badge]:
    """The first badge of each duty."""
    first: dict[Duty, Badge] = {}
    for badge in badges.badges_of(sitting):
        first.setdefault(badge.duty, badge)
    return list(first.values())


def sittings(congress: Congress) -> list[Sitting]:
    """The sittings with a round that is not over yet."""
    waiting = (
        select(Sitting)
        .where(Sitting.congress_id == congress.id)
        .where(Sitting.id.in_(select(Round.sitting_id).where(Round.state.not_in(OVER))))
    )
    return list(db.session.scalars(waiting.order_by(Sitting.held_on, Sitting.id)))
