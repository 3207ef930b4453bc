"""人民评 of the demonstration: residents rate by the code on the site; some of their sentences are released."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.work import PUBLISHED
from votes.evaluation.models import PublicRating, Why
from votes.evaluation.rating import Opinion, device_of, rate
from votes.evaluation.rules import Grade
from votes.projects.models import Project

CLOSES = 330
"""Days after the vote on which the public's rating closes."""
WAITING = "waiting"
RELEASED = "released"


def rate_all(place: Place, story: Story) -> None:
    """Everything residents have said so far."""
    cycle = place.list
    cycle.rating_opens_on, cycle.rating_closes_on = story.day(PUBLISHED), story.day(CLOSES)
    projects = {str(project.number): project for project in cycle.projects}
    for row in rows_of("ratings", place.key):
        if story.is_past(int(row["day"])):
            rate_often(projects[row["project"]], story, row)
    for row in rows_of("sentences", place.key):
        if story.is_past(int(row["day"]) + 1):
            say_one(place, projects[row["project"]], story, row)
    db.session.flush()


def rate_often(project: Project, story: Story, row: Row) -> None:
    """As many ratings of each grade as the sheet says, from as many devices."""
    for grade in Grade:
        for n in range(int(row[grade.value])):
            give(project, story, int(row["day"]), grade, "", f"{row['day']}-{grade}-{n}")


def give(project: Project, story: Story, day: int, grade: Grade, sentence: str, token: str) -> PublicRating:
    """One rating from a device of its own."""
    device = device_of(f"demonstration {token}", project)
    made = rate(project, Opinion(grade, sentence), device, f"day {day}", story.at(day, 12))
    assert isinstance(made, PublicRating)
    return made


def say_one(place: Place, project: Project, story: Story, row: Row) -> None:
    """A rating with a sentence, released, kept back, or waiting for the office."""
    day, office = int(row["day"]), place.name_of(Role.office)
    made = give(project, story, day, Grade(row["grade"]), row["sentence"], f"{day}-said")
    if row["verdict"] == RELEASED:
        made.release(office, story.at(day + 1, 15))
    elif row["verdict"] != WAITING:
        made.keep_back(Why(row["verdict"]), office, story.at(day + 1, 15))
