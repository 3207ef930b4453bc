"""A ballot from the first round to what stands, spoken with the verbs alone."""

import pytest

from tests.ballots.hall import (
    AT,
    CHIEF,
    OFFICE,
    Hall,
    adopt_rules,
    cycle_of,
    prepare_round,
    sign_in,
    stages,
    whole_round,
)
from votes.ballots import deciding
from votes.ballots.profile_rules import Terms
from votes.ballots.publishing import public_result
from votes.ballots.standing import standing_result


@pytest.mark.usefixtures("context")
def test_a_tie_is_voted_on_again_and_what_both_rounds_adopt_stands(hall: Hall) -> None:
    adopt_rules(hall)
    sign_in(hall, 10)
    first = prepare_round(hall)
    whole_round(first, 10, [7, 8, 7, 2])
    assert (first.result["state"], first.result["tied"]) == ("tie", ["1", "3"])
    assert stages(hall) == ["candidate", "adopted", "candidate", "candidate"]
    assert not standing_result(cycle_of(hall)).is_final

    second = deciding.hold_further(first, "再次投票", OFFICE, AT)
    assert second.rules["pass"]["base"] == "none"
    assert second.rules["seats"] == 1
    whole_round(second, 10, [4, 6])

    standing = standing_result(cycle_of(hall))
    assert standing.is_final
    assert [project.number for project in standing.adopted] == [2, 3]
    assert [project.number for project in standing.not_adopted] == [1, 4]
    assert stages(hall) == ["not_adopted", "adopted", "adopted", "not_adopted"]
    deciding.seal(first, CHIEF, AT)


@pytest.mark.usefixtures("context")
def test_the_order_of_votes_shows_only_where_it_is_published(hall: Hall) -> None:
    adopt_rules(hall, Terms(seats=3, most=None, publish="list"))
    sign_in(hall, 10)
    only = prepare_round(hall)
    whole_round(only, 10, [7, 9, 8, 2])
    assert [line.key for line in public_result(only).lines] == ["1", "2", "3", "4"]
    assert all(line.counts is None and line.reason == "" for line in public_result(only).lines)
    assert [project.number for project in standing_result(cycle_of(hall)).adopted] == [1, 2, 3]
