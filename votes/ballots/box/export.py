"""M11, the box on its way to the offline laptop: one file that must fit itself and the printed sheet, or is refused.

What is wrong with the file is told here, in one sentence; what is wrong with a single ballot is left to the opening.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.ballots.box.canon import unhex
from votes.ballots.box.cards import KeySet
from votes.ballots.box.casting import Cast, is_signed, void_words
from votes.ballots.box.closing import Closing, entries_root, read_closing
from votes.ballots.box.log import Entry, check_log
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.box.merkle import root
from votes.ballots.box.slips import SlipList, list_printed, read_keys
from votes.ballots.fields import Field
from votes.common.errors import RuleBroken, say

FORMAT = "minsheng-box/1"

OTHER_SLIPS = say("%(field)s are not the slips that were printed for this vote. Copy the box again.")
OTHER_VOTE = say("%(field)s belongs to another vote. Copy the box of this vote.")
OTHER_BALLOTS = say(
    "%(field)s are not those of the printed list: %(found)d here, %(count)d there. Copy the box again."
)
UNSORTED = say("%(field)s must be sorted by their hash. Copy the box again.")
NO_BALLOT = say("%(field)s is damaged. Copy the box again.")
NO_VOIDING = say("%(field)s is not a voiding that a slip of this vote signed. Copy the box again.")
OTHER_KEYS = say("This box was not made with these keys. Take the key file of this sitting.")
OTHER_LIST = say(
    "The box holds another list of slips than the one printed here. Open nothing, and tell the chair."
)
TOO_MANY_VOID = say("%(field)s: %(found)d slips are void, but only %(count)d were voided or left over.")


@dataclass(frozen=True, slots=True)
class Export:
    """A closed box as a file: manifest, slips, voided slips, sealed ballots sorted by hash, closing."""

    manifest: Manifest
    slips: SlipList
    voided: frozenset[bytes]
    casts: tuple[Cast, ...]
    closing: Closing

    @property
    def unsigned(self) -> int:
        """Slips voided or left over whose own signature is missing: they could not be read any more."""
        papers = self.closing.papers
        return (papers.spoiled or 0) + (papers.left or 0) - len(self.voided)


def export(
    manifest: Manifest,
    slips: SlipList,
    voided: dict[bytes, bytes],
    casts: Sequence[Cast],
    closing: Closing,
    log: Sequence[Entry],
) -> dict[str, Any]:
    """The file of a closed box; `voided` are signatures by public key."""
    return {
        "format": FORMAT,
        "manifest": manifest.plain(),
        "slips": [key.hex() for key in slips.keys],
        "void": [{"pk": pk.hex(), "sig": voided[pk].hex()} for pk in sorted(voided)],
        "ballots": [cast.plain() for cast in sorted(casts, key=lambda cast: cast.order)],
        "closing": closing.plain(),
        "log": [entry.plain() for entry in log],
    }


def read_export(plain: Any) -> Export:
    """A closed box from plain values; a changed manifest, list, box, closing or log is refused by name."""
    top = Field("", plain)
    top.is_file(FORMAT, "box-….json")
    manifest = read_manifest(top.at("manifest").members())
    closing = read_closing(top.at("closing"))
    if closing.mh != manifest.mh:
        top.at("closing").refuse(OTHER_VOTE)
    slips = _slips(top.at("slips"), manifest)
    casts = tuple(_cast(place, entry) for place, entry in enumerate(top.at("ballots").entries()))
    hashes = [cast.hash for cast in casts]
    _check_ballots(top.at("ballots"), casts, closing)
    check_log(top.at("log"), manifest.mh, hashes, closing.log)
    listed = frozenset(slips.keys)
    voided = frozenset(_voided(entry, manifest.section, listed) for entry in top.at("void").each())
    found = Export(manifest, slips, voided, casts, closing)
    if found.unsigned < 0:
        count = len(voided) + found.unsigned
        top.at("void").refuse(TOO_MANY_VOID, found=len(voided), count=count)
    return found


def compare_printing(box: Export, keyset: KeySet, printed: Any) -> None:
    """Refuse a box of other keys, or of another list of slips, than this laptop made: all else in it is the server's word."""
    manifest = box.manifest
    if keyset.section(manifest.section).box != manifest.box:
        raise RuleBroken(OTHER_KEYS)
    if list_printed(printed, keyset.name, manifest.section) != box.slips:
        raise RuleBroken(OTHER_LIST)


def _slips(field: Field, manifest: Manifest) -> SlipList:
    slips = SlipList(manifest.section, read_keys(field))
    if slips.root != manifest.root or len(slips.keys) != manifest.slips:
        field.refuse(OTHER_SLIPS)
    return slips


def _cast(place: int, entry: Any) -> Cast:
    """A ballot of whatever lengths; whether it is a good one is not asked yet."""
    members = entry if isinstance(entry, dict) and len(entry) == 3 else {}
    pk, ct, sig = unhex(members.get("pk")), unhex(members.get("ct")), unhex(members.get("sig"))
    if pk is None or ct is None or sig is None:
        Field(f"ballots[{place}]", entry).refuse(NO_BALLOT)
    return Cast(pk, ct, sig)


def _check_ballots(field: Field, casts: Sequence[Cast], closing: Closing) -> None:
    whole = root(cast.hash for cast in casts) == closing.root and entries_root(casts) == closing.entries
    if len(casts) != closing.count or not whole:
        field.refuse(OTHER_BALLOTS, found=len(casts), count=closing.count)
    orders = [cast.order for cast in casts]
    if orders != sorted(orders):
        field.refuse(UNSORTED)


def _voided(entry: Field, section: str, listed: frozenset[bytes]) -> bytes:
    pk, sig = unhex(entry.at("pk").value, 32), unhex(entry.at("sig").value, 64)
    if pk is None or sig is None or pk not in listed or not is_signed(pk, void_words(section, pk), sig):
        entry.refuse(NO_VOIDING)
    return pk
