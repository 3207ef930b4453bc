"""A project everyone can rate, as the tests of each deed find it."""

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import add_project, watched
from votes.common.db import db
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage
from votes.supervision.rules import SUPERVISED


def public_project(people: People, number: int = 1, stage: Stage = Stage.delivery) -> Project:
    """A project of a published list that went its way to this stage."""
    project = (watched if stage in SUPERVISED else add_project)(people, number, stage)
    project.cycle.candidates_published_at = MORNING
    passage = Passage(
        congress_id=project.congress_id,
        seq=1,
        from_stage=Stage.proposed,
        to_stage=Stage.candidate,
        at=MORNING,
        by="工作人员01",
    )
    project.passages.append(passage)
    db.session.flush()
    return project
