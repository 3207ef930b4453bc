"""A vote in the hall, step by step as a congress holds it; who acts sits at one shared computer, or each at an own one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.browser.person import Person
from tests.browser.running import Site
from tests.browser.swift import again
from tests.browser.visitor import Visitor
from tests.projects.papers import PDF
from votes.accounts.roles import Duty

Marks = Mapping[str, int]
HEADS = (Duty.chair, Duty.chief_scrutineer)
TELLERS = (Duty.teller_a, Duty.teller_b)
SIGNED = {"name": "decision.pdf", "mimeType": "application/pdf", "buffer": PDF}


class Computers(Protocol):
    """Where the people of a sitting act."""

    def at(self, who: Duty | None, swift: bool) -> Person:
        """The one who holds this duty, looking or not; None is the office."""


@dataclass
class OneComputer:
    """One phone or computer, handed from the office to each badge and back."""

    visitor: Visitor
    site: Site
    congress: str
    sitting: int
    office: str
    """The name of the one who works in the office."""
    holder: Duty | None = None
    codes: dict[Duty, str] = field(default_factory=dict)
    known: set[bool] = field(default_factory=set)
    """Whether handing over (False) and handing back (True) has been looked at."""

    def at(self, who: Duty | None, swift: bool) -> Person:
        """Hand it over, unless this one has it."""
        person = again(self.visitor) if swift else self.visitor
        if who is not self.holder:
            back = who is None
            hands = again(self.visitor) if swift or back in self.known else self.visitor
            self.known.add(back)
            self.give_back(hands) if who is None else self.hand_to(hands, who)
            self.holder = who
        return person

    def hand_to(self, person: Person, who: Duty) -> None:
        """The next one types the code of the own badge."""
        if who not in self.codes:
            self.codes[who] = self.site.badge_code(self.sitting, who)
        person.open(f"/desk/{self.congress}/sitting/{self.sitting}/hand-over")
        person.send(code=self.codes[who])

    def give_back(self, person: Person) -> None:
        """The badge is signed out; the office types what it signs in with, and goes on."""
        person.open(f"/desk/{self.congress}/sitting/{self.sitting}/ballots")
        person.follow("/hand-back")
        person.send(password=self.site.code_of(self.office, self.congress))


@dataclass
class OwnComputers:
    """Everyone at an own computer."""

    office: Visitor
    badges: dict[Duty, Visitor]

    def at(self, who: Duty | None, swift: bool) -> Person:
        """The one at the own computer."""
        visitor = self.badges[who] if who else self.office
        return again(visitor) if swift else visitor


@dataclass
class Vote:
    """One round, and those who hold it."""

    computers: Computers
    base: str
    """`/desk/<congress>/sitting/<id>`."""
    number: str
    """The id of the round, as its address has it."""
    swift: bool = False
    """Whether all this has been looked at in an earlier round."""

    def at(self, who: Duty | None) -> Person:
        """Whoever is to act, before the page of the round."""
        person = self.computers.at(who, self.swift)
        person.open(f"{self.base}/round/{self.number}")
        return person

    def step(self, who: Duty | None, link: str, **values: Any) -> None:
        """One step: the round's page leads to it, its form is filled in and sent."""
        person = self.at(who)
        person.follow(f"/round/{self.number}/{link}")
        person.send(**values)

    def admit(self, absent: int) -> None:
        """签到: delegation by delegation; those who are away are the last ones."""
        office = self.computers.at(None, self.swift)
        office.open(f"{self.base}/roll")
        for address in reversed(office.links("ul.grp")):
            office.open(address)
            deputies = office.choices("present")
            gone = min(absent, len(deputies))
            absent -= gone
            office.send(present=deputies[: len(deputies) - gone])
            office = again(office)

    def cast(self, printed: int, issued: int, spoiled: int) -> None:
        """Opened by two, the papers recorded, closed by two, and declared valid."""
        for head in HEADS:
            self.step(head, "open")
        papers = {"printed": printed, "issued": issued, "spoiled": spoiled}
        papers |= {"left": printed - issued - spoiled, "received": issued}
        self.step(Duty.scrutineer, "papers", **{f"paper-{name}": n for name, n in papers.items()})
        for head in HEADS:
            self.step(head, "close")
        self.step(Duty.chair, "check")

    def divide(self) -> list[int]:
        """The batches, as the page proposes them."""
        chief = self.at(Duty.chief_scrutineer)
        chief.follow("/divide")
        sizes = [int(value) for _name, _kind, value in chief.fields('[name$="-size"]') if value]
        chief.send()
        return sizes

    def enter(self, teller: Duty, batch: int, valid: int, void: int, rows: Sequence[Marks]) -> None:
        """A teller enters the sums of one batch (counted from 0)."""
        person = self.at(teller)
        person.follow("/count")
        person.follow(person.links("ul.grp")[batch])
        figures = {"valid": valid, "over_marked": void} if void else {"valid": valid}
        for place, marks in enumerate(rows):
            figures |= {f"rows-{place}-{mark}": n for mark, n in marks.items()}
        person.put(figures)

    def decide(self) -> None:
        """The count confirmed by the chief scrutineer and the presidium, then declared by the chair."""
        self.step(Duty.chief_scrutineer, "confirm-count")
        self.step(None, "confirm", reason="主席团第三次会议确认计票结果", document=SIGNED)
        self.step(Duty.chair, "declare")
