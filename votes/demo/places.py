"""演示县 and its 城关镇: congresses, deputies by number, units, committees, staff, the session and its sittings."""

from dataclasses import dataclass, field
from datetime import datetime

from votes.accounts import badges, cards, staff
from votes.accounts.badge_rules import Person, named
from votes.accounts.roles import Duty, Role
from votes.common.db import db
from votes.congress.founding import found
from votes.congress.lists import add_committee, add_delegations, add_units
from votes.congress.models import Congress, Deputy, Level, Session, Sitting, Term, Unit, Walk
from votes.congress.roll import add_deputy
from votes.demo.story import Start, Story
from votes.demo.tables import Row, candidates, numbers, rows, rows_of
from votes.projects.models import Cycle

PROVINCE = "演示省"
COUNT_WORDS = "一二三四五六七八九十"
WALKS = (Walk.government, Walk.firm, Walk.grass_roots, Walk.expert, Walk.grass_roots, Walk.firm)
"""界别 of the deputies, changing every twelve numbers, so that each group of the demonstration is mixed."""


@dataclass
class Place:
    """One of the two congresses, with what the rest of the story needs at hand."""

    facts: Row
    congress: Congress
    term: Term
    deputies: list[Deputy]
    units: dict[str, Unit]
    sittings: dict[str, Sitting] = field(default_factory=dict)
    cycle: Cycle | None = None

    @property
    def key(self) -> str:
        """`county` or `town`."""
        return self.facts["key"]

    @property
    def is_town(self) -> bool:
        """Whether it is the township, run by one secretary."""
        return self.key == "town"

    @property
    def list(self) -> Cycle:
        """The list of this year (年度/批次)."""
        assert self.cycle is not None
        return self.cycle

    @property
    def candidates(self) -> dict[int, Row]:
        """What is known of the candidates, by number."""
        return candidates(self.key)

    @property
    def spoken_for(self) -> Deputy:
        """The deputy who has a card: the leader of a supervision group once there are groups."""
        return self.deputies[self.number("spoken_for") - 1]

    def number(self, fact: str) -> int:
        """A figure of places.csv."""
        return int(self.facts[fact])

    def name_of(self, role: Role) -> str:
        """Who holds this role, by name."""
        found = (row for row in rows_of("staff", self.key) if str(role) in row["roles"].split())
        return next(found)["name"]

    def hand_of(self, unit: str) -> str:
        """Who acts for this unit; in the township the secretary does."""
        found = (row["name"] for row in rows_of("staff", self.key) if row["unit"] == unit)
        return next(found, self.name_of(Role.office))

    def holder(self, duty: Duty) -> str:
        """Who wears this badge."""
        return next(row["holder"] for row in rows_of("badges", self.key) if row["duty"] == str(duty))


def settle(story: Story) -> list[Place]:
    """Both congresses with everybody in them; the county first, since it hosts the township."""
    places: dict[str, Place] = {}
    for facts in rows("places"):
        host = places[facts["parent"]].congress if facts["parent"] else None
        places[facts["key"]] = populated(facts, host, story)
    add_staff(places)
    return list(places.values())


def populated(facts: Row, host: Congress | None, story: Story) -> Place:
    """A congress with its term, delegations, deputies, units, committees and its session."""
    congress = found(facts["slug"], facts["name"], Level(facts["level"]), host, facts["place"], demo=True)
    congress.province = PROVINCE
    term = Term(congress_id=congress.id, congress=congress, number=int(facts["term"]))
    term.all_deputies = int(facts["deputies"])
    db.session.add(term)
    db.session.flush()
    names = dict.fromkeys(row["unit"] for row in candidates(facts["key"]).values())
    units = {unit.name: unit for unit in add_units(congress, list(names))}
    place = Place(facts, congress, term, add_deputies(term, facts), units)
    for row in rows_of("committees", facts["key"]):
        members = [place.deputies[n - 1] for n in numbers(row["members"])]
        add_committee(congress, row["name"], members)
    place.sittings = add_sessions(place, story)
    return place


def add_deputies(term: Term, facts: Row) -> list[Deputy]:
    """Deputies by number, in delegations of nearly the same size."""
    teams, everyone = int(facts["delegations"]), int(facts["deputies"])
    delegations = add_delegations(term, [delegation_name(n) for n in range(1, teams + 1)])
    return [
        add_deputy(
            term, f"代表{n:03d}", delegations[(n - 1) * teams // everyone], walk=WALKS[n // 12 % len(WALKS)]
        )
        for n in range(1, everyone + 1)
    ]


def delegation_name(number: int) -> str:
    """第十二代表团."""
    tens, ones = divmod(number, 10)
    words = COUNT_WORDS[number - 1] if number <= 10 else f"十{COUNT_WORDS[ones - 1]}"
    return f"第{words if tens < 2 else number}代表团"


def add_sessions(place: Place, story: Story) -> dict[str, Sitting]:
    """The session of the vote with its two sittings; at the year's end the next one, which rates."""
    first = add_session(place, place.number("session"), story, -2, 0)
    sittings = {
        "opening": add_sitting(place, first, 1, story, -2),
        "vote": add_sitting(place, first, 2, story, 0),
    }
    if story.start is Start.evaluation:
        today = (story.today - story.vote).days
        second = add_session(place, place.number("session") + 1, story, today - 1, today)
        sittings["rating"] = add_sitting(place, second, 1, story, today)
    return sittings


def add_session(place: Place, number: int, story: Story, begins: int, ends: int) -> Session:
    """A session from one day to another, counted from the vote."""
    session = Session(congress_id=place.congress.id, term=place.term, body=place.congress.body, number=number)
    session.begins_on, session.ends_on = story.day(begins), story.day(ends)
    db.session.add(session)
    return session


def add_sitting(place: Place, session: Session, number: int, story: Story, day: int) -> Sitting:
    """A sitting, with 全体 and 应到."""
    sitting = Sitting(congress_id=place.congress.id, session=session, number=number, held_on=story.day(day))
    sitting.all_deputies, sitting.due = place.number("deputies"), place.number("due")
    db.session.add(sitting)
    db.session.flush()
    return sitting


def add_staff(places: dict[str, Place]) -> None:
    """Accounts without passwords: in a demonstration a link signs in at once."""
    for row in rows("staff"):
        place = places[row["place"]]
        account = staff.add(place.congress, row["login"], row["name"])
        units = [place.units[row["unit"]]] if row["unit"] else []
        staff.give(account, place.congress, [Role(word) for word in row["roles"].split()], units)
        if row["roles"] == "administrator":
            staff.give(account, places["town"].congress, [Role.administrator])
    for place in places.values():
        cards.opened(place.spoken_for)


def give_badges(place: Place, sitting: Sitting, at: datetime) -> None:
    """证 for the chair, the scrutineers and the two tellers of a sitting: different persons."""
    people = badges.candidates(sitting)
    duties: dict[Duty, list[Person]] = {}
    for row in rows_of("badges", place.key):
        duties.setdefault(Duty(row["duty"]), []).append(named(row["holder"], people))
    badges.give(sitting, duties, at, place.name_of(Role.office))
