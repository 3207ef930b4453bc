"""A look into an uploaded zip (.xlsx, .docx) before any parser opens it: is it whole, how large is it."""

import io
import zipfile

from votes.common.errors import RuleBroken, say

MEGABYTE = 1024 * 1024
MOST_PARTS = 2000
DAMAGED = say(
    "This file is damaged and cannot be read. Save it again in its own program and upload it once more."
)
TOO_LARGE_INSIDE = say(
    "Unpacked, this file is larger than %(most)d MB. Copy what is needed into a new file and upload that."
)
PROTECTED = say("This file is protected by a password. Remove the password and upload it once more.")


def check_zip(data: bytes, most: int) -> None:
    """Refuse a zip that is damaged, protected, or larger than `most` bytes when unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except Exception as error:  # damaged bytes raise a dozen kinds: BadZipFile, struct.error, ValueError …
        raise RuleBroken(DAMAGED) from error
    if any(part.flag_bits & 1 for part in parts):
        raise RuleBroken(PROTECTED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise RuleBroken(TOO_LARGE_INSIDE, most=most // MEGABYTE)
