"""Slips: drawn from random bytes, scanned, typed, listed without a trace of who holds which."""

import re

import pytest

from tests.ballots.box.samples import codes_of, fixed
from votes.ballots.box import slips
from votes.common.errors import RuleBroken

BOX = fixed("box")


def test_a_slip_carries_eighty_random_bits_in_sixteen_signs() -> None:
    made = {slips.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{16}", code) for code in made)


def test_one_slip_has_unlike_keys_in_each_section() -> None:
    (code,) = codes_of(1)
    assert slips.public_key("A", code) != slips.public_key("B", code)
    assert slips.public_key("A", code) == slips.public_key("A", code)


def test_a_qr_keeps_its_secret_behind_the_hash_sign() -> None:
    (code,) = codes_of(1)
    address = slips.address("https://votes.example", "A", code, BOX)
    assert address.split("#")[0] == "https://votes.example/b"
    drawn = slips.read_fragment(address.split("#")[1])
    assert (drawn.section, drawn.code) == ("A", code)
    assert drawn.is_for(BOX)
    assert not drawn.is_for(fixed("a box key put in its place"))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".lower()])
def test_a_typed_number_is_read_as_it_was_meant(typed: str) -> None:
    code = "01VX" + codes_of(1)[0][4:]
    dashed = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    alike = dashed.replace("01VX", "oLux").lower()
    wide = "".join(chr(ord(char) + 0xFEE0) for char in alike)
    assert slips.read_code(typed.format(dashed)) == code
    assert slips.read_code(alike) == code
    assert slips.read_code(wide) == code


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 17, "市" * 16, "A" * 15 + "é"])
def test_a_number_that_is_none_is_told_so(typed: str) -> None:
    with pytest.raises(RuleBroken, match="slip's number"):
        slips.read_code(typed)


@pytest.mark.parametrize(
    "text", ["", "A.B.C", "A." + "0" * 16 + "." + "U" * 26, "a." + "0" * 16 + "." + "0" * 26]
)
def test_a_code_that_is_no_slip_is_told_so(text: str) -> None:
    with pytest.raises(RuleBroken, match="not the code of a slip"):
        slips.read_fragment(text)


def test_the_box_learns_sorted_keys_and_no_code() -> None:
    codes = codes_of(30)
    lists = [slips.list_of(section, codes) for section in ("A", "B")]
    plain = slips.slip_file("SET", lists)
    assert [entry["keys"] == sorted(entry["keys"]) for entry in plain["sections"]] == [True, True]
    assert not any(code in str(plain) for code in codes)
    assert slips.list_of("A", reversed(codes)) == lists[0], "no order of the printing is left"
    assert slips.read_slip_file(plain) == {"A": lists[0], "B": lists[1]}


def test_the_places_in_two_sections_say_nothing_of_each_other() -> None:
    """Sorted apart, the first of one section is the first of the other no oftener than by chance."""
    codes = codes_of(400)
    places = [slips.list_of(section, codes).keys for section in ("A", "B")]
    same = sum(
        places[0].index(slips.public_key("A", code)) == places[1].index(slips.public_key("B", code))
        for code in codes
    )
    assert same < 8


def test_a_section_listed_twice_is_refused() -> None:
    listed = slips.list_of("A", codes_of(2))
    with pytest.raises(RuleBroken, match="stands twice"):
        slips.read_slip_file(slips.slip_file("SET", [listed, listed]))


@pytest.mark.parametrize("change", ["added", "dropped", "swapped", "doubled", "unsorted", "upper"])
def test_a_changed_list_of_slips_is_refused(change: str) -> None:
    plain = slips.slip_file("SET", [slips.list_of("A", codes_of(5))])
    entry = plain["sections"][0]
    keys = entry["keys"]
    entry["keys"] = {
        "added": sorted([*keys, fixed("more").hex()]),
        "dropped": keys[1:],
        "swapped": sorted([*keys[1:], fixed("more").hex()]),
        "doubled": sorted([*keys[1:], keys[1]]),
        "unsorted": keys[::-1],
        "upper": [keys[0].upper(), *keys[1:]],
    }[change]
    with pytest.raises(RuleBroken, match=r"sections\[0\]"):
        slips.read_slip_file(plain)
