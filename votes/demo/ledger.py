"""交办事项 of the demonstration: findings in every state and deputies' suggestions, each step done by whoever does it."""

from datetime import date, datetime

from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.watching import by_group, by_office, by_unit
from votes.demo.work import Work, works
from votes.supervision.inspections import inspections_of
from votes.supervision.kinds import Kind, Origin, Raised
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter, raise_finding, raise_matter
from votes.supervision.models import Doer
from votes.supervision.pursuing import Decided, Looked, look_back, merge, press, raise_higher
from votes.supervision.rules import Hand, State

LETTERS = {mark.value[0]: mark for mark in Mark}
"""评价 at a recheck, as a sheet has it: `sbd` for satisfied, basic, dissatisfied with speed, effort and effect."""
Key = tuple[str, str]
"""The project's number and the finding's."""


def raise_all(place: Place, story: Story) -> None:
    """Every finding, step by step as far as the story has come."""
    found = {str(work.project.number): work for work in works(place)}
    said = {(row["project"], row["number"]): row for row in rows_of("findings", place.key)}
    raised: dict[Key, Matter] = {}
    for row in rows_of("steps", place.key):
        key, work = (row["project"], row["number"]), found[row["project"]]
        if not story.is_past(int(row["day"])):
            continue
        if row["deed"] == "raise":
            raised[key] = begin(work, story, said[key], int(row["day"]))
        else:
            go_on(raised, key, work, story, row)
        db.session.flush()


def begin(work: Work, story: Story, row: Row, day: int) -> Matter:
    """提出, by the group; one seen on the spot names its inspection."""
    origin = Origin(row["origin"])
    inspection = inspections_of(work.project)[0] if origin is Origin.inspection else None
    words = Raised(row["title"], row["words"], origin, inspection)
    return raise_finding(work.project, words, by_group(work), story.at(day, 18))


def go_on(raised: dict[Key, Matter], key: Key, work: Work, story: Story, row: Row) -> None:
    """One step of the loop: handed over, pressed, answered, returned or closed, raised higher, looked back on, released."""
    at, finding, words = story.at(int(row["day"]), 10), raised[key], row["words"]
    due = story.day(int(row["due"])) if row["due"] else None
    office = by_office(work.place)
    match row["deed"]:
        case "order":
            assert due is not None
            assert work.project.unit is not None
            finding.order(work.project.unit, due, words, office, at)
        case "press":
            press(finding, words, office, at)
        case "reply":
            finding.answer(words, [], by_unit(work), at)
        case "return" | "close":
            finding.recheck(due, words, by_group(work), at, given(row["also"]))
        case "look":
            look_back(finding, Looked(story.day(int(row["day"])), words, due), by_group(work), at)
        case "withdraw":
            finding.withdraw(words, office, at)
        case "release":
            finding.release(office.name, at)
        case _:
            go_elsewhere(raised, finding, row, due, office, at)


def go_elsewhere(
    raised: dict[Key, Matter], finding: Matter, row: Row, due: date | None, office: Doer, at: datetime
) -> None:
    """挂牌督办 on a body's decision, or 合并 into another finding."""
    first, _sign, second = row["also"].partition("/")
    if row["deed"] == "merge":
        merge(finding, raised[first, second], row["words"], office, at)
        return
    assert due is not None
    raise_higher(finding, State.listed, Decided(first, row["words"], due, second), office, at)


def given(letters: str) -> Marks | None:
    """The marks in three dimensions; none where a step has none."""
    return Marks(*(LETTERS[letter] for letter in letters)) if letters else None


def suggest_all(place: Place, story: Story) -> None:
    """代表建议: handed over after the session, answered, rated by the deputy who made it."""
    for row in rows_of("suggestions", place.key):
        deputy, day = place.deputies[int(row["deputy"]) - 1], int(row["day"])
        mine, office = Doer(Hand.deputy, deputy.name, deputy), by_office(place)
        said = Raised(row["title"], row["words"], deputy=deputy, cycle=place.list)
        matter = raise_matter(place.congress, Kind.suggestion, said, mine, story.at(day, 15))
        db.session.flush()
        unit, at = place.units[row["unit"]], story.at(int(row["ordered"]), 10)
        matter.order(unit, story.day(int(row["due"])), row["words"], office, at)
        if row["replied"]:
            by = Doer(Hand.unit, place.hand_of(unit.name))
            matter.answer(row["reply"], [], by, story.at(int(row["replied"]), 10))
        if row["closed"]:
            matter.recheck(None, row["said"], mine, story.at(int(row["closed"]), 10), given(row["also"]))
        db.session.flush()
