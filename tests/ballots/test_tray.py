"""The slips by number from round to round: voided between two rounds, exchanged for all, left over for one alone."""

import pytest

from tests.ballots.boxed import Boxed, opened, prepared, put_in
from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    SCRUTINEER,
    Hall,
    add_project,
    adopt_rules,
    close,
    cycle_of,
    deciding,
    holding,
    open_round,
    prepare_round,
    roll,
)
from votes.ballots import tray
from votes.ballots.adopting import Purpose
from votes.ballots.box.canon import parse
from votes.ballots.box.export import read_export
from votes.ballots.boxing import export_of
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.profile_rules import RatingTerms
from votes.ballots.round_rules import Deed, Papers
from votes.ballots.rounds import Round
from votes.ballots.sections import choose_section
from votes.ballots.slip_sets import set_of, voided_by_kind, voided_in
from votes.ballots.timeline import moments
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.models import Cycle
from votes.projects.stages import Stage

pytestmark = pytest.mark.usefixtures("context")


def again(boxed: Boxed) -> Boxed:
    """The chair stops the vote; the same is prepared with the next field."""
    holding.stop(boxed.row, "停电", CHAIR, AT)
    round = deciding.hold_further(boxed.row, "重新投票", OFFICE, AT)
    db.session.flush()
    return Boxed(round.id, boxed.printing, "B")


def void(boxed: Boxed, place: int, name: str, signs: str = "AB") -> None:
    tray.void(boxed.row, boxed.voiding(place, signs), name, SCRUTINEER, AT)


def hand_out(boxed: Boxed, number: int) -> None:
    for who in (CHIEF, SCRUTINEER):
        tray.hand_out(boxed.row, number, who, AT)


def papers(round: Round) -> Papers:
    channel = slips_of(round)
    assert channel is not None
    return channel.papers


def voided(boxed: Boxed, sign: str) -> int:
    kept = set_of(boxed.row.sitting)
    section = kept.section(sign) if kept else None
    assert section is not None
    return len(voided_in(section))


def rating_beside(hall: Hall) -> Round:
    """Last year's rating, prepared in the same sitting with the other field of the slips."""
    last = Cycle(congress_id=cycle_of(hall).congress_id, slug="2025", title="2025年度民生实事项目", year=2025)
    db.session.add(last)
    db.session.flush()
    before = Hall(hall.people, hall.sitting, cycle=last.id)
    add_project(last, 1, "去年项目", Stage.adopted)
    adopt_rules(before, RatingTerms())
    return prepare_round(before, Purpose.rating, (ChannelKind.slips,), "测评")


def test_slips_voided_between_two_rounds_count_at_the_close_of_the_second(hall: Hall) -> None:
    """One was torn and voided by hand in the first, one was left over there, one is exchanged before the second."""
    first = opened(hall)
    void(first, 11, "left_over")
    first.close(10, left=1, spoiled=1)
    second = again(first)
    void(second, 9, "spoiled")
    open_round(second.row)
    assert papers(second.row) == Papers(12, 10, 2, 0, None)
    close(second.row)
    export = read_export(parse(export_of(second.row), "box.json"))
    assert (len(export.voided), export.unsigned) == (1, 1)


def test_what_is_recorded_by_hand_before_the_opening_stands_with_what_is_scanned(hall: Hall) -> None:
    first = opened(hall)
    first.close(10, left=2)
    second = again(first)
    void(second, 9, "spoiled")
    record(second, 2, 0)
    void(second, 8, "spoiled")
    open_round(second.row)
    assert papers(second.row) == Papers(12, 10, 3, 0, None)


def record(boxed: Boxed, spoiled: int, left: int) -> None:
    given = {ChannelKind.slips: Papers(spoiled=spoiled, left=left)}
    holding.record_papers(boxed.row, given, len(boxed.row.steps), SCRUTINEER, AT)


def test_figures_that_the_form_only_showed_are_not_recorded_by_hand(hall: Hall) -> None:
    """The one torn in the round before is still known at the opening."""
    first = opened(hall)
    first.close(10, left=1, spoiled=1)
    second = again(first)
    record(second, 0, 0)
    assert papers(second.row).spoiled is None
    open_round(second.row)
    assert papers(second.row).spoiled == 1


def test_figures_of_one_field_are_not_those_of_another(hall: Hall) -> None:
    only = prepared(hall)
    record(only, 1, 0)
    choose_section(only.row, "B")
    assert papers(only.row) == Papers()


def test_an_exchange_counts_in_every_round_it_voids_the_slip_for(hall: Hall) -> None:
    ballot = opened(hall)
    rating = Boxed(rating_beside(hall).id, ballot.printing, "B")
    void(rating, 9, "spoiled")
    void(ballot, 8, "spoiled")
    assert papers(ballot.row).spoiled == voided_by_kind(ballot.box.section)[0] == 2
    assert dict(zip("AB", (voided(ballot, "A"), voided(ballot, "B")), strict=True)) == {"A": 2, "B": 2}


def test_a_slip_is_not_exchanged_in_part_nor_two_at_once(hall: Hall) -> None:
    first = opened(hall)
    for signs in ("A", "B", ""):
        with pytest.raises(RuleBroken, match="does not know all fields"):
            void(first, 9, "spoiled", signs)
    two = [*first.voiding(9), *first.voiding(8)]
    with pytest.raises(RuleBroken, match="sent twice"):
        tray.void(first.row, two, "spoiled", SCRUTINEER, AT)
    assert (voided(first, "A"), voided(first, "B"), papers(first.row).spoiled) == (0, 0, 0)


def test_what_was_left_over_in_one_round_is_handed_out_in_the_next(hall: Hall) -> None:
    first = opened(hall)
    void(first, 11, "left_over")
    assert (voided(first, "A"), voided(first, "B")) == (1, 0)
    first.close(10, left=2)
    second = again(first)
    open_round(second.row)
    assert papers(second.row) == Papers(12, 10, 0, 0, None)
    void(second, 11, "left_over", "B")
    assert papers(second.row).left == 1


def test_after_a_deputy_has_left_the_slips_handed_out_are_counted_anew(hall: Hall) -> None:
    first = opened(hall)
    first.close(10, left=2)
    second = again(first)
    deputies = second.row.sitting.session.term.deputies
    roll.let_go(second.row.sitting, deputies[9:10])
    open_round(second.row)
    assert (second.row.present, papers(second.row).issued) == (9, None)
    void(second, 11, "left_over")
    with pytest.raises(RuleBroken, match="No ballot is recorded as handed out"):
        close(second.row)
    hand_out(second, 10)
    with pytest.raises(RuleBroken, match="only 9 deputies are present"):
        close(second.row)
    void(second, 9, "spoiled")
    void(second, 10, "left_over")
    hand_out(second, 9)
    close(second.row)
    holding.declare_checked(second.row, CHAIR, AT)
    assert second.row.state == "checked"


def test_slips_voided_in_one_go_leave_one_step_and_take_a_signature_back(hall: Hall) -> None:
    first = opened(hall)
    hand_out(first, 9)
    for place in (9, 10, 11):
        void(first, place, "left_over")
    holding.sign_closing(first.row, CHAIR, AT)
    assert first.row.signed(Deed.close)
    void(first, 8, "spoiled")
    assert not first.row.signed(Deed.close)
    steps = [one for one in first.row.steps if one.deed is Deed.void_slip]
    assert [(one.by, one.reason) for one in steps] == [
        (SCRUTINEER.name, "left_over"),
        (SCRUTINEER.name, "spoiled"),
    ]
    words = " ".join(one["words"] for one in moments(first.row))
    assert (words.count("换票"), words.count("剩余")) == (1, 1)


def test_a_slip_that_voted_in_a_stopped_round_is_exchanged_in_the_next(hall: Hall) -> None:
    first = opened(hall)
    put_in(first, [first.cast(0)])
    second = again(first)
    void(second, 0, "spoiled")
    assert (voided(second, "A"), voided(second, "B")) == (0, 1)
