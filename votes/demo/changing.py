"""变更 of the demonstration: one approved by the standing committee, one refused, one that waits for the town's congress."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from docx import Document as Sheet

from votes.accounts.roles import Role
from votes.common.db import db
from votes.delivery.asking import ask
from votes.delivery.change_rules import Votes
from votes.delivery.change_states import GRANTED, ChangeKind, Ground
from votes.delivery.changes import Change
from votes.delivery.drafting import PlanSaid, begin, contents, plan_in_force, write
from votes.delivery.states import Hand
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.work import Work
from votes.projects.documents import Document
from votes.projects.uploads import keep_paper

REPLANNED = 4
"""Days from a decision to the changed plan."""
DEMO = "（演示件）"


def change_all(work: Work, story: Story, data: Path, until: date) -> None:
    """Everything asked and decided about a project before this day; what was done before is left alone."""
    for row in rows_of("changes", work.place.key):
        if row["project"] == work.number and row not in work.changed:
            settled = row["announced"] or row["decided"] or row["forwarded"]
            if story.is_past(int(settled) + REPLANNED) and story.day(int(settled) + REPLANNED) < until:
                work.changed.append(row)
                carry(work, story, row, data)


def carry(work: Work, story: Story, row: Row, data: Path) -> Change:
    """One request, from the unit to the body, and back into the plan if it was approved."""
    at = story.at(int(row["asked"]), 10)
    paper = paper_of(work.place, story, int(row["asked"]), "变更申请", row["words"], data)
    change = ask(
        work.project, ChangeKind(row["kind"]), Ground(row["ground"]), row["words"], paper, work.unit, at
    )
    change.forward(work.government, story.at(int(row["forwarded"]), 11), in_session=not work.place.is_town)
    if row["decided"]:
        decide(work, story, row, change, data)
    if change.state in GRANTED and row["delay"]:
        replan(work, story, row)
    db.session.flush()
    return change


def decide(work: Work, story: Story, row: Row, change: Change, data: Path) -> None:
    """What the body decided, with its vote; what was approved is announced."""
    day = int(row["decided"])
    votes = Votes(*(int(row[name]) for name in ("members", "approve", "oppose", "abstain")))
    paper = paper_of(work.place, story, day, "常委会会议决定", row["words"], data)
    change.decide(votes, story.day(day), paper, office(work.place), story.at(day, 17))
    if row["announced"]:
        announced = int(row["announced"])
        change.announce(story.day(announced), office(work.place), story.at(announced, 10))


def replan(work: Work, story: Story, row: Row) -> None:
    """The changed plan: whatever was to end after the decision ends so many days later."""
    at = story.at(int(row["announced"]) + REPLANNED, 10)
    plan = begin(work.project, row["words"])
    write(plan, replace(delayed(work, story, row), why=row["words"]))
    plan.why = row["words"]
    plan.submit(work.unit, at)
    plan.publish(work.government, at)


def delayed(work: Work, story: Story, row: Row) -> PlanSaid:
    """What the plan in force says, with later days."""
    before = plan_in_force(work.project)
    assert before is not None
    said, later = contents(before), timedelta(days=int(row["delay"]))
    decided = story.day(int(row["decided"]))
    assert said.deadline is not None
    steps = [
        replace(step, ends_on=step.ends_on + later) if step.ends_on > decided else step
        for step in said.milestones
    ]
    return replace(said, deadline=said.deadline + later, milestones=steps)


def paper_of(place: Place, story: Story, day: int, title: str, words: str, data: Path) -> Document:
    """A paper that says that it belongs to a demonstration."""
    sheet, kept = Sheet(), io.BytesIO()
    sheet.add_heading(title + DEMO)
    sheet.add_paragraph(words)
    sheet.save(kept)
    return keep_paper(place.congress, kept.getvalue(), "paper.docx", title + DEMO, story.at(day, 9), data)


def office(place: Place) -> Hand:
    """Who records what the body decided."""
    return Hand(place.name_of(Role.office), frozenset({Role.office}))
