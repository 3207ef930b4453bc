"""What people type or paste, made fit to be kept: without signs nobody sees, some of which no database takes."""

import re
import unicodedata

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def plain(text: object) -> str:
    """A text with its lines: no control signs, no marks that turn the direction of writing, no blanks around.

    What is no text (a file sent into a text field) says nothing.
    """
    whole = UNSEEN.sub("", LINE_ENDS.sub("\n", text if isinstance(text, str) else ""))
    return "\n".join(line.rstrip() for line in whole.split("\n")).strip()


def one_line(text: object) -> str:
    """A text as one line, its blanks and line breaks made single blanks."""
    return " ".join(plain(text).split())


def sent_number(text: object, otherwise: int = -1) -> int:
    """A number that a page of ours sends along (an id, what was seen); whatever else is sent instead is `otherwise`.

    It has at most nine digits, so that it fits every column, and no page can be made to read a thousand of them.
    """
    digits = "" if text is None else str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


def typed_number(text: object) -> str:
    """A number as people type it, full-width or with parted thousands, in plain digits."""
    return unicodedata.normalize("NFKC", one_line(text)).replace(",", "").replace(" ", "")
