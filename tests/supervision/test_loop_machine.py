"""Every kind of matter under any order of deeds by anybody: what the table does not name is refused, and sums hold."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests import tables
from tests.conftest import MORNING
from tests.people import make_people
from tests.supervision.scene import DUE, MARKS, deputy, watched
from votes.common.clock import day_of
from votes.common.db import AppendOnly, db
from votes.common.errors import RuleBroken
from votes.congress.models import Committee, Unit
from votes.supervision.kinds import Kind, Raised, Raiser
from votes.supervision.loop_rules import Ending, Mark, Marks
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.models import Doer
from votes.supervision.pursuing import Decided, Looked, end_listing, look_back, merge, press, raise_higher
from votes.supervision.rates import rates_of
from votes.supervision.rules import Hand, State, may_move
from votes.supervision.steps import Order, Recheck, Reply

WITH_UNIT = ("ordered", "returned", "listed", "inquired")
OPEN = ("raised", *WITH_UNIT, "answered", "escalated")
MAY: dict[str, dict[str, str]] = {
    "raised": {"order": "office", "withdraw": "office checker", "merge": "office"},
    "ordered": {"answer": "unit", "list": "office", "inquire": "office", "merge": "office"},
    "returned": {"answer": "unit", "list": "office", "inquire": "office", "merge": "office"},
    "answered": {"close": "checker", "return": "checker", "escalate": "checker", "lift": "office"},
    "escalated": {"list": "office", "inquire": "office"},
    "listed": {"answer": "unit", "inquire": "office", "take back": "office"},
    "inquired": {"answer": "unit", "list": "office", "take back": "office"},
    "closed": {"stands": "checker", "fails": "checker", "lift": "office"},
    "withdrawn": {},
    "merged": {},
}
"""The loop a second time, in plain words: from each state, what may be done and by whom."""
LEADS = {
    "order": "ordered",
    "answer": "answered",
    "close": "closed",
    "return": "returned",
    "escalate": "escalated",
    "list": "listed",
    "inquire": "inquired",
    "withdraw": "withdrawn",
    "merge": "merged",
    "stands": "closed",
    "fails": "returned",
    "take back": "",
    "lift": "",
}
GIVEN = [MARKS, Marks(Mark.satisfied, Mark.dissatisfied, Mark.basic), Marks(*[Mark.satisfied] * 3)]


class Loop(RuleBasedStateMachine):
    """Matters of different raisers (group, committee, deputy, office), answered, and one just raised; `app` is the application it runs in."""

    app: ClassVar[Flask]

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.people = make_people(db.session)
        self.project = watched(self.people)
        self.doers = self.make_doers()
        self.matters = [self.make(*one) for one in self.kinds()]
        self.at, self.kept = MORNING, 0
        for matter, _checker in self.matters:
            self.deeds(matter, self.doers["office"], MARKS)["order"]()
            self.deeds(matter, self.doers["unit"], MARKS)["answer"]()
        self.matters.append(
            self.make(Kind.message, Raised("停水", "没有通知", raiser=Raiser.resident), "office")
        )
        db.session.commit()

    def teardown(self) -> None:
        db.session.remove()
        tables.empty_all()
        self.context.pop()

    def make_doers(self) -> dict[str, Doer]:
        """Everybody who might try: 代表001 is of the group and the committee, 代表002 of the committee alone."""
        first, second, fifth = (deputy(n, self.people) for n in (1, 2, 5))
        return {
            "office": Doer(Hand.office, "工作人员01"),
            "government": Doer(Hand.government, "工作人员02"),
            "unit": Doer(Hand.unit, "工作人员03"),
            "group": Doer(Hand.group, first.name, first),
            "committee": Doer(Hand.committee, second.name, second),
            "deputy": Doer(Hand.deputy, second.name, second),
            "stranger": Doer(Hand.group, fifth.name, fifth),
            "other deputy": Doer(Hand.deputy, fifth.name, fifth),
        }

    def kinds(self) -> list[tuple[Kind, Raised, str]]:
        """What is raised, and who rechecks it."""
        committee = db.session.query(Committee).filter_by(congress_id=self.people.ids["county"]).one()
        second = deputy(2, self.people)
        return [
            (Kind.finding, Raised("坡道", "没有坡道", raiser=Raiser.group), "group"),
            (Kind.opinion, Raised("照明", "不亮", raiser=Raiser.committee, committee=committee), "committee"),
            (Kind.suggestion, Raised("公交", "太少", raiser=Raiser.deputy, deputy=second), "deputy"),
            (Kind.message, Raised("噪声", "夜间施工", raiser=Raiser.resident), "office"),
        ]

    def make(self, kind: Kind, said: Raised, checker: str) -> tuple[Matter, str]:
        """One matter and whose hand checks it."""
        project = self.project if kind is Kind.finding else None
        doer = self.doers["group"] if kind is Kind.finding else self.doers["office"]
        matter = raise_matter(self.project.congress, kind, said, doer, MORNING, project)
        db.session.flush()
        return matter, checker

    @rule(
        which=st.integers(0, 4),
        deed=st.sampled_from(sorted(LEADS)),
        who=st.sampled_from(
            ["office", "government", "unit", "group", "committee", "deputy", "stranger", "checker"]
        ),
        marks=st.sampled_from(GIVEN),
        late=st.booleans(),
    )
    def somebody_does_something(self, which: int, deed: str, who: str, marks: Marks, late: bool) -> None:
        self.attempt_as(which, deed, who, marks, late)

    @rule(
        which=st.integers(0, 4),
        pick=st.integers(0, 40),
        who=st.sampled_from(["office", "government", "unit", "group", "committee", "deputy", "stranger"]),
    )
    def somebody_does_what_is_anothers_part(self, which: int, pick: int, who: str) -> None:
        """A step that is open now, by anybody."""
        part = sorted(MAY[self.matters[which][0].state.value])
        if part:
            self.attempt_as(which, part[pick % len(part)], who, MARKS, False)

    @rule(which=st.integers(0, 4), pick=st.integers(0, 40), marks=st.sampled_from(GIVEN), late=st.booleans())
    def somebody_does_their_part(self, which: int, pick: int, marks: Marks, late: bool) -> None:
        """A step that is open now, by whose it is; what ends a matter, seldom."""
        part = MAY[self.matters[which][0].state.value]
        known = [(deed, hands.split()[-1]) for deed, hands in part.items()]
        going_on = [one for one in known if one[0] not in ("withdraw", "merge")] if pick % 8 else known
        if going_on:
            deed, who = going_on[pick % len(going_on)]
            self.attempt_as(which, deed, who, marks, late)

    def attempt_as(self, which: int, deed: str, who: str, marks: Marks, late: bool) -> None:
        """Somebody does it, and it happens exactly where the plain table says so."""
        self.at += timedelta(days=45 if late else 1)
        matter, checker = self.matters[which]
        name = checker if who == "checker" else who
        before = matter.state.value
        expected, leads = self.expects(matter, checker, deed, name), self.leads(matter, deed)
        done = self.attempt(lambda: self.deeds(matter, self.doers[name], marks)[deed]())
        assert done is expected, (before, deed, name)
        assert matter.state.value == (leads if done else before)

    def expects(self, matter: Matter, checker: str, deed: str, name: str) -> bool:
        """Whether the plain table lets this happen."""
        hands = MAY[matter.state.value].get(deed, "").split()
        if name not in hands and not ("checker" in hands and name == checker):
            return False
        if deed in ("stands", "fails"):
            return matter.look_back_on is not None
        if deed == "lift":
            return any(one.to.value == "listed" and one.lifting is None for one in matter.listings)
        return deed != "merge" or self.other(matter).state.value in OPEN

    def leads(self, matter: Matter, deed: str) -> str:
        """Where a deed leads: taking a listing back, to where the matter stood before it; lifting it, nowhere else."""
        standing = [one.was.value for one in matter.listings if one.lifting is None]
        return standing[-1] if deed == "take back" and standing else LEADS[deed] or matter.state.value

    def other(self, matter: Matter) -> Matter:
        """The next one, into which it would be merged."""
        rows = [one for one, _checker in self.matters]
        return rows[(rows.index(matter) + 1) % len(rows)]

    def deeds(self, matter: Matter, doer: Doer, marks: Marks) -> dict[str, Callable[[], Any]]:
        """Every deed as a request would do it."""
        due, at = day_of(self.at) + timedelta(days=20), self.at
        decided = Decided("主任会议", "限期办结", due)
        unit = db.session.get_one(Unit, self.people.ids["unit_row"])
        return {
            "order": lambda: matter.order(unit, due, "办好", doer, at),
            "answer": lambda: matter.answer("已办", [], doer, at),
            "close": lambda: matter.recheck(None, "看过", doer, at, marks),
            "return": lambda: matter.recheck(due, "没办好", doer, at),
            "escalate": lambda: matter.recheck(None, "没办好", doer, at, escalate=True),
            "list": lambda: raise_higher(matter, State.listed, decided, doer, at),
            "inquire": lambda: raise_higher(matter, State.inquired, decided, doer, at),
            "take back": lambda: end_listing(matter, Ending.taken_back, "录错了", doer, at),
            "lift": lambda: end_listing(matter, Ending.lifted, "已办结", doer, at),
            "withdraw": lambda: matter.withdraw("重复", doer, at),
            "merge": lambda: merge(matter, self.other(matter), "同一件", doer, at),
            "stands": lambda: look_back(matter, Looked(day_of(at), "没有反弹"), doer, at),
            "fails": lambda: look_back(matter, Looked(day_of(at), "反弹", due), doer, at),
        }

    @rule(
        which=st.integers(0, 4),
        who=st.sampled_from(["office", "government", "unit", "group", "other deputy"]),
    )
    def somebody_presses(self, which: int, who: str) -> None:
        matter, checker = self.matters[which]
        may = matter.state.value in WITH_UNIT and who in ("office", "government", checker)
        assert self.attempt(lambda: press(matter, "请抓紧", self.doers[who], self.at)) is may

    def attempt(self, deed: Callable[[], Any]) -> bool:
        """Try a deed as a request would: all of it, or nothing."""
        try:
            deed()
            db.session.commit()
        except RuleBroken:
            db.session.rollback()
            return False
        return True

    @invariant()
    def history_only_grows(self) -> None:
        rows = sum(map(count, histories()))
        assert rows >= self.kept
        self.kept = rows

    @invariant()
    def a_look_back_is_planned_by_closing_alone(self) -> None:
        for matter, _checker in self.matters:
            assert matter.look_back_on is None or matter.state.value == "closed"
            fresh = len(closings(matter)) > len(matter.look_backs)
            assert (matter.look_back_on is not None) == (matter.state.value == "closed" and fresh)

    @invariant()
    def the_rates_equal_a_plain_second_calculation(self) -> None:
        today = day_of(self.at)
        handed = [one for one, _checker in self.matters if one.handover and one.state.value != "merged"]
        if not handed:
            assert rates_of([one for one, _checker in self.matters], today) == []
            return
        whole = rates_of([one for one, _checker in self.matters], today)[-1]
        assert figures(handed, today) == (
            (whole.in_time.count, whole.in_time.base),
            (whole.solved.count, whole.solved.base),
            (whole.satisfied, whole.basic, whole.dissatisfied),
        )


def closings(matter: Matter) -> list[Recheck]:
    """Rechecks that closed it."""
    return [one for one in matter.rechecks if one.due_on is None and not one.escalated]


def figures(handed: list[Matter], today: date) -> tuple[Any, ...]:
    """The rates from the rows of the history alone."""
    stand, in_time, due, worst = 0, 0, 0, []
    for matter in handed:
        order = db.session.scalars(sa.select(Order).where(Order.matter_id == matter.id)).one()
        failed = [one for one in matter.look_backs if one.again_on]
        closed = len(closings(matter)) > len(failed)
        answers = db.session.scalars(sa.select(Reply.at).where(Reply.matter_id == matter.id)).all()
        stand += closed
        due += closed or today > order.due_on
        in_time += closed and day_of(max(answers)) <= order.due_on
        marks = [(one.speed, one.effort, one.effect) for one in matter.rechecks if one.speed]
        if marks:
            worst.append(
                "dissatisfied"
                if "dissatisfied" in marks[-1]
                else "basic"
                if "basic" in marks[-1]
                else "satisfied"
            )
    return (
        (in_time, due),
        (stand, len(handed)),
        tuple(map(worst.count, ("satisfied", "basic", "dissatisfied"))),
    )


def histories() -> list[type]:
    """The tables of this room that only grow."""
    every = {one.class_ for one in db.Model.registry.mappers}
    own = [
        one for one in every if one.__module__.startswith("votes.supervision") and issubclass(one, AppendOnly)
    ]
    return sorted(own, key=lambda one: one.__name__)


def count(table: type) -> int:
    """How many rows it has."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.parametrize("checker", [Hand.group, Hand.committee, Hand.deputy, Hand.office])
def test_the_table_of_moves_is_the_plain_one(checker: Hand) -> None:
    """Every state, every state after it, every hand: 700 questions, each answered alike by both tables."""
    for state, after, hand in product(State, State, set(Hand) - {Hand.checker}):
        plain = {
            who
            for deed, hands in MAY[state].items()
            for who in hands.split()
            if LEADS[deed] == after and deed != "stands"
        }
        expected = hand in plain or ("checker" in plain and hand is checker)
        assert may_move(state, after, hand, checker) is expected, (state, after, hand)


@pytest.mark.crawl(both=True)
def test_no_order_of_deeds_leaves_the_loop(app: Flask, request: pytest.FixtureRequest) -> None:
    Loop.app = app
    long = request.config.getoption("--release")
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=100 if long else 6,
            stateful_step_count=80 if long else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )


def test_no_step_of_the_loop_can_be_rewritten_or_deleted(app: Flask) -> None:
    """Each kind of step, tried in its own table: order, reply, recheck, pressing, listing, merging, look-back."""
    Loop.app = app
    loop = Loop()
    matter, other = loop.matters[0][0], loop.matters[1][0]
    office, group = loop.doers["office"], loop.doers["group"]
    press_at = loop.matters[4][0]
    press_at.order(db.session.get_one(Unit, loop.people.ids["unit_row"]), DUE, "办好", office, MORNING)
    press(press_at, "请抓紧", office, MORNING)
    raise_higher(press_at, State.listed, Decided("主任会议", "限期办结", DUE), office, MORNING)
    loop.deeds(other, loop.doers["committee"], MARKS)["return"]()
    loop.deeds(matter, group, MARKS)["close"]()
    loop.deeds(matter, group, MARKS)["stands"]()
    merge(other, loop.matters[2][0], "同一件", office, MORNING)
    db.session.commit()
    steps = [*matter.steps(), *other.steps(), *press_at.steps()]
    assert {type(step).__name__ for step in steps} == {
        "Order",
        "Reply",
        "Recheck",
        "Press",
        "Listing",
        "Merger",
        "LookBack",
    }
    for step in steps:
        for rewrite in (lambda row: setattr(row, "by", "别人"), db.session.delete):
            rewrite(step)
            with pytest.raises(RuntimeError, match="append-only"):
                db.session.flush()
            db.session.rollback()
    loop.teardown()
