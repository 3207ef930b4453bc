"""群众留言 of the demonstration: some answered and rechecked, some on their way, one not handed on, one that waits."""

from votes.common.db import db
from votes.demo.ledger import given
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.watching import by_group, by_office, by_unit
from votes.demo.work import Work, works
from votes.supervision.matters import Matter
from votes.supervision.messages import HandedOn, ResidentMessage, send_message

DEMAND = "请核实，尽快处理，并在这里答复办了什么。"


def write_all(place: Place, story: Story) -> None:
    """Every message, step by step as far as the story has come."""
    found = {str(work.project.number): work for work in works(place)}
    for turn, row in enumerate(rows_of("messages", place.key)):
        if story.is_past(int(row["day"])):
            write(found[row["project"]], story, row, turn)


def write(work: Work, story: Story, row: Row, turn: int) -> None:
    """One message: it comes in, the next day the office deals with it, the unit answers, the group rechecks."""
    day, once = int(row["day"]), f"demo-{work.place.key}-{turn}"
    message = send_message(work.project, row["words"], row["where"], [], once, story.at(day, 20))
    db.session.flush()
    if row["declined"] and story.is_past(day + 1):
        message.decline(row["declined"], by_office(work.place), story.at(day + 1))
    elif row["title"] and story.is_past(day + 1):
        follow_up(hand_on(message, work, story, row), work, story, row)


def hand_on(message: ResidentMessage, work: Work, story: Story, row: Row) -> Matter:
    """The office publishes it and hands it to the unit of the project."""
    assert work.project.unit is not None
    said = HandedOn(row["title"], row["words"], False, work.project.unit, story.day(int(row["due"])), DEMAND)
    return message.hand_on(said, by_office(work.place), story.at(int(row["day"]) + 1))


def follow_up(matter: Matter, work: Work, story: Story, row: Row) -> None:
    """The answer, the recheck, and what everyone may read of both."""
    if row["answered"] and story.is_past(int(row["answered"])):
        at = story.at(int(row["answered"]), 15)
        matter.answer(row["answer"], [], by_unit(work), at)
        matter.release(by_office(work.place).name, at)
    if row["closed"] and story.is_past(int(row["closed"])):
        at = story.at(int(row["closed"]), 16)
        matter.recheck(None, row["found"], by_group(work), at, given("sss"))
        matter.release(by_office(work.place).name, at)
