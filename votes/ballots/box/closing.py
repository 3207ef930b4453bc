"""M10, the close (清点): what lies in the box, sorted, and its code, printed before any key card appears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.box.canon import canonical, hashed, hex_at
from votes.ballots.box.casting import Cast, receipt
from votes.ballots.box.log import Entry
from votes.ballots.box.merkle import root
from votes.ballots.fields import Field
from votes.ballots.round_rules import Papers
from votes.common.errors import say

FORMAT = "minsheng-closing/1"


@dataclass(frozen=True, slots=True)
class Closing:
    """清点报告单: what was printed, handed out, voided, left over, and what the box holds.

    `root` covers the list of receipts, `entries` every byte of every ballot, `log` all that was done.
    """

    mh: bytes
    root: bytes
    entries: bytes
    log: bytes
    papers: Papers

    @property
    def count(self) -> int:
        """Ballots in the box (收回)."""
        return self.papers.received or 0

    def plain(self) -> dict[str, Any]:
        """As the message writes it."""
        papers = self.papers
        return {
            "format": FORMAT,
            "mh": self.mh.hex(),
            "count": self.count,
            "root": self.root.hex(),
            "entries": self.entries.hex(),
            "log": self.log.hex(),
            "papers": {
                "printed": papers.printed,
                "issued": papers.issued,
                "spoiled": papers.spoiled,
                "left": papers.left,
            },
        }

    @property
    def hash(self) -> bytes:
        """What is printed of it and compared at the laptop: one code over all its figures."""
        return hashed(canonical(self.plain()))


def close(mh: bytes, casts: Iterable[Cast], log: Sequence[Entry], papers: Papers) -> Closing:
    """The closing of a box that holds these ballots, whose log ends with the close."""
    found = sorted(casts, key=lambda cast: cast.order)
    return Closing(mh, root(cast.hash for cast in found), entries_root(found), log[-1].hash, papers)


def entries_root(casts: Iterable[Cast]) -> bytes:
    """The root over ballots as they stand: slip, sealed bytes, signature."""
    return root(cast.pk + cast.ct + cast.sig for cast in casts)


def read_closing(field: Field) -> Closing:
    """A closing from plain values; slips that do not add up are refused."""
    field.at("format").one_of([FORMAT])
    papers = field.at("papers")
    names = ("printed", "issued", "spoiled", "left")
    counted = Papers(**{name: papers.at(name).whole() for name in names}, received=field.at("count").whole())
    if not counted.is_balanced:
        papers.refuse(
            say("%(field)s: slips printed must be those handed out, voided and left over together.")
        )
    mh, ballots, entries, log = (hex_at(field, name) for name in ("mh", "root", "entries", "log"))
    return Closing(mh, ballots, entries, log, counted)


def receipts(hashes: Iterable[bytes]) -> list[str]:
    """The list of receipts (回执号) that is posted: anyone may look for the own one."""
    return [receipt(hash) for hash in sorted(hashes)]
