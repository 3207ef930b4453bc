"""暂缓、恢复、终止: decided by the body that may, recorded by the office with the document."""

import io
from datetime import date

import pytest

from tests.delivery.browsing import fields_on
from tests.delivery.making import GOVERNMENT, OFFICE, adopted_project, noon, project_under_way
from tests.projects.papers import PDF
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.delivery.halting import Halt, halts_open, record_decision
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import Stage

HERE = "/desk/demo-county/2026/delivery/10"
TYPED = {"body": "演示县人大常委会", "decided_on": "2026-09-03", "reason": "地质条件变化"}


@pytest.fixture
def under_way(clock, scene) -> int:
    """Project 10 under way in September."""
    clock.set(date(2026, 9, 4))
    return scene("a project under way", lambda people: project_under_way(people).id)


def decide(browser, halt: str, content: bytes | None = PDF, **typed: str):
    page = browser.get(f"{HERE}/decision")
    data = {**fields_on(page.text), **TYPED, **typed, "halt": halt}
    if content is not None:
        data["document"] = (io.BytesIO(content), "决定.pdf")
    return browser.post(f"{HERE}/decision", data=data, content_type="multipart/form-data")


def now(app, project: int) -> Project:
    with app.app_context():
        found = db.session.get(Project, project)
        _ = [passage.document for passage in found.passages]
        return found


def test_suspended_resumed_and_ended_each_with_its_document(
    app, under_way, people, browser_of, client
) -> None:
    clerk = browser_of(people.clerk)
    for halt, stage in (
        ("suspend", Stage.suspended),
        ("resume", Stage.delivery),
        ("terminate", Stage.terminated),
    ):
        assert decide(clerk, halt).status_code == 302
        found = now(app, under_way)
        passage = found.passages[-1]
        assert (found.stage, passage.by) == (stage, "演示县人大常委会（工作人员01录）")
        assert passage.reason == "地质条件变化（2026-09-03）"
        assert client.get(f"/file/{passage.document_id}").status_code == 200
    assert clerk.get(f"{HERE}/decision").status_code == 302
    assert "终止" in browser_of(people.unit).get(HERE).text


@pytest.mark.parametrize(
    ("field", "typed", "content"),
    [
        ("document", {}, None),
        ("document", {}, b"no paper"),
        ("reason", {"reason": ""}, PDF),
        ("body", {"body": " "}, PDF),
        ("decided_on", {"decided_on": "3 September"}, PDF),
    ],
)
def test_what_is_missing_is_said_at_the_field(
    app, under_way, people, browser_of, field: str, typed: dict[str, str], content: bytes | None
) -> None:
    answer = decide(browser_of(people.clerk), "suspend", content, **typed)
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert now(app, under_way).stage is Stage.delivery


def test_what_was_never_offered_is_refused(app, under_way, people, browser_of) -> None:
    for halt in ("resume", "adopt", ""):
        assert decide(browser_of(people.clerk), halt).status_code == 200
    assert now(app, under_way).stage is Stage.delivery


def test_only_the_office_records_it(under_way, people, browser_of) -> None:
    for who in (people.unit, people.government, people.deputy, people.other_clerk):
        assert browser_of(who).get(f"{HERE}/decision").status_code == 404


def test_a_second_click_is_told_so(app, under_way, people, browser_of) -> None:
    clerk = browser_of(people.clerk)
    typed = {**fields_on(clerk.get(f"{HERE}/decision").text), **TYPED, "halt": "terminate"}
    files = [(io.BytesIO(PDF), "决定.pdf") for _n in range(2)]
    statuses = [
        clerk.post(
            f"{HERE}/decision", data={**typed, "document": file}, content_type="multipart/form-data"
        ).status_code
        for file in files
    ]
    assert statuses == [302, 409]
    assert len(now(app, under_way).passages) == 2


@pytest.mark.usefixtures("context")
def test_the_verb_holds_what_the_page_holds(people) -> None:
    project = adopted_project(people)
    assert halts_open(project) == []
    project.stage = Stage.delivery
    paper = Document(congress_id=project.congress_id)
    for hand, halt, document, words in (
        (GOVERNMENT, Halt.suspend, paper, "somebody else"),
        (OFFICE, Halt.resume, paper, "cannot be decided"),
        (OFFICE, Halt.suspend, None, "attach the decision"),
    ):
        with pytest.raises(RuleBroken, match=words):
            record_decision(
                project, halt, "主席团", date(2026, 9, 3), "因为", document, hand, noon(2026, 9, 4)
            )
