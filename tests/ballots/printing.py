"""Keys and slips of a sitting as the laptop writes them, of fixed bytes: two fields a slip, the codes known here alone."""

from dataclasses import dataclass, field
from typing import Any

from nacl.public import PrivateKey

from tests.ballots.box.samples import codes_of, fixed
from votes.ballots.box.canon import as_file
from votes.ballots.box.cards import KeySet, Section
from votes.ballots.box.slips import list_of, slip_file

TITLES = {"A": "2026年度民生实事项目票决", "B": "再次投票"}


@dataclass(frozen=True)
class Printing:
    """One printing: its slips' codes, the private key of each section, and the two files of the stick."""

    codes: list[str] = field(default_factory=lambda: codes_of(12))
    word: str = "first"

    def key(self, sign: str = "A") -> PrivateKey:
        return PrivateKey(fixed(f"{self.word} {sign}"))

    @property
    def keyset(self) -> KeySet:
        sections = tuple(
            Section(sign, title, bytes(self.key(sign).public_key)) for sign, title in TITLES.items()
        )
        return KeySet("演示县人大", "第一次会议", 2, 3, sections)

    @property
    def keys(self) -> bytes:
        return as_file(self.keyset.plain())

    @property
    def slips_plain(self) -> dict[str, Any]:
        return slip_file(self.keyset.name, [list_of(sign, self.codes) for sign in TITLES])

    @property
    def slips(self) -> bytes:
        return as_file(self.slips_plain)
