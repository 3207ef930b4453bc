"""A full house: two counties in August, in which every route has a row to show and every form something to do.

Whoever adds a room or a step adds its rows here, with the room's own verbs; the fuzz then reaches it by itself, and
says what it did not reach.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.ballots.points import vote
from tests.full_places import locate
from tests.full_rooms import AUGUST, collect, deliver, evaluate, inquire, report, supervise
from tests.people import People, Who, make_people
from tests.tables import Kept
from votes.accounts import codes
from votes.accounts.access import digest_token
from votes.accounts.models import Account, Grant, SignIn
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Committee, Congress, Deputy, Session, Sitting, Term, Unit
from votes.projects.models import Cycle
from votes.projects.rehearsal import rehearse


@dataclass
class Side:
    """One county: its words for addresses, and who signs in as what."""

    people: People
    persons: dict[str, Who] = field(default_factory=dict)


@dataclass
class House:
    """The county every test knows, and another one furnished alike, whose rows are none of its business."""

    home: Side
    other: Side


def full_house(kept: Kept) -> House:
    """The full house, furnished once in a run and put back for whoever asks for it; other scenes may be built on it."""

    def make() -> House:
        return furnish(kept.bring("people", lambda: make_people(db.session)))

    return kept.bring("a full house", make)


def furnish(people: People) -> House:
    """Fill both counties, and commit."""
    persons = {"office": people.clerk, "government": people.government, "unit": people.unit}
    persons |= {"deputy": people.deputy, "administrator": people.administrator}
    home, other = Side(people, persons), other_side(people)
    for side in (home, other):
        fill(side)
        db.session.commit()
    rehearse(
        db.session.get_one(Sitting, people.ids["sitting"]).session, main_list(home), AUGUST, "工作人员01"
    )
    db.session.commit()
    return House(home, other)


def main_list(side: Side) -> Cycle:
    """This year's list of a county."""
    return db.session.get_one(Cycle, side.people.ids["cycle_row"])


def other_side(people: People) -> Side:
    """The other county with staff, units and a committee of its own."""
    congress = db.session.get_one(Congress, people.ids["other_county"])
    deputies = list(congress.terms[0].deputies)
    units = [Unit(congress=congress, name=name) for name in ("县水利局", "县教育局")]
    db.session.add_all([*units, Committee(congress=congress, name="法制委员会", members=deputies[:2])])
    db.session.flush()
    side = Side(People(congress.slug, people.county), {"office": people.other_clerk})
    for word, role, unit in (
        ("government", Role.government, None),
        ("unit", Role.unit, units[0]),
        ("administrator", Role.administrator, None),
        ("deputy", Role.deputy, None),
    ):
        deputy = deputies[0] if role is Role.deputy else None
        login = None if deputy else f"outside_{word}"
        account = Account(congress=congress, login=login, name=f"外县{word}", deputy=deputy)
        account.grants.append(Grant(congress_id=congress.id, role=role, unit=unit))
        db.session.add(account)
        db.session.flush()
        side.persons[word] = ("account", account.id)
    rows = {"cycle_row": Cycle, "sitting": Sitting}
    side.people.ids = {
        word: db.session.query(row).filter_by(congress_id=congress.id).one().id for word, row in rows.items()
    } | {"county": congress.id, "unit_row": units[0].id, "other_unit_row": units[1].id}
    return side


def fill(side: Side) -> None:
    """Every room, in the order of the procedure."""
    people_of_the_house(side)
    collect(side.people)
    side.persons |= vote(side.people)
    deliver(side.people)
    locate(side.people)
    supervise(side.people)
    inquire(side.people)
    evaluate(side.people)
    report(side.people)


def people_of_the_house(side: Side) -> None:
    """A closed account, one invited, a deputy who has left, a term before, a session that is over."""
    congress = db.session.get_one(Congress, side.people.ids["county"])
    for word, closed in (("closed", AUGUST), ("invited", None)):
        account = Account(congress=congress, login=f"{congress.slug}_{word}", name=f"工作人员{word}")
        account.grants.append(Grant(congress_id=congress.id, role=Role.office))
        account.closed_at = closed
        db.session.add(account)
        db.session.flush()
        if not closed:
            codes.issue(account, AUGUST)
    gone = Deputy(
        congress=congress,
        term=congress.terms[0],
        name="代表099",
        stroke_key="099",
        desk_code=f"{congress.slug[:2]}GONE",
        left_on=date(2026, 6, 1),
    )
    before = Term(congress=congress, number=17, began_on=date(2017, 1, 1), ended_on=date(2022, 1, 1))
    over = Session(congress=congress, term=before, body=congress.body, number=1, begins_on=date(2017, 1, 1))
    db.session.add_all([gone, before, over])


def sign_everyone_in(house: House) -> dict[str, str]:
    """Who works here, by role or duty, those of the other county as "other …", with the secret their browser holds."""
    persons = house.home.persons | {f"other {word}": who for word, who in house.other.persons.items()}
    secrets_of = {word: secrets.token_hex(32) for word in persons}
    for word, (kind, identity) in persons.items():
        person = {f"{kind}_id": identity}
        until = AUGUST + timedelta(days=400)
        digest = digest_token(secrets_of[word])
        db.session.add(SignIn(token_digest=digest, began_at=AUGUST, expires_at=until, **person))
    db.session.commit()
    return secrets_of
