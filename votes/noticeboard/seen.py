"""Which projects everyone may see, and how far a cycle has come by their stages."""

from collections.abc import Collection

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


def states(published: bool, decided: bool, reached: Collection[Stage]) -> list[str]:
    """past, now or todo for the five stages 提 决 办 督 评, by where the projects stand; 办 and 督 run together."""
    stages = set(reached) & set(CHOSEN)
    over = bool(stages) and stages <= {Stage.closed, Stage.terminated}
    judged = over or bool(stages & {Stage.confirmed, Stage.closed, Stage.done})
    doing = "past" if over else "now" if stages and decided else "todo"
    return [
        "past" if published else "now",
        "past" if decided else "now" if published else "todo",
        doing,
        doing,
        "past" if over else "now" if judged else "todo",
    ]
