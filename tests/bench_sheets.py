"""What a month's sheet of thousands of rows costs: read, judged and written in one request, and the memory it takes."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.bench_casts import postgres
from tests.delivery.making import DEADLINE, noon
from tests.people import People, make_people
from tests.signing import signed_in_as
from votes.accounts.models import Account
from votes.app import create_app
from votes.common.db import db, writing
from votes.common.exports import write_xlsx
from votes.delivery.mapping_rules import Field
from votes.delivery.models import Fund, FundSource, Milestone, Plan, PlanGoal
from votes.delivery.reports import MonthReport, ReportLine
from votes.delivery.sheet_maps import SheetMap
from votes.delivery.states import PlanState
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage

ROWS, STEPS = 4_000, 5
AUGUST = datetime(2026, 8, 2, 1, tzinfo=UTC)
PAGE = "/desk/demo-county/2026/month/2026-07/collected"
HEADS = ["项目名称", "节点", "完成数量", "支付（万元）", "工作进展", "下月计划", "存在问题"]
FIELDS = (
    Field.project,
    Field.milestone,
    Field.quantity,
    Field.paid,
    Field.done_words,
    Field.next_words,
    Field.why_slow,
)
Rows = list[dict[str, Any]]


def under_way(people: People, number: int) -> None:
    """So many projects under way, each with five counted milestones and one source of money, and the sheet's mapping."""
    here = {"congress_id": people.ids["county"]}
    projects = added(Project, [{**here, **project(people, n)} for n in range(1, number + 1)])
    moved = {"seq": 1, "to_stage": Stage.delivery, "at": noon(2026, 3, 20), "by": "工作人员02", "reason": ""}
    added(Passage, [{**here, "project_id": one, **moved} for one in projects])
    plans = added(Plan, [{**here, "project_id": one, **plan()} for one in projects])
    added(
        Fund,
        [{**here, "plan_id": one, "source": FundSource.own, "planned_yuan": 9_000_000} for one in plans],
    )
    promised = {"seq": 1, "title": "新建公厕", "number": Decimal(500), "unit": "座"}
    goals = added(PlanGoal, [{**here, "plan_id": one, **promised} for one in plans])
    steps = [(one, goal, key) for one, goal in zip(plans, goals, strict=True) for key in range(1, STEPS + 1)]
    added(Milestone, [{**here, "plan_id": one, "goal_id": goal, **step(key)} for one, goal, key in steps])
    sheet = SheetMap(**here, name="汇总表", sample=[HEADS], heading_row=0, made_at=noon(2026, 7, 1))
    sheet.columns = {field.value: index for index, field in enumerate(FIELDS)}
    db.session.add(sheet)


def added(table: Any, rows: Rows) -> list[int]:
    """Add these rows; their ids, in order."""
    made = sa.insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(db.session.scalars(made, rows))


def project(people: People, n: int) -> dict[str, Any]:
    """A project under way."""
    words = {"cycle_id": people.ids["cycle_row"], "unit_id": people.ids["unit_row"], "deadline": DEADLINE}
    return {"number": n, "title": f"演示项目{n}", "stage": Stage.delivery, "adopted": True, **words}


def plan() -> dict[str, Any]:
    """A published plan."""
    said = {"unit_name": "县住建局", "task": "新建500座", "money_words": "县财政", "measures": "专班"}
    days = {"deadline": DEADLINE, "submitted_at": noon(2026, 3, 18), "published_at": noon(2026, 3, 20)}
    return {"version": 1, "state": PlanState.published, "revision": 1, "entered_for": False, **said, **days}


def step(key: int) -> dict[str, Any]:
    """One of five equal milestones."""
    days = {"starts_on": date(2026, 3, 1), "ends_on": DEADLINE}
    return {"key": key, "seq": key, "title": f"第{key}批", "weight": 20, "target": Decimal(100), **days}


def sheet(projects: int, rows_each: int, more: int = 0) -> bytes:
    """The office's table: rows of milestones, the words of a project in its first."""
    rows = []
    for n in range(1, projects + 1):
        for key in range(1, rows_each + 1):
            words = (
                [1.5 * n, f"第{n}项本月完成{key}座，进展顺利。", "继续施工", "雨天较多"]
                if key == 1
                else [""] * 4
            )
            rows.append([f"演示项目{n}", f"第{key}批", key + n % 40 + more, *words])
    return write_xlsx("汇总", HEADS, rows)


def signed_in(app: Flask) -> FlaskClient:
    """The government office's browser."""
    with app.app_context():
        account = db.session.query(Account).filter_by(login="government").one().id
    client = app.test_client()
    client.set_cookie("votes", signed_in_as(app, ("account", account), AUGUST))
    return client


def app_at(folder: Path, address: str) -> Flask:
    """The application on the second of August."""
    config = {"DATA": str(folder), "SQLALCHEMY_DATABASE_URI": address, "SECRET_KEY": "of this bench alone"}
    return create_app({**config, "BASE_URL": "", "CLOCK": lambda: AUGUST})


def build(folder: Path, address: str, rows_each: int) -> None:
    """Tables with so many projects, and the two sheets."""
    writing.set(True)
    with app_at(folder, address).app_context():
        db.drop_all()
        db.create_all()
        under_way(make_people(db.session), ROWS // rows_each)
        db.session.commit()
    (folder / "good.xlsx").write_bytes(sheet(ROWS // rows_each, rows_each))
    (folder / "wrong.xlsx").write_bytes(sheet(ROWS // rows_each, rows_each, more=-100))


def read(client: FlaskClient, content: bytes) -> tuple[float, int]:
    """Upload a sheet; seconds, and the answer's number."""
    page = client.get(PAGE).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    chosen = re.search(r'<option [^>]*value="(\d+)"', page)
    assert token is not None
    assert chosen is not None
    data = {"csrf_token": token[1], "sheet_map": chosen[1], "sheet": (io.BytesIO(content), "7.xlsx")}
    began = time.perf_counter()
    answer = client.post(PAGE, data=data, content_type="multipart/form-data")
    return time.perf_counter() - began, answer.status_code


def measure(folder: Path, address: str, rows_each: int) -> tuple[float, float, float]:
    """Seconds of reading a sheet in, and of refusing one with an error in every row; MB that this process came to take."""
    client, projects = signed_in(app_at(folder, address)), ROWS // rows_each
    client.get(PAGE)
    before = peak()
    refused, status = read(client, (folder / "wrong.xlsx").read_bytes())
    assert (status, count(client, MonthReport)) == (200, 0)
    taken, status = read(client, (folder / "good.xlsx").read_bytes())
    held = peak() - before
    assert status == 302
    assert (count(client, MonthReport), count(client, ReportLine)) == (projects, projects * STEPS)
    return taken, refused, held


def peak() -> float:
    """The most memory this process has held, in MB; `getrusage` would count what its parent held before."""
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(line) / 1024


def count(client: FlaskClient, table: Any) -> int:
    """How many rows a table has."""
    with client.application.app_context():
        return db.session.query(table).count()


def of_sheets(folder: Path, address: str, name: str) -> Iterator[tuple[str, list[float], float, str]]:
    """4,000 rows of 800 projects, and of 4,000 projects, each in a process of its own."""
    for rows_each in (STEPS, 1):
        place = folder / f"sheets-{name}-{rows_each}"
        place.mkdir()
        told(place, address, rows_each, "build")
        taken, refused, held = (float(one) for one in told(place, address, rows_each, "measure").split())
        words = f"{ROWS:,} progress rows of {ROWS // rows_each:,} projects, {name}"
        yield f"{words}: read in", [taken], 5, "s"
        yield f"{words}: refused, each error in its place", [refused], 5, "s"
        yield f"{words}: memory the serving process takes", [held], 150, "MB"


def on_both_databases(folder: Path) -> Iterator[tuple[str, list[float], float, str]]:
    """The same on SQLite and on a PostgreSQL of our own."""
    yield from of_sheets(folder, "", "SQLite")
    with postgres(folder) as address:
        yield from of_sheets(folder, address, "PostgreSQL")


def told(place: Path, address: str, rows_each: int, deed: str) -> str:
    """What a process of its own says of it."""
    words = [sys.executable, "-m", "tests.bench_sheets", deed, str(place), address, str(rows_each)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    place, rows = Path(sys.argv[2]), int(sys.argv[4])
    url = sys.argv[3] or f"sqlite:///{place / 'votes.db'}"
    if sys.argv[1] == "build":
        build(place, url, rows)
    else:
        print(*measure(place, url, rows))
