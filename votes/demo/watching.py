"""人大督 of the demonstration: groups, a recusal, inspections, and projects confirmed by their groups."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Deputy
from votes.demo.places import COUNT_WORDS, Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.work import Work, works
from votes.supervision.confirmations import confirm
from votes.supervision.inspections import Seen, Visit, record_inspection
from votes.supervision.models import Doer, Tie, form_group, is_recused, recuse
from votes.supervision.rules import Hand

FORMED = 23
"""Days after the vote on which the groups are formed."""
LARGEST = {"county": 10, "town": 4}
"""Deputies of a group: the deputy of the project's own number leads it, every 12th or 4th after is with them."""
RECUSED = ("county", 10, 22)
"""代表022 works at the unit of project 10 and stands aside from it."""
CONFIRMED = "现场核查，承诺的数量都已达到，同意通过。"


def form_groups(place: Place, story: Story) -> None:
    """A group for every adopted project, and one deputy who stands aside."""
    for turn, work in enumerate(works(place)):
        form(work, story, turn)


def inspect_all(place: Place, story: Story) -> None:
    """What the groups saw on the spot."""
    found = {str(work.project.number): work for work in works(place)}
    for row in rows_of("inspections", place.key):
        if story.is_past(int(row["day"])):
            inspect(found[row["project"]], story, row)


def confirm_all(place: Place, story: Story) -> None:
    """代表核查 of what the units report done."""
    for work in works(place):
        day = work.facts["confirmed"]
        if day and story.is_past(int(day)):
            confirm(work.project, True, CONFIRMED, by_group(work), story.at(int(day), 16))


def leader(work: Work) -> Deputy:
    """The deputy who leads a project's group."""
    return work.place.deputies[work.project.number - 1]


def form(work: Work, story: Story, turn: int) -> None:
    """监督小组 of one project, without whoever must stand aside."""
    place, at = work.place, story.at(FORMED)
    key, number, aside = RECUSED
    if (place.key, work.project.number) == (key, number):
        deputy = place.deputies[aside - 1]
        recuse(work.project, deputy, Tie.works_there, "", True, deputy.name, at)
    committees = place.congress.committees
    committee = committees[turn % len(committees)] if committees else None
    form_group(work.project, f"监督{COUNT_WORDS[turn]}组", committee, leader(work), team(work), at)


def team(work: Work) -> list[Deputy]:
    """The deputies of a project's group."""
    place = work.place
    chosen = place.deputies[work.project.number - 1 :: len(place.candidates)][: LARGEST[place.key]]
    return [deputy for deputy in chosen if not is_recused(work.project, deputy)]


def by_group(work: Work) -> Doer:
    """The leader acts for the group."""
    return Doer(Hand.group, leader(work).name, leader(work))


def by_unit(work: Work) -> Doer:
    """The unit answers; in the township the secretary enters it for the unit (代录)."""
    return Doer(Hand.unit, work.unit.name, entered_for=work.unit.for_unit)


def by_office(place: Place) -> Doer:
    """The office hands over and signs off."""
    return Doer(Hand.office, place.name_of(Role.office))


def inspect(work: Work, story: Story, row: Row) -> None:
    """视察: recorded on the same day, released two days later."""
    day, office = int(row["day"]), work.place.name_of(Role.office)
    grades = (int(row["satisfied"]), int(row["basic"]), int(row["dissatisfied"]))
    present = team(work)[: sum(grades)]
    seen = Seen(
        Visit(row["visit"]), story.day(day), row["site"], row["words"], present, row["guests"], grades
    )
    record = record_inspection(work.project, seen, by_group(work), story.at(day, 17))
    db.session.flush()
    if story.is_past(day + 2):
        record.release(office, story.at(day + 2, 10))
