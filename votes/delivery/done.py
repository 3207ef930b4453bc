"""报完成 as it was said: on which day, with which reason, and what was still open by the last report."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.delivery.figures import Figures
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage

SAID_DONE = (Stage.done, Stage.confirmed, Stage.closed)
"""Stages in which the unit's word that all is done stands."""


@dataclass(frozen=True)
class SaidDone:
    """The unit's word in a sentence, its reason, and the milestones that its figures show as open."""

    head: str
    reason: str
    open: list[str]


def done_passage(project: Project) -> Passage | None:
    """The move by which the unit last reported the project done; None while it says no such thing."""
    moves = [one for one in project.passages if one.to_stage is Stage.done]
    return moves[-1] if moves and project.stage in SAID_DONE else None


def said_done(project: Project, figures: Figures | None) -> SaidDone | None:
    """What is shown wherever the project is looked at as done: to the deputies, to the unit, to everyone."""
    passage = done_passage(project)
    if passage is None:
        return None
    head = _("The unit reported it done on %(day)s", day=long_day(day_of(passage.at)))
    return SaidDone(str(head), passage.reason, open_milestones(figures) if figures else [])


def open_milestones(figures: Figures) -> list[str]:
    """Each milestone not reached in full, with what is done of it."""
    return [open_words(row) for row in figures.milestones() if row["light"] is None]


def open_words(row: dict[str, Any]) -> str:
    """One open milestone: its title and what is done of it."""
    return str(_("%(title)s (%(done)s)", title=row["title"], done=row["done"]))
