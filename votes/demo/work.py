"""政府办 of the demonstration: the adopted projects, and their plans handed in and published."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from votes.accounts.roles import Role
from votes.common.db import db
from votes.delivery.drafting import GoalSaid, MilestoneSaid, PlanSaid, begin, prefilled, write
from votes.delivery.states import Hand
from votes.demo.pace_rules import Pace
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.projects.models import Project

SUBMITTED, PUBLISHED = 16, 21
"""Days after the vote on which the plans are handed in and published."""


@dataclass
class Work:
    """One adopted project with its plan as the sheets tell it."""

    place: Place
    project: Project
    facts: Row
    stretches: list[Row]
    changed: list[Row] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Its number on the list."""
        return str(self.project.number)

    @property
    def pace(self) -> Pace:
        """How it goes on."""
        finish = self.facts["finish"]
        return Pace(Fraction(self.facts["pace"]), int(finish) if finish else None)

    @property
    def unit(self) -> Hand:
        """Who acts for its unit; in the township the secretary enters for it (代录)."""
        name = self.place.hand_of(self.project.unit_name)
        if self.place.is_town:
            return Hand(name, frozenset({Role.government, Role.office}), for_unit=True)
        return Hand(name, frozenset({Role.unit}))

    @property
    def government(self) -> Hand:
        """Who publishes and signs off."""
        return Hand(self.place.name_of(Role.government), frozenset({Role.government}))


def works(place: Place) -> list[Work]:
    """The adopted projects."""
    facts = {row["project"]: row for row in rows_of("works", place.key)}
    return [
        Work(place, project, facts[str(project.number)], stretches_of(place, project.number))
        for project in place.list.projects
        if str(project.number) in facts
    ]


def stretches_of(place: Place, number: int) -> list[Row]:
    """The milestones of a project as the sheet has them."""
    return [row for row in rows_of("milestones", place.key) if row["project"] == str(number)]


def plan_all(place: Place, story: Story) -> None:
    """Every unit hands its plan in, the government office publishes it."""
    for work in works(place):
        plan = begin(work.project)
        write(plan, plan_said(work, story))
        plan.submit(work.unit, story.at(SUBMITTED, 15))
        plan.publish(work.government, story.at(PUBLISHED, 10))
    db.session.flush()


def plan_said(work: Work, story: Story) -> PlanSaid:
    """What the plan says: the candidate's own words, and goals and milestones from the sheet."""
    said = prefilled(work.project)
    goals = [
        GoalSaid(row["title"], Decimal(row["goal"]), row["unit"]) for row in work.stretches if row["goal"]
    ]
    places = {goal.title: seq for seq, goal in enumerate(goals, 1)}
    milestones = [
        MilestoneSaid(
            row["title"],
            int(row["weight"]),
            story.day(int(row["ends"])),
            story.day(int(row["starts"])),
            places.get(row["title"]),
        )
        for row in work.stretches
    ]
    return PlanSaid(
        task=said.task,
        deadline=said.deadline,
        leader="",
        co_units=said.co_units,
        money_words=said.money_words,
        measures=work.facts["measures"],
        goals=goals,
        milestones=milestones,
        funds=said.funds,
    )
