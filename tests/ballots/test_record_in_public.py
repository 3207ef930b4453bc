"""The record of a declared ballot in public: none before the declaration, figures only where counts are published."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.ballots.hall import Hall
from votes.ballots import record
from votes.ballots.profile_rules import Terms

APPROVALS = (9, 8, 3, 2)


@pytest.fixture
def address(hall: Hall) -> str:
    """Where the record of the first round stands."""
    return f"/{hall.people.county}/{hall.people.cycle}/ballots/1.json"


def test_there_is_no_record_before_the_declaration(
    carried: Callable[..., int], address: str, client: FlaskClient
) -> None:
    carried("confirmed", approvals=APPROVALS)
    assert client.get(address).status_code == 404


def test_a_list_is_published_without_any_count(
    carried: Callable[..., int], address: str, client: FlaskClient
) -> None:
    carried("declared", approvals=APPROVALS)
    told = client.get(address).json
    assert told["record"] is None
    assert [option["counts"] for option in told["result"]["options"]] == [None] * 4
    assert told["rules"]


def test_with_counts_anyone_can_count_the_record_again(
    carried: Callable[..., int], address: str, client: FlaskClient
) -> None:
    carried("declared", terms=Terms(seats=2, most=None, publish="counts"), approvals=APPROVALS)
    told = client.get(address).json
    counted = record.read(told["record"]).result()
    shown = {option["id"]: option["counts"] for option in told["result"]["options"]}
    assert counted.totals.counts == shown
    assert [counts["approve"] for counts in shown.values()] == sorted(APPROVALS, reverse=True)
    adopted = [option["id"] for option in told["result"]["options"] if option["fate"] == "adopted"]
    assert list(counted.adoption.adopted) == adopted
