"""Which projects everyone may see, and how far a cycle has come by their stages."""

from collections.abc import Iterable

from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN, Stage

HIDDEN = (None, Stage.proposed)


def is_public(project: Project) -> bool:
    """A project is public with its list of candidates, and stays so for ever, whatever becomes of it."""
    published = project.cycle.candidates_published_at
    if project.cycle.archived:
        return True
    if published is None or project.stage in HIDDEN:
        return False
    if project.stage is not Stage.declined:
        return True
    fall = next((p for p in project.passages if p.to_stage is Stage.declined), None)
    return fall is not None and fall.from_stage is Stage.candidate and fall.at >= published


def public_projects(cycle: Cycle) -> list[Project]:
    """The projects of a cycle that everyone may see, in ballot order."""
    return [project for project in cycle.projects if is_public(project)]


def states(published: bool, decided: bool, projects: Iterable[Project]) -> list[str]:
    """past, now or todo for the five stages 提 决 办 督 评; 办 and 督 run together."""
    stages = {project.stage for project in projects} & set(CHOSEN)
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
