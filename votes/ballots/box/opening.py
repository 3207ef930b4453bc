"""M12, the opening (开箱计票): every ballot is opened, or counted invalid with its reason; none can block it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from votes.ballots.box.canon import canonical, unhex
from votes.ballots.box.casting import OVERHEAD, Cast
from votes.ballots.box.export import Export
from votes.ballots.box.manifest import CHANCE, HEAD, Manifest
from votes.ballots.counting import Counted, count_ballots, fault
from votes.ballots.fields import Refused
from votes.common.errors import say

Marks = dict[str, str]


def _no_number(digits: str) -> NoReturn:
    raise ValueError(digits)


DECODER = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number)


class Reason(StrEnum):
    """Why a ballot is invalid (无效), the first that holds; all but the last are `unreadable` in the record."""

    unlisted = "unlisted"
    voided = "voided"
    unsigned = "unsigned"
    twice = "twice"
    unopened = "unopened"
    other_vote = "other_vote"
    unreadable = "unreadable"
    over_marked = "over_marked"


REASON_WORDS: dict[str, str] = {
    Reason.unlisted: say("its slip is not in the printed list"),
    Reason.voided: say("its slip was voided"),
    Reason.unsigned: say("not signed by its slip"),
    Reason.twice: say("a second ballot of one slip"),
    Reason.unopened: say("cannot be opened with this key"),
    Reason.other_vote: say("made for another vote"),
    Reason.unreadable: say("opened, but unreadable"),
    Reason.over_marked: say("too many marks"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A box opened: its ballots sorted by what they say, None for one that says nothing, and why ones are invalid."""

    ballots: list[Marks | None]
    reasons: dict[Reason, int]
    counted: Counted


@dataclass(frozen=True, slots=True)
class Checked:
    """A box before it is opened: each ballot in its order, and what is wrong with it from outside."""

    box: Export
    verdicts: list[tuple[Cast, Reason | None]]


def check(box: Export) -> Checked:
    """Check what can be seen of every ballot without a key: its slip, its signature; most of the time goes here."""
    return Checked(box, list(_verdicts(box)))


def _verdicts(box: Export) -> Iterator[tuple[Cast, Reason | None]]:
    """Of several ballots of one slip the first counts."""
    listed, seen = frozenset(box.slips.keys), set[bytes]()
    for cast in box.casts:
        reason = _fault_outside(cast, listed, box)
        if reason is None and cast.pk in seen:
            reason = Reason.twice
        if reason is None:
            seen.add(cast.pk)
        yield cast, reason


def _fault_outside(cast: Cast, listed: frozenset[bytes], box: Export) -> Reason | None:
    if cast.pk not in listed:
        return Reason.unlisted
    if cast.pk in box.voided:
        return Reason.voided
    return None if cast.is_signed(box.manifest.mh) else Reason.unsigned


def open_box(checked: Checked, key: PrivateKey) -> Opened:
    """Open and count every ballot of a box."""
    manifest = checked.box.manifest
    found = [_opened(cast, reason, manifest, key) for cast, reason in checked.verdicts]
    reasons = Counter(reason for _, reason in found if reason)
    ballots = sorted((marks for marks, _ in found), key=canonical)
    counted = count_ballots(ballots, manifest.rules, [item.id for item in manifest.items])
    return Opened(ballots, {reason: reasons[reason] for reason in Reason if reasons[reason]}, counted)


def _opened(
    cast: Cast, reason: Reason | None, manifest: Manifest, key: PrivateKey
) -> tuple[Marks | None, Reason | None]:
    """What a ballot says, and why it is invalid; an over-marked one still says what it says."""
    if reason is not None:
        return None, reason
    data = unsealed(cast.ct, manifest, key)
    return (None, Reason.unopened) if data is None else read_ballot(data, manifest)


def unsealed(ct: bytes, manifest: Manifest, key: PrivateKey) -> bytes | None:
    """What was sealed; None where it was not sealed for this box, was changed, or has another length."""
    if len(ct) != manifest.length + OVERHEAD:
        return None
    try:
        return bindings.crypto_box_seal_open(ct, manifest.box, bytes(key))
    except (CryptoError, ValueError, TypeError):
        return None


def read_ballot(data: bytes, manifest: Manifest) -> tuple[Marks | None, Reason | None]:
    """The marks of an opened ballot, or the reason why it has none, or too many."""
    ballot = _decoded(data)
    if ballot is None:
        return None, Reason.unreadable
    if ballot["mh"] != manifest.mh[:HEAD].hex():
        return None, Reason.other_vote
    marks: Marks = ballot["marks"]
    found = fault(marks, manifest.rules, manifest.ids)
    return (None if found == "unreadable" else marks), (Reason(found) if found else None)


def _decoded(data: bytes) -> dict[str, Any] | None:
    """A ballot that has exactly the form ballots have, to the byte: canonical JSON, then blanks."""
    text = data.rstrip(b" ")
    try:
        ballot = DECODER.decode(text.decode())
        return ballot if _has_its_form(ballot) and canonical(ballot) == text else None
    except (ValueError, RecursionError, Refused):
        return None


def _has_its_form(ballot: Any) -> bool:
    if not isinstance(ballot, dict) or set(ballot) != {"v", "mh", "marks", "r"}:
        return False
    marks, version = ballot["marks"], ballot["v"]
    texts = isinstance(marks, dict) and all(isinstance(text, str) for text in (ballot["mh"], *marks.values()))
    return texts and type(version) is int and version == 1 and unhex(ballot["r"], CHANCE) is not None
