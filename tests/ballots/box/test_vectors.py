"""The golden vectors: what this program writes, and what a stranger makes of them from the page alone."""

import json
from typing import Any

import pytest
from nacl.public import PrivateKey

from tests.ballots.box import stranger, vectors
from tests.ballots.box.test_opening import random_box
from votes.ballots.box import cards, slips
from votes.ballots.box.answers import read_answer
from votes.ballots.box.canon import unbase32
from votes.ballots.box.export import read_export
from votes.ballots.box.opening import Reason, check, open_box
from votes.ballots.box.tally import read_result, tally
from votes.ballots.record import read

GOLDEN = json.loads(vectors.FILE.read_text("utf-8"))


def test_the_messages_are_written_as_they_were() -> None:
    assert vectors.text(vectors.vectors()) == vectors.FILE.read_text("utf-8")


def test_the_cards_of_the_vectors_give_the_keys() -> None:
    ceremony = GOLDEN["ceremony"]
    keyset = cards.read_keyset(ceremony["keys"])
    hand = [cards.read_card(text, keyset) for text in ceremony["cards"][1:]]
    for section in keyset.sections:
        assert bytes(cards.combined(hand, section)).hex() == ceremony["private"][section.id]


def test_the_slips_of_the_vectors_are_those_of_the_box() -> None:
    found = GOLDEN["slips"]
    assert unbase32(found["code"]) == bytes.fromhex(found["bytes"])
    lists = slips.read_slip_file(found["file"])
    assert bytes.fromhex(found["sections"]["A"]["pk"]) in lists["A"].keys


def test_the_answers_of_the_vectors_are_signed() -> None:
    manifest = GOLDEN["ballot"]["manifest"]
    for word, data in GOLDEN["cast"]["answers"].items():
        signer = bytes.fromhex(manifest["plain"]["signer"])
        assert read_answer(data.encode(), bytes.fromhex(manifest["mh"]), signer).word == word


@pytest.mark.parametrize("kind", ["ballot", "rating"])
def test_the_boxes_of_the_vectors_are_opened(kind: str) -> None:
    golden = GOLDEN[kind]
    box = read_export(golden["export"])
    opened = open_box(check(box), PrivateKey(bytes.fromhex(golden["private"])))
    assert {str(reason): number for reason, number in opened.reasons.items()} == golden["reasons"]
    assert tally(box, opened).line.decode() == golden["tally"]["line"]
    assert read_result(golden["result"], box.manifest, box.closing).counted == opened.counted
    assert read(golden["record"]).result().line().decode() == golden["record_result"]


def test_the_vectors_hold_every_reason() -> None:
    assert set(GOLDEN["ballot"]["reasons"]) == {str(reason) for reason in Reason}
    assert json.loads(GOLDEN["ballot"]["record_result"])["state"] == "decided"


@pytest.mark.parametrize("kind", ["ballot", "rating"])
def test_a_stranger_reaches_the_same_bytes(kind: str) -> None:
    golden: dict[str, Any] = GOLDEN[kind]
    assert (
        stranger.count(golden["export"], bytes.fromhex(golden["private"])).decode() == golden["tally"]["line"]
    )


def test_two_counters_reach_the_same_bytes_on_random_boxes(pytestconfig: pytest.Config) -> None:
    for seed in range(1000 if pytestconfig.getoption("--release") else 80):
        voted, plain = random_box(seed)
        found = tally(box := read_export(plain), open_box(check(box), voted.key))
        assert stranger.count(plain, bytes(voted.key)) == found.line, seed
