"""代录 as a duty: what a unit without an account has to do is the government office's to enter, so that it stands on a desk."""

from sqlalchemy import select

from votes.accounts.access import Actor
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Congress


def units_alone(actor: Actor, congress: Congress) -> dict[int, str]:
    """Units for which nobody can sign in, by id with their names, if it is this person who enters for them; else none.

    That is whoever is the government office (政府办); where nobody is, the congress office.
    """
    roles = [Role.government, Role.office]
    if not actor.has(congress, *roles):
        return {}
    grants = open_grants(congress)
    entering = next((role for role in roles if any(role is held for held, _unit in grants)), None)
    if entering is None or not actor.has(congress, entering):
        return {}
    staffed = {unit for _role, unit in grants}
    return {unit.id: unit.name for unit in congress.units if unit.id not in staffed}


def open_grants(congress: Congress) -> list[tuple[Role, int | None]]:
    """The roles and units of all accounts here that are not closed."""
    rows = (
        select(Grant.role, Grant.unit_id)
        .join(Account, Grant.account_id == Account.id)
        .where(Grant.congress_id == congress.id, Account.closed_at.is_(None))
        .where(Grant.role.in_((Role.government, Role.office, Role.unit)))
    )
    return [(role, unit) for role, unit in db.session.execute(rows)]
