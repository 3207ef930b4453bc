"""What the figures are measured on: a long living list, a long archived one, and an election as large as Wrocław's."""

import random
from datetime import date
from pathlib import Path

from tests.ballots.hall import AT, add_project
from tests.delivery import making
from tests.delivery.making import noon
from tests.people import make_people
from tests.supervision import scene
from votes.common.db import db
from votes.congress.models import Congress
from votes.delivery.month_rules import Month
from votes.projects.models import Cycle, Project, Source, SourceKind
from votes.projects.stages import Stage

BALLOTS, CHOICES, MOST = 53_801, 39, 2


def living_list(number: int) -> None:
    """So many projects under way, each with plan, five milestones, money and two reports; a tenth are watched."""
    people = make_people(db.session)
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    cycle.candidates_published_at = AT
    for n in range(1, number + 1):
        project = add_project(cycle, n, f"演示项目{n}", Stage.adopted)
        project.unit_id, project.year_yuan = people.ids["unit_row"], 98_000_000
        project.content = "新建公厕326座，改造64座"
        db.session.flush()
        under_way(project, n)
        if n % 10 == 0:
            scene.add_group(people, project)
            scene.add_finding(people, project)


def under_way(project: Project, n: int) -> None:
    """A published plan and the reports of June and July."""
    db.session.refresh(project)
    plan = making.toilets_plan(project)
    plan.submit(making.UNIT, noon(2026, 3, 18))
    plan.publish(making.GOVERNMENT, noon(2026, 3, 20))
    june = making.july(61 - n % 50, 38 - n % 30, next_words="新建45座", why_slow="连续降雨")
    making.handed_in(project, Month(2026, 6), june, noon(2026, 7, 3)).accept(
        making.GOVERNMENT, noon(2026, 7, 4)
    )
    said = making.july(88 - n % 50, 49 - n % 30)
    making.handed_in(project, Month(2026, 7), said, noon(2026, 8, 3), before=june)


def archived_list(number: int, deadline: date) -> None:
    """So many projects of a past year, each with its source."""
    congress = db.session.query(Congress).filter_by(slug="other-county").one()
    source = Source(congress_id=congress.id, kind=SourceKind.press, url="https://www.example.com/list")
    cycle = Cycle(congress_id=congress.id, slug="2020", title="2020年度民生实事", year=2020, archived=True)
    cycle.projects = [
        Project(
            congress_id=congress.id,
            number=n,
            title=f"往年项目{n}",
            content="新建公厕326座，改造64座",
            adopted=n % 6 != 0,
            source=source,
            deadline=deadline,
            unit_words="城管局",
        )
        for n in range(1, number + 1)
    ]
    db.session.add(cycle)


def wroclaw(path: Path) -> Path:
    """An election in the Pabulib form: as many ballots, projects and columns as Wrocław's of 2018 had."""
    draw = random.Random(2018)
    names = [str(n) for n in range(1, CHOICES + 1)]
    ballots = [draw.sample(names, draw.randint(1, MOST)) for _ in range(BALLOTS)]
    meta = {
        "description": "Generated",
        "num_projects": CHOICES,
        "num_votes": BALLOTS,
        "budget": 4_000_000,
        "vote_type": "approval",
        "rule": "greedy",
        "max_length": MOST,
    }
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in meta.items())]
    lines += ["PROJECTS", "project_id;cost;name"]
    lines += [f"{name};{draw.randint(100, 1000) * 1000};Projekt {name}" for name in names]
    lines += ["VOTES", "voter_id;age;sex;voting_method;vote"]
    lines += [
        f"{n};{draw.randint(16, 90)};{draw.choice('MF')};{draw.choice(('internet', 'paper'))};{','.join(ballot)}"
        for n, ballot in enumerate(ballots, 1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
