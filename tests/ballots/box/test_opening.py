"""The opening: every ballot is opened or counted invalid with its reason; nothing in it can block the opening."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings
from nacl.public import PrivateKey

from tests.ballots.box.samples import RATING, RULES, Vote, fixed, other, rewritten, vote
from votes.ballots.box.canon import canonical
from votes.ballots.box.casting import OVERHEAD, Cast, plaintext, signed
from votes.ballots.box.export import read_export
from votes.ballots.box.opening import Reason, check, open_box, read_ballot
from votes.ballots.box.tally import full_record, tally
from votes.ballots.record import read

VOTE = vote()
HEAD = VOTE.manifest.mh[:16].hex()
CHANCE = "00" * 12
steady = settings(deadline=None, database=None, derandomize=True, max_examples=60)


def ballot(**changes: Any) -> dict[str, Any]:
    return {"v": 1, "mh": HEAD, "marks": {"1": "approve"}, "r": CHANCE, **changes}


def written(**changes: Any) -> bytes:
    return canonical(ballot(**changes))


def test_what_was_cast_is_counted() -> None:
    casts = [VOTE.cast(0, o1="approve", o2="approve"), VOTE.cast(1, o1="oppose"), VOTE.cast(2)]
    opened = VOTE.open(casts)
    assert opened.reasons == {}
    assert opened.ballots == [{"1": "approve", "2": "approve"}, {"1": "oppose"}, {}]
    assert opened.counted.counts["1"] == {"approve": 1, "oppose": 1, "abstain": 1}


def test_ballots_come_out_sorted_by_what_they_say() -> None:
    """Neither the order of the box nor the random bytes of a ballot is left."""
    casts = [VOTE.cast(place, o1=mark) for place, mark in enumerate(["oppose", "approve"] * 4)]
    opened = VOTE.open(casts)
    assert opened.ballots == [{"1": "approve"}] * 4 + [{"1": "oppose"}] * 4


CONTENTS: dict[str, tuple[bytes, Reason]] = {
    "nothing": (b"", Reason.unreadable),
    "zero bytes": (bytes(10), Reason.unreadable),
    "no JSON": (b"approve 1", Reason.unreadable),
    "no UTF-8": (b"\xff\xfe{}", Reason.unreadable),
    "UTF-16": (json.dumps(ballot()).encode("utf-16")[:100], Reason.unreadable),
    "byte order mark": (b"\xef\xbb\xbf" + written(), Reason.unreadable),
    "null": (b"null", Reason.unreadable),
    "a list": (b"[]", Reason.unreadable),
    "a text": (b'"approve"', Reason.unreadable),
    "an empty object": (b"{}", Reason.unreadable),
    "cut off": (written()[:-1], Reason.unreadable),
    "two objects": (written() + b"{}", Reason.unreadable),
    "blank before": (b" " + written(), Reason.unreadable),
    "line after": (written() + b"\n", Reason.unreadable),
    "blanks inside": (json.dumps(ballot(), sort_keys=True).encode(), Reason.unreadable),
    "keys unsorted": (json.dumps(ballot(), separators=(",", ":")).encode(), Reason.unreadable),
    "escaped signs": (written().replace(b'"1"', b'"\\u0031"'), Reason.unreadable),
    "a key twice": (written().replace(b'"v":1', b'"v":1,"v":1'), Reason.unreadable),
    "an option twice": (written().replace(b'"1":', b'"1":"oppose","1":'), Reason.unreadable),
    "version 2": (written(v=2), Reason.unreadable),
    "version 1.0": (written(v=1.0), Reason.unreadable),
    "version true": (written(v=True), Reason.unreadable),
    "no number": (written().replace(b'"v":1', b'"v":NaN'), Reason.unreadable),
    "huge number": (written().replace(b'"v":1', b'"v":' + b"9" * 20), Reason.unreadable),
    "one member more": (written(x="代表001"), Reason.unreadable),
    "one member less": (canonical({"v": 1, "mh": HEAD, "marks": {}}), Reason.unreadable),
    "short random bytes": (written(r="00"), Reason.unreadable),
    "random bytes in capitals": (written(r="AA" * 12), Reason.unreadable),
    "marks as a list": (written(marks=["1"]), Reason.unreadable),
    "marks as null": (written(marks=None), Reason.unreadable),
    "a mark as a number": (written(marks={"1": 1}), Reason.unreadable),
    "a mark as a list": (written(marks={"1": ["approve"]}), Reason.unreadable),
    "an unknown mark": (written(marks={"1": "yes"}), Reason.unreadable),
    "a mark of ratings": (written(marks={"1": "satisfied"}), Reason.unreadable),
    "an unknown option": (written(marks={"3": "approve"}), Reason.unreadable),
    "an option as number": (written(marks={"01": "approve"}), Reason.unreadable),
    "half a character": (written().replace(b'"1"', b'"\\ud800"'), Reason.unreadable),
    "nested deep": (b'{"marks":' + b"[" * 110, Reason.unreadable),
    "another manifest": (written(mh="00" * 16), Reason.other_vote),
    "manifest as number": (written(mh=0), Reason.unreadable),
    "over-marked": (written(marks={"1": "approve", "2": "approve", "10": "approve"}), Reason.over_marked),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_ballot_of_any_content_is_counted_invalid_with_its_reason(kind: str) -> None:
    data, reason = CONTENTS[kind]
    opened = VOTE.open([VOTE.cast_bytes(0, data), VOTE.cast(1, o1="approve")])
    assert opened.reasons == {reason: 1}
    assert opened.counted.valid == 1
    assert opened.counted.counts["1"]["approve"] == 1


def test_a_ballot_nested_without_end_is_unreadable() -> None:
    assert read_ballot(b"[" * 100_000, VOTE.manifest) == (None, Reason.unreadable)


def truncated(cast: Cast) -> bytes:
    return cast.ct[:-1]


def lengthened(cast: Cast) -> bytes:
    return cast.ct + b"\0"


def empty(_cast: Cast) -> bytes:
    return b""


def noise(cast: Cast) -> bytes:
    return fixed("noise") * (len(cast.ct) // 32) + bytes(len(cast.ct) % 32)


def flipped(cast: Cast) -> bytes:
    return cast.ct[:40] + bytes([cast.ct[40] ^ 1]) + cast.ct[41:]


def for_another_box(_cast: Cast) -> bytes:
    key = PrivateKey(fixed("another box")).public_key
    data = plaintext(VOTE.manifest, {"1": "approve"}, bytes(12))
    return bytes(bindings.crypto_box_seal(data, bytes(key)))


def of_another_length(_cast: Cast) -> bytes:
    return bytes(bindings.crypto_box_seal(written(), VOTE.manifest.box))


def not_sealed(_cast: Cast) -> bytes:
    return plaintext(VOTE.manifest, {"1": "approve"}, bytes(12)) + bytes(OVERHEAD)


@pytest.mark.parametrize(
    "spoil", [truncated, lengthened, empty, noise, flipped, for_another_box, of_another_length, not_sealed]
)
def test_sealed_bytes_that_do_not_open_are_counted_invalid(spoil: Callable[[Cast], bytes]) -> None:
    spoilt = signed(VOTE.manifest, spoil(VOTE.cast(0, o1="approve")), VOTE.codes[0])
    opened = VOTE.open([spoilt, VOTE.cast(1, o1="approve")])
    assert opened.reasons == {Reason.unopened: 1}
    assert opened.counted.valid == 1


GOOD = VOTE.cast(0, o1="approve")


@pytest.mark.parametrize(
    "cast, void, reason",
    [
        (replace(GOOD, pk=b""), (), Reason.unlisted),
        (replace(GOOD, pk=GOOD.pk + b"\0"), (), Reason.unlisted),
        (signed(VOTE.manifest, GOOD.ct, "0" * 16), (), Reason.unlisted),
        (GOOD, (0,), Reason.voided),
        (replace(GOOD, sig=b""), (), Reason.unsigned),
        (replace(GOOD, sig=bytes(64)), (), Reason.unsigned),
        (replace(GOOD, sig=rewritten(GOOD.sig)), (), Reason.unsigned),
        (replace(GOOD, pk=VOTE.cast(3).pk), (), Reason.unsigned),
        (other(VOTE, round=2).cast(0), (), Reason.unsigned),
    ],
)
def test_a_ballot_its_slip_did_not_cast_is_counted_invalid(
    cast: Cast, void: tuple[int, ...], reason: Reason
) -> None:
    opened = VOTE.open([cast, VOTE.cast(1)], void)
    assert opened.reasons == {reason: 1}
    assert opened.counted.valid == 1


def test_of_one_slip_one_ballot_counts() -> None:
    """Which of them is settled by their hashes, for no order is kept; a copy adds nothing and takes nothing away."""
    twice = [VOTE.cast(0, o1="approve"), VOTE.cast(0, o1="oppose")]
    first = min(twice, key=lambda cast: cast.hash)
    opened = VOTE.open([*twice, first, VOTE.cast(1)])
    assert opened.reasons == {Reason.twice: 2}
    assert opened.counted.valid == 2
    assert VOTE.open([first]).ballots[0] in opened.ballots


def test_a_forged_copy_cannot_knock_out_the_ballot_of_the_slip() -> None:
    good = VOTE.cast(0, o1="approve")
    for _ in range(8):
        forged = replace(VOTE.cast(1, o1="oppose"), pk=good.pk)
        opened = VOTE.open([good, forged])
        assert opened.reasons == {Reason.unsigned: 1}
        assert opened.counted.counts["1"]["approve"] == 1


def test_a_wrong_key_opens_nothing_and_blocks_nothing() -> None:
    opened = open_box(check(VOTE.box([VOTE.cast(0), VOTE.cast(1)])), PrivateKey(fixed("wrong")))
    assert opened.reasons == {Reason.unopened: 2}


def test_where_the_rules_forgive_over_marking_the_ballot_stands() -> None:
    forgiving = vote(rules={**RULES, "over_marked": "void_marks"})
    cast = forgiving.cast(0, o1="approve", o2="approve", o10="approve")
    opened = forgiving.open([cast])
    assert opened.reasons == {}
    assert opened.counted.counts["1"] == {"approve": 0, "oppose": 0, "abstain": 1}


def test_more_ballots_than_slips_make_the_round_void_not_the_opening() -> None:
    casts = [signed(VOTE.manifest, VOTE.cast(0).ct, "0" * 15 + str(n)) for n in range(9)]
    box = VOTE.box([*casts, VOTE.cast(1), VOTE.cast(2)])
    record = full_record(box, open_box(check(box), VOTE.key))
    assert (record["result"]["state"], record["result"]["reason"]) == ("void", "received")


def random_casts(vote: Vote, dice: random.Random) -> list[Cast]:
    """A box as it may come: marks of all kinds, blank ones, and for some slips what should not be there as well."""
    marks = (
        ["satisfied", "basic", "dissatisfied"]
        if vote.manifest.rules.form == "rating"
        else ["approve", "oppose"]
    )
    casts: list[Cast] = []
    for place in range(dice.randrange(len(vote.codes) + 1)):
        given = {id: dice.choice([*marks, "abstain"]) for id in vote.manifest.ids if dice.random() < 0.5}
        casts.append(vote.cast(place, **{f"o{id}": mark for id, mark in given.items()}))
        if dice.random() < 0.6:
            casts.append(dice.choice(STRANGE)(vote, place, dice))
    return casts


def strange_noise(vote: Vote, place: int, dice: random.Random) -> Cast:
    return vote.cast_bytes(place, dice.randbytes(dice.randrange(40)))


def strange_mark(vote: Vote, place: int, dice: random.Random) -> Cast:
    return vote.cast(place, o1=dice.choice(["junk", "approve", "satisfied", ""]))


def strange_signature(vote: Vote, place: int, dice: random.Random) -> Cast:
    return replace(
        vote.cast(place), sig=dice.choice([dice.randbytes(64), b"", rewritten(vote.cast(place).sig)])
    )


def strange_slip(vote: Vote, place: int, _dice: random.Random) -> Cast:
    return signed(vote.manifest, vote.cast(place).ct, "0" * 16)


def strange_seal(vote: Vote, place: int, dice: random.Random) -> Cast:
    return signed(
        vote.manifest, vote.cast(place).ct[:-1] + dice.randbytes(dice.randrange(3)), vote.codes[place]
    )


def strange_vote(vote: Vote, place: int, _dice: random.Random) -> Cast:
    return vote.cast_bytes(place, plaintext(other(vote, round=2).manifest, {}, bytes(12)))


STRANGE = [strange_noise, strange_mark, strange_signature, strange_slip, strange_seal, strange_vote]


def random_box(seed: int) -> tuple[Vote, dict[str, Any]]:
    """A vote of any form and the file of its box; some of its slips are void though they voted."""
    dice = random.Random(seed)
    forms = [RULES, RATING, {**RULES, "over_marked": "void_marks"}, {**RULES, "form": "choose", "most": 1}]
    voted = vote(rules=forms[seed % 4])
    return voted, voted.file(random_casts(voted, dice), void=[n for n in range(10) if dice.random() < 0.1])


@steady
@given(st.integers(0, 10**9))
def test_the_record_with_ballots_and_the_counts_lead_to_one_result(seed: int) -> None:
    """Who recounts the sealed record reaches what came back from the laptop, to the byte."""
    voted, plain = random_box(seed)
    box = read_export(plain)
    opened = open_box(check(box), voted.key)
    record = full_record(box, opened)
    counts = {**record, "channels": [tally(box, opened).channel]}
    assert read(counts).result().line() == read(record).result().line()
    assert sum(opened.reasons.values()) == sum(opened.counted.void.values())
    assert len(opened.ballots) == box.closing.count


def test_random_boxes_hold_every_reason() -> None:
    found: set[Reason] = set()
    for seed in range(40):
        voted, plain = random_box(seed)
        found |= set(open_box(check(read_export(plain)), voted.key).reasons)
    assert found == set(Reason)
