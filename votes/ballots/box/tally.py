"""M12, M13: what goes back to the server is counts alone, and the hash at which two counters must meet.

The record with single ballots stays with the scrutineers, sealed, as ballots of paper do.
"""

from dataclasses import dataclass
from typing import Any

from votes.ballots import record
from votes.ballots.box.canon import canonical, hashed, hex_at
from votes.ballots.box.closing import Closing
from votes.ballots.box.export import Export
from votes.ballots.box.manifest import Manifest
from votes.ballots.box.opening import Opened
from votes.ballots.counting import Channel, Counted, read_channel
from votes.ballots.fields import Field
from votes.common.errors import say

FORMAT = "minsheng-result/1"
COUNTERS = ("command", "page")

OTHER_VOTE = say("This is the result of another vote. Bring the result file of this vote.")
OTHER_BOX = say("This is the result of another box. Open the box that was closed.")
CHANGED = say("The counts in the file do not fit its code: it was changed. Bring the file of the laptop.")
ONE_COUNT = say(
    "Only one counter has counted: count a second time with the other one, compare, and bring that result."
)
UNLIKE = say("%(field)s: the two counters differ. Count again before anything is confirmed.")
MORE = say("%(field)s holds more than counts. Bring the result file as the laptop wrote it.")
NO_REASON = say("%(field)s names a reason that no counter gives. Bring the result file of the laptop.")
VOID = {"unreadable", "over_marked"}
"""What a counter says of invalid ballots."""
FIGURES = say("This file does not fit the figures of the close. Bring the result file of this box.")


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of an opened box: a `slips` channel of the record, with the manifest and the root they belong to."""

    mh: bytes
    root: bytes
    channel: dict[str, Any]

    @property
    def line(self) -> bytes:
        """The bytes that every counter must reach."""
        return canonical({"mh": self.mh.hex(), "root": self.root.hex(), "channel": self.channel})

    @property
    def hash(self) -> bytes:
        """What a counter says of its count; it covers counts only, so that nobody can guess ballots from it."""
        return hashed(self.line)


def tally(box: Export, opened: Opened) -> Tally:
    """The counts of a box."""
    closing = box.closing
    return Tally(
        box.manifest.mh, closing.root, _channel(closing.papers.issued, closing.count, opened.counted)
    )


def _channel(issued: int | None, received: int, counted: Counted) -> dict[str, Any]:
    figures = {"valid": counted.valid, "void": counted.void, "counts": counted.counts}
    return {"kind": "slips", "issued": issued, "received": received, **figures}


def _papers(box: Export) -> dict[str, Any]:
    return {"kind": "slips", "issued": box.closing.papers.issued, "received": box.closing.count}


def full_record(box: Export, opened: Opened) -> dict[str, Any]:
    """The record (record.md) with single ballots, each without the random bytes that could tell whose it is."""
    manifest = box.manifest
    roll = {"all": manifest.roll.all, "present": manifest.roll.present}
    options = [item.of_record() for item in manifest.items]
    channel = {**_papers(box), "ballots": opened.ballots}
    return record.write(manifest.ballot, manifest.rules.plain(), options, roll, [channel])


def result_file(counted: Tally, other: bytes | None) -> dict[str, Any]:
    """The file that goes back; `other` is the hash that the counter of the page has printed."""
    return {
        "format": FORMAT,
        "mh": counted.mh.hex(),
        "root": counted.root.hex(),
        "channel": counted.channel,
        "counters": {"command": counted.hash.hex(), "page": other.hex() if other else None},
    }


def read_result(plain: Any, manifest: Manifest, closing: Closing) -> Channel:
    """The counts of a result file, if they are of this vote and this box, and both counters agree."""
    top = Field("result", plain)
    top.is_file(FORMAT, "result.json")
    if hex_at(top, "mh") != manifest.mh:
        top.at("mh").refuse(OTHER_VOTE)
    if hex_at(top, "root") != closing.root:
        top.at("root").refuse(OTHER_BOX)
    top.at("channel").without(["ballots"])
    found = read_channel(top.at("channel"), manifest.rules, [item.id for item in manifest.items])
    if (found.kind, found.issued, found.received) != ("slips", closing.papers.issued, closing.count):
        top.at("channel").refuse(FIGURES)
    if not set(found.counted.void) <= VOID:
        top.at("channel").at("void").refuse(NO_REASON)
    read = Tally(manifest.mh, closing.root, _channel(found.issued, found.received, found.counted))
    _check_counters(top, read.hash)
    if canonical(result_file(read, read.hash)) != canonical(plain):
        top.refuse(MORE)
    return found


def _check_counters(top: Field, hash: bytes) -> None:
    counters = top.at("counters")
    for name in COUNTERS:
        if counters.at(name).value is None:
            counters.at(name).refuse(ONE_COUNT)
    if hex_at(counters, "page") != hex_at(counters, "command"):
        counters.at("page").refuse(UNLIKE)
    if hex_at(counters, "page") != hash:
        counters.refuse(CHANGED)
