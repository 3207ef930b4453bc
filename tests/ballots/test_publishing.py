"""The publish switch: list, order or counts; nothing at all before the declaration."""

import pytest

from tests.ballots.hall import carry, cycle_of
from votes.ballots.profile_rules import Terms
from votes.ballots.publishing import full_result, public_result
from votes.ballots.standing import standing_result


def result(hall, publish: str):
    terms = Terms(seats=2, most=None, publish=publish)
    return public_result(carry(hall, "declared", terms, approvals=(7, 2, 9, 8)))


@pytest.mark.usefixtures("context")
def test_the_list_names_what_was_chosen_in_ballot_order(hall) -> None:
    shown = result(hall, "list")
    assert [(line.key, line.fate) for line in shown.lines] == [
        ("3", "adopted"),
        ("4", "adopted"),
        ("1", "not_adopted"),
        ("2", "not_adopted"),
    ]
    assert all(line.counts is None and not line.reason for line in shown.lines)
    assert [project.number for project in standing_result(cycle_of(hall)).adopted] == [3, 4]


@pytest.mark.usefixtures("context")
def test_the_order_shows_the_chosen_by_votes_without_a_figure(hall) -> None:
    terms = Terms(seats=2, most=None, publish="order")
    round = carry(hall, "declared", terms, approvals=(7, 8, 2, 9))
    shown = public_result(round)
    assert [line.key for line in shown.lines] == ["4", "2", "1", "3"]
    assert all(line.counts is None for line in shown.lines)
    assert [project.number for project in standing_result(cycle_of(hall)).adopted] == [4, 2]


@pytest.mark.usefixtures("context")
def test_the_counts_say_why_not(hall) -> None:
    shown = result(hall, "counts")
    assert [(line.key, line.counts["approve"], line.reason) for line in shown.lines] == [
        ("3", 9, ""),
        ("4", 8, ""),
        ("1", 7, "seats filled"),
        ("2", 2, "not enough approvals"),
    ]


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("publish", ["list", "order", "counts"])
def test_numbers_of_ballots_are_told_in_every_case(hall, publish) -> None:
    shown = result(hall, publish)
    assert (shown.all, shown.due, shown.present) == (12, 12, 10)
    assert (shown.issued, shown.received, shown.valid, shown.invalid, shown.not_cast) == (10, 10, 10, 0, 0)
    assert (shown.needed, shown.seats, shown.vacant) == (7, 2, 0)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("state", ["preparing", "open", "counting", "counted", "confirmed"])
def test_before_the_declaration_there_is_no_public_result(hall, state) -> None:
    round = carry(hall, state)
    assert public_result(round) is None
    assert standing_result(cycle_of(hall)) is None


@pytest.mark.usefixtures("context")
def test_the_stored_result_is_what_the_record_gives(hall) -> None:
    round = carry(hall, "counted", approvals=(7, 2, 9, 8))
    assert full_result(round).lines[0].counts["approve"] == 9
    assert list(round.result) == [
        "state",
        "reason",
        "valid",
        "invalid",
        "void",
        "not_cast",
        "counts",
        "adopted",
        "tied",
        "waiting",
        "vacant",
        "next",
    ]


@pytest.mark.parametrize(("publish", "seen"), [("list", False), ("order", False), ("counts", True)])
def test_the_rounds_page_keeps_to_the_switch(hall, browse, carried, publish, seen) -> None:
    round = carried("declared", terms=Terms(seats=2, most=None, publish=publish), approvals=(7, 2, 9, 8))
    for word in ("clerk", "scrutineer", "teller_a"):
        page = browse(word).get(hall.round_path(round)).text
        assert ("赞成 9" in page) == seen
        assert "老旧小区改造工程" in page
