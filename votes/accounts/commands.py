"""`votes account`: the first administrator is made here; there is none by default."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click
from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import select

from votes.accounts import codes, staff
from votes.accounts.attempts import folded
from votes.accounts.links import sign_in_link
from votes.accounts.models import Account
from votes.accounts.roles import Role
from votes.common.codes import in_fours
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.commands import the_congress
from votes.congress.models import Congress, Unit


def add(slug: str, login: str, name: str, roles: Sequence[str], units: Sequence[str]) -> None:
    """A new account with its roles; the invitation is printed once."""
    congress = the_congress(slug)
    try:
        check_roles(roles, units)
        account = staff.add(congress, login, name)
        staff.give(account, congress, *wanted(congress, roles, units))
    except RuleBroken as broken:
        raise click.ClickException(_(broken.sentence, **broken.values)) from broken
    hand_out(account)


def grant(login: str, slug: str, roles: Sequence[str], units: Sequence[str]) -> None:
    """Let an account hold exactly these roles in a congress."""
    account, congress = the_account(login), the_congress(slug)
    try:
        staff.give(account, congress, *wanted(congress, roles, units))
    except RuleBroken as broken:
        raise click.ClickException(_(broken.sentence, **broken.values)) from broken
    db.session.commit()
    click.echo(_("%(name)s acts in %(congress)s now.", name=account.name, congress=congress.name))


def check_roles(roles: Sequence[str], units: Sequence[str]) -> None:
    """Refuse an account that could do nothing, and one that acts for a unit nobody named."""
    if Role.unit in roles and not units:
        raise RuleBroken(say("Name the unit the account acts for: --unit NAME"))
    if not roles and not units:
        raise RuleBroken(
            say(
                "Say what the account may do: --role administrator, --role office, --role government, or --unit NAME"
            )
        )


def invite(login: str) -> None:
    """A new invitation for whoever lost password or phone, or whose first one expired."""
    hand_out(the_account(login))


def close(login: str) -> None:
    """Close an account, whoever holds it."""
    account = the_account(login)
    try:
        staff.close(account, datetime.now(UTC))
    except RuleBroken as broken:
        raise click.ClickException(_(broken.sentence, **broken.values)) from broken
    db.session.commit()
    click.echo(_("The account of %(name)s is closed.", name=account.name))


def wanted(congress: Congress, roles: Sequence[str], units: Sequence[str]) -> tuple[list[Role], list[Unit]]:
    """Roles and units as they were typed; a unit that the congress lacks is added."""
    known = {unit.name: unit for unit in congress.units}
    named = [known.get(name) or Unit(congress=congress, name=name) for name in units]
    db.session.add_all(named)
    db.session.flush()
    return [Role(role) for role in roles], named


def the_account(login: str) -> Account:
    """The staff account of this login, or the end of the command."""
    account = db.session.scalar(select(Account).where(Account.login == folded(login)))
    if account is None:
        raise click.ClickException(_("There is no account %(login)s.", login=login))
    return account


def hand_out(account: Account) -> None:
    """Make an invitation and print it, this once."""
    if account.closed_at:
        raise click.ClickException(_("The account of %(name)s is closed.", name=account.name))
    code = codes.issue(account, datetime.now(UTC))
    db.session.flush()
    card = codes.latest(account)
    until = format_datetime(card.expires_at, "short") if card else ""
    db.session.commit()
    click.echo(
        _(
            "Invitation for %(name)s (login %(login)s), good once, until %(when)s:",
            name=account.name,
            login=account.login,
            when=until,
        )
    )
    click.echo(f"  {sign_in_link(code)}")
    click.echo(f"  {in_fours(code)}")
