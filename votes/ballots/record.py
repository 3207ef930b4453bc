"""The ballot record (票决记录): one JSON document that holds all a recount needs.

What it may hold, and how a result follows from it, is said on the page `record.md` beside this module: whoever
holds a record and that page can count again without this program.
"""

import json
from dataclasses import dataclass
from typing import Any

from votes.ballots.counting import COUNT_MARKS, Channel, read_channel
from votes.ballots.decision import Result, decide
from votes.ballots.fields import Field, Refused
from votes.ballots.rulebook import AnyRules, Option, read_options, read_rules
from votes.ballots.totals import Roll
from votes.common.errors import say

FORMAT = "minsheng-record/1"
MARKS = {mark: mark for marks in COUNT_MARKS.values() for mark in marks}
"""Each mark as one string for all: a million marks of their own would take 60 MB."""
LONGEST = 1000
"""Digits of a number: far beyond any count or sum of money, and far below what would hold a machine up."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read, its ballots already counted; `stated` is the result it carries, None where absent."""

    title: str
    rules: AnyRules
    options: list[Option]
    roll: Roll
    channels: list[Channel]
    stated: dict[str, Any] | None = None

    def result(self) -> Result:
        """What follows from the record by its own rules."""
        return decide(self.rules, self.options, self.roll, self.channels)


def read(plain: Any) -> Record:
    """A record from plain values; the first field that is not as the page says is refused by name."""
    top = Field("", plain)
    if not isinstance(plain, dict):
        raise Refused("{}", say("%(field)s: a record is one object."))
    top.at("format").one_of([FORMAT])
    title = top.at("title").text()
    rules = read_rules(top.at("rules"))
    options = read_options(top.at("options"), rules)
    roll = _read_roll(top.at("roll"))
    ids = [option.id for option in options]
    channels = [read_channel(channel, rules, ids) for channel in top.at("channels").some()]
    stated = top.at("result").members() if top.has("result") else {}
    return Record(title, rules, options, roll, channels, stated or None)


def _read_roll(field: Field) -> Roll:
    roll = Roll(field.at("all").whole(), field.at("present").whole())
    if roll.present > roll.all:
        field.at("present").refuse(say("%(field)s: more are present than there are deputies."))
    return roll


def parse(text: str) -> Record:
    """A record from the text of a file; what is not JSON is refused, as is a key that stands twice."""
    try:
        plain = json.loads(
            text,
            object_pairs_hook=_no_key_twice,
            parse_int=_integer,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        sentence = say("Line %(line)d, column %(column)d: this is not JSON.")
        raise Refused(f"line {error.lineno}", sentence, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Refused("{}", say("%(field)s: objects are nested too deep.")) from error
    return read(plain)


def decode(data: bytes) -> str:
    """Text of a file, with or without a byte order mark; refused by line where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(f"line {line}", say("Line %(line)d: this is not UTF-8 text."), line=line) from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    try:
        members = {key: MARKS.get(value, value) for key, value in pairs}
    except TypeError:  # objects and lists, which are no marks
        members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Refused(twice, say("%(field)s: this key stands twice in one object."))
    return members


def _integer(digits: str) -> int:
    if len(digits) > LONGEST:
        raise Refused(f"{digits[:20]}…", say("%(field)s is too long a number."))
    return int(digits)


def _no_constant(name: str) -> Any:
    raise Refused(name, say("%(field)s is not a number."))


def write(
    title: str,
    rules: dict[str, Any],
    options: list[dict[str, Any]],
    roll: dict[str, Any],
    channels: list[dict[str, Any]],
) -> dict[str, Any]:
    """A whole record with its result, from plain values as the page lists them, and refused as strictly."""
    record: dict[str, Any] = {
        "format": FORMAT,
        "title": title,
        "rules": rules,
        "options": options,
        "roll": roll,
        "channels": channels,
    }
    return {**record, "result": read(record).result().plain()}


def as_bytes(record: dict[str, Any]) -> bytes:
    """A record as a file that also reads well in a text editor."""
    return json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n"
