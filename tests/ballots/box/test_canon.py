"""Bytes that every counter writes alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.ballots.box.canon import (
    SIGNS,
    as_signs,
    base32,
    canonical,
    fingerprint,
    hashed,
    parse,
    unbase32,
    unhex,
)
from votes.ballots.box.merkle import root
from votes.common.errors import RuleBroken

steady = settings(deadline=None, database=None, derandomize=True, max_examples=200)


def test_canonical_json_sorts_by_code_point_and_has_no_blanks() -> None:
    value = {"é": [1, None, True], "10": "市", "2": '"\\\n\u2028', "\U0001f3db": {}, "\ufb01": -1}
    line = '{"10":"市","2":"\\"\\\\\\n\u2028","é":[1,null,true],"\ufb01":-1,"\U0001f3db":{}}'
    assert canonical(value) == line.encode()


def test_half_a_character_has_no_canonical_form() -> None:
    with pytest.raises(RuleBroken, match="half a character"):
        canonical({"1": "\ud800"})


def test_h_is_the_first_half_of_sha_512() -> None:
    assert hashed(b"abc").hex() == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"


@steady
@given(st.binary(max_size=40))
def test_base32_can_be_read_back_and_typed(data: bytes) -> None:
    signs = base32(data)
    assert unbase32(signs) == data
    assert as_signs(" ".join(signs.lower())) == signs


def test_base32_knows_one_form_only() -> None:
    assert base32(b"\x00" * 10) == "0" * 16
    assert base32(bytes(range(10))) == "000G40R40M30E209"
    assert unbase32("01") is None, "its last bits are not zero"
    assert unbase32("00000000000000U0") is None
    assert unbase32("0") is None


def test_every_letter_that_can_be_typed_has_one_reading() -> None:
    assert as_signs("oO0 iIlL1 uUv") == "000" + "11111" + "VVV"
    assert as_signs("ＡＢ１２－ｏｌ 　．") == "AB1201"
    assert all(sign in SIGNS for sign in as_signs("abcdefghijklmnopqrstuvwxyz0123456789"))


@pytest.mark.parametrize("text", ["AB", "a", "0 0", "zz", "", 1, None, "00 ", "\uff10\uff10"])
def test_hexadecimal_has_one_form_only(text: object) -> None:
    assert unhex(text, 1) is None
    assert unhex("0a", 1) == b"\n"


def test_a_fingerprint_can_be_read_aloud() -> None:
    assert fingerprint(bytes(range(32))) == "0001 0203 0405 0607"


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff", b"[1.5]", b"[1e3]", b"[NaN]", b'{"a":1,"a":1}', b"[9007199254740992]", b"[" * 9999],
)
def test_a_damaged_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(RuleBroken):
        parse(data, "box")
    assert parse(b'{"a":[9007199254740991]}', "box") == {"a": [2**53 - 1]}


def test_a_root_pairs_neighbours_and_lifts_the_odd_one() -> None:
    leaf = [hashed(b"\x00" + entry) for entry in (b"a", b"b", b"c")]
    two = hashed(b"\x01" + leaf[0] + leaf[1])
    assert root([]) == hashed(b"")
    assert root([b"a"]) == leaf[0]
    assert root([b"a", b"b"]) == two
    assert root([b"a", b"b", b"c"]) == hashed(b"\x01" + two + leaf[2])


@steady
@given(st.lists(st.binary(min_size=1, max_size=3), max_size=20), st.integers(0, 19), st.binary(max_size=3))
def test_a_root_changes_with_any_entry(entries: list[bytes], place: int, new: bytes) -> None:
    assert root(entries) != root([*entries, new])
    if place < len(entries) and entries[place] != new:
        assert root(entries) != root([*entries[:place], new, *entries[place + 1 :]])


def test_a_node_cannot_pass_for_a_leaf() -> None:
    left, right = hashed(b"\x00a"), hashed(b"\x00b")
    assert root([b"a", b"b"]) not in (root([left + right]), root([left, right]))
