"""Random codes to print, to read aloud and to type."""

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, so that a code can be read aloud and typed."""


def new_code(length: int = 16) -> str:
    """A random code; 16 characters carry 80 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_out_of(words: str, length: int) -> str:
    """The code that belongs to these words, the same each time; whoever does not know them cannot guess it."""
    figures = hashlib.sha256(words.encode()).digest()
    return "".join(ALPHABET[figure % len(ALPHABET)] for figure in figures[:length])


def plain(code: str) -> str:
    """A code as it was made: blanks, dashes and small letters come from whoever types it."""
    return "".join(code.split()).replace("-", "").upper()


def digest(code: str) -> str:
    """What is kept of a code: never the code itself; blanks, dashes and case don't matter."""
    return hashlib.sha256(plain(code).encode()).hexdigest()


def in_fours(code: str) -> str:
    """A code as it is printed: ABCD-EFGH-JKLM-NPQR."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def in_lines(code: str) -> list[str]:
    """A code of 16 on a narrow card: two lines of eight."""
    return [in_fours(code[start : start + 8]) for start in range(0, len(code), 8)]
