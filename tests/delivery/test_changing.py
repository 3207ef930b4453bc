"""变更: asked for by the unit, forwarded, decided by the body that may, announced, reported to the plenary."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.delivery import making
from tests.delivery.browsing import fields_on, fill_in
from tests.delivery.making import GOVERNMENT, OFFICE, UNIT, adopted_project, noon, project_under_way
from tests.projects.papers import PDF
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Body, Congress, Level, Session, Sitting
from votes.delivery.asking import ask, changes_of, granted_for, record_decision, why_major
from votes.delivery.change_rules import Votes
from votes.delivery.change_states import ChangeKind, ChangeState, Ground
from votes.delivery.changes import Change, ChangeStep
from votes.delivery.drafting import GoalSaid, begin, contents, write
from votes.delivery.halting import kinds_open
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import Stage

HERE = "/desk/demo-county/2026/delivery/10"
VOTE = {"members": "35", "approve": "30", "oppose": "2", "abstain": "1"}
TYPED = {**VOTE, "decided_on": "2026-09-03", "reason": "地质条件变化", "ground": "force_majeure"}
ASKED = {"kind": "suspend", "ground": "policy", "words": "上级暂停同类项目，等候新标准"}
FOR, AGAINST = Votes(35, 30, 2, 1), Votes(35, 10, 20, 3)
DAY = noon(2026, 9, 4)


@pytest.fixture
def under_way(clock, scene) -> int:
    """Project 10 under way in September."""
    clock.set(date(2026, 9, 4))
    return scene("a project under way", lambda people: project_under_way(people).id)


def send(browser, page: str, content: bytes | None = PDF, **typed: str):
    """Fill in a form that takes a paper."""
    data = {**fields_on(browser.get(f"{HERE}/{page}").text), **typed}
    if content is not None:
        data["document"] = (io.BytesIO(content), "文件.pdf")
    return browser.post(f"{HERE}/{page}", data=data, content_type="multipart/form-data")


def decide(browser, kind: str, content: bytes | None = PDF, **typed: str):
    return send(browser, "decision", content, **{**TYPED, **typed, "kind": kind})


def now(app, project: int) -> Project:
    with app.app_context():
        found = db.session.get(Project, project)
        _ = [passage.document for passage in found.passages]
        return found


def states(app) -> list[tuple[ChangeKind, ChangeState]]:
    with app.app_context():
        return [(one.kind, one.state) for one in db.session.query(Change).order_by(Change.id)]


def paper(project: Project) -> Document:
    return making.paper(project, DAY)


def asked(project: Project, kind: ChangeKind = ChangeKind.adjust) -> Change:
    return ask(project, kind, Ground.policy, "上级标准变化", paper(project), UNIT, noon(2026, 9, 1))


# 常委会决定


def test_from_the_unit_to_the_plenary(app, under_way, people, browser_of, client) -> None:
    unit, government, clerk = (browser_of(who) for who in (people.unit, people.government, people.clerk))
    assert send(unit, "changes/ask", **ASKED).headers["Location"] == f"{HERE}/changes/1"
    assert "已申请，待政府办转报" in unit.get(HERE).text
    assert clerk.get(f"{HERE}/decision").status_code == 302
    fill_in(government, f"{HERE}/changes/1/forward")
    assert "待常务委员会决定" in unit.get(f"{HERE}/changes/1").text
    assert send(clerk, "decision", **VOTE, decided_on="2026-09-04").status_code == 302
    found = now(app, under_way)
    assert (found.stage, found.passages[-1].by) == (
        Stage.suspended,
        "演示县人民代表大会常务委员会（工作人员01录）",
    )
    assert client.get(f"/file/{found.passages[-1].document_id}").status_code == 200
    fill_in(clerk, f"{HERE}/changes/1/announce", {"announced_on": "2026-09-04"})
    with app.app_context():
        row = db.session.query(Change).one()
        assert (row.state, row.votes, row.announced_on) == (ChangeState.announced, FOR, date(2026, 9, 4))
        assert [step.state for step in row.steps] == ["asked", "forwarded", "approved", "announced"]
        assert row.is_to_report
    report = clerk.get("/desk/demo-county/2026/delivery/changes/report")
    assert "全体35人，赞成30、反对2、弃权1；须全体过半数赞成" in report.text
    assert "作出决定以后的大会还没有登记" in report.text
    assert "记录1项变更已报告" not in report.text
    assert clerk.get("/desk/demo-county/2026/delivery/changes/report/paper").data[:2] == b"PK"


def test_the_paper_of_a_request_is_for_its_unit_and_staff_until_it_is_decided(
    app, under_way, people, browser_of, client
) -> None:
    unit = browser_of(people.unit)
    send(unit, "changes/ask", **ASKED)
    with app.app_context():
        at = f"/file/{db.session.query(Change).one().document_id}"
    may = [browser_of(who).get(at).status_code for who in (people.unit, people.government, people.clerk)]
    not_ = [browser_of(who).get(at).status_code for who in (people.other_unit, people.deputy)]
    assert (may, not_, client.get(at).status_code) == ([200] * 3, [404] * 2, 404)
    fill_in(browser_of(people.government), f"{HERE}/changes/1/forward")
    send(browser_of(people.clerk), "decision", **VOTE, decided_on="2026-09-04")
    assert client.get(at).status_code == 200


def test_the_vote_decides_not_the_clerk(app, under_way, people, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert decide(clerk, "terminate", approve="17", oppose="1").status_code == 302
    assert states(app) == [(ChangeKind.terminate, ChangeState.refused)]
    assert now(app, under_way).stage is Stage.delivery
    impossible = decide(clerk, "terminate", approve="36")
    assert impossible.status_code == 200
    assert "全体35人，投了39票，对不上" in impossible.text


def test_suspended_resumed_and_ended_each_with_its_document(
    app, under_way, people, browser_of, client
) -> None:
    clerk = browser_of(people.clerk)
    for kind, stage in (
        ("suspend", Stage.suspended),
        ("resume", Stage.delivery),
        ("terminate", Stage.terminated),
    ):
        assert decide(clerk, kind).status_code == 302
        found = now(app, under_way)
        passage = found.passages[-1]
        assert (found.stage, passage.reason) == (stage, "地质条件变化（2026-09-03）")
        assert client.get(f"/file/{passage.document_id}").status_code == 200
    assert clerk.get(f"{HERE}/decision").status_code == 302
    assert "终止" in browser_of(people.unit).get(HERE).text


@pytest.mark.parametrize(
    ("field", "typed", "content"),
    [
        ("document", {}, None),
        ("document", {}, b"no paper"),
        ("reason", {"reason": ""}, PDF),
        ("members", {"members": "多数"}, PDF),
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
    for kind in ("resume", "adopt", ""):
        assert decide(browser_of(people.clerk), kind).status_code == 200
    assert states(app) == []


def test_each_step_is_for_those_who_may(under_way, people, browser_of) -> None:
    for who in (people.unit, people.government, people.deputy, people.other_clerk):
        assert browser_of(who).get(f"{HERE}/decision").status_code == 404
    send(browser_of(people.unit), "changes/ask", **ASKED)
    for who in (people.other_unit, people.deputy, people.other_clerk):
        assert browser_of(who).get(f"{HERE}/changes/1").status_code == 404
    for who in (people.unit, people.clerk):
        assert browser_of(who).get(f"{HERE}/changes/1/forward").status_code == 404


def test_a_second_click_is_told_so(app, under_way, people, browser_of) -> None:
    clerk = browser_of(people.clerk)
    typed = {**fields_on(clerk.get(f"{HERE}/decision").text), **TYPED, "kind": "terminate"}
    files = [(io.BytesIO(PDF), "决定.pdf") for _n in range(2)]
    statuses = [
        clerk.post(
            f"{HERE}/decision", data={**typed, "document": file}, content_type="multipart/form-data"
        ).status_code
        for file in files
    ]
    assert statuses == [302, 409]
    assert len(now(app, under_way).passages) == 2


def test_a_request_is_returned_or_withdrawn_with_a_reason(app, under_way, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    send(unit, "changes/ask", **ASKED)
    blank = fill_in(government, f"{HERE}/changes/1/forward", deed="return")
    assert 'id="reason-error"' in blank.text
    fill_in(government, f"{HERE}/changes/1/forward", {"reason": "请附会议纪要"}, deed="return")
    send(unit, "changes/ask", **ASKED)
    fill_in(unit, f"{HERE}/changes/2/withdraw", {"reason": "新标准已经下达"})
    assert [state for _kind, state in states(app)] == ["returned", "withdrawn"]
    assert "请附会议纪要" in unit.get(f"{HERE}/changes/1").text


# 乡镇：待大会决定


@pytest.mark.usefixtures("context")
def test_between_the_sessions_of_a_township_it_waits_for_the_next(people) -> None:
    project = project_under_way(people)
    project.congress.level = Level.township
    change = asked(project, ChangeKind.terminate)
    assert change.body is Body.congress
    change.forward(GOVERNMENT, DAY, in_session=False)
    assert [step.state for step in change.steps] == ["asked", "forwarded", "waiting_session"]
    with pytest.raises(RuleBroken, match="No session"):
        change.decide(Votes(60, 31), date(2026, 9, 4), paper(project), OFFICE, DAY)
    sitting = db.session.query(Sitting).filter_by(congress_id=project.congress_id).one()
    sitting.session.body, sitting.held_on = Body.congress, date(2026, 9, 4)
    change.decide(Votes(60, 31), date(2026, 9, 4), paper(project), OFFICE, DAY)
    assert project.stage is Stage.terminated
    change.announce(date(2026, 9, 4), OFFICE, DAY)
    with pytest.raises(RuleBroken, match="needs no report"):
        change.report(db.session.query(Session).first(), OFFICE, DAY)


def test_the_page_says_that_it_waits_for_the_congress(app, under_way, people, browser_of, client) -> None:
    with app.app_context():
        db.session.get_one(Congress, people.ids["county"]).level = Level.township
        cycle = db.session.get_one(Project, under_way).cycle
        cycle.candidates_published_at = DAY
        db.session.commit()
    send(browser_of(people.unit), "changes/ask", **ASKED)
    assert "上级暂停同类项目" not in client.get("/demo-county/2026/10").text
    fill_in(browser_of(people.government), f"{HERE}/changes/1/forward")
    for browser, page in ((browser_of(people.unit), HERE), (client, "/demo-county/2026/10")):
        assert "待大会决定" in browser.get(page).text
    assert "上级暂停同类项目" in client.get("/demo-county/2026/10").text


def test_while_a_session_is_held_it_is_decided_there(app, under_way, people, browser_of) -> None:
    with app.app_context():
        db.session.get_one(Congress, people.ids["county"]).level = Level.township
        db.session.query(Sitting).filter_by(congress_id=people.ids["county"]).one().held_on = date(2026, 9, 5)
        db.session.commit()
    send(browser_of(people.unit), "changes/ask", **ASKED)
    fill_in(browser_of(people.government), f"{HERE}/changes/1/forward")
    assert states(app) == [(ChangeKind.suspend, ChangeState.forwarded)]


# 重大调整


@pytest.mark.usefixtures("context")
def test_a_major_change_of_the_plan_is_published_only_once_it_is_approved(people) -> None:
    project = project_under_way(people)
    plan = begin(project, "资金不足")
    plan.funds[0].planned_yuan = 40_000_000
    plan.submit(UNIT, DAY)
    assert [sentence for sentence, _values in why_major(plan)] == [
        "the money differs from the promise by %(percent)s%%"
    ]
    with pytest.raises(RuleBroken, match="major change"):
        plan.publish(GOVERNMENT, DAY)
    change = asked(project)
    change.forward(GOVERNMENT, DAY, in_session=True)
    change.decide(FOR, date(2026, 9, 4), paper(project), OFFICE, DAY)
    db.session.flush()
    plan.publish(GOVERNMENT, DAY)
    db.session.flush()
    assert (change.plan, granted_for(project)) == (plan, None)
    again = begin(project, "再减")
    again.funds[0].planned_yuan = 38_000_000
    assert why_major(again) == []
    again.funds[0].planned_yuan = 30_000_000
    assert len(why_major(again)) == 1


@pytest.mark.usefixtures("context")
def test_a_large_change_does_not_come_in_small_steps(people) -> None:
    project = project_under_way(people)
    for yuan, is_major in ((90_000_000, False), (84_000_000, True)):
        plan = begin(project, "压减")
        plan.funds[0].planned_yuan = yuan
        plan.submit(UNIT, DAY)
        assert bool(why_major(plan)) is is_major
        if not is_major:
            plan.publish(GOVERNMENT, DAY)
            db.session.flush()


# 动词守住的


@pytest.mark.usefixtures("context")
def test_the_verbs_hold_what_the_pages_hold(people) -> None:
    project = adopted_project(people)
    assert kinds_open(project) == []
    with pytest.raises(RuleBroken, match="cannot be decided"):
        asked(project)
    project.stage = Stage.delivery
    given = paper(project)
    for hand, kind, document, day, words in (
        (GOVERNMENT, ChangeKind.suspend, given, date(2026, 9, 3), "somebody else"),
        (OFFICE, ChangeKind.resume, given, date(2026, 9, 3), "cannot be decided"),
        (OFFICE, ChangeKind.suspend, None, date(2026, 9, 3), "attach the decision"),
        (OFFICE, ChangeKind.suspend, given, date(2026, 9, 5), "before the request or ahead"),
    ):
        with pytest.raises(RuleBroken, match=words):
            record_decision(project, kind, Ground.other, "因为", FOR, day, document, hand, DAY)
    assert changes_of(project) == []


@pytest.mark.usefixtures("context")
def test_one_request_at_a_time_and_its_trace_is_never_rewritten(people) -> None:
    project = project_under_way(people)
    change = asked(project)
    with pytest.raises(RuleBroken, match="under way"):
        asked(project)
    db.session.flush()
    db.session.query(ChangeStep).one().reason = "改口"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()
    assert change is not None


@pytest.mark.usefixtures("context")
def test_a_report_to_the_plenary_names_a_later_session_of_this_congress(people) -> None:
    project = project_under_way(people)
    change = record_decision(
        project, ChangeKind.suspend, Ground.money, "停", FOR, date(2026, 9, 4), paper(project), OFFICE, DAY
    )
    change.announce(date(2026, 9, 4), OFFICE, DAY)
    before = db.session.query(Session).filter_by(congress_id=project.congress_id).one()
    other = db.session.query(Session).filter(Session.congress_id != project.congress_id).one()
    for session, words in ((before, "before the decision"), (other, "of this congress")):
        with pytest.raises(RuleBroken, match=words):
            change.report(session, OFFICE, DAY)
    later = Session(
        congress_id=project.congress_id,
        term_id=before.term_id,
        body=before.body,
        number=7,
        begins_on=date(2027, 2, 1),
    )
    db.session.add(later)
    db.session.flush()
    change.report(later, OFFICE, noon(2027, 2, 3))
    assert change.state is ChangeState.reported
    assert not change.is_to_report


@pytest.mark.usefixtures("context")
def test_goals_are_measured_by_what_they_promise(people) -> None:
    plan = begin(project_under_way(people), "减量")
    said = contents(plan)
    fewer = [GoalSaid("新建公厕", Decimal(100), "座"), said.goals[1]]
    write(plan, replace(said, goals=fewer, milestones=[]))
    assert ["falls from" in sentence for sentence, _values in why_major(plan)] == [True]
