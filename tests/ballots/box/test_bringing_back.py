"""The way back: counts alone, of this vote and this box, and only where two counters met."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.ballots.box.samples import fixed, other, vote
from votes.ballots.box.canon import as_file, canonical, hashed, parse
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.tally import full_record, read_result, result_file, tally
from votes.common.errors import RuleBroken

VOTE = vote()
BOX = VOTE.box([VOTE.cast(0, o1="approve"), VOTE.cast(1, o2="oppose"), VOTE.cast_bytes(2, b"")])
OPENED = open_box(check(BOX), VOTE.key)
TALLY = tally(BOX, OPENED)
FILE = result_file(TALLY, TALLY.hash)


def test_the_counts_come_back() -> None:
    channel = read_result(parse(as_file(FILE), "result"), BOX.manifest, BOX.closing)
    assert (channel.kind, channel.issued, channel.received) == ("slips", 10, 3)
    assert (channel.counted.valid, channel.counted.void) == (2, {"unreadable": 1})
    assert channel.counted == OPENED.counted


def test_no_single_ballot_comes_back() -> None:
    assert set(FILE["channel"]) == {"kind", "issued", "received", "valid", "void", "counts"}
    assert "ballots" in full_record(BOX, OPENED)["channels"][0]


def test_the_hash_covers_the_counts_and_nothing_that_gives_ballots_away() -> None:
    line = canonical({"mh": FILE["mh"], "root": FILE["root"], "channel": FILE["channel"]})
    assert line == TALLY.line
    assert hashed(line) == TALLY.hash


def another_vote(file: dict[str, Any]) -> None:
    file["mh"] = other(VOTE, round=2).manifest.mh.hex()


def another_box(file: dict[str, Any]) -> None:
    file["root"] = fixed("root").hex()


def one_vote_moved(file: dict[str, Any]) -> None:
    file["channel"]["counts"]["1"] = {"approve": 0, "oppose": 1, "abstain": 1}


def one_ballot_less(file: dict[str, Any]) -> None:
    file["channel"]["received"] = 2
    file["channel"]["void"] = {}


def more_handed_out(file: dict[str, Any]) -> None:
    file["channel"]["issued"] = 11


def on_paper(file: dict[str, Any]) -> None:
    file["channel"]["kind"] = "paper"


def ballots_themselves(file: dict[str, Any]) -> None:
    file["channel"] = full_record(BOX, OPENED)["channels"][0]


def one_count_only(file: dict[str, Any]) -> None:
    file["counters"]["page"] = None


def no_counters(file: dict[str, Any]) -> None:
    file["counters"] = {}


def counters_that_differ(file: dict[str, Any]) -> None:
    file["counters"]["page"] = fixed("other").hex()


def no_hash(file: dict[str, Any]) -> None:
    file["counters"]["page"] = "same"


def a_further_member(file: dict[str, Any]) -> None:
    file["channel"]["note"] = "x"


def single_ballots_beside(file: dict[str, Any]) -> None:
    file["singles"] = [{"1": "approve"}]


def agreed(file: dict[str, Any]) -> None:
    """Counters that agree on whatever stands there."""
    line = canonical({"mh": file["mh"], "root": file["root"], "channel": file["channel"]})
    file["counters"] = dict.fromkeys(("command", "page"), hashed(line).hex())


def single_ballots_agreed_on(file: dict[str, Any]) -> None:
    file["channel"]["singles"] = [{"1": "approve"}]
    agreed(file)


def a_reason_of_ones_own(file: dict[str, Any]) -> None:
    file["channel"]["void"] = {"foo": 1}
    agreed(file)


CHANGES: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (another_vote, "the result of another vote"),
    (another_box, "the result of another box"),
    (one_vote_moved, "do not fit its code"),
    (one_ballot_less, "does not fit the figures of the close"),
    (more_handed_out, "does not fit the figures of the close"),
    (on_paper, "does not fit the figures of the close"),
    (ballots_themselves, "may not stand here"),
    (one_count_only, "count a second time"),
    (no_counters, "counters.command is missing"),
    (counters_that_differ, "the two counters differ"),
    (no_hash, "must be 32 bytes"),
    (a_further_member, "holds more than counts"),
    (single_ballots_beside, "holds more than counts"),
    (single_ballots_agreed_on, "do not fit its code"),
    (a_reason_of_ones_own, "a reason that no counter gives"),
]


@pytest.mark.parametrize("change, sentence", CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_changed_result_is_refused_in_a_sentence(
    change: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    file = copy.deepcopy(FILE)
    change(file)
    with pytest.raises(RuleBroken, match=sentence):
        read_result(file, BOX.manifest, BOX.closing)


def test_a_second_counter_is_waited_for() -> None:
    with pytest.raises(RuleBroken, match="count a second time"):
        read_result(result_file(TALLY, None), BOX.manifest, BOX.closing)
