"""办结 and 回头看: how a project's life ends, and how a failed look-back opens it again."""

from datetime import datetime

from votes.evaluation.beside import ratings_of
from votes.evaluation.rework_rules import check_no_rework
from votes.evaluation.rules import check_closing, check_reopening
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage


def close(project: Project, reason: str, by: str, at: datetime) -> Passage:
    """办结 a confirmed project once the deputies have rated it, or with the reason why without."""
    ratings = ratings_of(project)
    check_no_rework(ratings.rework is not None)
    check_closing(project.stage, bool(ratings.deputies), reason)
    return project.move_to(Stage.closed, at, by, reason)


def reopen(project: Project, reason: str, by: str, at: datetime) -> Passage:
    """回头看不过关: a closed project goes back to its unit; its ratings stay as they were given."""
    check_reopening(project.stage, reason)
    return project.move_to(Stage.delivery, at, by, reason)
