"""A round is prepared, changed while nobody has voted, and taken back."""

from datetime import date

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    add_project,
    adopt_rules,
    carry,
    cycle_of,
    holding,
    prepare_round,
    round_by,
)
from votes.ballots.channels import ChannelKind
from votes.ballots.list_views import soonest
from votes.ballots.profile_rules import RatingTerms, Terms
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Sitting
from votes.projects.rehearsal import rehearse, wipe
from votes.projects.stages import Stage

DATA = {"title": "2026年度民生实事项目票决", "kinds": ["paper"]}


def test_all_candidates_are_put_to_the_vote(hall, browse, inside) -> None:
    answer = browse("clerk").send(hall.list_path("ballot", "prepare"), {**DATA, "sitting": hall.sitting})
    assert answer.status_code == 302
    round = inside(lambda: db.session.query(Round).one())
    assert answer.location.endswith(hall.round_path(round.id))
    with_options = inside(lambda: [(option.key, option.title) for option in round_by(round.id).options])
    assert [key for key, _title in with_options] == ["1", "2", "3", "4"]


def test_the_next_sitting_is_the_one_that_is_offered_first() -> None:
    sittings = [Sitting(number=n, held_on=date(2026, 3, day)) for n, day in ((2, 4), (1, 2), (3, 9))]
    assert [soonest(sittings, date(2026, 3, day)) for day in (1, 3, 4, 10)] == [
        sittings[1],
        sittings[0],
        sittings[0],
        None,
    ]


def test_a_second_click_prepares_nothing_more(hall, browse) -> None:
    path, data = hall.list_path("ballot", "prepare"), {**DATA, "sitting": hall.sitting}
    assert browse("clerk").send(path, data).status_code == 302
    assert browse("clerk").send(path, data).status_code == 409


def test_no_way_of_voting_is_an_error_at_its_field(hall, browse) -> None:
    page = browse("clerk").send(
        hall.list_path("ballot", "prepare"), {"sitting": hall.sitting, "title": "票决"}
    )
    assert page.status_code == 200
    assert "请选择投票方式" in page.text
    assert 'value="票决"' in page.text


def test_ballots_can_be_printed_before_the_rules_are_adopted(hall, browse, inside) -> None:
    inside(lambda: (adopt_rules(hall, adopted=False), prepare_round(hall)))
    round = inside(lambda: db.session.query(Round).one().id)
    page = browse("clerk").get(hall.round_path(round, "slip"))
    assert page.status_code == 200
    assert "社会足球场建设" in page.text
    assert "登记票决办法已通过" in browse("clerk").get(hall.round_path(round)).text


def test_a_new_candidate_asks_for_a_new_preparation(hall, browse, carried, inside, app) -> None:
    round = carried("preparing")
    inside(lambda: add_project(cycle_of(hall), 5, "新增候选项目"))
    with app.app_context(), pytest.raises(RuleBroken, match="list has changed"):
        holding.sign_opening(round_by(round), CHAIR, AT)
    answer = browse("clerk").send(
        hall.round_path(round, "edit"), {"title": "票决", "kinds": ["paper", "device"]}
    )
    assert answer.status_code == 302
    options, kinds = inside(
        lambda: ([o.key for o in round_by(round).options], [c.kind for c in round_by(round).channels])
    )
    assert options == ["1", "2", "3", "4", "5"]
    assert kinds == [ChannelKind.paper, ChannelKind.device]


def test_a_change_takes_signatures_back(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    assert browse("chair").send(hall.round_path(round, "open")).status_code == 302
    browse("clerk").send(hall.round_path(round, "edit"), {"title": "票决", "kinds": ["device"]})
    assert browse("chief").send(hall.round_path(round, "open")).status_code == 302
    assert inside(lambda: round_by(round).state) == "preparing"
    assert browse("chair").send(hall.round_path(round, "open")).status_code == 302
    assert inside(lambda: round_by(round).state) == "open"


def test_a_round_is_taken_back_with_its_reason(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    path = hall.round_path(round, "withdraw")
    assert browse("clerk").send(path, {"reason": " "}).status_code == 200
    assert browse("clerk").send(path, {"reason": "票上漏印一项"}).status_code == 302
    assert inside(lambda: round_by(round).state) == "withdrawn"
    assert browse("clerk").send(path, {"reason": "再来一次"}).status_code == 409
    answer = browse("clerk").send(hall.list_path("ballot", "prepare"), {**DATA, "sitting": hall.sitting})
    assert answer.status_code == 302
    assert inside(lambda: round_by(round + 1).number) == 2


def test_the_whole_list_is_one_option(hall, inside, app) -> None:
    inside(lambda: carry(hall, "preparing", Terms(way="whole_list", seats=None, most=None)))
    with app.app_context():
        round = db.session.query(Round).one()
        assert [(option.key, option.project_id) for option in round.options] == [("1", None)]
        assert round.options[0].title == "2026年度民生实事"


def test_projects_to_rate_are_chosen(hall, browse, inside) -> None:
    def adopt_some() -> list[int]:
        cycle = cycle_of(hall)
        for project in cycle.projects[:3]:
            project.move_to(Stage.adopted, AT, "工作人员01")
        return [project.id for project in cycle.projects]

    ids = inside(adopt_some)
    inside(lambda: adopt_rules(hall, RatingTerms()))
    path, data = hall.list_path("rating", "prepare"), {**DATA, "sitting": hall.sitting, "title": "测评"}
    assert "请至少选一个项目" in browse("clerk").send(path, data).text
    assert browse("clerk").send(path, {**data, "projects": ids[:2]}).status_code == 302
    round = inside(lambda: db.session.query(Round).one())
    assert inside(lambda: [option.key for option in round_by(round.id).options]) == ["1", "2"]
    assert browse("clerk").get(hall.round_path(round.id, "edit")).status_code == 200


def test_an_empty_list_has_nothing_to_vote_on(hall, browse, inside) -> None:
    def decline() -> None:
        for project in cycle_of(hall).projects:
            project.why_declined = "重复"
            project.move_to(Stage.declined, AT, "工作人员01")

    inside(decline)
    answer = browse("clerk").send(hall.list_path("ballot", "prepare"), {**DATA, "sitting": hall.sitting})
    assert answer.status_code == 409
    assert "没有候选项目" in answer.text


def test_nobody_but_the_office_prepares(hall, browse, carried) -> None:
    round = carried("preparing")
    for word in ("chair", "chief", "deputy", "government", "other_clerk"):
        assert browse(word).get(hall.list_path("ballot", "prepare")).status_code == 404
        assert browse(word).get(hall.round_path(round, "edit")).status_code == 404


def test_options_do_not_change_once_the_vote_is_open(hall, browse, carried) -> None:
    round = carried("open")
    answer = browse("clerk").send(hall.round_path(round, "edit"), {"title": "别的", "kinds": ["paper"]})
    assert answer.status_code == 409


@pytest.mark.usefixtures("context")
def test_a_rehearsal_begins_with_the_rules_as_a_draft_and_the_round_prepared(hall) -> None:
    real = carry(hall, "preparing", terms=Terms(seats=2, most=1))
    copy = rehearse(real.sitting.session, real.cycle, AT, "工作人员01")
    db.session.flush()
    [again] = db.session.query(Round).filter_by(congress_id=copy.id)
    assert (again.title, again.state, again.sitting.congress_id) == (real.title, "preparing", copy.id)
    assert [one.kind for one in again.channels] == [one.kind for one in real.channels]
    assert [one.title for one in again.options] == [one.title for one in real.options]
    assert {one.project.congress_id for one in again.options} == {copy.id}
    rules = again.governing
    assert rules is not None
    assert (rules.rules["most"], rules.congress_id, rules.adopted_at) == (1, copy.id, None)
    wipe(copy)
    assert db.session.query(Round).one().id == real.id
