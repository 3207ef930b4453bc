"""承诺: what the pages may promise: only what deputies adopted is a promise and has a light; all of them ask here.

A candidate waits for the ballot; what was not adopted has no site, no poster and no next step.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from flask_babel import gettext as _

from votes.delivery.progress import Progress, WallRow
from votes.projects.stages import CHOSEN, Stage
from votes.projects.telling import stage_word

OUT = (Stage.declined, Stage.not_adopted)
"""Stages in which a project is no longer carried on."""


class Shown(Enum):
    """As what everyone sees a project: 承诺, 候选 or 未入选."""

    promise = auto()
    candidate = auto()
    out = auto()


def shown_as(stage: Stage | None) -> Shown:
    """As what a project at this stage is shown."""
    if stage in CHOSEN:
        return Shown.promise
    return Shown.out if stage in OUT else Shown.candidate


def light_of(row: WallRow) -> str | None:
    """The light's word for the macro, of a row of the wall."""
    return light_in(row.progress)


def light_in(progress: Progress | None) -> str | None:
    """The same; before a plan is published the project has not started, and one that stands still has none."""
    if progress is None:
        return "todo"
    return progress.light.value if progress.light else None


@dataclass(frozen=True)
class Lamp:
    """How a project is going: a light, or in words why it has none; `pin` draws its mark on a map."""

    light: str = ""
    words: str = ""

    @property
    def pin(self) -> str:
        """The light, else a mark of its own."""
        return self.light or "none"


def lamp(stage: Stage | None, light: str | None) -> Lamp:
    """What stands where the light of a promise stands; `light` as the wall has it, None where it stands still."""
    shown = shown_as(stage)
    if shown is Shown.promise and light:
        return Lamp(light)
    waits = _("candidate, the deputies decide") if shown is Shown.candidate else stage_word(stage)
    return Lamp(words=waits or "")


def lamps(stages: Mapping[int, Stage | None], wall: Iterable[WallRow]) -> dict[int, Lamp]:
    """The lamps of projects by their ids; a promise that is not on the wall yet has not started."""
    lights = {row.id: light_of(row) for row in wall}
    return {one: lamp(stage, lights.get(one, "todo")) for one, stage in stages.items()}
