"""The verbs of supervision on both databases, without a browser: what holds however they are called."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import (
    DUE,
    MARKS,
    OFFICE,
    UNIT,
    add_finding,
    add_project,
    by_group,
    deputy,
    order_it,
    watched,
)
from votes.accounts.access import Actor
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Unit
from votes.projects.stages import Stage
from votes.supervision.confirmations import confirm
from votes.supervision.inspections import Seen, Visit, record_inspection
from votes.supervision.matter_sight import free_checkers, matter_sight
from votes.supervision.matters import Matter
from votes.supervision.models import Doer, Tie, form_group, group_of, recuse
from votes.supervision.rules import Hand, State

LATER = MORNING + timedelta(days=20)


def test_a_finding_goes_all_the_way_and_every_step_is_kept(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    finding.answer("已补两座", [], UNIT, LATER)
    finding.recheck(date(2026, 5, 15), "第三座仍未做", by_group(people, 3), LATER)
    finding.answer("第三座已补", [], UNIT, LATER)
    finding.recheck(None, "三座都已补好", by_group(people, 3), LATER, MARKS)
    db.session.commit()
    assert (finding.state, finding.closed_at) == (State.closed, LATER)
    assert [(step.round, step.due_on) for step in finding.rechecks] == [(1, date(2026, 5, 15)), (2, None)]
    assert [reply.words for reply in finding.replies] == ["已补两座", "第三座已补"]


def test_steps_are_never_rewritten(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    reply = finding.answer("已补两座", [], UNIT, LATER)
    db.session.commit()
    reply.words = "已补三座"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.closed},
        {"state": State.answered},
        {"state": State.withdrawn},
        {"state": State.ordered},
        {"due_on": DUE},
        {"closed_at": MORNING},
        {"withdrawn_why": "重复"},
        {"taken_down_why": "含个人信息"},
        {"title": ""},
    ],
)
def test_the_database_ties_a_state_to_its_evidence(people: People, context: None, change: dict) -> None:
    finding = add_finding(people, watched(people))
    db.session.flush()
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Matter).where(Matter.id == finding.id).values(change))


def test_recused_deputies_inspect_recheck_and_confirm_nothing(people: People, context: None) -> None:
    project = watched(people, stage=Stage.done)
    finding = add_finding(people, project)
    order_it(people, finding)
    finding.answer("已补三座", [], UNIT, LATER)
    recuse(project, deputy(3, people), Tie.leads, "分管领导", False, "工作人员01", MORNING)
    doer = by_group(people, 3)
    seen = Seen(Visit.announced, MORNING.date(), "江滨路", "坡道已补", [deputy(1, people), deputy(3, people)])
    with pytest.raises(RuleBroken, match="Recusal"):
        record_inspection(project, seen, by_group(people, 1), LATER)
    with pytest.raises(RuleBroken, match="Recusal"):
        finding.recheck(None, "三座都已补好", doer, LATER, MARKS)
    with pytest.raises(RuleBroken, match="Recusal"):
        confirm(project, True, "都已建成", doer, LATER)


def test_a_deputy_who_acts_for_the_unit_stands_aside_without_being_told(
    people: People, context: None
) -> None:
    project = watched(people)
    account = db.session.query(Account).filter_by(deputy_id=deputy(1, people).id).one()
    grant = Grant(congress_id=people.ids["county"], role=Role.unit, unit_id=people.ids["other_unit_row"])
    account.grants.append(grant)
    finding = add_finding(people, project)
    order_it(people, finding, "other_unit_row")
    finding.answer("已补三座", [], UNIT, LATER)
    with pytest.raises(RuleBroken, match="Recusal"):
        finding.recheck(None, "三座都已补好", by_group(people, 1), LATER, MARKS)
    grant.unit_id = people.ids["unit_row"]
    with pytest.raises(RuleBroken, match="Recusal"):
        record_inspection(
            project,
            Seen(Visit.announced, MORNING.date(), "江滨路", "看过", [deputy(1, people)]),
            by_group(people, 1),
            LATER,
        )


def test_a_deputy_who_acts_for_a_unit_that_helps_stands_aside_too(people: People, context: None) -> None:
    project = watched(people)
    helper, unit = (db.session.get_one(Unit, people.ids[word]) for word in ("other_unit_row", "unit_row"))
    account = db.session.query(Account).filter_by(deputy_id=deputy(1, people).id).one()
    account.grants.append(Grant(congress_id=people.ids["county"], role=Role.unit, unit=helper))
    finding = add_finding(people, project)
    db.session.flush()
    finding.order(unit, LATER.date() + timedelta(days=9), "补建坡道", OFFICE, MORNING, [helper])
    finding.answer("已补三座", [], UNIT, LATER)
    db.session.flush()
    assert "代表001" not in [one.name for one in free_checkers(finding)]
    assert matter_sight(Actor(account), finding).recused
    with pytest.raises(RuleBroken, match="Recusal"):
        finding.recheck(None, "三座都已补好", by_group(people, 1), LATER, MARKS)


def test_a_recused_deputy_cannot_be_put_into_the_group(people: People, context: None) -> None:
    project = add_project(people)
    recuse(project, deputy(2, people), Tie.works_there, "", True, "代表002", MORNING)
    with pytest.raises(RuleBroken, match="stands aside"):
        form_group(
            project, "监督一组", None, deputy(1, people), [deputy(1, people), deputy(2, people)], MORNING
        )


def test_whoever_leaves_a_group_stays_in_its_history(people: People, context: None) -> None:
    project = watched(people)
    form_group(project, "监督一组", None, deputy(5, people), [deputy(5, people), deputy(4, people)], LATER)
    db.session.commit()
    group = group_of(project)
    assert [one.name for one in group.deputies] == ["代表005", "代表004"]
    assert len(group.memberships) == 4
    form_group(project, "监督一组", None, deputy(1, people), [deputy(1, people)], LATER)
    db.session.commit()
    assert [one.name for one in group.deputies] == ["代表001"]


def test_a_deputy_of_no_group_checks_nothing(people: People, context: None) -> None:
    project = add_project(people, stage=Stage.done)
    with pytest.raises(RuleBroken, match="Only deputies"):
        confirm(project, True, "", by_group(people, 1), LATER)
    with pytest.raises(RuleBroken, match="Only deputies"):
        confirm(project, True, "", OFFICE, LATER)


def test_the_passage_names_the_group_and_never_the_deputy(people: People, context: None) -> None:
    project = watched(people, stage=Stage.done)
    confirm(project, True, "", by_group(people, 3), LATER)
    db.session.commit()
    assert project.stage is Stage.confirmed
    assert [passage.by for passage in project.passages] == ["监督一组"]


def test_a_verdict_entered_for_a_deputy_needs_the_signed_paper(people: People, context: None) -> None:
    project = watched(people, stage=Stage.done)
    with pytest.raises(RuleBroken, match="signed paper"):
        confirm(project, True, "", Doer(Hand.group, "工作人员01", deputy(3, people), True), LATER)


def test_overdue_follows_from_the_deadline_alone(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    assert finding.late(DUE) == 0
    assert finding.late(DUE + timedelta(days=3)) == 3
    finding.answer("已补三座", [], UNIT, LATER)
    assert finding.late(DUE + timedelta(days=3)) == 0
