"""建议项目: projects made from proposals, and those a proposal may still join."""

from sqlalchemy import select

from votes.common.db import db
from votes.projects.models import SCREENING_FROM, Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.screening_rules import screening_number


def numbers(cycle: Cycle) -> list[int]:
    """The numbers that projects of a cycle have."""
    mine = (Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    return list(db.session.scalars(select(Project.number).where(*mine)))


def in_stage(cycle: Cycle, *stages: Stage) -> list[Project]:
    """The projects of a cycle that stand at one of these stages, by their numbers."""
    mine = (Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    rows = select(Project).where(*mine, Project.stage.in_(stages))
    return list(db.session.scalars(rows.order_by(Project.number)))


def open_projects(cycle: Cycle) -> list[Project]:
    """Projects that are screened or candidates; a proposal may be taken up into them."""
    return in_stage(cycle, Stage.proposed, Stage.candidate)


def new_project(cycle: Cycle, title: str, category: str = "", place: str = "") -> Project:
    """立项建议: a project that begins to be screened; its public number comes with the list of candidates."""
    project = Project(
        congress_id=cycle.congress_id,
        cycle=cycle,
        number=screening_number(numbers(cycle), SCREENING_FROM),
        stage=Stage.proposed,
        title=title,
        category=category,
        place=place,
    )
    db.session.add(project)
    db.session.flush()
    return project
