"""M5, the log (票箱日志): a chain of deeds from an empty box to a closed one, each holding the hash of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.box.canon import canonical, hashed
from votes.ballots.box.merkle import root
from votes.ballots.fields import Field
from votes.common.errors import say

OPEN, CLOSE = "open", "close"
BROKEN = say("%(field)s does not follow from the entry before: the log was changed. Copy the box again.")
UNLIKE = say("%(field)s does not say what the box says: the log was changed. Copy the box again.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed with its facts; `previous` is the hash of the entry before, None for the first."""

    deed: str
    facts: dict[str, Any]
    previous: bytes | None

    def plain(self) -> dict[str, Any]:
        """As the log writes it."""
        previous = self.previous.hex() if self.previous else None
        return {"deed": self.deed, "facts": self.facts, "previous": previous}

    @property
    def hash(self) -> bytes:
        """What the next entry holds of it."""
        return hashed(canonical(self.plain()))


def state(mh: bytes, hashes: Sequence[bytes]) -> dict[str, Any]:
    """What an opening and a close say of the box: its manifest, how many ballots, their root."""
    return {"mh": mh.hex(), "count": len(hashes), "root": root(hashes).hex()}


def added(log: Sequence[Entry], deed: str, facts: dict[str, Any]) -> list[Entry]:
    """The log with one more deed."""
    return [*log, Entry(deed, facts, log[-1].hash if log else None)]


def check_log(field: Field, mh: bytes, hashes: Sequence[bytes], last: bytes) -> None:
    """Refuse a log that is no chain, does not run from an empty box to this one, or not to the `last` hash."""
    entries = field.some()
    previous: bytes | None = None
    for entry in entries:
        if entry.at("previous").value != (previous.hex() if previous else None):
            entry.refuse(BROKEN)
        previous = hashed(canonical(entry.value))
    _check_entry(entries[0], OPEN, state(mh, []))
    _check_entry(entries[-1], CLOSE, state(mh, hashes))
    if previous != last:
        entries[-1].refuse(UNLIKE)


def _check_entry(entry: Field, deed: str, facts: dict[str, Any]) -> None:
    if entry.at("deed").value != deed or canonical(entry.at("facts").value) != canonical(facts):
        entry.refuse(UNLIKE)
