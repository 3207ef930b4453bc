"""votes record: the record of a declared round, which a recount reads and agrees with to the byte."""

import json

import pytest
from click import ClickException

from tests.ballots.hall import AT, CHAIR, OFFICE, carry, deciding, paper
from tests.ballots.second_counter import result_line
from votes.ballots import record as records
from votes.ballots.channels import ChannelKind
from votes.ballots.commands import the_round, write_record
from votes.ballots.decision import decide
from votes.ballots.profile_rules import Terms
from votes.ballots.round_record import check_code, record_of
from votes.common.errors import RuleBroken


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("terms", "values"),
    [
        (Terms(seats=2, most=None), {}),
        (Terms(seats=2, most=2), {"approvals": (8, 7, 1, 0), "void": {"over_marked": 2}}),
        (Terms(seats=2, most=None), {"approvals": (8, 7, 7, 2)}),
        (Terms(way="choose", seats=2, most=2), {"approvals": (8, 7, 1, 0)}),
        (Terms(way="pass_each", seats=None, most=None), {}),
        (Terms(seats=2, most=None), {"kinds": (ChannelKind.device,)}),
    ],
)
def test_a_recount_of_the_record_reaches_the_stored_result(hall, terms, values) -> None:
    round = carry(hall, "declared", terms, **values)
    data = records.as_bytes(record_of(round))
    read = records.parse(data)
    assert read.stated == round.result
    assert decide(read.rules, read.options, read.roll, read.channels).plain() == round.result


@pytest.mark.usefixtures("context")
def test_a_second_counter_agrees(hall) -> None:
    round = carry(hall, "declared", Terms(seats=2, most=None))
    stored = json.dumps(round.result, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert result_line(record_of(round)) == stored.encode()


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("state", ["open", "counting", "counted", "confirmed"])
def test_before_the_declaration_there_is_no_record(hall, state) -> None:
    with pytest.raises(RuleBroken, match="not declared"):
        record_of(carry(hall, state))


def test_the_command_finds_a_round_by_its_place(app, hall, carried, capsysbinary) -> None:
    carried("declared")
    with app.app_context():
        write_record(f"{hall.people.county}/{hall.people.cycle}/1")
        record = json.loads(capsysbinary.readouterr().out)
        assert record["format"] == "minsheng-record/1"
        assert record["channels"][0]["printed"] == 10


@pytest.mark.parametrize(
    "place", ["", "nowhere/2026/1", "demo-county/2026/9", "demo-county/2026/x", "demo-county/1999/1"]
)
def test_a_place_without_a_round_says_how_to_give_one(app, hall, carried, place) -> None:
    carried("declared")
    with app.app_context(), pytest.raises(ClickException, match=r"CONGRESS|人大/年度/轮次"):
        the_round(place)


def test_an_undeclared_round_is_refused_by_the_command(app, hall, carried) -> None:
    carried("counted")
    with app.app_context(), pytest.raises(ClickException, match=r"declared|宣布"):
        write_record(f"{hall.people.county}/{hall.people.cycle}/1")


@pytest.mark.usefixtures("context")
def test_the_check_on_the_sheet_is_the_records(hall) -> None:
    round = carry(hall, "counted")
    before = check_code(round)
    assert len(before.replace(" ", "")) == 16
    deciding.confirm(round, paper(round), "", OFFICE, AT)
    deciding.declare(round, CHAIR, AT)
    assert check_code(round) == before
