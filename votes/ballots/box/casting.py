"""M4, M7: what a slip signs: a sealed ballot (密封的票), a question about itself, its own voiding (作废)."""

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.signing import VerifyKey

from votes.ballots.box.canon import base32, canonical, hashed, unhex
from votes.ballots.box.manifest import CHANCE, Manifest
from votes.ballots.box.slips import public_key, signing_key

OVERHEAD = 48
"""Bytes that sealing adds: a key of its own and a proof against change."""
RECEIPT = 10


@dataclass(frozen=True)
class Cast:
    """A sealed ballot as it travels: the slip's public key, the sealed bytes, the slip's signature."""

    pk: bytes
    ct: bytes
    sig: bytes

    def plain(self) -> dict[str, Any]:
        """As the message writes it."""
        return {"pk": self.pk.hex(), "ct": self.ct.hex(), "sig": self.sig.hex()}

    @cached_property
    def hash(self) -> bytes:
        """H(ct), by which it is sorted and listed."""
        return hashed(self.ct)

    @property
    def order(self) -> tuple[bytes, bytes, bytes]:
        """By what ballots are sorted: H(ct), and for copies of it their slip and signature."""
        return self.hash, self.pk, self.sig

    def is_signed(self, mh: bytes) -> bool:
        """Whether its slip signed it for this manifest."""
        return is_signed(self.pk, cast_words(mh, self.hash), self.sig)


def plaintext(manifest: Manifest, marks: dict[str, str], chance: bytes) -> bytes:
    """A ballot before it is sealed: canonical JSON, filled up with blanks to the manifest's one length."""
    return canonical(manifest.ballot_of(marks, chance)).ljust(manifest.length)


def seal(manifest: Manifest, marks: dict[str, str], code: str) -> Cast:
    """A ballot of these marks, sealed for the box and signed by the slip of this code."""
    data = plaintext(manifest, marks, secrets.token_bytes(CHANCE))
    return signed(manifest, SealedBox(PublicKey(manifest.box)).encrypt(data), code)


def signed(manifest: Manifest, ct: bytes, code: str) -> Cast:
    """Sealed bytes with the signature of the slip of this code."""
    key = signing_key(manifest.section, code)
    words = cast_words(manifest.mh, hashed(ct))
    return Cast(bytes(key.verify_key), ct, key.sign(words).signature)


def cast_words(mh: bytes, hash: bytes) -> bytes:
    """What a slip signs when it casts."""
    return f"cast|{mh.hex()}|{hash.hex()}".encode()


def ask_words(mh: bytes, pk: bytes) -> bytes:
    """What a slip signs when it asks whether it was used (M8)."""
    return f"ask|{mh.hex()}|{pk.hex()}".encode()


def void_words(section: str, pk: bytes) -> bytes:
    """What a slip signs when it is voided (M4), before the manifest of its section is known."""
    return f"void|{section}|{pk.hex()}".encode()


def voiding(section: str, code: str) -> tuple[bytes, bytes]:
    """The public key of a slip for one section, and its own signature under its voiding."""
    pk = public_key(section, code)
    return pk, signing_key(section, code).sign(void_words(section, pk)).signature


def is_signed(pk: bytes, words: bytes, sig: bytes) -> bool:
    """Whether this key signed these words; bytes of a wrong length are no signature."""
    try:
        VerifyKey(pk).verify(words, sig)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def receipt(hash: bytes) -> str:
    """回执号 of a ballot: the first ten signs of H(ct); it says that the ballot is in the box, never what it says."""
    return base32(hash[:7])[:RECEIPT]  # ten signs come from the first seven bytes


def read_cast(plain: Any, manifest: Manifest) -> Cast | None:
    """A ballot as it arrives at the box; None for whatever is not one of this manifest, whatever it may be."""
    if not isinstance(plain, dict) or set(plain) != {"pk", "ct", "sig"}:
        return None
    pk, sig = unhex(plain["pk"], 32), unhex(plain["sig"], 64)
    ct = unhex(plain["ct"], manifest.length + OVERHEAD)
    return None if pk is None or ct is None or sig is None else Cast(pk, ct, sig)
