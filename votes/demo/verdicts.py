"""人民评 of the demonstration: residents rate; what fails is put right and rated again; the unit answers what they wrote."""

from itertools import cycle as round_and_round
from itertools import islice

from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.places import Place as Town
from votes.congress.places import PlaceKind, places_of
from votes.demo.ledger import given
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.watching import by_group, by_office, by_unit
from votes.demo.work import PUBLISHED, Work, works
from votes.evaluation.answers import answer
from votes.evaluation.beside import ratings_of
from votes.evaluation.models import PublicRating, Why
from votes.evaluation.rating import Opinion, device_of, rate
from votes.evaluation.rework import Rework, open_rework, reworks_of, under_way
from votes.evaluation.reworking import failing_of
from votes.evaluation.rules import AgeBand, Channel, Grade
from votes.evaluation.slips import print_slips, spend
from votes.projects.settings import settings_of

CLOSES = 330
"""Days after the vote on which the public's rating closes."""
WAITING = "waiting"
RELEASED = "released"
PUT_RIGHT, CHECKED = 20, 30
"""Days after the order on which the unit answers and the group closes it."""
SLIPS, BACK = 40, 12
"""Slips that one site hands out, and those that come back."""


def rate_all(place: Place, story: Story) -> None:
    """Everything residents have said so far, day by day, and what followed from it."""
    cycle = place.list
    cycle.rating_opens_on, cycle.rating_closes_on = story.day(PUBLISHED), story.day(CLOSES)
    found = {work.number: work for work in works(place)}
    said = [*rows_of("ratings", place.key), *rows_of("sentences", place.key)]
    for row in sorted(said, key=lambda row: int(row["day"])):
        work, day = found.get(row["project"]), int(row["day"])
        if work is None or not story.is_past(day + 1):
            continue
        put_right(work, story, day)
        take(work, story, row)
        db.session.flush()
        follow_up(work, story, day + 1)
    for work in found.values():
        put_right(work, story, None)
    answer_all(found, place, story)


def take(work: Work, story: Story, row: Row) -> None:
    """The ratings of one row: many of one day, or one with a sentence."""
    if "sentence" in row:
        say_one(work, story, row)
        return
    for grade in Grade:
        for n in range(int(row[grade.value])):
            give(work, story, int(row["day"]), Opinion(grade), f"{grade}-{n}", n)


def give(work: Work, story: Story, day: int, opinion: Opinion, token: str, n: int) -> PublicRating:
    """One rating from a device of its own; who is how old, lives where and came by which code goes round."""
    device = device_of(f"demonstration {day}-{token}", work.project)
    said = Opinion(
        opinion.grade,
        opinion.sentence,
        opinion.channel if n % 3 else Channel.site,
        marks_of(work, opinion.grade, n),
        (None, *AgeBand)[n % 4],
        at_home(work, n),
    )
    made = rate(work.project, said, device, f"day {day}", story.at(day, 12))
    assert isinstance(made, PublicRating)
    return made


def marks_of(work: Work, grade: Grade, n: int) -> dict[str, Grade]:
    """Grades for the dimensions, one of them a step lower; every other person gives none."""
    dimensions = settings_of(work.place.list.settings).rating_dimensions
    lower = list(Grade)[min(2, list(Grade).index(grade) + 1)]
    return {one: lower if n % 3 == k else grade for k, one in enumerate(dimensions)} if n % 2 else {}


def at_home(work: Work, n: int) -> Town | None:
    """A town of the county, told by most."""
    towns = places_of(work.place.congress, PlaceKind.town)
    return next(islice(round_and_round(towns), n % len(towns), None)) if towns and n % 5 else None


def say_one(work: Work, story: Story, row: Row) -> None:
    """A rating with a sentence, released, kept back, or waiting for the office."""
    day, office = int(row["day"]), work.place.name_of(Role.office)
    made = give(work, story, day, Opinion(Grade(row["grade"]), row["sentence"]), "said", 1)
    if row["verdict"] == RELEASED:
        made.release(office, story.at(day + 1, 15))
    elif row["verdict"] != WAITING:
        made.keep_back(Why(row["verdict"]), office, story.at(day + 1, 15))


def follow_up(work: Work, story: Story, day: int) -> None:
    """The next morning opens the order that a failing rating asks for."""
    failing = failing_of(work.project, ratings_of(work.project), story.day(day))
    if failing is not None:
        made = open_rework(work.project, failing, by_office(work.place), story.at(day, 6))
        db.session.flush()
        made.matter.release(work.place.name_of(Role.office), story.at(day, 8))


def put_right(work: Work, story: Story, by: int | None) -> None:
    """The unit answers the order and the group closes it, as far as the story has come, or by this day."""
    open_one = under_way(reworks_of(work.project))
    if open_one is None:
        return
    begun = next(n for n in range(CLOSES) if story.at(n, 6) >= open_one.opened_at)
    if story.is_past(begun + CHECKED) and (by is None or begun + CHECKED <= by):
        close_order(open_one, work, story, begun)


def close_order(one: Rework, work: Work, story: Story, begun: int) -> None:
    """Answered, rechecked on the spot, closed and signed off."""
    one.matter.answer(
        "已返工并重新铺平路面，沿线公示了工期。", [], by_unit(work), story.at(begun + PUT_RIGHT, 10)
    )
    at = story.at(begun + CHECKED, 10)
    one.matter.recheck(None, "三处都去看过，路面平整。", by_group(work), at, given("bss"))
    one.matter.release(work.place.name_of(Role.office), at)


def answer_all(found: dict[str, Work], place: Place, story: Story) -> None:
    """What the units answered, and the slips that came back from one site."""
    for row in rows_of("answers", place.key):
        work, day = found[row["project"]], int(row["day"])
        if story.is_past(day):
            by = by_unit(work)
            answer(work.project, row["subject"], row["words"], by.name, story.at(day, 16), by.entered_for)
    for row in rows_of("slips", place.key):
        if story.is_past(int(row["day"])):
            hand_out(found[row["project"]], story, int(row["day"]))


def hand_out(work: Work, story: Story, day: int) -> None:
    """Slips printed for a site; some of them come back."""
    codes = print_slips(work.project, SLIPS, story.day(day))
    db.session.flush()
    for n, code in enumerate(codes[:BACK]):
        spend(work.project, code, story.day(day))
        opinion = Opinion(Grade.satisfied if n % 4 else Grade.basic, channel=Channel.slip, age=AgeBand.old)
        rate(work.project, opinion, f"slip {day}-{n}", "", story.at(day, 12))
