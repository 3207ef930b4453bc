"""The file of a draw (抽签文件): written for everyone who wants to repeat it, read back and calculated again."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from votes.ballots.readout import printable
from votes.common.errors import RuleBroken, say
from votes.supervision.draw_rules import HEX, Stated, checks, repeated

FORMAT = "minsheng-votes draw 1"
AGREES, DIFFERS, REFUSED = 0, 1, 2
MOST_BYTES = 4 * 1024 * 1024
Translate = Callable[[str], str]

NO_FILE = say("The file cannot be opened: %(name)s")
NO_DRAW = say("This is not the file of a draw. Please download it from the page of the draw.")
NOT_DRAWN = say("This draw has not taken place: its seed is not revealed yet.")
FIELD = say("The file of the draw is damaged at %(field)s.")


def written(stated: Stated, told: dict[str, Any]) -> str:
    """The file of a draw as JSON: what was fixed before, what came after, and `told` for people to read."""
    entries = [
        {"key": key, **({"title": stated.titles[index]} if stated.titles is not None else {})}
        for index, key in enumerate(stated.keys)
    ]
    before = {"list_hash": stated.list_hash, "commitment": stated.commitment, "count": stated.count}
    after = {"seed": stated.seed, "word": stated.word, "drawn": list(stated.drawn)}
    whole = {"format": FORMAT, **told, **before, "entries": entries, **(after if stated.seed else {})}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Stated:
    """The draw that a file tells of; a broken rule says what is wrong with the file."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RuleBroken(NO_DRAW) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RuleBroken(NO_DRAW)
    if "seed" not in data:
        raise RuleBroken(NOT_DRAWN)
    keys, titles = entries_of(data)
    count = data.get("count")
    if type(count) is not int or not 0 < count <= len(keys):
        raise RuleBroken(FIELD, field="count")
    return Stated(
        hexadecimal(data, "commitment"),
        hexadecimal(data, "list_hash"),
        keys,
        titles,
        count,
        text_of(data, "word"),
        hexadecimal(data, "seed"),
        tuple(texts(data.get("drawn"), "drawn")),
    )


def entries_of(data: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The keys of the list, and its titles if the file has them."""
    rows = data.get("entries")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RuleBroken(FIELD, field="entries")
    keys = tuple(texts([row.get("key") for row in rows], "entries"))
    if len(set(keys)) != len(keys):
        raise RuleBroken(FIELD, field="entries")
    if not any("title" in row for row in rows):
        return keys, None
    return keys, tuple(texts([row.get("title") for row in rows], "entries"))


def texts(found: object, field: str) -> list[str]:
    """A list of texts, each of one line, or a refusal that names the field."""
    if not isinstance(found, list) or not all(isinstance(one, str) and is_line(one) for one in found):
        raise RuleBroken(FIELD, field=field)
    return found


def is_line(text: str) -> bool:
    """Whether a text can stand in the list as it is hashed: no tab, no line break, nothing that is no character."""
    return not any(sign in "\t\n\r" or "\ud800" <= sign <= "\udfff" for sign in text)


def text_of(data: dict[str, Any], field: str) -> str:
    """One text of the file."""
    return texts([data.get(field)], field)[0]


def hexadecimal(data: dict[str, Any], field: str) -> str:
    """64 hexadecimal digits."""
    text = text_of(data, field)
    if len(text) != 64 or not set(text) <= HEX:
        raise RuleBroken(FIELD, field=field)
    return text


def repeat(path: Path, out: TextIO, err: TextIO | None = None, _: Translate = str) -> int:
    """Repeat the draw of a file and print it; 0 where all agrees, 1 where something differs, 2 where it is refused."""
    try:
        stated = read(text_in(path))
    except RuleBroken as refusal:
        print(_(refusal.sentence) % refusal.values, file=err or sys.stderr)
        return REFUSED
    told = {True: _("agrees"), False: _("DIFFERS"), None: _("cannot be checked: the names stay inside")}
    found = checks(stated)
    for check in found:
        print(f"{_(check.words)}: {told[check.agrees]}", file=out)
    titles = dict(zip(stated.keys, stated.titles or stated.keys, strict=True))
    for place, key in enumerate(repeated(stated), 1):
        print(printable(f"{place:>3}  {key}  {titles[key] if stated.titles else ''}".rstrip()), file=out)
    return DIFFERS if any(check.agrees is False for check in found) else AGREES


def text_in(path: Path) -> str:
    """What a file says."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise RuleBroken(NO_FILE, name=path.name) from error
    except UnicodeDecodeError as error:
        raise RuleBroken(NO_DRAW) from error
