"""A round by slips under any order of deeds: casts, resends, crashes, voidings, the close, the opening, re-votes, paper.

Acknowledged means in the box, once; closed means frozen; the figures of the tray add up; the counts are the voters' own;
and nothing is to be known before its time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from unittest.mock import patch

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
from tests.ballots.boxed import Boxed, prepared
from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    SCRUTINEER,
    deciding,
    holding,
    make_hall,
    paper,
    roll,
    sitting_of,
)
from tests.people import make_people
from votes.ballots import bringing, taking, tray
from votes.ballots.box.answers import LENGTH, read_answer
from votes.ballots.box.canon import canonical
from votes.ballots.box.casting import Cast, seal
from votes.ballots.box.manifest import Manifest
from votes.ballots.boxes import SealedBallot, box_of
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.publishing import public_result
from votes.ballots.round_rules import PUBLIC, RoundState
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.common.errors import RuleBroken

S = RoundState
PERSONS = st.sampled_from([CHAIR, CHIEF, SCRUTINEER, OFFICE])
PLACES = st.integers(0, 11)
MARKS = ("approve", "oppose", "abstain")
CHOICES = st.lists(st.sampled_from(MARKS), min_size=4, max_size=4)


class Power:
    """The commit of the way in, as it is, cut before it, or cut after it."""

    def __init__(self, cut: str) -> None:
        self.cut, self.commit = cut, taking.Desk.put

    def __call__(self, desk: taking.Desk, *ballots: Any) -> None:
        if self.cut == "after":
            self.commit(desk, *ballots)
        raise taking.Unconfirmed


class Rounds(RuleBasedStateMachine):
    """A round by slips and what follows it; `app` is the application it runs in."""

    app: ClassVar[Flask]
    seen: ClassVar[set[str]] = set()
    """States reached, with the field of the slips, or `paper`."""

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.app.extensions["way in"].doors.clear()
        self.hall = make_hall(make_people(db.session))
        self.boxed = prepared(self.hall, 11)
        self.browser = self.app.test_client()
        self.sent: dict[int, tuple[Cast, dict[str, str]]] = {}
        self.acknowledged: set[int] = set()
        self.frozen: list[tuple[bytes, ...]] | None = None
        self.known: Manifest | None = None
        db.session.commit()

    def teardown(self) -> None:
        db.session.remove()
        tables.empty_all()
        self.context.pop()

    @property
    def round(self) -> Round:
        return self.boxed.row

    @property
    def terms(self) -> Manifest | None:
        """The manifest, once the round has opened with a box."""
        if self.known is None:
            box = box_of(self.round)
            self.known = box.terms if box else None
        return self.known

    def attempt(self, deed: Any) -> bool:
        """Try a deed as a request would: all of it, or nothing."""
        try:
            deed()
            db.session.commit()
        except RuleBroken:
            db.session.rollback()
            return False
        return True

    def lying(self) -> list[tuple[bytes, ...]]:
        """What lies in the box of this round."""
        rows = db.session.query(SealedBallot).filter_by(round_id=self.boxed.round)
        return sorted((row.pk, row.ct, row.sig) for row in rows)

    # the hall

    @rule(number=st.integers(0, 12))
    def somebody_comes(self, number: int) -> None:
        sitting = sitting_of(self.hall)
        self.attempt(lambda: roll.admit(sitting, sitting.session.term.deputies[:number]))

    @rule(who=PERSONS)
    def sign_opening(self, who: Any) -> None:
        self.attempt(lambda: holding.sign_opening(self.round, who, AT))

    @rule(who=PERSONS, number=st.integers(6, 10))
    def hand_out(self, who: Any, number: int) -> None:
        self.attempt(lambda: tray.hand_out(self.round, number, who, AT))

    @rule(place=PLACES, name=st.sampled_from(["spoiled", "left_over"]))
    def void(self, place: int, name: str) -> None:
        fields = self.boxed.voiding(place)
        voided = self.attempt(lambda: tray.void(self.round, fields, name, SCRUTINEER, AT))
        assert not (voided and self.round.state is S.open and place in self.acknowledged)

    @rule(who=PERSONS)
    def sign_closing(self, who: Any) -> None:
        self.attempt(lambda: holding.sign_closing(self.round, who, AT))

    # the phones

    @precondition(lambda self: self.terms is not None)
    @rule(place=PLACES, choices=CHOICES)
    def cast(self, place: int, choices: list[str]) -> None:
        """A deputy votes, perhaps a second time with the same slip."""
        assert self.terms is not None
        marks = {item.id: choice for item, choice in zip(self.terms.items, choices, strict=False)}
        cast = seal(self.terms, marks, self.boxed.printing.codes[place])
        before = self.sent.get(place)
        word = self.hear(cast)
        if word == "accepted":
            assert place not in self.acknowledged
            self.sent[place] = (cast, marks)
            self.acknowledged.add(place)
        elif word == "already":
            assert before is not None
        assert word != "same"

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def resend(self, data: Any) -> None:
        """What was in the box is in the box, for ever and in every state."""
        place = data.draw(st.sampled_from(sorted(self.sent)))
        word = self.hear(self.sent[place][0])
        if place in self.acknowledged:
            assert word == "same"
        elif word in ("accepted", "same"):
            self.acknowledged.add(place)

    @precondition(lambda self: self.terms is not None)
    @rule(place=PLACES, choices=CHOICES, cut=st.sampled_from(["before", "after"]))
    def cast_in_a_crash(self, place: int, choices: list[str], cut: str) -> None:
        """The answer does not come; the phone keeps the ballot and sends it again later."""
        assert self.terms is not None
        if place in self.sent:
            return
        marks = {item.id: choice for item, choice in zip(self.terms.items, choices, strict=False)}
        cast = seal(self.terms, marks, self.boxed.printing.codes[place])
        with self.cut(cut):
            if self.hear(cast) is None:
                self.sent[place] = (cast, marks)

    @contextmanager
    def cut(self, cut: str) -> Iterator[None]:
        """The power goes before or after the commit."""
        power = Power(cut)
        with patch.object(taking.Desk, "put", lambda desk, *ballots: power(desk, *ballots)):
            yield

    def hear(self, cast: Cast) -> str | None:
        """Send a ballot; the word of the answer, or None where none came."""
        assert self.terms is not None
        db.session.rollback()
        answer = self.browser.post(f"/b/{self.mark()}/cast", data=canonical(cast.plain()))
        if answer.status_code == 503:
            return None
        assert (answer.status_code, len(answer.data)) == (200, LENGTH)
        return str(read_answer(answer.data, self.terms.mh, self.terms.signer).word)

    def mark(self) -> str:
        box = box_of(self.round)
        assert box is not None
        mark: str = box.section.mark
        db.session.rollback()
        return mark

    # the counting

    @rule(times=st.integers(1, 4))
    def go_as_is_proper(self, times: int) -> None:
        """What the procedure asks for now, done by whose turn it is, so many times."""
        proper = {
            S.preparing: lambda: [self.sign_opening(who) for who in (CHAIR, CHIEF)],
            S.open: self.close_properly,
            S.closed: lambda: self.attempt(lambda: holding.declare_checked(self.round, CHAIR, AT)),
            S.checked: self.bring_back,
            S.counting: lambda: self.attempt(lambda: deciding.confirm_count(self.round, CHIEF, AT)),
            S.counted: lambda: self.attempt(
                lambda: deciding.confirm(self.round, paper(self.round), "", OFFICE, AT)
            ),
            S.confirmed: lambda: self.attempt(lambda: deciding.declare(self.round, CHAIR, AT)),
        }
        for _ in range(times):
            proper.get(self.round.state, self.go_on)()

    def close_properly(self) -> None:
        """As many handed out as are left when the voided ones are taken off; both close, once that is not too many."""
        channel = slips_of(self.round)
        if channel is None:
            return
        number = (channel.printed or 0) - (channel.spoiled or 0) - (channel.left_over or 0)
        for who in (CHIEF, SCRUTINEER):
            self.attempt(lambda one=who: tray.hand_out(self.round, number, one, AT))
        for who in (CHAIR, CHIEF):
            self.sign_closing(who)

    @rule()
    def bring_back(self) -> None:
        """The box is opened at the laptop, and its counts come back."""
        box = box_of(self.round)
        if box is None or box.closing is None:
            return
        result = self.boxed.result()
        code = self.boxed.code(result)
        self.attempt(lambda: bringing.bring(self.round, result, code, CHIEF, AT))
        self.attempt(lambda: bringing.compare(self.round, code, CHAIR, AT))

    @rule()
    def go_on(self) -> None:
        """Hold the further round with the next field of the slips, if one is called for."""
        self.follow((ChannelKind.slips,))

    @precondition(lambda self: self.round.state in (S.open, S.closed))
    @rule(is_held_again=st.booleans())
    def stop(self, is_held_again: bool) -> None:
        """The chair stops the vote; all vote on paper at once, or what follows is open."""
        if self.attempt(lambda: holding.stop(self.round, "停电", CHAIR, AT)) and is_held_again:
            self.follow((ChannelKind.paper,))

    def follow(self, kinds: tuple[ChannelKind, ...]) -> None:
        made: list[Round] = []

        def hold() -> None:
            made.append(deciding.hold_further(self.round, "下一轮", OFFICE, AT, kinds))
            channel = slips_of(made[0])
            if channel:
                channel.section = "B"

        if self.attempt(hold):
            self.boxed = Boxed(made[0].id, self.boxed.printing, "B")
            self.sent, self.acknowledged, self.frozen, self.known = {}, set(), None, None

    # what holds

    @invariant()
    def somewhere(self) -> None:
        way = self.boxed.sign if slips_of(self.round) else "paper"
        self.seen.add(f"{way} {self.round.state}")

    @invariant()
    def acknowledged_is_in_the_box_once(self) -> None:
        db.session.rollback()
        rows = self.lying()
        sent = {(cast.pk, cast.ct, cast.sig): place for place, (cast, _) in self.sent.items()}
        assert set(rows) <= set(sent)
        assert self.acknowledged <= {sent[row] for row in rows}
        assert len({row[0] for row in rows}) == len(rows)

    @invariant()
    def closed_is_frozen(self) -> None:
        box = box_of(self.round)
        if self.round.state in (S.preparing, S.open) or box is None:
            return
        self.frozen = self.lying() if self.frozen is None else self.frozen
        assert self.lying() == self.frozen

    @invariant()
    def the_tray_adds_up(self) -> None:
        box, channel = box_of(self.round), slips_of(self.round)
        if box is None or box.closing is None or channel is None:
            return
        assert channel.printed == channel.issued + channel.spoiled + channel.left_over == 12
        assert channel.received == len(self.lying())
        assert channel.issued <= self.round.present
        if not self.round.is_void and self.round.state is not S.closed:
            assert channel.received <= channel.issued

    @invariant()
    def the_counts_are_the_voters_own(self) -> None:
        channel = slips_of(self.round)
        if channel is None or channel.counts is None or self.round.is_void:
            return
        inside = {row[1] for row in self.lying()}
        cast = [marks for sealed, marks in self.sent.values() if sealed.ct in inside]
        for option, counts in channel.counts.items():
            assert counts == {word: sum(one[option] == word for one in cast) for word in MARKS}

    @invariant()
    def nothing_is_known_before_the_declaration(self) -> None:
        known = public_result(self.round) is not None
        assert known == (self.round.state in PUBLIC and not self.round.is_void)


@pytest.mark.crawl(both=True)
def test_no_order_of_deeds_breaks_a_box(app: Flask, pytestconfig: Any) -> None:
    """What is reached depends on the modules that are loaded, so eight runs need not get as far as sixty."""
    Rounds.app, Rounds.seen = app, set()
    release = pytestconfig.getoption("--release")
    examples = 60 if release else 8
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
    further = {"A closed", "A void", "A declared", "B open", "paper preparing"} if release else set()
    assert {"A open"} | further <= Rounds.seen, Rounds.seen
