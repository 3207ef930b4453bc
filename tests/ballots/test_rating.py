"""测评: the deputies rate last year's projects with the same machine; nothing moves by it."""

import pytest

from tests.ballots.hall import (
    AT,
    OFFICE,
    Purpose,
    add_project,
    adopt_rules,
    carry,
    cycle_of,
    prepare_round,
    round_by,
    sign_in,
    stages,
    whole_round,
)
from votes.ballots.announcing import announce
from votes.ballots.profile_rules import RatingTerms
from votes.ballots.publishing import public_result
from votes.ballots.round_record import record_of
from votes.ballots.rounds import Round
from votes.ballots.standing import rating_results
from votes.projects.models import Cycle
from votes.projects.stages import Stage


def rate(hall, terms: RatingTerms, approvals: tuple[int, ...] = (7, 6, 4)) -> Round:
    """Three adopted projects of the cycle are rated by ten of twelve."""
    cycle: Cycle = cycle_of(hall)
    for project in cycle.projects[:3]:
        project.move_to(Stage.adopted, AT, "工作人员01")
    adopt_rules(hall, terms)
    sign_in(hall, 10)
    round = prepare_round(hall, Purpose.rating, title="2025年度项目满意度测评")
    whole_round(round, 10, approvals)
    return round


def test_pages_on_the_rules_are_called_by_what_they_rule(hall, browse, inside) -> None:
    def rules(terms: RatingTerms | None) -> int:
        return adopt_rules(hall, terms, adopted=False).session_id

    for terms, matter, title in ((RatingTerms(), "rating", "测评"), (None, "ballot", "票决")):
        session = inside(lambda terms=terms: rules(terms))
        page = browse("clerk").get(hall.list_path(matter, "rules", session, "adopt")).text
        assert f"<h1>登记{title}办法已通过</h1>" in page


@pytest.mark.usefixtures("context")
def test_more_than_half_of_all_makes_a_verdict(hall) -> None:
    round = rate(hall, RatingTerms())
    assert round.result["verdicts"] == {"1": "satisfied", "2": "dissatisfied", "3": "dissatisfied"}
    assert round.ends_ballot
    assert stages(hall)[:3] == ["adopted"] * 3


@pytest.mark.usefixtures("context")
def test_exactly_half_is_enough_where_the_text_says_half(hall) -> None:
    round = rate(hall, RatingTerms(verdict_share="half"))
    assert round.result["verdicts"]["2"] == "satisfied"


@pytest.mark.usefixtures("context")
def test_the_base_may_be_those_present(hall) -> None:
    round = rate(hall, RatingTerms(verdict_base="present"))
    assert round.result["verdicts"]["2"] == "satisfied"


@pytest.mark.usefixtures("context")
def test_a_project_remembers_how_it_was_rated(hall) -> None:
    round = rate(hall, RatingTerms())
    rated = rating_results(cycle_of(hall).projects[0])
    assert [(one.round, one.verdict, one.valid) for one in rated] == [(round, "satisfied", 10)]
    assert rated[0].counts == {"satisfied": 7, "basic": 0, "dissatisfied": 3, "abstain": 0}
    assert rating_results(cycle_of(hall).projects[3]) == []


@pytest.mark.usefixtures("context")
def test_under_the_list_only_verdicts_are_told(hall) -> None:
    round = rate(hall, RatingTerms(publish="list"))
    assert rating_results(cycle_of(hall).projects[0])[0].counts is None
    assert [line.counts for line in public_result(round).lines] == [None] * 3


@pytest.mark.usefixtures("context")
def test_a_rating_is_recorded_and_may_be_announced(hall) -> None:
    round = rate(hall, RatingTerms())
    assert record_of(round)["rules"]["form"] == "rating"
    announce(round, "", AT.date(), "测评结果", OFFICE, AT)
    assert round.state == "announced"


def test_the_office_sees_grades_and_numbers(hall, browse, inside) -> None:
    round = inside(lambda: rate(hall, RatingTerms())).id
    page = browse("clerk").get(hall.round_path(round)).text
    assert "共测评3项" in page
    assert "不满意" in page
    announcement = browse("clerk").get(hall.round_path(round, "announce")).text
    assert "满意7票，基本满意0票，不满意3票，弃权0票" in announcement
    assert browse("clerk").get(hall.list_path("rating")).status_code == 200
    assert browse("clerk").get(hall.round_path(round, "slip")).text.count("基本满意") >= 1


def test_a_rating_and_a_ballot_go_beside_each_other(hall, inside, app) -> None:
    inside(lambda: rate(hall, RatingTerms()))

    def ballot() -> int:
        add_project(cycle_of(hall), 9, "今年的候选项目")
        return carry(hall, "declared", approvals=(8, 7)).id

    round = inside(ballot)
    with app.app_context():
        assert [option.key for option in round_by(round).options] == ["4", "9"]
        assert round_by(round).number == 2
