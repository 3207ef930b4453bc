"""Gates (审议环节): the bodies in order, each with its day and its paper; then the list."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.conftest import MORNING
from tests.people import People
from tests.projects.papers import PDF
from tests.proposals.made import GATES, SCREENING, begin, decide, project, to_the_list
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.adoption import frozen
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject
from votes.projects.stages import Stage
from votes.proposals.screening import GateDecision, admit, decisions_of, record_gate
from votes.proposals.screening_rules import Decision


def test_a_body_decides_on_several_at_once_with_its_paper(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    first, second, third = begin(clerk, "一", "二", "三")
    answer = decide(clerk, 1, first, second, paper=(io.BytesIO(PDF), "常务会议纪要.pdf"))
    assert answer.status_code == 302
    with app.app_context():
        rows = [decisions_of(one) for one in db.session.query(Project).order_by(Project.number)]
        assert [len(decided) for decided in rows] == [1, 1, 0]
        assert rows[0][0].gate == GATES[0]
        assert rows[0][0].document_id == rows[1][0].document_id
        assert Subject.gates in frozen(db.session.get_one(Cycle, people.ids["cycle_row"]))
    page = clerk.get(f"/desk/demo-county/2026/{first}/screening").text
    assert "2026年3月1日" in page
    assert "/file/" in page
    assert str(third) in clerk.get(f"{SCREENING}/gate/1").text


def test_the_order_of_the_bodies_holds(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    (number,) = begin(clerk, "一")
    assert decide(clerk, 2, number).status_code == 200
    assert decide(clerk, 3, number).status_code == 200
    assert clerk.get(f"{SCREENING}/gate/4").status_code == 404
    assert clerk.get(f"{SCREENING}/gate/0").status_code == 404
    with app.app_context():
        assert db.session.query(GateDecision).count() == 0
        with pytest.raises(RuleBroken, match="in order"):
            record_gate(
                db.session.query(Project).one(),
                GATES[1],
                Decision.passed,
                MORNING.date(),
                "",
                None,
                MORNING,
                "x",
            )


def test_what_is_sent_back_comes_before_the_same_body_again(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    (number,) = begin(clerk, "一")
    decide(clerk, 1, number, decision="returned", words="补充资金来源。")
    assert "补充资金来源。" in clerk.get(f"/desk/demo-county/2026/{number}/screening").text
    assert decide(clerk, 2, number).status_code == 200
    assert decide(clerk, 1, number).status_code == 302
    with app.app_context():
        found = decisions_of(db.session.query(Project).one())
        assert [(row.seq, row.decision) for row in found] == [(1, Decision.returned), (2, Decision.passed)]


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"decision": ""}, "decision"),
        ({"decided_on": "2026-03-03"}, "decided_on"),
        ({"decided_on": ""}, "decided_on"),
        ({"projects": ["77"]}, "projects"),
        ({"paper": b"MZ"}, "paper"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(
    app: Flask, people: People, browser_of, wrong: dict[str, object], field: str
) -> None:
    clerk = browser_of(people.clerk)
    (number,) = begin(clerk, "一")
    sent = {
        name: (io.BytesIO(said), "a.pdf") if isinstance(said, bytes) else said for name, said in wrong.items()
    }
    answer = decide(clerk, 1, number, words="留下的话", **sent)
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert "留下的话" in answer.text
    with app.app_context():
        assert db.session.query(GateDecision).count() == 0


def test_only_what_passed_every_gate_becomes_a_candidate(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    (number,) = begin(clerk, "一")
    page = f"/desk/demo-county/2026/{number}"
    decide(clerk, 1, number)
    decide(clerk, 2, number)
    assert f"{page}/admit" not in clerk.get(f"{page}/screening").text
    assert clerk.send(f"{page}/decline", to=f"{page}/admit").status_code == 409
    assert project(app, "一").stage is Stage.proposed
    decide(clerk, 3, number, paper=(io.BytesIO(PDF), "常委会纪要.pdf"))
    assert clerk.send(f"{page}/screening", to=f"{page}/admit").status_code == 302
    found = project(app, "一")
    assert (found.stage, found.number) == (Stage.candidate, 1)
    assert found.passages[-1].document.title


def test_a_gate_is_passed_once_whatever_comes_at_the_same_time(
    app: Flask, people: People, browser_of
) -> None:
    clerks = [browser_of(people.clerk), browser_of(people.clerk)]
    (number,) = begin(clerks[0], "一")
    address = f"{SCREENING}/gate/1"
    tokens = [re.search(r'name="csrf_token"[^>]*value="([^"]+)"', one.get(address).text)[1] for one in clerks]

    def send(n: int) -> int:
        given = {
            "projects": [number],
            "decision": "passed",
            "decided_on": "2026-03-01",
            "csrf_token": tokens[n],
        }
        return clerks[n].post(address, data=given).status_code

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(send, range(2)))
    assert codes[0] in (200, 302)
    assert codes in ([200, 302], [302, 409])
    with app.app_context():
        assert db.session.query(GateDecision).count() == 1


def test_the_database_holds_a_gate_to_one_passing(app: Flask, people: People, browser_of) -> None:
    (_number,) = begin(browser_of(people.clerk), "一")
    with app.app_context():
        row = db.session.query(Project).one()
        record_gate(row, GATES[0], Decision.passed, MORNING.date(), "", None, MORNING, "工作人员01")
        db.session.flush()
        twin = GateDecision(
            congress_id=row.congress_id,
            project_id=row.id,
            seq=2,
            gate=GATES[0],
            decision=Decision.passed,
            decided_on=MORNING.date(),
            at=MORNING,
            by="工作人员02",
        )
        db.session.add(twin)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_township_without_gates_admits_at_once(app: Flask, people: People, browser_of) -> None:
    begin(browser_of(people.clerk), "一")
    with app.app_context():
        row = db.session.query(Project).one()
        row.cycle.settings = {"gates": []}
        admit(row, MORNING, "工作人员01")
        assert (row.stage, row.passages[-1].document) == (Stage.candidate, None)
        db.session.rollback()


def test_several_stand_on_the_list_in_the_order_they_came(app: Flask, people: People, browser_of) -> None:
    to_the_list(browser_of(people.clerk), "一", "二", "三")
    assert [project(app, title).number for title in ("一", "二", "三")] == [1, 2, 3]
