"""Plan, monthly report and request for a change under any order of deeds by anybody.

Every step that stands is a move of its table, made by somebody who may; every other move is refused. What a step
says is never changed. A project is suspended, resumed or ended by nothing but an approved request.
"""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests import tables
from tests.delivery.making import DEADLINE, adopted_project, july, noon, paper, toilets_plan
from tests.people import make_people
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Session
from votes.delivery.asking import ask, begun, changes_of, record_decision, why_major
from votes.delivery.change_rules import Votes
from votes.delivery.change_states import CHANGE_MOVES, GRANTED, OPEN, ChangeKind, ChangeState, Ground
from votes.delivery.changes import Change, ChangeStep
from votes.delivery.drafting import begin, open_plan, plans_of
from votes.delivery.history import report_for, said_before
from votes.delivery.models import Plan, PlanStep
from votes.delivery.month_rules import Month
from votes.delivery.reporting import draft_for
from votes.delivery.reports import MonthReport, ReportStep
from votes.delivery.states import PLAN_MOVES, REPORT_MOVES, Hand, PlanState, ReportState
from votes.projects.models import Project
from votes.projects.stages import MOVES, Stage

HANDS = {
    "责任单位": Hand("责任单位", frozenset({Role.unit})),
    "政府办": Hand("政府办", frozenset({Role.government})),
    "人大机关": Hand("人大机关", frozenset({Role.office}), for_unit=True),
    "代表": Hand("代表", frozenset({Role.deputy})),
}
PERSONS = st.sampled_from(sorted(HANDS)).map(HANDS.__getitem__)
RIGHTLY = st.sampled_from([True, True, False])
"""Whether somebody does what is next; else anybody tries anything."""
DEEDS = {
    ChangeState.forwarded: "forward",
    ChangeState.returned: "send_back",
    ChangeState.withdrawn: "withdraw",
    ChangeState.approved: "decide",
    ChangeState.refused: "decide",
    ChangeState.announced: "announce",
    ChangeState.reported: "report",
}
VOTES = st.sampled_from([Votes(35, 30, 2, 1), Votes(35, 30, 2, 1), Votes(35, 17, 10, 1), Votes(35, 36)])


class Year(RuleBasedStateMachine):
    """One project in a county; `app` is the application it runs in."""

    app: ClassVar[Flask]
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        people = make_people(db.session)
        self.project = adopted_project(people)
        plan = toilets_plan(self.project)
        self.at: datetime = noon(2026, 3, 18)
        plan.submit(HANDS["责任单位"], self.at)
        plan.publish(HANDS["政府办"], self.at)
        self.seen: dict[tuple[str, int], tuple[Any, ...]] = {}
        db.session.commit()

    def teardown(self) -> None:
        db.session.remove()
        tables.empty_all()
        self.context.pop()

    def attempt(self, deed: Any) -> None:
        """Try a deed as a request would: all of it, or nothing."""
        try:
            deed()
        except RuleBroken:
            db.session.rollback()
        else:
            db.session.commit()

    def change(self) -> Change | None:
        """The last request."""
        found = changes_of(self.project)
        return found[0] if found else None

    # 时间

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    # 实施计划

    @rule(days=st.integers(0, 60), percent=st.sampled_from([100, 95, 80]))
    def a_new_version_is_begun(self, days: int, percent: int) -> None:
        def deed() -> None:
            plan = begin(self.project, "情况有变")
            plan.deadline = DEADLINE + timedelta(days=days)
            plan.funds[0].planned_yuan = plan.funds[0].planned_yuan * percent // 100

        self.attempt(deed)

    @rule(person=PERSONS, deed=st.sampled_from(["submit", "publish", "send_back"]), rightly=RIGHTLY)
    def a_plan_is_moved(self, person: Hand, deed: str, rightly: bool) -> None:
        plan = open_plan(self.project) or plans_of(self.project)[0]
        if rightly and plan.state is PlanState.submitted:
            person = HANDS["政府办"]
        elif rightly:
            person, deed = HANDS["责任单位"], "submit"
        verbs = {
            "submit": lambda: plan.submit(person, self.at),
            "publish": lambda: plan.publish(person, self.at),
            "send_back": lambda: plan.send_back(person, self.at, "请改"),
        }
        self.attempt(verbs[deed])

    # 月报

    @rule(built=st.integers(0, 326), person=PERSONS, back=st.integers(0, 2))
    def a_month_is_handed_in(self, built: int, person: Hand, back: int) -> None:
        day = day_of(self.at) - timedelta(days=30 * back)
        month = Month(day.year, day.month)

        def deed() -> None:
            draft = draft_for(self.project, month, self.at)
            draft.fill(july(built, 0))
            draft.submit(person, self.at, said_before(self.project, month, day_of(self.at)))

        self.attempt(deed)

    @rule(person=PERSONS, accepts=st.booleans(), month=st.integers(3, 12), rightly=RIGHTLY)
    def a_month_is_decided_on(self, person: Hand, accepts: bool, month: int, rightly: bool) -> None:
        report = report_for(self.project, Month(2026, month))
        if rightly:
            person = HANDS["政府办"]
            waits = db.session.query(MonthReport).filter_by(state=ReportState.submitted)
            report = waits.first() or report
        if report is not None:
            self.attempt(
                lambda: (
                    report.accept(person, self.at) if accepts else report.send_back(person, self.at, "请核")
                )
            )

    # 变更

    @rule(kind=st.sampled_from(list(ChangeKind)), person=PERSONS)
    def a_change_is_asked_for(self, kind: ChangeKind, person: Hand) -> None:
        self.attempt(
            lambda: ask(
                self.project, kind, Ground.policy, "政策变化", paper(self.project, self.at), person, self.at
            )
        )

    @rule(kind=st.sampled_from(list(ChangeKind)), person=PERSONS, votes=VOTES)
    def a_decision_is_recorded_at_once(self, kind: ChangeKind, person: Hand, votes: Votes) -> None:
        given = paper(self.project, self.at)
        self.attempt(
            lambda: record_decision(
                self.project, kind, Ground.other, "常委会决定", votes, day_of(self.at), given, person, self.at
            )
        )

    @rule(
        person=PERSONS,
        votes=VOTES,
        in_session=st.booleans(),
        deed=st.sampled_from(sorted(set(DEEDS.values()))),
        rightly=RIGHTLY,
        pick=st.integers(0, 11),
    )
    def a_change_is_moved(
        self, person: Hand, votes: Votes, in_session: bool, deed: str, rightly: bool, pick: int
    ) -> None:
        change = self.change()
        if change is None:
            return
        known = [(to, roles) for to, roles in CHANGE_MOVES[change.state].items() if to in DEEDS]
        if rightly and known:
            to, roles = known[pick % len(known)]
            deed = DEEDS[to]
            person = next(hand for hand in HANDS.values() if not hand.roles.isdisjoint(roles))
        at, on, given = self.at, day_of(self.at), paper(self.project, self.at)
        verbs = {
            "forward": lambda: change.forward(person, at, in_session),
            "send_back": lambda: change.send_back(person, at, "请补材料"),
            "withdraw": lambda: change.withdraw(person, at, "不再需要"),
            "decide": lambda: change.decide(votes, on, given, person, at),
            "announce": lambda: change.announce(on, person, at),
            "report": lambda: change.report(self.next_session(), person, at),
        }
        self.attempt(verbs[deed])

    def next_session(self) -> Session:
        """The plenary of the next year."""
        last = db.session.query(Session).filter_by(congress_id=self.project.congress_id).first()
        assert last is not None
        found = Session(
            congress_id=last.congress_id,
            term_id=last.term_id,
            body=last.body,
            number=99,
            begins_on=date(2030, 1, 1),
        )
        db.session.add(found)
        return found

    # 任何时候都成立

    @invariant()
    def every_step_is_a_move_of_its_table_by_somebody_who_may(self) -> None:
        for kind, moves, began in (
            (Plan, PLAN_MOVES, PlanState.draft),
            (MonthReport, REPORT_MOVES, ReportState.draft),
            (Change, CHANGE_MOVES, None),
        ):
            for row in db.session.query(kind):
                now: Any = began
                for step in row.steps:
                    assert not HANDS[step.by].roles.isdisjoint(moves[now][step.state]), (
                        kind,
                        now,
                        step.state,
                    )
                    now = step.state
                assert row.state == now
                self.reached.add(f"{kind.__name__} {row.state}")

    @invariant()
    def what_a_step_says_is_never_changed(self) -> None:
        now = {}
        for kind in (PlanStep, ReportStep, ChangeStep):
            for step in db.session.query(kind):
                now[kind.__name__, step.id] = (step.seq, step.state, step.at, step.by, step.reason)
        assert {key: now.get(key) for key in self.seen} == self.seen
        self.seen = now

    @invariant()
    def the_project_moves_by_its_plan_and_by_approved_requests_alone(self) -> None:
        passages = db.session.get_one(Project, self.project.id).passages
        stage = Stage.adopted
        for passage in passages:
            assert passage.to_stage in MOVES[stage]
            stage = passage.to_stage
        granted = [one for one in changes_of(self.project) if one.state in GRANTED]
        halting = [one for one in granted if one.kind is not ChangeKind.adjust]
        published = any(plan.state is PlanState.published for plan in plans_of(self.project))
        assert len(passages) == len(halting) + published
        assert all(one.votes and 2 * one.votes.approve > one.votes.members for one in granted)

    @invariant()
    def one_request_is_open_at_most_and_one_plan(self) -> None:
        assert sum(change.state in OPEN for change in changes_of(self.project)) <= 1
        assert sum(plan.state is not PlanState.published for plan in plans_of(self.project)) <= 1

    @invariant()
    def no_major_change_is_published_without_its_decision(self) -> None:
        approved = {change.plan_id for change in changes_of(self.project) if change.state in GRANTED}
        for plan in plans_of(self.project):
            if plan.state is PlanState.published and plan.version > 1 and plan.id not in approved:
                assert why_major(plan) == []


@pytest.mark.crawl(both=True)
@pytest.mark.parametrize("examples", [7])
def test_no_order_of_deeds_breaks_plan_report_or_change(
    app: Flask, examples: int, pytestconfig: pytest.Config
) -> None:
    Year.app = app
    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=100 if pytestconfig.getoption("--release") else examples,
            stateful_step_count=35,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
    assert len(Year.reached) >= 7, Year.reached


EVERY = [(now, to) for now in CHANGE_MOVES for to in ChangeState if to not in CHANGE_MOVES[now]]


@pytest.mark.usefixtures("context")
def test_every_move_that_is_not_in_the_table_is_refused_whoever_tries(people) -> None:
    """All states against all others, by one who holds every role."""
    project = adopted_project(people)
    project.stage = Stage.delivery
    everyone = Hand("所有角色", frozenset(Role))
    assert len(EVERY) == 10 * 9 - sum(map(len, CHANGE_MOVES.values()))
    for now, to in EVERY:
        change = begun(project, ChangeKind.suspend, Ground.other, "因为")
        change.state = now
        with pytest.raises(RuleBroken):
            change.move(to, everyone, noon(2026, 9, 4), "因为")
        assert change.steps == []


@pytest.mark.usefixtures("context")
def test_every_move_of_the_table_is_refused_to_whoever_may_not(people) -> None:
    project = adopted_project(people)
    project.stage = Stage.delivery
    for now, moves in CHANGE_MOVES.items():
        for to, roles in moves.items():
            for role in set(Role) - set(roles):
                change = begun(project, ChangeKind.suspend, Ground.other, "因为")
                change.state = now
                with pytest.raises(RuleBroken, match="somebody else"):
                    change.move(to, Hand("别人", frozenset({role})), noon(2026, 9, 4), "因为")
