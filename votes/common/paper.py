"""Official papers: Word files filled from templates that a county may replace, and print sheets as PDF.

    path = find_template("announcement.docx", template_folders(data, ["town", "county"], "ballots"))
    file = fill(path, {"session": "…", "items": [{"number": 1, "title": "…"}]})

`paper_fields` lists what each template can be given; what is not given stays blank, as a line to write on.
Word and PDF are loaded inside the functions: a page without papers should not wait for them.
"""

import importlib
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from votes.common.errors import RuleBroken, say
from votes.common.paper_fields import FIELDS, Field, Fields
from votes.common.zips import MEGABYTE, check_zip

ROOMS = Path(__file__).resolve().parent.parent
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 20 * MEGABYTE
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

NO_TEMPLATE = say("There is no template called %(name)s.")
TOO_LARGE = say("This template is larger than %(most)d MB. Leave out pictures and upload it again.")
NO_PDF = say("This machine cannot make PDF files. Print the page itself.")


def template_folders(data: Path, lineage: Sequence[str], room: str) -> list[Path]:
    """Where templates may lie: the congress's own folder, its parent's and so on, last the room's own."""
    return [*(data / "templates" / slug for slug in lineage), ROOMS / room / "paper"]


def find_template(name: str, folders: Sequence[Path]) -> Path:
    """The first template (模板) of this name."""
    for folder in folders:
        if name == Path(name).name and (folder / name).is_file():
            return folder / name
    raise RuleBroken(NO_TEMPLATE, name=name)


def fill(path: Path, context: Mapping[str, Any], fields: Fields | None = None) -> bytes:
    """The Word file of a template and plain values: text, numbers, days, lists of rows as dicts."""
    return filled(path.read_bytes(), context, FIELDS[path.name] if fields is None else fields)


def filled(data: bytes, context: Mapping[str, Any], fields: Fields) -> bytes:
    """The template with every tag replaced."""
    if len(data) > MOST_BYTES:
        raise RuleBroken(TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    check_zip(data, MOST_UNPACKED)
    from votes.common.word import rendered

    return rendered(data, {field.key: given(field, context) for field in fields}, fields)


def given(field: Field, context: Mapping[str, Any]) -> Any:
    """What a template gets for one field: the value, the word that stands for it, or nothing."""
    value = context.get(field.key, "")
    if field.parts:
        return [{part.key: given(part, row) for part in field.parts} for row in value or ()]
    if field.word and (value is None or value == ""):
        return field.word
    return UNPRINTABLE.sub("", value) if isinstance(value, str) else value


@cache
def pdf_available() -> bool:
    """Whether print sheets can be made here: Pango is there, and a font that knows Chinese."""
    try:
        importlib.import_module("votes.common.press")
    except (ImportError, OSError):
        return False
    return knows_chinese()


def pdf(html: str, base_css: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """A print sheet as PDF; of addresses in it only `data:` and the given files are read, nothing outside."""
    if not pdf_available():
        raise RuleBroken(NO_PDF)
    from votes.common.press import pressed

    return pressed(html, base_css, files or {})


def knows_chinese() -> bool:
    """Whether fontconfig knows a font for Chinese; where it cannot be asked, it is taken on trust."""
    command = shutil.which("fc-list")
    if command is None:
        return True
    asked = subprocess.run([command, ":lang=zh-cn", "family"], capture_output=True, check=False)  # noqa: S603
    return bool(asked.stdout.strip())
