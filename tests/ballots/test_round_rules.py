"""The order of a round, its papers and tallies, without a database."""

import pytest

from votes.accounts.roles import Duty, Role
from votes.ballots import profile_rules, tally_rules
from votes.ballots.counting import Counted
from votes.ballots.fields import Field
from votes.ballots.profile_rules import PROFILES, RatingTerms, Terms, plain_of, plain_of_rating, terms_for
from votes.ballots.round_rules import (
    MOVES,
    Deed,
    Papers,
    RoundState,
    check_complete,
    check_deed,
    check_present,
    check_seal,
    fault_of,
)
from votes.ballots.rulebook import read_rules
from votes.ballots.tally_rules import Fault
from votes.common.errors import RuleBroken


def rules(**terms: object):
    return read_rules(Field("rules", plain_of(Terms(**terms))))


def counted(valid: int, approvals: list[int], void: dict[str, int] | None = None) -> Counted:
    counts = {
        str(n): {"approve": yes, "oppose": valid - yes, "abstain": 0} for n, yes in enumerate(approvals, 1)
    }
    return Counted(valid, void or {}, counts)


def test_every_state_but_the_last_can_be_left() -> None:
    left = {state for move in MOVES.values() if move.to for state in move.states}
    assert set(RoundState) - left == {RoundState.withdrawn, RoundState.sealed}


def test_a_deed_is_for_its_role_in_its_state_alone() -> None:
    assert check_deed(RoundState.confirmed, Deed.declare, Duty.chair).to is RoundState.declared
    with pytest.raises(RuleBroken, match="another role"):
        check_deed(RoundState.confirmed, Deed.declare, Role.office)
    with pytest.raises(RuleBroken, match="not open now"):
        check_deed(RoundState.counted, Deed.declare, Duty.chair)


@pytest.mark.parametrize(
    ("papers", "complete", "balanced"),
    [
        (Papers(), False, False),
        (Papers(issued=10, received=9), True, False),
        (Papers(12, 10, 1, 1, 10), True, True),
        (Papers(12, 10, 1, 0, 10), True, False),
    ],
)
def test_printed_is_issued_spoiled_and_left(papers: Papers, complete: bool, balanced: bool) -> None:
    assert (papers.is_complete, papers.is_balanced) == (complete, balanced)


def test_a_report_with_gaps_is_refused() -> None:
    check_complete(Papers(12, 10, 1, 1, 10), is_paper=True)
    check_complete(Papers(issued=10, received=10), is_paper=False)
    with pytest.raises(RuleBroken, match="Record first"):
        check_complete(Papers(issued=10), is_paper=False)
    with pytest.raises(RuleBroken, match="Papers printed"):
        check_complete(Papers(20, 10, 1, 1, 10), is_paper=True)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([Papers(issued=203, received=203)], ""),
        ([Papers(issued=203, received=204)], "received"),
        ([Papers(issued=204, received=204)], "issued"),
        ([Papers(issued=150, received=150), Papers(issued=53, received=54)], "received"),
        ([Papers(issued=150, received=100), Papers(issued=54, received=1)], "issued"),
        ([Papers()], ""),
    ],
)
def test_more_back_than_out_or_more_out_than_present_is_void(rows: list[Papers], fault: str) -> None:
    assert fault_of(203, rows) == fault


def test_a_quorum_opens_and_one_less_does_not() -> None:
    check_present(155, 232, 155, 155)
    with pytest.raises(RuleBroken, match="154 are present, 155 are needed"):
        check_present(154, 232, 230, 155)
    with pytest.raises(RuleBroken, match="only 232 deputies"):
        check_present(233, 232, 230, 155)
    with pytest.raises(RuleBroken, match="only 230 are due"):
        check_present(232, 232, 230, 155)


def test_papers_are_sealed_after_the_announcement() -> None:
    check_seal(RoundState.announced, needs_announcement=True)
    check_seal(RoundState.declared, needs_announcement=False)
    with pytest.raises(RuleBroken, match="Announce"):
        check_seal(RoundState.declared, needs_announcement=True)


@pytest.mark.parametrize(("received", "sizes"), [(0, []), (50, [50]), (203, [50, 50, 50, 50, 3])])
def test_batches_are_of_fifty(received: int, sizes: list[int]) -> None:
    assert tally_rules.usual_sizes(received) == sizes
    tally_rules.check_sizes(sizes, received)


def test_batches_hold_all_ballots_and_none_more_than_fifty() -> None:
    with pytest.raises(RuleBroken, match="1 to 50"):
        tally_rules.check_sizes([51], 51)
    with pytest.raises(RuleBroken, match="hold 90 ballots, but 100"):
        tally_rules.check_sizes([50, 40], 100)


def test_a_tally_that_cannot_be_right_says_where() -> None:
    limited = rules(seats=1, most=1)
    assert tally_rules.faults(limited, counted(10, [4, 6]), 10, exact=True) == []
    wrong = counted(9, [9, 9], {"unreadable": 2})
    wrong.counts["2"]["abstain"] = 3
    assert [fault.where for fault in tally_rules.faults(limited, wrong, 10, exact=True)] == ["", "2", ""]
    few = Counted(10, {}, {"1": {"approve": 4, "oppose": 1, "abstain": 1}})
    assert tally_rules.faults(limited, few, 10, exact=False) == []
    assert [type(fault) for fault in tally_rules.faults(limited, few, 10, exact=True)] == [Fault]


def test_unlimited_and_void_marks_allow_more_approvals() -> None:
    many = counted(10, [10, 10])
    assert tally_rules.faults(rules(seats=1, most=None), many, 10, exact=True) == []
    assert tally_rules.faults(rules(seats=1, most=1, over_marked="void_marks"), many, 10, exact=True) == []
    assert len(tally_rules.faults(rules(seats=1, most=1), many, 10, exact=True)) == 1


def test_two_tallies_differ_figure_by_figure() -> None:
    first, second = counted(10, [4, 6]), counted(9, [4, 6], {"unreadable": 1})
    found = [(one.option, one.figure, one.first, one.second) for one in tally_rules.differing(first, second)]
    assert found == [
        ("", "valid", 10, 9),
        ("", "unreadable", 0, 1),
        ("1", "oppose", 6, 5),
        ("2", "oppose", 4, 3),
    ]
    assert tally_rules.differing(first, counted(10, [4, 6], {"over_marked": 0})) == []


def test_batches_add_up() -> None:
    whole = tally_rules.summed([counted(10, [4]), counted(3, [3], {"unreadable": 2})], "three_way", ["1"])
    assert whole == Counted(13, {"unreadable": 2}, {"1": {"approve": 7, "oppose": 6, "abstain": 0}})
    none = {"1": {"approve": 0, "oppose": 0, "abstain": 0}}
    assert tally_rules.uncounted(0, "three_way", ["1"]) == Counted(0, {}, none)
    assert tally_rules.uncounted(7, "three_way", ["1"]) == Counted(0, {"not_counted": 7}, none)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_profile_makes_rules_that_the_record_knows(name: str) -> None:
    terms = terms_for(name, 10)
    plain = plain_of(terms)
    assert read_rules(Field("rules", plain)).plain() == plain
    shown = profile_rules.terms_of(plain, terms.is_whole_list, terms.publish)
    assert plain_of(shown) == plain
    assert shown.way == terms.way


def test_national_law_asks_155_of_232_to_be_present_and_117_to_approve() -> None:
    book = rules()
    assert book.quorum.needed(232) == 155
    assert book.passing.needed({"all": 232, "present": 203, "valid": 201}) == 117


def test_a_rating_keeps_its_terms() -> None:
    terms = RatingTerms(verdict_share="half")
    assert profile_rules.rating_terms_of(plain_of_rating(terms), terms.publish) == terms


def test_terms_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(RuleBroken, match="how many projects"):
        plain_of(Terms(seats=None))
    with pytest.raises(RuleBroken, match="may not approve more"):
        plain_of(Terms(seats=2, most=3))


def test_the_surplus_is_candidates_over_seats() -> None:
    assert profile_rules.surplus(12, 10) == 2
    assert profile_rules.surplus(12, None) is None
