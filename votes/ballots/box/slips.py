"""M2, slips (票): ten random bytes that a deputy draws; every section has its own pair of keys from them.

Nothing here knows a deputy, and the box knows nothing but the sorted public keys.
"""

import itertools
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nacl.signing import SigningKey

from votes.ballots.box.canon import as_signs, base32, hashed, hex_at, unbase32, unhex
from votes.ballots.box.manifest import read_section
from votes.ballots.box.merkle import root
from votes.ballots.fields import Field
from votes.common.errors import RuleBroken, say

FORMAT = "minsheng-slips/1"
BYTES, SIGNS = 10, 16
FRAGMENT = re.compile(r"([A-Z0-9]{1,8})\.([0-9A-Z]{16})\.([0-9A-Z]{26})")
OTHER_PRINTING = say(
    "The keys and the list of slips are of two printings. Take keys.json and slips.json of this sitting."
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slip as scanned: its section, its code, and the beginning of the box key's hash that is printed on it."""

    section: str
    code: str
    mark: str

    def is_for(self, box: bytes) -> bool:
        """Whether it was printed for this box key, and not for one put in its place."""
        return self.mark == key_mark(box)


@dataclass(frozen=True, slots=True)
class SlipList:
    """The public keys of one section's slips, sorted: all that the box learns of the slips."""

    section: str
    keys: tuple[bytes, ...]

    @property
    def root(self) -> bytes:
        """The root that stands on the protocol of the printing."""
        return root(self.keys)

    def plain(self) -> dict[str, Any]:
        """As the file of slips writes it."""
        return {
            "id": self.section,
            "count": len(self.keys),
            "root": self.root.hex(),
            "keys": [key.hex() for key in self.keys],
        }


def new_code() -> str:
    """The code of a new slip: 80 random bits as 16 signs."""
    return base32(secrets.token_bytes(BYTES))


def read_code(typed: str) -> str:
    """A code as it was typed: blanks, dashes, small letters and look-alikes come from whoever types it."""
    signs = as_signs(typed)
    if len(signs) != SIGNS:
        raise RuleBroken(
            say("The slip's number has 16 characters; %(n)d were typed. Type all of them."), n=len(signs)
        )
    if unbase32(signs) is None:
        raise RuleBroken(say("The slip's number has only letters and figures. Look at it again."))
    return signs


def signing_key(section: str, code: str) -> SigningKey:
    """The key of a slip for one section, from its code."""
    return SigningKey(hashed(f"minsheng-slip-1|{section}|{code}".encode()))


def public_key(section: str, code: str) -> bytes:
    """The public key of a slip for one section."""
    return bytes(signing_key(section, code).verify_key)


def key_mark(box: bytes) -> str:
    """What a slip says of the box key: the first 16 bytes of its hash, in 26 signs."""
    return base32(hashed(box)[:16])


def fragment(section: str, code: str, box: bytes) -> str:
    """What a slip's QR says after the `#`, which no browser sends to a server."""
    return f"{section}.{code}.{key_mark(box)}"


def address(host: str, section: str, code: str, box: bytes) -> str:
    """The address in a slip's QR; `host` with its scheme: https://votes.example."""
    return f"{host}/b#{fragment(section, code, box)}"


def read_fragment(text: str) -> Drawn:
    """A slip from the part of its address after the `#`."""
    found = FRAGMENT.fullmatch(text)
    if found is None or unbase32(found[2]) is None or unbase32(found[3]) is None:
        raise RuleBroken(say("This is not the code of a slip. Scan the field of this vote once more."))
    return Drawn(found[1], found[2], found[3])


def list_of(section: str, codes: Iterable[str]) -> SlipList:
    """The list of one section: sorted, so that no order tells which slip a key belongs to."""
    return SlipList(section, tuple(sorted(public_key(section, code) for code in codes)))


def slip_file(keyset: str, lists: Sequence[SlipList]) -> dict[str, Any]:
    """The file that goes to the box; `keyset` names the key ceremony."""
    return {"format": FORMAT, "set": keyset, "sections": [one.plain() for one in lists]}


def read_slip_file(plain: Any) -> dict[str, SlipList]:
    """The lists of all sections; one that does not fit its own root is refused."""
    top = Field("slips", plain)
    top.is_file(FORMAT, "slips.json")
    top.at("set").text()
    lists = [_list(entry) for entry in top.at("sections").some()]
    if len({one.section for one in lists}) < len(lists):
        top.at("sections").refuse(say("%(field)s: a section stands twice."))
    return {one.section: one for one in lists}


def list_printed(plain: Any, keyset: str, section: str) -> SlipList | None:
    """The list of a section as the laptop has kept it since the printing with these keys."""
    lists = read_slip_file(plain)
    if plain["set"] != keyset:
        raise RuleBroken(OTHER_PRINTING)
    return lists.get(section)


def _list(entry: Field) -> SlipList:
    found = SlipList(read_section(entry.at("id")), read_keys(entry.at("keys")))
    if len(found.keys) != entry.at("count").whole(1) or found.root != hex_at(entry, "root"):
        entry.refuse(
            say("%(field)s: the keys are not those that were printed. Take the file of the printing.")
        )
    return found


def read_keys(field: Field) -> tuple[bytes, ...]:
    """A sorted list of public keys without a double."""
    keys = [unhex(entry, 32) for entry in field.entries()]
    known = tuple(key for key in keys if key is not None)
    if len(known) < len(keys) or any(not one < other for one, other in itertools.pairwise(known)):
        field.refuse(say("%(field)s must be sorted public keys in hexadecimal, each once."))
    return known
