"""公开的日子: the days of a list and of its projects that everyone may put into a calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _

from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Sitting
from votes.congress.titles import session_title
from votes.delivery.facts import end_of
from votes.delivery.models import Milestone, Plan
from votes.delivery.states import PlanState
from votes.noticeboard.living import Living
from votes.noticeboard.topics import path_of
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage

UNDER_WAY = (Stage.delivery, Stage.suspended)


@dataclass(frozen=True)
class PublicDay:
    """One day: `key` stays the same when the day is moved."""

    key: str
    on: date
    title: str
    words: str
    path: str


def days_of_cycle(cycle: Cycle, today: date) -> list[PublicDay]:
    """The days of a list, and the day for which each of its projects is promised."""
    return days_with(cycle, Living(cycle, today).listed(Project.stage.in_(UNDER_WAY)), today)


def days_with(cycle: Cycle, projects: Sequence[Project], today: date) -> list[PublicDay]:
    """The days of a list, and the day for which each of these projects of it is promised."""
    under_way = [project for project in projects if project.stage in UNDER_WAY]
    promised = [deadline for plan in plans_of(under_way, today) for deadline in of_deadline(plan)]
    return sorted([*of_window(cycle), *of_sittings(cycle), *promised], key=lambda day: (day.on, day.key))


def days_of_projects(projects: Sequence[Project], today: date) -> list[PublicDay]:
    """The days of projects: every step of the plan, and the day for which all is promised."""
    under_way = [project for project in projects if project.stage in UNDER_WAY]
    found = [day for plan in plans_of(under_way, today) for day in (*of_milestones(plan), *of_deadline(plan))]
    cycles = {project.cycle_id: project.cycle for project in projects}
    rating = [day for cycle in cycles.values() for day in of_window(cycle) if day.key.startswith("rating")]
    return sorted([*found, *rating], key=lambda day: (day.on, day.key))


def of_window(cycle: Cycle) -> Iterator[PublicDay]:
    """When to say what is needed, and when to judge what was done."""
    windows = (
        ("collection-opens", cycle.collection_opens_on, _("The collection opens"), "/propose"),
        ("collection-closes", cycle.collection_closes_on, _("Last day of the collection"), "/propose"),
        ("rating-opens", cycle.rating_opens_on, _("The public rating opens"), ""),
        ("rating-closes", cycle.rating_closes_on, _("Last day of the public rating"), ""),
    )
    for key, on, words, page in windows:
        if on is not None:
            yield PublicDay(f"{key}-{cycle.id}", on, str(words), cycle.title, path_of(cycle) + page)


def of_sittings(cycle: Cycle) -> Iterator[PublicDay]:
    """When deputies vote; known to everyone once the candidates are."""
    if cycle.candidates_published_at is None:
        return
    wanted = sa.select(Sitting).join(Round, Round.sitting_id == Sitting.id).where(Round.cycle_id == cycle.id)
    for sitting in db.session.scalars(wanted.distinct()):
        words = session_title(sitting.session)
        yield PublicDay(f"sitting-{sitting.id}", sitting.held_on, _("Deputies meet"), words, path_of(cycle))


def plans_of(projects: Sequence[Project], today: date) -> Sequence[Plan]:
    """The plan in force of each of these projects (实施计划)."""
    ids = [project.id for project in projects]
    out = (Plan.project_id.in_(ids), Plan.state == PlanState.published, Plan.published_at < end_of(today))
    last = sa.select(sa.func.max(Plan.id)).where(*out).group_by(Plan.project_id)
    return db.session.scalars(sa.select(Plan).where(Plan.id.in_(last)).order_by(Plan.project_id)).all()


def of_deadline(plan: Plan) -> Iterator[PublicDay]:
    """The day for which everything is promised."""
    if plan.deadline is not None:
        words = _("The day everything is promised for")
        yield day_of_project(plan, f"deadline-{plan.project_id}", plan.deadline, words)


def of_milestones(plan: Plan) -> Iterator[PublicDay]:
    """The day by which each step is planned to be done."""
    for step in plan.milestones:
        yield day_of_project(
            plan, step_key(plan, step), step.ends_on, _("Planned: %(what)s", what=step.title)
        )


def step_key(plan: Plan, step: Milestone) -> str:
    """What names a step in every version of the plan."""
    return f"step-{plan.project_id}-{step.key}"


def day_of_project(plan: Plan, key: str, on: date, words: str) -> PublicDay:
    """A day of a project."""
    project = plan.project
    title = _("%(head)s: %(words)s", head=project.title, words=words)
    return PublicDay(key, on, title, plan.unit_name, f"{path_of(project.cycle)}/{project.number}")
