"""Which projects everyone may see, and how far a cycle has come by their stages."""

from collections.abc import Collection
from datetime import date
from enum import Enum, auto

import sqlalchemy as sa

from votes.projects.models import Cycle, Passage, Project
from votes.projects.stages import CHOSEN, Stage


def public_projects(cycle: Cycle) -> tuple[sa.ColumnElement[bool], ...]:
    """The rule of `Project.is_public` asked of the database: long lists are not read one by one."""
    here = (Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    if cycle.archived:
        return here
    if cycle.candidates_published_at is None:
        return (*here, sa.false())
    fell_later = Project.passages.any(
        sa.and_(
            Passage.from_stage == Stage.candidate,
            Passage.to_stage == Stage.declined,
            Passage.at >= cycle.candidates_published_at,
        )
    )
    return (*here, Project.stage != Stage.proposed, sa.or_(Project.stage != Stage.declined, fell_later))


class Window(Enum):
    """Where a day stands to the collection (征集)."""

    ahead = auto()
    open = auto()
    over = auto()


def window_on(opens: date | None, closes: date | None, on: date) -> Window:
    """A collection without a day to open is ahead; one without a last day stays open."""
    if opens is None or on < opens:
        return Window.ahead
    return Window.over if closes is not None and on > closes else Window.open


def states(asked: bool, published: bool, decided: bool, reached: Collection[Stage]) -> list[str]:
    """past, now or todo for the five stages 提 决 办 督 评, by where the projects stand; 办 and 督 run together.

    `asked`: the collection has begun.
    """
    stages = set(reached) & set(CHOSEN)
    over = bool(stages) and stages <= {Stage.closed, Stage.terminated}
    judged = over or bool(stages & {Stage.confirmed, Stage.closed, Stage.done})
    doing = "past" if over else "now" if stages and decided else "todo"
    return [
        "past" if published else "now" if asked else "todo",
        "past" if decided else "now" if published else "todo",
        doing,
        doing,
        "past" if over else "now" if judged else "todo",
    ]


def public_everywhere() -> sa.ColumnElement[bool]:
    """The same rule for all lists at once, in a query that joins the project's cycle."""
    fell_later = Project.passages.any(
        sa.and_(
            Passage.from_stage == Stage.candidate,
            Passage.to_stage == Stage.declined,
            Passage.at >= Cycle.candidates_published_at,
        )
    )
    shown = sa.or_(Project.stage != Stage.declined, fell_later)
    published = sa.and_(Cycle.candidates_published_at.is_not(None), Project.stage != Stage.proposed, shown)
    return sa.or_(Cycle.archived.is_(True), published)
