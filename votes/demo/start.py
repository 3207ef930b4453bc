"""The demonstration as a whole: built once, step by step to where it starts; and found again."""

from pathlib import Path

from sqlalchemy import select

from votes.common.db import db
from votes.congress.models import Congress
from votes.demo.asking import judge_all, support_all
from votes.demo.drawing import draw_all
from votes.demo.ground import lay_ground, locate_all
from votes.demo.ledger import raise_all, suggest_all
from votes.demo.meetings import deliberate, inquire, start_calendar
from votes.demo.months import report_all
from votes.demo.notes import write_all
from votes.demo.places import Place, settle
from votes.demo.points import ask_residents, send_letters, set_points
from votes.demo.reading import let_read
from votes.demo.screening import screen_all
from votes.demo.sitting import hold_vote, prepare_rating, prepare_vote
from votes.demo.story import Start, Story
from votes.demo.tables import rows
from votes.demo.verdicts import rate_all
from votes.demo.warning import warn_all
from votes.demo.watching import confirm_all, form_groups, inspect_all
from votes.demo.wishes import answer_all, collect, start_list
from votes.demo.work import plan_all


def build(story: Story, data: Path) -> list[Congress]:
    """Both living years, by the verbs of the rooms; the caller commits."""
    places = settle(story)
    for place in places:
        live(place, story, data)
    db.session.flush()
    return [place.congress for place in places]


def live(place: Place, story: Story, data: Path) -> None:
    """One congress, from the start of its list to where the demonstration starts."""
    lay_ground(place)
    start_list(place, story)
    set_points(place, story)
    found = collect(place, story, data)
    send_letters(place, story)
    db.session.flush()
    support_all(place, story, found.proposals)
    let_read(place, story, found)
    if not story.has_reached(Start.advice):
        return
    answer_all(place, story, found)
    judge_all(story, found.proposals)
    screen_all(place, story, found.projects)
    ask_residents(place, story)
    locate_all(place, found.projects)
    if not story.has_reached(Start.session):
        return
    round = prepare_vote(place, story)
    if story.has_reached(Start.delivery):
        hold_vote(place, story, round, data)
        deliver(place, story, data)
    if story.has_reached(Start.evaluation):
        prepare_rating(place, story)


def deliver(place: Place, story: Story, data: Path) -> None:
    """What follows the vote: plans, groups, reports, findings, ratings."""
    plan_all(place, story)
    form_groups(place, story)
    start_calendar(place, story)
    report_all(place, story, data)
    draw_all(place, story)
    inspect_all(place, story)
    raise_all(place, story)
    suggest_all(place, story)
    write_all(place, story)
    deliberate(place, story)
    inquire(place, story)
    rate_all(place, story)
    confirm_all(place, story)
    warn_all(place, story)


def standing() -> list[Congress]:
    """The congresses of the demonstration that this database holds, the county first."""
    slugs = [row["slug"] for row in rows("places")]
    found = db.session.scalars(select(Congress).where(Congress.slug.in_(slugs))).all()
    return sorted(found, key=lambda congress: slugs.index(congress.slug))
