"""A project under way and the group that watches it: the deputy is in the group, the other deputy is not."""

from datetime import date, datetime

from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.congress.models import Committee, Deputy, Unit
from votes.projects.models import Project
from votes.projects.stages import CHOSEN, Stage
from votes.supervision.kinds import Origin, Raised
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter, raise_finding
from votes.supervision.models import Doer, form_group
from votes.supervision.rules import Hand

DUE = date(2026, 4, 10)


def add_project(people: People, number: int = 1, stage: Stage = Stage.delivery) -> Project:
    """An adopted project of the first unit."""
    project = Project(
        congress_id=people.ids["county"],
        cycle_id=people.ids["cycle_row"],
        number=number,
        stage=stage,
        adopted=True if stage in CHOSEN else None,
        title=f"演示项目{number}",
        content="新建公厕326座，改造64座",
        unit_id=people.ids["unit_row"],
    )
    db.session.add(project)
    db.session.flush()
    return project


def deputy(n: int, people: People) -> Deputy:
    """代表00n of the county."""
    return db.session.query(Deputy).filter_by(congress_id=people.ids["county"], name=f"代表{n:03d}").one()


def add_group(people: People, project: Project, *numbers: int, at: datetime = MORNING) -> None:
    """A group of these deputies (代表001, 003, 004 unless told), the first of them its leader."""
    deputies = [deputy(n, people) for n in numbers or (1, 3, 4)]
    committee = db.session.query(Committee).filter_by(congress_id=people.ids["county"]).one()
    form_group(project, "监督一组", committee, deputies[0], deputies, at)


def watched(people: People, number: int = 1, stage: Stage = Stage.delivery) -> Project:
    """A project with its group."""
    project = add_project(people, number, stage)
    add_group(people, project)
    return project


def by_group(people: People, n: int = 1) -> Doer:
    """A deputy of the group acts."""
    one = deputy(n, people)
    return Doer(Hand.group, one.name, one)


MARKS = Marks(Mark.satisfied, Mark.basic, Mark.satisfied)
RATED = {"speed": "satisfied", "effort": "basic", "effect": "satisfied"}
OFFICE = Doer(Hand.office, "工作人员01")
UNIT = Doer(Hand.unit, "工作人员03")


def add_finding(people: People, project: Project, title: str = "三座新建公厕没有无障碍坡道") -> Matter:
    """A finding a deputy of the group has raised."""
    said = Raised(title, "现场看到入口只有台阶", Origin.residents)
    return raise_finding(project, said, by_group(people), MORNING)


def order_it(people: People, finding: Matter, unit: str = "unit_row", due_on: date = DUE) -> None:
    """The office hands it over."""
    db.session.flush()
    finding.order(db.session.get_one(Unit, people.ids[unit]), due_on, "补建坡道", OFFICE, MORNING)
