"""问题清单 of the demonstration: findings in every state, each step done by whoever does it."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.watching import by_group, by_office, by_unit
from votes.demo.work import Work, works
from votes.supervision.inspections import inspections_of
from votes.supervision.kinds import Origin, Raised
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter, raise_finding

GIVEN = Marks(Mark.satisfied, Mark.basic, Mark.satisfied)
"""评价 at a recheck: 响应速度, 解决力度, 实际成效."""
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
            go_on(raised[key], work, story, row)
        db.session.flush()


def begin(work: Work, story: Story, row: Row, day: int) -> Matter:
    """提出, by the group; one seen on the spot names its inspection."""
    origin = Origin(row["origin"])
    inspection = inspections_of(work.project)[0] if origin is Origin.inspection else None
    words = Raised(row["title"], row["words"], origin, inspection)
    return raise_finding(work.project, words, by_group(work), story.at(day, 18))


def go_on(finding: Matter, work: Work, story: Story, row: Row) -> None:
    """One step of the loop: handed over, answered, returned or closed, withdrawn, released."""
    at, words = story.at(int(row["day"]), 10), row["words"]
    due = story.day(int(row["due"])) if row["due"] else None
    if row["deed"] == "order":
        assert due is not None
        assert work.project.unit is not None
        finding.order(work.project.unit, due, words, by_office(work.place), at)
    elif row["deed"] == "reply":
        finding.answer(words, [], by_unit(work), at)
    elif row["deed"] in ("return", "close"):
        finding.recheck(due, words, by_group(work), at, None if due else GIVEN)
    elif row["deed"] == "withdraw":
        finding.withdraw(words, by_office(work.place), at)
    else:
        finding.release(work.place.name_of(Role.office), at)
