"""位图: a set of entries as one large number, whose bits are the ids; sets are joined in a hundredth of a millisecond.

Kept as a list of numbers where few entries are in it, else as its bits.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

LISTED, BITS = b"L", b"B"
DENSE = 32
"""A list takes 32 bits for each entry in it; bits take one for each entry there is."""


def packed(ids: Sequence[int]) -> bytes:
    """A set as it is kept; ids in ascending order."""
    if not ids:
        return b""
    if len(ids) * DENSE < ids[-1]:
        return LISTED + array("I", ids).tobytes()
    return BITS + bits(ids)


def bits(ids: Sequence[int]) -> bytes:
    """The bits of a set, the lowest first."""
    found = bytearray(ids[-1] // 8 + 1)
    for one in ids:
        found[one >> 3] |= 1 << (one & 7)
    return bytes(found)


def unpacked(kept: bytes) -> int:
    """A kept set as a number."""
    if kept[:1] == LISTED:
        ids = array("I")
        ids.frombytes(kept[1:])
        return int.from_bytes(bits(ids), "little")
    return int.from_bytes(kept[1:], "little")


def largest(found: int, most: int) -> list[int]:
    """The largest ids of a set, so many at most, the largest first."""
    ids = list[int]()
    while found and len(ids) < most:
        top = found.bit_length() - 1
        ids.append(top)
        found ^= 1 << top
    return ids


def heaviest(weighed: Iterable[tuple[int, int]], most: int) -> list[int]:
    """The ids of greatest weight, so many at most: each set comes with the whole number that it adds to its ids.

    All sums are kept at once, one number for each binary digit, so that a set of any size costs a few steps.
    """
    digits = list[int]()
    for ids, weight in weighed:
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                add(digits, ids, place)
    return top(digits, most)


def add(digits: list[int], ids: int, place: int) -> None:
    """Add two to the power of `place` to the sums of these ids."""
    while ids:
        while place >= len(digits):
            digits.append(0)
        digits[place], ids = digits[place] ^ ids, digits[place] & ids
        place += 1


def top(digits: Sequence[int], most: int) -> list[int]:
    """The ids of the greatest sums, none of them nought; of equal sums the largest ids."""
    left, sure = reduce(or_, digits, 0), 0
    for digit in reversed(digits):
        if (sure | left & digit).bit_count() <= most:
            sure, left = sure | left & digit, left & ~digit
        else:
            left &= digit
    return [*largest(sure, most), *largest(left, most - sure.bit_count())]
