"""账号 of staff: made with an invitation, proven by password and second factor, given roles, closed."""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from votes.accounts import codes, proofs, sign_ins
from votes.accounts.attempts import folded
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Unit

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


class WrongStep(RuleBroken):
    """The second factor was not right."""

    def __init__(self) -> None:
        super().__init__(
            say("These digits are not right, or were used already. Wait for the next six and type them.")
        )


def proven(account: Account | None, right: bool, step: str, at: datetime) -> Account:
    """The account whose password was right, if the second factor is too; any refusal has the same words."""
    found = proofs.step_of(account.totp_secret if account else None, step, at)
    if account is None or not right or not use_step(account, found):
        raise RuleBroken(say("Login, password or second factor is not right. Please check all three."))
    return account


def use_step(account: Account, step: int) -> bool:
    """Use a second-factor code up: it and those before it are good no more. False if it was used."""
    fresh = update(Account).where(Account.id == account.id, Account.totp_last < step)
    done = db.session.execute(fresh.values(totp_last=step))
    return done.rowcount == 1  # type: ignore[attr-defined]


def set_up(account: Account, password: str, step: str, at: datetime) -> None:
    """Set one's own password and prove the second factor; until then the account opens nothing."""
    kept = proofs.kept_password(password, account.login or "")
    if not use_step(account, proofs.step_of(account.totp_secret, step, at)):
        raise WrongStep
    account.password = kept


def secret_address(account: Account) -> str:
    """What the QR code says that an authenticator scans."""
    return proofs.address_of(account.totp_secret or "", account.login or "", account.congress.name)


def check_login(login: str) -> None:
    """Refuse a login that is malformed or taken."""
    if not LOGIN.fullmatch(folded(login)):
        raise RuleBroken(say("A login has 2 to 60 small letters, digits, dots, dashes or @."))
    if db.session.scalar(select(Account.id).where(Account.login == folded(login))):
        raise RuleBroken(say("This login is taken. Choose another."))


def add(congress: Congress, login: str, name: str) -> Account:
    """A new account, without password; it opens nothing before its invitation was used."""
    check_login(login)
    account = Account(congress=congress, login=folded(login), name=name)
    db.session.add(account)
    db.session.flush()
    return account


def give(account: Account, congress: Congress, roles: Iterable[Role], units: Iterable[Unit] = ()) -> None:
    """Let an account hold exactly these roles in a congress; the unit's role is held per unit."""
    wanted: set[tuple[Role, Unit | None]] = {(role, None) for role in roles if role is not Role.unit}
    wanted |= {(Role.unit, unit) for unit in units}
    check_roles(account, congress, wanted)
    held = {(grant.role, grant.unit): grant for grant in account.grants if grant.congress_id == congress.id}
    for gone in held.keys() - wanted:
        account.grants.remove(held[gone])
    for role, unit in wanted - held.keys():
        account.grants.append(Grant(congress=congress, role=role, unit=unit))
    db.session.flush()


def check_roles(account: Account, congress: Congress, wanted: set[tuple[Role, Unit | None]]) -> None:
    """Refuse roles that do not fit the account or the congress."""
    if account.deputy_id is not None:
        raise RuleBroken(say("A deputy signs in with a card and holds no role of the staff."))
    if account.good_until is not None:
        raise RuleBroken(say("A guest is invited to one thing and holds no role of the staff."))
    if wanted and is_demo(account.congress) != is_demo(congress):
        raise RuleBroken(say("An account of a demonstration opens demonstrations only."))
    if any(unit is not None and unit.congress_id != congress.id for _role, unit in wanted):
        raise RuleBroken(say("Choose units of this congress."))
    if (Role.administrator, None) not in wanted:
        check_one_stays(account, congress)


def is_demo(congress: Congress) -> bool:
    """Whether nothing here is real: a demonstration, or the rehearsal of one."""
    real = db.session.get(Congress, congress.rehearsal_of_id) if congress.rehearsal_of_id else None
    return congress.demo or (real is not None and real.demo)


def check_one_stays(account: Account, congress: Congress) -> None:
    """Refuse to take away the last administrator: nobody could let anyone in any more."""
    keeping = (
        select(Grant.account_id)
        .join(Grant.account)
        .where(Grant.congress_id == congress.id, Grant.role == Role.administrator)
        .where(Account.closed_at.is_(None))
    )
    keepers = set(db.session.scalars(keeping))
    if keepers == {account.id}:
        raise RuleBroken(say("This is the last administrator. Name another one first."))


def close(account: Account, at: datetime) -> None:
    """Close an account: it is signed out everywhere, and its codes are good no more. Its name stays in the trace."""
    for congress in {grant.congress for grant in account.grants}:
        check_one_stays(account, congress)
    account.closed_at = at
    sign_ins.end_all(account, at)
    codes.revoke(account, at)


def reopen(account: Account) -> None:
    """Open a closed account again; only a new invitation lets its person in."""
    account.closed_at = None
    account.password = None


def staff_of(congress: Congress) -> list[Account]:
    """Staff accounts of this congress, and of others (its county) that act here, open ones first."""
    acting = select(Grant.account_id).where(Grant.congress_id == congress.id)
    here = (Account.congress_id == congress.id) | Account.id.in_(acting)
    rows = select(Account).where(here, Account.login.is_not(None), Account.good_until.is_(None))
    return list(db.session.scalars(rows.order_by(Account.closed_at.is_not(None), Account.id)))
