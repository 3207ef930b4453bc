"""The chair declares: adopted projects move on, the others do once nothing is open."""

import pytest

from tests.ballots.hall import add_deputies, carry, cycle_of, round_by, sitting_of, stages
from votes.ballots.profile_rules import Terms
from votes.ballots.publishing import full_result, public_result
from votes.ballots.standing import standing_result


def test_the_chair_reads_it_out_and_declares(hall, browse, carried, inside) -> None:
    round = carried("confirmed")
    assert inside(lambda: stages(hall)) == ["candidate"] * 4
    page = browse("chair").get(hall.round_path(round, "declare")).text
    assert "请先当场宣读" in page
    assert browse("chair").send(hall.round_path(round, "declare")).status_code == 302
    assert inside(lambda: stages(hall)) == ["adopted", "adopted", "not_adopted", "not_adopted"]
    assert inside(lambda: round_by(round).ends_ballot)
    assert "通过" in browse("clerk").get(hall.round_path(round)).text


def test_declaring_twice_succeeds_once(hall, browse, carried) -> None:
    round = carried("confirmed")
    path = hall.round_path(round, "declare")
    page = browse("chair").get(path).text
    assert "我已宣布结果" in page
    assert browse("chair").send(path).status_code == 302
    assert browse("chair").get(path).status_code == 302
    again = browse("chair").send(hall.path("hand-over"), to=path)
    assert again.status_code == 409


def test_a_passage_names_the_chair_and_the_presidiums_paper(hall, browse, carried, inside) -> None:
    round = carried("confirmed")
    browse("chair").send(hall.round_path(round, "declare"))
    passage = inside(lambda: cycle_of(hall).projects[0].passages[-1])
    assert (passage.by, passage.reason) == ("持证人chair", "2026年度民生实事项目票决")
    assert passage.document_id is not None


def test_nobody_else_declares(hall, browse, carried) -> None:
    round = carried("confirmed")
    for word in ("clerk", "chief", "scrutineer", "teller_a", "deputy", "other_chair"):
        assert browse(word).get(hall.round_path(round, "declare")).status_code == 404


@pytest.mark.usefixtures("context")
def test_whatever_passes_is_adopted_where_no_seats_are_set(hall) -> None:
    round = carry(hall, "declared", Terms(way="pass_each", seats=None, most=None), approvals=(8, 7, 7, 2))
    assert stages(hall) == ["adopted", "adopted", "adopted", "not_adopted"]
    assert round.ends_ballot


@pytest.mark.usefixtures("context")
def test_the_whole_list_is_adopted_or_not(hall) -> None:
    carry(hall, "declared", Terms(way="whole_list", seats=None, most=None), approvals=(9,))
    assert stages(hall) == ["adopted"] * 4
    standing = standing_result(cycle_of(hall))
    assert [project.number for project in standing.adopted] == [1, 2, 3, 4]


@pytest.mark.usefixtures("context")
def test_a_whole_list_that_fails_leaves_nothing(hall) -> None:
    carry(hall, "declared", Terms(way="whole_list", seats=None, most=None), approvals=(6,))
    assert stages(hall) == ["not_adopted"] * 4


@pytest.mark.usefixtures("context")
def test_under_law_117_of_232_are_needed(hall) -> None:
    add_deputies(sitting_of(hall), 232)
    round = carry(
        hall, "declared", Terms(seats=4, most=None), ballots=50, present=203, approvals=(50, 40, 30, 20)
    )
    assert full_result(round).needed == 117
    assert round.result["adopted"] == []
    assert public_result(round).vacant == 4


@pytest.mark.usefixtures("context")
def test_an_over_marked_ballot_is_invalid_as_a_whole(hall) -> None:
    round = carry(hall, "declared", Terms(seats=2, most=2), approvals=(8, 7, 1, 0), void={"over_marked": 2})
    assert round.result["valid"] == 8
    assert round.result["invalid"] == 2
    assert round.result["void"] == {"over_marked": 2}
