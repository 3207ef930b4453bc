"""Bytes that every counter must write alike: canonical JSON, the hash H, and base32 to be read and typed.

The 32 signs are Crockford's: what is not among them (I, L, O, U) is taken for the sign it looks like, so that every
letter and figure that can be typed has one reading.
"""

import base64
import hashlib
import json
import unicodedata
from typing import Any, NoReturn

from votes.ballots.fields import Field, Refused
from votes.common.errors import say

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TO_SIGNS, FROM_SIGNS = str.maketrans(STANDARD, SIGNS), str.maketrans(SIGNS, STANDARD)
LOOKS_LIKE = str.maketrans("OILU", "011V")
STOPS = str.maketrans("。．·、,—–", ".....--")
"""What a Chinese input method makes of the stops and dashes that a keyboard scanner sends."""
LARGEST = 2**53 - 1
"""The largest whole number that a browser still holds exactly."""
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> bytes:
    """Plain values as canonical JSON: UTF-8, keys sorted by code point, no spaces, no floats."""
    try:
        return ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise Refused("{}", say("%(field)s: a text holds half a character.")) from error


def hashed(data: bytes) -> bytes:
    """H(x): the first 32 bytes of SHA-512."""
    return hashlib.sha512(data).digest()[:32]


def base32(data: bytes) -> str:
    """Bytes as signs, five bits each, the last one filled up with zero bits."""
    return base64.b32encode(data).decode().rstrip("=").translate(TO_SIGNS)


def unbase32(signs: str) -> bytes | None:
    """The bytes of such signs; None where they are not exactly what `base32` writes."""
    try:
        data = base64.b32decode(signs.translate(FROM_SIGNS) + "=" * (-len(signs) % 8))
    except ValueError:
        return None
    return data if base32(data) == signs else None


def upright(text: str) -> str:
    """What was typed or scanned as it was meant: half-width, upper case, no blanks, stops as stops."""
    plain = unicodedata.normalize("NFKC", text.translate(STOPS)).upper()
    return "".join(plain.split())


def as_signs(text: str) -> str:
    """What was typed as signs: blanks and dashes away, look-alikes as what they look like; others stay."""
    return "".join(char for char in upright(text) if char.isalnum()).translate(LOOKS_LIKE)


def unhex(text: object, length: int | None = None) -> bytes | None:
    """Bytes written as lower-case hexadecimal, of this length if given; None for anything else."""
    if not isinstance(text, str) or (length is not None and len(text) != 2 * length):
        return None
    try:
        data = bytes.fromhex(text)
    except ValueError:
        return None
    return data if data.hex() == text else None


def hex_at(field: Field, key: str, length: int = 32) -> bytes:
    """A member of hexadecimal signs that must be there."""
    data = unhex(field.at(key).value, length)
    if data is None:
        field.at(key).refuse(say("%(field)s must be %(length)d bytes in hexadecimal."), length=length)
    return data


def fingerprint(data: bytes) -> str:
    """指纹: the first eight bytes of a hash, to be read aloud: 7F3A 91C2 E045 B8D6."""
    signs = data[:8].hex().upper()
    return " ".join(signs[place : place + 4] for place in range(0, 16, 4))


def parse(data: bytes, name: str) -> Any:
    """Plain values from a file of JSON, refused in a sentence where it is none; `name` is what the file should be."""
    try:
        return json.loads(
            data.decode(),
            object_pairs_hook=_no_key_twice,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise Refused(name, say("%(field)s is damaged: it is not JSON. Copy the file again.")) from error


def as_file(value: Any) -> bytes:
    """Canonical JSON as a file: one line."""
    return canonical(value) + b"\n"


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise Refused(key[:20], say("%(field)s: this key stands twice in one object."))
        members[key] = value
    return members


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Refused(f"{digits[:20]}…", say("%(field)s is too long a number."))
    return int(digits)


def _no_number(digits: str) -> NoReturn:
    raise Refused(digits[:20], say("%(field)s is not a whole number."))
