"""M10, the close (清点): the sorted list of what lies in the box and its root, printed before any key card appears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.box.canon import hex_at
from votes.ballots.box.casting import receipt
from votes.ballots.box.merkle import root
from votes.ballots.fields import Field
from votes.ballots.round_rules import Papers
from votes.common.errors import say

FORMAT = "minsheng-closing/1"


@dataclass(frozen=True, slots=True)
class Closing:
    """清点报告单: what was printed, handed out, voided, left over, and what the box holds."""

    mh: bytes
    root: bytes
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
            "papers": {
                "printed": papers.printed,
                "issued": papers.issued,
                "spoiled": papers.spoiled,
                "left": papers.left,
            },
        }


def close(mh: bytes, hashes: Sequence[bytes], printed: int, issued: int, spoiled: int, left: int) -> Closing:
    """The closing of a box that holds ballots of these hashes, sorted."""
    return Closing(mh, root(hashes), Papers(printed, issued, spoiled, left, len(hashes)))


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
    return Closing(hex_at(field, "mh"), hex_at(field, "root"), counted)


def receipts(hashes: Iterable[bytes]) -> list[str]:
    """The list of receipts (回执号) that is posted: anyone may look for the own one."""
    return [receipt(hash) for hash in sorted(hashes)]
