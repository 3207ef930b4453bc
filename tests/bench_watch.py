"""Figures of watching, for `make bench` (alone: `python -m tests.bench_watch`): the daily pass over 10,000 projects, and the office's overview of 500.

Both on both databases, without any cache. Of the projects a third goes well, a third lags and stands still, a third lags and is silent: far more than any year brings.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests.bench_casts import Row, postgres
from tests.people import People, make_people
from votes.accounts.access import digest_token
from votes.accounts.models import SignIn
from votes.app import create_app
from votes.common.db import db, writing
from votes.delivery.models import Fund, FundSource, Milestone, Plan, PlanGoal
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport, ReportLine, ReportMoney
from votes.delivery.states import PlanState, ReportState
from votes.delivery.watching import look_at
from votes.projects.models import Cycle, Passage, Project
from votes.projects.stages import Stage

LISTS, EACH, RUNS = 20, 500, 5
ON = date(2026, 8, 10)
AT = datetime(2026, 8, 10, 1, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 20, 4, tzinfo=UTC)
STEPS = (
    (10, date(2026, 3, 1), date(2026, 4, 15), None),
    (10, date(2026, 4, 1), date(2026, 5, 15), None),
    (55, date(2026, 5, 15), date(2026, 11, 15), 326),
    (15, date(2026, 4, 15), date(2026, 9, 30), 64),
    (10, date(2026, 11, 1), date(2026, 11, 30), None),
)
MONTHS = tuple(Month(2026, number) for number in (4, 5, 6, 7))
Rows = list[dict[str, Any]]


def of_watching(folder: Path) -> Iterator[Row]:
    """Words, runs, the bar to stay below, and the unit, for each database."""
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(dir=folder) as place, ExitStack() as stack:
            url = "" if name == "SQLite" else stack.enter_context(postgres(Path(place)))
            app = application(Path(place), url)
            yield from figures(name, app)
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def application(folder: Path, url: str) -> Flask:
    """The application on this database, with 20 lists of 500 projects under way."""
    plain = url.replace("postgresql://", "postgresql+psycopg://") or f"sqlite:///{folder / 'votes.db'}"
    settings = {"DATA": str(folder), "SQLALCHEMY_DATABASE_URI": plain, "SECRET_KEY": "of this bench alone"}
    app = create_app({**settings, "BASE_URL": "", "CLOCK": lambda: AT})
    token = writing.set(True)
    with app.app_context():
        db.create_all()
        fill(make_people(db.session))
        db.session.commit()
        if url:
            db.session.execute(sa.text("ANALYZE"))
            db.session.commit()
    writing.reset(token)
    return app


def fill(people: People, number: int = LISTS) -> None:
    """All rows of so many lists of 500 projects, written as rows: their verbs are tried elsewhere."""
    home = people.ids["county"]
    first = db.session.get_one(Cycle, people.ids["cycle_row"])
    lists = [first]
    for n in range(1, number):
        lists.append(Cycle(congress_id=home, slug=f"2026-{n}", title=f"第{n}批", year=2026, settings={}))
    db.session.add_all(lists)
    db.session.flush()
    projects: Rows = [
        {
            "id": EACH * place + n,
            "congress_id": home,
            "cycle_id": cycle.id,
            "number": n,
            "title": f"演示项目{n}",
            "stage": Stage.delivery,
            "adopted": True,
            "unit_id": people.ids["unit_row"],
            "year_goal": "新建公厕326座，改造64座",
            "deadline": date(2026, 11, 30),
        }
        for place, cycle in enumerate(lists)
        for n in range(1, EACH + 1)
    ]
    add(Project, projects)
    numbers = [row["id"] for row in projects]
    add(Passage, [moved(home, number) for number in numbers])
    plans(home, numbers)
    reports(home, numbers)


def add(kind: Any, rows: Rows) -> None:
    """Write rows of one table."""
    db.session.execute(sa.insert(kind), rows)


def moved(home: int, project: int) -> dict[str, Any]:
    """The move into delivery."""
    move = {
        "seq": 1,
        "from_stage": Stage.adopted,
        "to_stage": Stage.delivery,
        "at": PUBLISHED,
        "by": "工作人员02",
    }
    return {"congress_id": home, "project_id": project, **move}


def plans(home: int, projects: list[int]) -> None:
    """A published plan each, with two goals, five milestones and its money."""
    same = {
        "congress_id": home,
        "version": 1,
        "state": PlanState.published,
        "unit_name": "县住建局",
        "task": "新建公厕326座，改造64座",
        "deadline": date(2026, 11, 30),
        "money_words": "县财政",
        "measures": "专班",
        "submitted_at": PUBLISHED,
        "published_at": PUBLISHED,
    }
    add(Plan, [{"id": project, "project_id": project, **same} for project in projects])
    here = {"congress_id": home}
    add(
        PlanGoal,
        [
            {
                **here,
                "id": 2 * plan + n,
                "plan_id": plan,
                "seq": n + 1,
                "title": title,
                "number": Decimal(number),
                "unit": "座",
            }
            for plan in projects
            for n, (title, number) in enumerate((("新建公厕", 326), ("改造公厕", 64)))
        ],
    )
    add(Milestone, [step_of(home, plan, n) for plan in projects for n in range(5)])
    money = {**here, "source": FundSource.own, "planned_yuan": 98_000_000}
    add(Fund, [{**money, "plan_id": plan} for plan in projects])


def step_of(home: int, plan: int, n: int) -> dict[str, Any]:
    """One milestone of a plan."""
    weight, starts, ends, target = STEPS[n]
    return {
        "id": 5 * plan + n,
        "congress_id": home,
        "plan_id": plan,
        "key": n + 1,
        "seq": n + 1,
        "title": f"第{n + 1}步",
        "weight": weight,
        "starts_on": starts,
        "ends_on": ends,
        "goal_id": 2 * plan + n - 2 if target else None,
        "target": Decimal(target) if target else None,
    }


def reports(home: int, projects: list[int]) -> None:
    """Four months each; every third project moves, every third stands still, every third misses the last month."""
    made: Rows = []
    lines: Rows = []
    money: Rows = []
    for project in projects:
        for n, month in enumerate(MONTHS[: 3 if project % 3 == 2 else 4]):
            row = 4 * project + n
            made.append(report_of(home, project, month, row))
            money.append(
                {
                    "congress_id": home,
                    "report_id": row,
                    "source": FundSource.own,
                    "allocated_yuan": 0,
                    "paid_yuan": 0,
                }
            )
            lines += [line_of(home, project, row, n, step) for step in range(5)]
    add(MonthReport, made)
    add(ReportMoney, money)
    for start in range(0, len(lines), 50_000):
        add(ReportLine, lines[start : start + 50_000])


def report_of(home: int, project: int, month: Month, row: int) -> dict[str, Any]:
    """A month signed off."""
    at = datetime(month.next.year, month.next.number, 3, 4, tzinfo=UTC)
    same = {"version": 1, "state": ReportState.accepted, "done_words": "按计划推进", "next_words": "继续"}
    days = {"submitted_at": at, "decided_at": at, "public_on": at.date()}
    return {
        "id": row,
        "congress_id": home,
        "project_id": project,
        "plan_id": project,
        "month": month,
        **same,
        **days,
    }


def line_of(home: int, project: int, row: int, month: int, step: int) -> dict[str, Any]:
    """What is achieved of one milestone by that month."""
    is_well = project % 3 == 0
    moved = month if is_well else 1
    reached = date(2026, 4, 10) if step == 0 or (step == 1 and is_well) else None
    quantity = Decimal(0 if step in (0, 1, 4) else 20 + 45 * moved if step == 2 else 10 + 14 * moved)
    return {
        "congress_id": home,
        "report_id": row,
        "milestone_id": 5 * project + step,
        "quantity": quantity,
        "reached_on": reached,
    }


def figures(name: str, app: Flask) -> Iterator[Row]:
    """The first pass, which finds most warnings; a pass that changes nothing; the overview of one list."""
    with app.app_context():
        first, looked = timed(ON)
        assert looked.projects == LISTS * EACH
        words = f"the daily pass over {looked.projects:,} projects, {looked.found:,} warnings found, {name}"
        yield words, [first], 5, "s"
        later = [timed(ON + timedelta(days=n))[0] for n in (1, 3, 3)]
        words = f"the passes of later days over {looked.projects:,} projects, all warnings told on, {name}"
        yield words, [max(later)], 5, "s"
    yield f"the office's overview of {EACH} projects with lights, {name}", overview(app), 200, "ms"


def timed(on: date) -> tuple[float, Any]:
    """A pass with its commit, in seconds, and what it did."""
    token = writing.set(True)
    began = time.perf_counter()
    looked = look_at(on)
    db.session.commit()
    taken = time.perf_counter() - began
    writing.reset(token)
    db.session.remove()
    return taken, looked


def overview(app: Flask) -> list[float]:
    """The page of all projects under way, asked by the office, in milliseconds."""
    secret = secrets.token_hex(32)
    token = writing.set(True)
    with app.app_context():
        until = AT + timedelta(days=1)
        db.session.add(SignIn(token_digest=digest_token(secret), began_at=AT, expires_at=until, account_id=1))
        db.session.commit()
    writing.reset(token)
    client = app.test_client()
    client.set_cookie("votes", secret)
    taken = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        page = client.get("/desk/demo-county/2026/delivery")
        taken.append(1000 * (time.perf_counter() - began))
        assert page.status_code == 200, page.status_code
    return taken[1:]


def main() -> int:
    """Measure and print; 1 if a bar is missed."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="votes-watch-") as folder:
        for words, runs, bar, unit in of_watching(Path(folder)):
            print(f"{min(runs):8.2f} {unit:2} below {bar:3g}  {words}", flush=True)
            missed += min(runs) >= bar
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
