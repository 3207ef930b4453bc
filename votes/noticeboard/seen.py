"""Which projects everyone may see, and how far a cycle has come by their stages."""

from collections.abc import Iterable

from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN, Stage


def public_projects(cycle: Cycle) -> list[Project]:
    """The projects of a cycle that everyone may see, in ballot order."""
    return [project for project in cycle.projects if project.is_public]


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
