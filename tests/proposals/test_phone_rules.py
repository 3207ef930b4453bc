"""Numbers that residents leave: what can be called is taken as it is written."""

import pytest

from votes.common.errors import RuleBroken
from votes.proposals.phone_rules import check_number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        None,
        "13800000001",
        "138 0000-0001",
        "+86 138 0000 0001",
        "１３８００００００01",
        "晚上打13800000001",
        "0791-1234567",
        "(0791)12345678-801",
        "0791-12345678转2",
        "5551234",
        "400-000-0000",
        "+852 5555 0000",
    ],
)
def test_a_number_that_can_be_called_is_taken(typed: str | None) -> None:
    check_number(typed)


@pytest.mark.parametrize("typed", ["1381234", "138000000011", "12", "没有", "021-12", "+86 138 1234"])
def test_one_that_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken):
        check_number(typed)
