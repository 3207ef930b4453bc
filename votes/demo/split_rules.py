"""How demonstration counts are parted over batches (票束), so that every batch could really have been counted so."""

from collections.abc import Mapping, Sequence

Marks = dict[str, int]


def part(total: int, sizes: Sequence[int], rooms: list[int], limits: Sequence[int]) -> list[int]:
    """A total parted in proportion to `sizes`; what rounding leaves goes where there is most room.

    `rooms` (how much each part may still take in all) is drawn down; no part exceeds its limit.
    """
    whole = sum(sizes)
    found = [total * size // whole for size in sizes]
    rooms[:] = [room - one for room, one in zip(rooms, found, strict=True)]
    for _ in range(total - sum(found)):
        place = max(
            (n for n in range(len(sizes)) if found[n] < limits[n]), key=lambda n: (rooms[n], sizes[n])
        )
        found[place] += 1
        rooms[place] -= 1
    return found


def batch_counts(
    totals: Mapping[str, Marks], valid: Sequence[int], most: int | None
) -> list[dict[str, Marks]]:
    """The counts of each batch, given the totals by option and the valid ballots of each batch.

    No batch has more approvals than its ballots may carry (`most` each), and in each the marks of an option sum
    to the valid ballots.
    """
    rooms = [(len(totals) if most is None else most) * size for size in valid]
    found: list[dict[str, Marks]] = [{} for _ in valid]
    for key, marks in totals.items():
        approvals = part(marks["approve"], valid, rooms, valid)
        rest = [size - approve for size, approve in zip(valid, approvals, strict=True)]
        opposed = part(marks["oppose"], rest, list(rest), rest) if sum(rest) else [0] * len(valid)
        for counts, approve, oppose, left in zip(found, approvals, opposed, rest, strict=True):
            counts[key] = {"approve": approve, "oppose": oppose, "abstain": left - oppose}
    return found
