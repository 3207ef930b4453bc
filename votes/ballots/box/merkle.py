"""The root of a list (Merkle root): 32 bytes that change with every entry, with every order, with every length."""

from collections.abc import Iterable

from votes.ballots.box.canon import hashed

LEAF, NODE = b"\x00", b"\x01"
"""What a leaf and a node begin with, so that none can pass for the other."""


def root(entries: Iterable[bytes]) -> bytes:
    """The root of a list: neighbours are paired level by level, an odd last one goes up as it is."""
    level = [hashed(LEAF + entry) for entry in entries]
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else hashed(b"")


def _above(level: list[bytes]) -> list[bytes]:
    pairs = zip(level[::2], level[1::2], strict=False)
    return [hashed(NODE + left + right) for left, right in pairs] + level[len(level) & ~1 :]
