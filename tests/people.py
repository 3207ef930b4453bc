"""The people every test knows: the clerk, the deputy, another deputy, the unit, the stranger."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.congress.models import Committee, Congress, Delegation, Deputy, Level, Session, Sitting, Term, Unit
from votes.projects.models import Cycle

Who = tuple[str, int]


@dataclass
class People:
    """Ids of rows, and of accounts as `browser_of` takes them."""

    county: str = "demo-county"
    other_county: str = "other-county"
    cycle: str = "2026"
    ids: dict[str, int] = field(default_factory=dict)
    clerk: Who = ("account", 0)
    government: Who = ("account", 0)
    unit: Who = ("account", 0)
    other_unit: Who = ("account", 0)
    deputy: Who = ("account", 0)
    other_deputy: Who = ("account", 0)
    administrator: Who = ("account", 0)
    other_clerk: Who = ("account", 0)


def make_people(session: Any) -> People:
    """Fill the tables; everyone is numbered, nobody is invented."""
    people = People()
    county = add_congress(session, people.county, "演示县")
    other = add_congress(session, people.other_county, "另一县")
    units = [Unit(congress=county, name=name) for name in ("县住建局", "县城管局")]
    session.add_all(units)
    deputies = county.terms[0].deputies
    session.add(Committee(congress=county, name="社会建设工作委员会", members=deputies[:2]))
    session.flush()
    staff = {
        "clerk": (county, Role.office, None),
        "government": (county, Role.government, None),
        "unit": (county, Role.unit, units[0]),
        "other_unit": (county, Role.unit, units[1]),
        "administrator": (county, Role.administrator, None),
        "other_clerk": (other, Role.office, None),
    }
    for word, (congress, role, unit) in staff.items():
        account = Account(congress=congress, login=word, name=f"工作人员{len(people.ids) + 1:02d}")
        account.grants.append(Grant(congress_id=congress.id, role=role, unit=unit))
        session.add(account)
        session.flush()
        people.ids[word] = account.id
        setattr(people, word, ("account", account.id))
    for word, deputy in zip(("deputy", "other_deputy"), deputies, strict=False):
        account = Account(congress=county, name=deputy.name, deputy=deputy)
        account.grants.append(Grant(congress_id=county.id, role=Role.deputy))
        session.add(account)
        session.flush()
        setattr(people, word, ("account", account.id))
    people.ids |= {
        "county": county.id,
        "other_county": other.id,
        "unit_row": units[0].id,
        "other_unit_row": units[1].id,
    }
    people.ids |= {"cycle_row": session.query(Cycle).filter_by(congress_id=county.id).one().id}
    people.ids |= {"sitting": session.query(Sitting).filter_by(congress_id=county.id).one().id}
    session.commit()
    return people


def add_congress(session: Any, slug: str, place: str) -> Congress:
    """A county with a term, one session with one sitting, one delegation, twelve deputies and this year's cycle."""
    congress = Congress(slug=slug, place=place, name=f"{place}人民代表大会", level=Level.county)
    session.add(congress)
    session.flush()
    term = Term(congress=congress, number=18)
    delegation = Delegation(congress_id=congress.id, term=term, seq=1, name="第一代表团")
    for n in range(1, 13):
        term.deputies.append(
            Deputy(
                congress=congress,
                delegation=delegation,
                name=f"代表{n:03d}",
                stroke_key=f"{n:03d}",
                desk_code=f"{slug[:2].upper()}D{n:03d}",
            )
        )
    meeting = Session(congress=congress, term=term, body=congress.body, number=6, begins_on=date(2026, 3, 1))
    meeting.sittings.append(
        Sitting(congress=congress, number=1, held_on=date(2026, 3, 2), all_deputies=12, due=12)
    )
    cycle = Cycle(congress=congress, slug="2026", title="2026年度民生实事", year=2026)
    cycle.collection_opens_on, cycle.collection_closes_on = date(2025, 10, 1), date(2025, 12, 31)
    session.add_all([term, meeting, cycle])
    session.flush()
    return congress
