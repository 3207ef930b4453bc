"""Groups, recusals, inspections and draws under any order of deeds: nobody checks who must not, and nothing is forgotten.

What the model says is kept in plain sets beside, and compared with the tables after each deed.
"""

from datetime import timedelta
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests import tables
from tests.conftest import MORNING
from tests.people import make_people
from tests.supervision.scene import add_project, by_group, deputy
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.stages import Stage
from votes.supervision.draw_rules import Kind, Step, drawn
from votes.supervision.draws import Draw, DrawStep, Entry, Prepared, prepare_draw
from votes.supervision.inspections import Inspection, Seen, Signature, Visit, record_inspection
from votes.supervision.models import Membership, Watch, form_group, group_of
from votes.supervision.recusals import Recusal, Tie, is_recused, recusals_of, recuse

PROJECTS = st.sampled_from([0, 0, 0, 1, 2])
DEPUTIES = st.integers(1, 3)
SOME = st.sets(DEPUTIES, min_size=1, max_size=3)
KEPT = (Watch, Membership, Recusal, Inspection, Signature, Draw, DrawStep)


class Groups(RuleBasedStateMachine):
    """Three projects (one not adopted) and three deputies; `app` is the application they live in."""

    app: ClassVar[Flask]

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.people = make_people(db.session)
        stages = (Stage.delivery, Stage.delivery, Stage.candidate)
        self.projects = [add_project(self.people, n, stage) for n, stage in enumerate(stages, 1)]
        self.deputies = {n: deputy(n, self.people) for n in range(1, 4)}
        first = [self.deputies[1], self.deputies[2]]
        form_group(self.projects[0], "监督一组", None, first[0], first, MORNING)
        self.aside: set[tuple[int, int]] = set()
        self.at = MORNING
        self.rows = dict.fromkeys(KEPT, 0)

    def teardown(self) -> None:
        db.session.rollback()
        tables.empty_all()
        db.session.remove()
        self.context.pop()

    def tried(self, deed) -> bool:
        """Whether the deed was done; a refused one leaves nothing."""
        self.at += timedelta(minutes=1)
        mark = db.session.begin_nested()
        try:
            deed()
            db.session.flush()
        except RuleBroken:
            mark.rollback()
            db.session.expire_all()
            return False
        mark.commit()
        return True

    def watched(self, project: int) -> set[int]:
        """The deputies (1 to 3) of a project's group."""
        group = group_of(self.projects[project])
        return {n for n, one in self.deputies.items() if group and group.has(one)}

    def all_aside(self, n: int, projects: set[int]) -> bool:
        """Whether a deputy stands aside from all of these projects."""
        return all((project, n) in self.aside for project in projects)

    @rule(project=PROJECTS, leader=DEPUTIES, members=SOME, others=st.sets(PROJECTS, max_size=1))
    def form(self, project: int, leader: int, members: set[int], others: set[int]) -> None:
        mine, beside = group_of(self.projects[project]), others - {project}
        taken = any(group_of(self.projects[one]) not in (None, mine) for one in beside)
        right = 2 not in {project, *beside} and not taken and leader in members
        right = right and not any(self.all_aside(n, {project, *beside}) for n in members)
        chosen = [self.deputies[n] for n in sorted(members)]
        done = self.tried(
            lambda: form_group(
                self.projects[project],
                "监督一组",
                None,
                self.deputies[leader],
                chosen,
                self.at,
                [self.projects[one] for one in sorted(beside)],
            )
        )
        assert done == right
        if done:
            assert self.watched(project) == members
            assert all(group_of(self.projects[one]) == group_of(self.projects[project]) for one in beside)

    @rule(project=PROJECTS, n=DEPUTIES)
    def stand_aside(self, project: int, n: int) -> None:
        deed = lambda: recuse(  # noqa: E731
            self.projects[project], self.deputies[n], Tie.leads, "", True, "代表", self.at
        )
        assert self.tried(deed) == ((project, n) not in self.aside)
        self.aside.add((project, n))

    @rule(project=PROJECTS, n=DEPUTIES)
    def come_back(self, project: int, n: int) -> None:
        standing = [
            one for one in recusals_of(self.projects[project]) if one.deputy_id == self.deputies[n].id
        ]
        assert bool(standing) == ((project, n) in self.aside)
        for one in standing:
            one.lift("情况变了", self.at)
        self.aside.discard((project, n))
        db.session.flush()

    @rule(
        project=PROJECTS,
        pick=st.integers(0, 2),
        picks=st.sets(st.integers(0, 2), min_size=1),
        outsider=st.sampled_from([0, 0, 0, 1, 2, 3]),
        signed=st.sets(DEPUTIES, max_size=1),
    )
    def inspect(self, project: int, pick: int, picks: set[int], outsider: int, signed: set[int]) -> None:
        """Mostly by the group itself, sometimes with somebody else; some of them may stand aside."""
        group = sorted(self.watched(project)) or [1]
        writer, present = group[pick % len(group)], {group[one % len(group)] for one in picks}
        present |= {outsider} - {0}
        free = self.watched(project) - {n for n in range(1, 4) if (project, n) in self.aside}
        right = project != 2 and {writer, *present} <= free and signed <= present
        seen = Seen(
            Visit.announced,
            MORNING.date(),
            "江滨路",
            "看过",
            [self.deputies[n] for n in sorted(present)],
            signed=[self.deputies[n] for n in sorted(signed)],
        )
        by = by_group(self.people, writer)
        assert self.tried(lambda: record_inspection(self.projects[project], seen, by, self.at)) == right

    @rule(count=st.integers(0, 4))
    def prepare(self, count: int) -> None:
        wanted = Prepared(Kind.sites, "点位", [Entry(f"点位{n}") for n in range(3)], count)
        cycle = self.projects[0].cycle
        assert self.tried(lambda: prepare_draw(cycle, wanted, "ab" * 32, "工作人员01", self.at)) == (
            0 < count < 3
        )

    @rule(step=st.sampled_from(Step), place=st.integers(0, 3), word=st.sampled_from(["", "318"]))
    def go_on(self, step: Step, place: int, word: str) -> None:
        draws = db.session.query(Draw).order_by(Draw.number).all()
        if place >= len(draws):
            return
        draw = draws[place]
        done = {one.step for one in draw.steps}
        ended = done & {Step.drawn, Step.called_off}
        right = bool(ended) and Step.released not in done if step is Step.released else not done
        assert self.tried(lambda: draw.take(step, "工作人员01", self.at, "原因", word)) == right
        outcome = draw.step(Step.drawn)
        if outcome:
            assert outcome.drawn == drawn(
                "ab" * 32, draw.list_hash, outcome.word, ["1", "2", "3"], draw.count
            )

    @invariant()
    def one_project_has_one_group(self) -> None:
        standing = db.session.query(Watch).filter(Watch.ended_at.is_(None)).all()
        assert len({one.project_id for one in standing}) == len(standing)

    @invariant()
    def recusals_are_as_the_model_says(self) -> None:
        found = {
            (place, n)
            for place, project in enumerate(self.projects)
            for n, one in self.deputies.items()
            if is_recused(project, one)
        }
        assert found == self.aside

    @invariant()
    def nothing_is_forgotten(self) -> None:
        now = {row: db.session.query(row).count() for row in KEPT}
        assert all(now[row] >= before for row, before in self.rows.items())
        self.rows = now

    @invariant()
    def whoever_signed_was_there(self) -> None:
        for one in db.session.query(Signature):
            visit = db.session.get_one(Inspection, one.inspection_id)
            assert one.deputy in visit.present


@pytest.mark.crawl(both=True)
def test_no_order_of_deeds_breaks_a_group(app: Flask, pytestconfig: pytest.Config) -> None:
    Groups.app = app
    run_state_machine_as_test(
        Groups,
        settings=settings(
            max_examples=60 if pytestconfig.getoption("--release") else 6,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
