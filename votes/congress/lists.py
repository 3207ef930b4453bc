"""责任单位, 代表团, 委员会: the short lists of a congress."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Committee, Congress, Delegation, Deputy, Term, Unit

TAKEN = say("There is one called %(name)s already.")


def check_free(name: str, taken: Sequence[str]) -> None:
    """Refuse a name that another of the list bears."""
    if name in taken:
        raise RuleBroken(TAKEN, name=name)


def add_units(congress: Congress, names: Sequence[str]) -> list[Unit]:
    """Those of the names that are no unit yet."""
    known = {unit.name for unit in congress.units}
    fresh = [Unit(congress=congress, name=name) for name in names if name not in known]
    db.session.add_all(fresh)
    db.session.flush()
    return fresh


def add_delegations(term: Term, names: Sequence[str]) -> list[Delegation]:
    """Those of the names that are no delegation of the term yet, after the last."""
    known = {delegation.name for delegation in term.delegations}
    last = max((delegation.seq for delegation in term.delegations), default=0)
    fresh = [name for name in names if name not in known]
    rows = [
        Delegation(congress_id=term.congress_id, term=term, seq=seq, name=name)
        for seq, name in enumerate(fresh, start=last + 1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def add_committee(congress: Congress, name: str, members: Sequence[Deputy]) -> Committee:
    """A committee with its members."""
    check_free(name, [one.name for one in congress.committees])
    row = Committee(congress=congress, name=name, members=list(members))
    db.session.add(row)
    db.session.flush()
    return row


def rename(row: Unit | Delegation | Committee, name: str, taken: Sequence[str]) -> None:
    """Another name; what refers to the row shows it at once."""
    if name != row.name:
        check_free(name, taken)
        row.name = name
        db.session.flush()


def remove(row: Unit | Delegation | Committee) -> None:
    """Take a row out of its list, unless anything refers to it, of whatever room: what was used stays."""
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.execute(delete(type(row)).where(type(row).id == row.id))
    except IntegrityError as error:
        raise RuleBroken(say("This is in use and stays. You can give it another name.")) from error
