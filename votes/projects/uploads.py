"""附件: uploaded pictures and papers as they are kept; what a file is, its bytes say, never its name.

Pictures are drawn anew, so that neither a position nor anything hidden stays in them. Papers are kept to the
byte, because they are evidence, and are only ever handed out as a download.
"""

import io
import zipfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.pictures import redraw
from votes.common.words import one_line
from votes.common.zips import MEGABYTE, check_zip
from votes.congress.models import Congress
from votes.projects.documents import Document, Kind, store

MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
LONGEST_TITLE = 200

PDF = "application/pdf"
PICTURE = "image/jpeg"
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "OFD.xml": "application/ofd",
}
ENDINGS = dict(zip((PDF, *OFFICE.values(), PICTURE), (".pdf", ".docx", ".xlsx", ".ofd", ".jpg"), strict=True))
"""The ending a file is handed out with, by its media type; 版式文件 of offices (OFD) are papers too."""

TOO_LARGE = say("This file is larger than %(most)d MB. Send a smaller one, or split it.")
NO_PAPER = say(
    "This file cannot be kept. Save it as PDF, .docx or .xlsx, or send a JPEG or PNG picture of it."
)
MACROS = say("This file carries macros. Save it as .docx or .xlsx without macros and upload it once more.")
CUT_OFF = say("This PDF ends too early: it was cut off on its way. Please upload it once more.")


def keep_photo(congress: Congress, content: bytes, title: str, at: datetime, data: Path) -> Document:
    """Keep a picture (照片) in two sizes, without position; `RuleBroken` says what is wrong with it."""
    return kept_picture(Kind.photo, congress, content, title, at, data)


def keep_paper(
    congress: Congress,
    content: bytes,
    filename: str,
    title: str,
    at: datetime,
    data: Path,
    kind: Kind = Kind.paper,
) -> Document:
    """Keep a paper (PDF, .docx, .xlsx, OFD, or a picture of it); without a title it is called like its file."""
    if len(content) > MOST_BYTES:
        raise RuleBroken(TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    named = one_line(title) or one_line(PurePosixPath(filename.replace("\\", "/")).stem)
    if content.startswith((b"\xff\xd8", b"\x89PNG")):
        return kept_picture(kind, congress, content, named, at, data)
    media_type = media_type_of(content)
    return kept(kind, congress, named, at, media_type, len(content), store(data, content))


def media_type_of(content: bytes) -> str:
    """What kind of paper these bytes are; anything else is refused."""
    if b"%PDF-" in content[:1024]:
        if b"%%EOF" not in content[-4096:]:
            raise RuleBroken(CUT_OFF)
        return PDF
    if not content.startswith(b"PK\x03\x04"):
        raise RuleBroken(NO_PAPER)
    check_zip(content, MOST_UNPACKED)
    return office_type(zipfile.ZipFile(io.BytesIO(content)).namelist())


def office_type(parts: list[str]) -> str:
    """Which office file has these parts; one with macros is refused."""
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise RuleBroken(MACROS)
    found = [media_type for part, media_type in OFFICE.items() if part in parts]
    if not found:
        raise RuleBroken(NO_PAPER)
    return found[0]


def kept_picture(
    kind: Kind, congress: Congress, content: bytes, title: str, at: datetime, data: Path
) -> Document:
    """A picture drawn anew, large and small."""
    picture = redraw(content)
    small = store(data, picture.small)
    large = store(data, picture.large)
    return kept(kind, congress, title, at, PICTURE, len(picture.large), large, small)


def kept(
    kind: Kind,
    congress: Congress,
    title: str,
    at: datetime,
    media_type: str,
    size: int,
    name: str,
    small: str | None = None,
) -> Document:
    """The row of a file that lies in the data folder under the hash `name`; not released yet."""
    document = Document(
        congress_id=congress.id,
        kind=kind,
        title=one_line(title)[:LONGEST_TITLE],
        media_type=media_type,
        hash=name,
        small_hash=small,
        size=size,
        added_at=at,
    )
    db.session.add(document)
    db.session.flush()
    return document
