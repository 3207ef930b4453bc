"""A result as lines a scrutineer can read aloud (宣读): roll, ballots, a table, what follows from it."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from votes.ballots.counting import COUNT_MARKS
from votes.ballots.decision import Result, Verdicts
from votes.ballots.record import Record
from votes.ballots.rulebook import Rules
from votes.ballots.totals import bases
from votes.common.errors import say

Translate = Callable[[str], str]

MARK_WORDS = {
    "approve": say("Approve"),
    "oppose": say("Oppose"),
    "abstain": say("Abstain"),
    "not_pressed": say("Not pressed"),
    "satisfied": say("Satisfied"),
    "basic": say("Basically satisfied"),
    "dissatisfied": say("Dissatisfied"),
}
REASON_WORDS = {
    "quorum": say("the deputies present are no quorum"),
    "issued": say("more ballots were handed out than deputies are present"),
    "received": say("more ballots came back than were handed out"),
    "unreadable": say("unreadable"),
    "over_marked": say("too many marks"),
}
FATE_WORDS = {
    "adopted": say("adopted"),
    "tied": say("tied"),
    "waiting": say("passed, waits for the tie"),
    "passed": say("passed, not adopted"),
    "not_passed": say("not passed"),
}


def lines(record: Record, result: Result, _: Translate) -> list[str]:
    """The whole result of a record, line by line."""
    return [
        printable(record.title),
        *_ballots(record, result, _),
        "",
        *_table(_rows(record, result, _)),
        "",
        *_rules(record, result, _),
        *_outcome(result, _),
    ]


def word(key: str, table: dict[str, str], _: Translate) -> str:
    """The word for a key, or the key itself where nobody foresaw it."""
    return _(table[key]) if key in table else printable(key)


def printable(text: str) -> str:
    """Text that cannot steer the terminal it is shown on."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _ballots(record: Record, result: Result, _: Translate) -> list[str]:
    roll, totals = record.roll, result.totals
    figures = {"issued": totals.issued, "received": totals.received, "valid": totals.valid}
    void = [
        _("Invalid, %(reason)s: %(number)d") % {"reason": word(reason, REASON_WORDS, _), "number": number}
        for reason, number in totals.void.items()
    ]
    return [
        _("Deputies in all: %(all)d. Present: %(present)d. Needed for a quorum: %(quorum)d.")
        % {"all": roll.all, "present": roll.present, "quorum": record.rules.quorum.needed(roll.all)},
        _("Handed out: %(issued)d. Received: %(received)d. Valid: %(valid)d.") % figures,
        _("Invalid: %(invalid)d. Not cast: %(not_cast)d.")
        % {"invalid": totals.invalid, "not_cast": totals.not_cast},
        *void,
    ]


def _rows(record: Record, result: Result, _: Translate) -> list[list[str]]:
    counts = result.totals.counts
    marks = list(next(iter(counts.values()), COUNT_MARKS[record.rules.form]))
    head = [_("No."), *(_(MARK_WORDS[mark]) for mark in marks), _("Outcome"), _("Project")]
    body = [
        [
            printable(option.id),
            *(str(counts[option.id][mark]) for mark in marks),
            _fate(record, result, option.id, _),
            printable(option.title),
        ]
        for option in record.options
    ]
    return [head, *body]


def _fate(record: Record, result: Result, id: str, _: Translate) -> str:
    if result.state == "void":
        return "—"
    if isinstance(result.outcome, Verdicts):
        return _(MARK_WORDS[result.outcome.verdicts[id]])
    outcome = result.outcome
    named = [("adopted", outcome.adopted), ("tied", outcome.tied), ("waiting", outcome.waiting)]
    rest = "passed" if result.totals.counts[id]["approve"] >= _needed(record, result) else "not_passed"
    return _(FATE_WORDS[next((word for word, ids in named if id in ids), rest)])


def _needed(record: Record, result: Result) -> int:
    rules = record.rules
    sizes = bases(record.roll, result.totals)
    return (
        rules.passing.needed(sizes) if isinstance(rules, Rules) else rules.verdict.needed(sizes[rules.base])
    )


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns side by side, figures to the right; a Chinese character is two columns wide."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(_cells(row, widths)).rstrip() for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    pads = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
    last = len(row) - 2
    return [
        cell + pad if place == 0 or place >= last else pad + cell
        for place, (cell, pad) in enumerate(zip(row, pads, strict=True))
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _rules(record: Record, result: Result, _: Translate) -> list[str]:
    rules, needed = record.rules, _needed(record, result)
    if not isinstance(rules, Rules):
        return [_("Marks needed for a verdict: %(needed)d.") % {"needed": needed}]
    told = [_("Approvals needed to pass: %(needed)d.") % {"needed": needed}]
    if rules.seats is not None:
        told.append(_("Seats: %(seats)d.") % {"seats": rules.seats})
    if rules.funds is not None:
        spent = sum(option.cost for option in record.options if option.id in result.adoption.adopted)
        told.append(
            _("Funds: %(cap)d, of which adopted: %(spent)d.") % {"cap": rules.funds.cap, "spent": spent}
        )
    return told


def _outcome(result: Result, _: Translate) -> list[str]:
    """What follows, in a sentence or two."""
    outcome = result.adoption
    if result.state == "void":
        return [_("The round is void: %(reason)s.") % {"reason": _(REASON_WORDS[str(result.reason)])}]
    if isinstance(result.outcome, Verdicts):
        return []
    told = [_("Adopted: %(number)d: %(ids)s") % _listed(outcome.adopted)]
    if outcome.tied:
        told.append(_("Tied: %(number)d: %(ids)s") % _listed(outcome.tied))
    if outcome.waiting:
        told.append(_("Waiting for the tie: %(number)d: %(ids)s") % _listed(outcome.waiting))
    if outcome.vacant:
        told.append(_("Seats left vacant: %(vacant)d.") % {"vacant": outcome.vacant})
    if outcome.next:
        told.append(
            _("A further round is due on %(number)d options: %(ids)s") % _listed(outcome.next.options)
        )
    return told


def _listed(ids: Sequence[str]) -> dict[str, Any]:
    return {"number": len(ids), "ids": printable("、".join(ids))}
