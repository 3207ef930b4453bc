"""The rules of proposals and of screening, without a database."""

from datetime import date

import pytest

from votes.common.errors import RuleBroken
from votes.proposals import rules, screening_rules
from votes.proposals.likeness_rules import likeness, nearest, pairs
from votes.proposals.rules import MOVES, Channel, Deed, State
from votes.proposals.screening_rules import Surplus


def test_every_state_channel_and_deed_has_its_name() -> None:
    assert set(MOVES) == set(rules.STATE_NAMES) == set(State)
    assert set(rules.CHANNEL_NAMES) == set(Channel)
    assert set(rules.DEED_NAMES) == set(Deed)


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("to", State)
def test_an_outcome_is_reached_as_the_table_says(now: State, to: State) -> None:
    if to in MOVES[now]:
        rules.check_move(now, to)
    else:
        with pytest.raises(RuleBroken, match="has been dealt with"):
            rules.check_move(now, to)


def test_acting_on_an_overtaken_page_is_refused() -> None:
    rules.check_seen(3, 3)
    with pytest.raises(RuleBroken, match="just dealt with"):
        rules.check_seen(4, 3)


@pytest.mark.parametrize(
    "opens, closes, day, fine",
    [
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31), True),
        (date(2026, 3, 1), None, date(2027, 1, 1), True),
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), False),
        (date(2026, 3, 1), None, date(2026, 2, 28), False),
        (None, None, date(2026, 3, 1), False),
    ],
)
def test_the_collection_is_open_from_its_first_to_its_last_day(
    opens: date | None, closes: date | None, day: date, fine: bool
) -> None:
    if fine:
        rules.check_open(opens, closes, day)
    else:
        with pytest.raises(RuleBroken):
            rules.check_open(opens, closes, day)


def test_one_address_may_send_so_many_a_day() -> None:
    rules.check_flood(rules.PER_ADDRESS - 1)
    with pytest.raises(RuleBroken, match="20 proposals"):
        rules.check_flood(rules.PER_ADDRESS)


def test_nothing_is_merged_into_itself_or_into_what_is_merged() -> None:
    rules.check_merge(same=False, target=State.refused)
    with pytest.raises(RuleBroken, match="same proposal"):
        rules.check_merge(same=True, target=State.received)
    with pytest.raises(RuleBroken, match="merged itself"):
        rules.check_merge(same=False, target=State.merged)


def test_a_reason_comes_from_the_negative_list() -> None:
    rules.check_reason("dispensable", ("dispensable",))
    with pytest.raises(RuleBroken, match="negative list"):
        rules.check_reason("too dear", ("dispensable",))


def test_only_an_outcome_can_be_answered() -> None:
    rules.check_answerable(State.taken_up)
    with pytest.raises(RuleBroken, match="First merge"):
        rules.check_answerable(State.received)


def test_alike_are_texts_that_share_pairs_of_characters() -> None:
    others = {"bridge": "实验小学门口修天桥", "same": "校门口建一座天桥", "park": "城北建公园"}
    said = {key: pairs(words) for key, words in others.items()}
    assert nearest(None, pairs("校门口建一座天桥"), said, 5) == ["same", "bridge"]
    assert nearest("same", said["same"], said, 5) == ["bridge"]
    assert likeness(pairs("天桥"), pairs("天桥")) == 1
    assert pairs("!") == {""}


GATES = ("government", "party", "standing committee")


def test_gates_go_in_order() -> None:
    assert screening_rules.next_gate(GATES, {"government"}) == "party"
    assert screening_rules.next_gate(GATES, set(GATES)) is None
    screening_rules.check_gate("party", GATES, {"government"})
    with pytest.raises(RuleBroken, match="in order"):
        screening_rules.check_gate("standing committee", GATES, {"government"})


def test_a_candidate_has_passed_every_gate() -> None:
    screening_rules.check_admission(GATES, set(GATES))
    with pytest.raises(RuleBroken, match="has not passed"):
        screening_rules.check_admission(GATES, {"government"})


@pytest.mark.parametrize(
    "candidates, seats, percent, low",
    [(12, 10, 20, False), (11, 10, 10, True), (4, 3, 100 / 3, False), (2, 3, -100 / 3, True)],
)
def test_the_surplus_is_reckoned_over_the_seats(
    candidates: int, seats: int, percent: float, low: bool
) -> None:
    surplus = Surplus(candidates, seats, least=20)
    assert surplus.percent == pytest.approx(percent)
    assert surplus.is_low is low
    assert surplus.over == candidates - seats


def test_a_published_list_stands_still_and_an_empty_one_is_not_published() -> None:
    screening_rules.check_unpublished(False)
    screening_rules.check_publishable(1)
    with pytest.raises(RuleBroken, match="published"):
        screening_rules.check_unpublished(True)
    with pytest.raises(RuleBroken, match="no candidate"):
        screening_rules.check_publishable(0)


@pytest.mark.parametrize(
    "places, fine",
    [([2, 1, 3], True), ([], True), ([1, 1, 3], False), ([1, None, 2], False), ([0, 1], False)],
)
def test_every_candidate_has_its_own_place(places: list[int | None], fine: bool) -> None:
    if fine:
        screening_rules.check_order(places)
    else:
        with pytest.raises(RuleBroken, match="its own place"):
            screening_rules.check_order(places)


def test_numbers_of_candidates_and_of_those_in_screening_keep_apart() -> None:
    assert screening_rules.candidate_number([], 1001) == 1
    assert screening_rules.candidate_number([1, 2, 1001], 1001) == 3
    assert screening_rules.screening_number([1, 2], 1001) == 1001
    assert screening_rules.screening_number([1, 1004], 1001) == 1005


def test_what_is_decided_is_not_screened() -> None:
    screening_rules.check_screened(True)
    with pytest.raises(RuleBroken, match="not being screened"):
        screening_rules.check_screened(False)
