"""A round under any order of deeds: whatever people try, the order of the procedure and its sums hold."""

from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import tables
from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    SCRUTINEER,
    TELLERS,
    adopt_rules,
    cycle_of,
    deciding,
    figures,
    holding,
    make_hall,
    paper,
    prepare_round,
    roll,
    sitting_of,
    tallying,
)
from tests.people import make_people
from votes.accounts.roles import Duty
from votes.ballots.channels import ChannelKind
from votes.ballots.profile_rules import Terms
from votes.ballots.publishing import public_result
from votes.ballots.round_rules import PUBLIC, UNCOUNTED, Papers, RoundState
from votes.ballots.standing import standing_result
from votes.common.db import db
from votes.common.errors import RuleBroken

PERSONS = st.sampled_from([CHAIR, CHIEF, SCRUTINEER, OFFICE, *TELLERS])
SMALL = st.integers(0, 12)


class Rounds(RuleBasedStateMachine):
    """One round and what follows it; `app` is the application it runs in."""

    app: ClassVar[Flask]

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.hall = make_hall(make_people(db.session))
        adopt_rules(self.hall, Terms(seats=2, most=None))
        roll.admit(sitting_of(self.hall), sitting_of(self.hall).session.term.deputies[:9])
        self.round = prepare_round(self.hall)
        self.opened_with = 0
        db.session.commit()

    def teardown(self) -> None:
        db.session.remove()
        tables.empty_all()
        self.context.pop()

    def attempt(self, deed: Any) -> bool:
        """Try a deed as a request would: all of it, or nothing."""
        try:
            deed()
            db.session.commit()
        except RuleBroken:
            db.session.rollback()
            return False
        return True

    @rule(number=SMALL)
    def somebody_comes(self, number: int) -> None:
        sitting = sitting_of(self.hall)
        self.attempt(lambda: roll.admit(sitting, sitting.session.term.deputies[:number]))

    @rule(number=SMALL)
    def somebody_leaves(self, number: int) -> None:
        sitting = sitting_of(self.hall)
        self.attempt(lambda: roll.let_go(sitting, sitting.session.term.deputies[:number]))

    @rule(who=PERSONS)
    def sign_opening(self, who: Any) -> None:
        self.attempt(lambda: holding.sign_opening(self.round, who, AT))
        if self.round.state is RoundState.open:
            self.opened_with = self.round.present

    @rule(who=PERSONS, issued=SMALL, received=SMALL, spoiled=st.integers(0, 2), wrong=st.integers(0, 5))
    def record(self, who: Any, issued: int, received: int, spoiled: int, wrong: int) -> None:
        more = 1 if wrong == 5 else 0
        papers = {ChannelKind.paper: Papers(issued + spoiled + more, issued, spoiled, 0, received)}
        self.attempt(lambda: holding.record_papers(self.round, papers, len(self.round.steps), who, AT))

    @rule(who=PERSONS)
    def sign_closing(self, who: Any) -> None:
        self.attempt(lambda: holding.sign_closing(self.round, who, AT))

    @rule(who=PERSONS)
    def check(self, who: Any) -> None:
        self.attempt(lambda: holding.declare_checked(self.round, who, AT))

    @rule(who=PERSONS)
    def divide(self, who: Any) -> None:
        sizes = {channel.id: tallying.proposed_sizes(channel) for channel in self.round.channels}
        self.attempt(lambda: tallying.divide(self.round, sizes, who, AT))

    @precondition(lambda self: tallying.all_batches(self.round))
    @rule(who=PERSONS, shares=st.tuples(*[st.floats(0, 1)] * 4), invalid=st.booleans())
    def enter(self, who: Any, shares: tuple[float, ...], invalid: bool) -> None:
        batch = tallying.all_batches(self.round)[0]
        valid = batch.size - invalid
        votes = [int(share * valid) for share in shares][: len(self.round.options)]
        sums = figures(self.round, votes, valid, {"unreadable": 1} if invalid else {})
        tries = batch.attempts(who.mark) + 1 if who.mark in (Duty.teller_a, Duty.teller_b) else 1
        self.attempt(lambda: tallying.enter(batch, sums, tries, who, AT))

    @precondition(lambda self: tallying.all_batches(self.round))
    @rule()
    def agree(self) -> None:
        """The second teller counts again and finds what the first found."""
        batch = tallying.all_batches(self.round)[0]
        first = batch.last_of(Duty.teller_a)
        if first:
            tries = batch.attempts(Duty.teller_b) + 1
            self.attempt(lambda: tallying.enter(batch, first.counted, tries, TELLERS[1], AT))

    @rule(votes=st.tuples(*[st.integers(0, 9)] * 4))
    def go_as_is_proper(self, votes: tuple[int, ...]) -> None:
        """What the procedure asks for now, done by whose turn it is."""
        proper = {
            RoundState.preparing: lambda: (self.sign_opening(CHAIR), self.sign_opening(CHIEF)),
            RoundState.open: lambda: (
                self.record(OFFICE, 9, 9, 1, 0),
                self.sign_closing(CHAIR),
                self.sign_closing(CHIEF),
            ),
            RoundState.closed: lambda: (self.record(OFFICE, 9, 9, 1, 0), self.check(CHAIR)),
            RoundState.checked: lambda: self.divide(CHIEF),
            RoundState.counting: lambda: self.count_alike(votes),
            RoundState.counted: lambda: self.confirm(OFFICE),
            RoundState.confirmed: lambda: self.declare(CHAIR),
        }
        proper.get(self.round.state, self.go_on)()

    def count_alike(self, votes: tuple[int, ...]) -> None:
        """Both tellers find the same, and the chief scrutineer confirms it."""
        for batch in tallying.all_batches(self.round):
            found = [min(vote, batch.size) for vote in votes][: len(self.round.options)]
            for teller in TELLERS:
                sums, tries = figures(self.round, found, batch.size), batch.attempts(Duty(teller.mark)) + 1
                self.attempt(lambda one=(batch, sums, tries, teller): tallying.enter(*one, AT))
        self.confirm_count(CHIEF)

    @rule(who=PERSONS)
    def confirm_count(self, who: Any) -> None:
        self.attempt(lambda: deciding.confirm_count(self.round, who, AT))

    @rule(who=PERSONS)
    def clear_again(self, who: Any) -> None:
        self.attempt(lambda: deciding.clear_again(self.round, "少一张", who, AT))

    @rule(who=PERSONS)
    def confirm(self, who: Any) -> None:
        self.attempt(lambda: deciding.confirm(self.round, paper(self.round), "", who, AT))

    @rule(who=PERSONS)
    def declare(self, who: Any) -> None:
        self.attempt(lambda: deciding.declare(self.round, who, AT))

    @rule()
    def go_on(self) -> None:
        """Hold the further round, if one is called for."""
        made: list[Any] = []
        if self.attempt(lambda: made.append(deciding.hold_further(self.round, "下一轮", OFFICE, AT))):
            self.round = made[0]

    @rule()
    def finish(self) -> None:
        self.attempt(lambda: deciding.finish(self.round, "主席团", OFFICE, AT))

    @invariant()
    def nothing_is_known_before_the_declaration(self) -> None:
        known = public_result(self.round) is not None
        assert known == (self.round.state in PUBLIC and not self.round.is_void)
        if self.round.state in UNCOUNTED:
            assert self.round.result is None

    @invariant()
    def the_sums_hold(self) -> None:
        result = self.round.result
        if result is None or self.round.is_void:
            return
        channel = self.round.channels[0]
        assert result["valid"] + result["invalid"] == channel.received <= channel.issued <= self.round.present
        assert channel.printed == channel.issued + channel.spoiled + channel.left_over
        for marks in result["counts"].values():
            assert sum(marks.values()) == result["valid"]

    @invariant()
    def no_more_are_adopted_than_seats(self) -> None:
        stages = [project.stage for project in cycle_of(self.hall).projects]
        assert stages.count("adopted") <= 2
        standing = standing_result(cycle_of(self.hall))
        if standing and standing.is_final and not standing.undecided:
            assert "candidate" not in stages

    @invariant()
    def what_opened_stands(self) -> None:
        if self.round.present is not None and self.round.state is RoundState.open:
            assert self.round.present == self.opened_with >= 8


@pytest.mark.crawl(both=True)
def test_no_order_of_deeds_breaks_a_round(app: Flask) -> None:
    Rounds.app = app
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=10,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
