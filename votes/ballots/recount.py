"""The recount (重新计票) of a file: a record or a Pabulib election, held against what it states."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from votes.ballots import pabulib, record
from votes.ballots.agreement import (
    MISSING,
    Agreement,
    Difference,
    as_published,
    compare,
    compare_published,
)
from votes.ballots.decision import Result
from votes.ballots.fields import Refused
from votes.ballots.readout import MARK_WORDS, REASON_WORDS, Translate, lines, printable, word
from votes.common.errors import RuleBroken, say

AGREES, DIFFERS, REFUSED = 0, 1, 2

KIND_WORDS = {
    "absent": say("The file states no result to compare with."),
    "agrees": say("What the file states agrees with the recount."),
    "settled": say("The recount ends in a tie; what the file states is one way to settle it."),
    "differs": say("What the file states differs from the recount. Figures that differ: %(number)d"),
}
FIGURE_WORDS = {
    "state": say("State"),
    "reason": say("Reason"),
    "valid": say("Valid"),
    "invalid": say("Invalid"),
    "void": say("Invalid by reason"),
    "not_cast": say("Not cast"),
    "counts": say("Count"),
    "adopted": say("Adopted"),
    "tied": say("Tied"),
    "waiting": say("Waiting"),
    "vacant": say("Vacant seats"),
    "next": say("Further round"),
    "verdicts": say("Verdict"),
    "votes": say("Published votes"),
    "selected": say("Published choice"),
    "num_votes": say("Number of ballots"),
    "num_projects": say("Number of projects"),
}


@dataclass(frozen=True, slots=True)
class Recount:
    """A file counted again: what it held, what follows, whether it agrees; `poll` for a `.pb` file."""

    record: record.Record
    result: Result
    agreement: Agreement
    poll: pabulib.Poll | None = None


def as_written(text: str) -> str:
    """The translation that leaves every text in English."""
    return text


def recount(
    path: Path,
    as_json: bool,
    out: TextIO,
    err: TextIO | None = None,
    _: Translate = as_written,
) -> int:
    """Count a file again and print it; 0 where it agrees, 1 where it differs, 2 where it is refused.

    With `as_json`, `out` gets the line of the result alone, and `err` (standard error) the findings.
    """
    complaints = err or sys.stderr
    try:
        case = count_again(path)
    except RuleBroken as refusal:
        print(_("The file is refused."), file=complaints)
        print(_(refusal.sentence) % _shown(refusal.values), file=complaints)
        return REFUSED
    if as_json:
        _put(out, case.result.line())
    else:
        print(*lines(case.record, case.result, _), "", sep="\n", file=out)
    print(*findings(case, _), sep="\n", file=complaints if as_json else out)
    return DIFFERS if case.agreement.kind == "differs" else AGREES


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {key: printable(value) if isinstance(value, str) else value for key, value in values.items()}


def _put(out: TextIO, line: bytes) -> None:
    """The line to the byte, whatever the terminal makes of text."""
    binary = getattr(out, "buffer", None)
    if binary is None:
        out.write(line.decode())
        return
    out.flush()
    binary.write(line)
    binary.flush()


def count_again(path: Path) -> Recount:
    """Read a file and count it; what cannot be counted is refused by line or field."""
    try:
        text = record.decode(path.read_bytes())
    except OSError as error:
        raise Refused(str(path), say("%(field)s cannot be opened.")) from error
    if path.suffix.lower() == ".pb":
        poll = pabulib.parse(text)
        result = poll.record.result()
        return Recount(poll.record, result, compare_published(poll, result), poll)
    read = record.parse(text)
    result = read.result()
    return Recount(read, result, compare(read, result))


def findings(case: Recount, _: Translate) -> list[str]:
    """Whether the file agrees, every figure that differs, and what the recount did otherwise."""
    agreement = case.agreement
    told = _of_poll(case.poll, case.result, _) if case.poll else []
    told.append(_(KIND_WORDS[agreement.kind]) % {"number": len(agreement.differences)})
    return told + [_difference(one, _) for one in agreement.differences]


def _of_poll(poll: pabulib.Poll, result: Result, _: Translate) -> list[str]:
    """What was read otherwise than the city read it."""
    told = []
    if poll.scale > 1:
        told.append(_("Amounts have decimals: all are shown times %(scale)d.") % {"scale": poll.scale})
    return told + _doubled(poll, result, _) if poll.doubled.lines else told


def _doubled(poll: pabulib.Poll, result: Result, _: Translate) -> list[str]:
    told = [
        _("Ballots that list a project twice are refused as unreadable: %(number)d (lines %(lines)s).")
        % {"number": len(poll.doubled.lines), "lines": "、".join(map(str, poll.doubled.lines))}
    ]
    if as_published(poll, result):
        told.append(_("Were every entry of theirs counted, the published votes would agree."))
    return told


def _difference(one: Difference, _: Translate) -> str:
    figures = {
        "where": _named(one.where, _),
        "stated": _figure(one.stated, _),
        "found": _figure(one.found, _),
    }
    return "  " + _("%(where)s: file %(stated)s, recount %(found)s") % figures


def _named(where: tuple[str, ...], _: Translate) -> str:
    """The way to a figure in words, such as Count 3 Approve; ids of options stay as they are."""
    tables = (FIGURE_WORDS, REASON_WORDS if where[0] == "void" else {}, MARK_WORDS)
    return " ".join(word(key, table, _) for key, table in zip(where, tables, strict=False))


def _figure(value: Any, _: Translate) -> str:
    if value is MISSING:
        return _("missing")
    return printable(json.dumps(value, ensure_ascii=False))
