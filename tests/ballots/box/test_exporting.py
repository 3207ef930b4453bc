"""The box on its way to the laptop: whatever was changed, left out or mixed up is refused before a card appears."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ballots.box.samples import fixed, other, vote
from votes.ballots.box.canon import as_file, canonical, hashed, parse
from votes.ballots.box.casting import receipt, voiding
from votes.ballots.box.closing import entries_root, read_closing, receipts
from votes.ballots.box.export import export, read_export
from votes.ballots.box.log import added, check_log, state
from votes.ballots.box.merkle import root
from votes.ballots.fields import Field
from votes.common.errors import RuleBroken

VOTE = vote()
CASTS = [VOTE.cast(place, o1="approve") for place in range(6)]
FILE = VOTE.file(CASTS, void=[8, 9])


def test_a_closed_box_is_read_back() -> None:
    box = read_export(parse(as_file(FILE), "box"))
    assert {cast.pk for cast in box.casts} == {cast.pk for cast in CASTS}
    assert box.voided == {voiding("A", VOTE.codes[place])[0] for place in (8, 9)}
    assert (box.closing.count, box.closing.papers.issued, box.unsigned) == (6, 8, 0)


def test_an_empty_box_can_be_opened_too() -> None:
    assert VOTE.open([]).ballots == []


def test_nothing_in_the_file_tells_in_which_order_ballots_came() -> None:
    assert VOTE.file(CASTS[::-1], void=[8, 9]) == FILE


def test_a_leftover_slip_that_cannot_be_read_is_counted_and_told() -> None:
    plain = copy.deepcopy(FILE)
    plain["void"].pop()
    assert read_export(plain).unsigned == 1


def changed_ballot(file: dict[str, Any]) -> None:
    ct = file["ballots"][0]["ct"]
    file["ballots"][0]["ct"] = ("0" if ct[0] != "0" else "1") + ct[1:]


def dropped(file: dict[str, Any]) -> None:
    file["ballots"].pop()


def added_ballot(file: dict[str, Any]) -> None:
    file["ballots"].append(VOTE.cast(7).plain())


def unsorted(file: dict[str, Any]) -> None:
    file["ballots"].reverse()


def closed_unsorted(file: dict[str, Any]) -> None:
    """As a box would be that kept the order in which ballots came."""
    casts = sorted(CASTS, key=lambda cast: cast.order, reverse=True)
    log = added(
        added([], "open", state(VOTE.manifest.mh, [])),
        "close",
        state(VOTE.manifest.mh, [c.hash for c in casts]),
    )
    closing = replace(VOTE.close(CASTS, 2), root=root(c.hash for c in casts), entries=entries_root(casts))
    file["ballots"] = [cast.plain() for cast in casts]
    file["log"] = [entry.plain() for entry in log]
    file["closing"] = replace(closing, log=log[-1].hash).plain()


def doubled(file: dict[str, Any]) -> None:
    file["ballots"].insert(0, file["ballots"][0])


def other_signature(file: dict[str, Any]) -> None:
    file["ballots"][0]["sig"] = "00" * 64


def other_slip(file: dict[str, Any]) -> None:
    file["ballots"][0]["pk"] = VOTE.cast(7).pk.hex()


def entries_of_another_box(file: dict[str, Any]) -> None:
    file["closing"]["entries"] = fixed("entries").hex()


def longer_log(file: dict[str, Any]) -> None:
    file["log"] = [entry.plain() for entry in added(VOTE.log(CASTS)[:1], "hand out", {"issued": 9})]
    head = hashed(canonical(file["log"][-1])).hex()
    file["log"].append({"deed": "close", "facts": FILE["log"][-1]["facts"], "previous": head})


def without_signature(file: dict[str, Any]) -> None:
    del file["ballots"][0]["sig"]


def no_hexadecimal(file: dict[str, Any]) -> None:
    file["ballots"][0]["ct"] = "市"


def other_options(file: dict[str, Any]) -> None:
    file["manifest"]["options"][0]["title"] = "别的工程"


def other_key(file: dict[str, Any]) -> None:
    file["manifest"]["box"] = fixed("a box key put in its place").hex()


def no_manifest(file: dict[str, Any]) -> None:
    file["manifest"] = None


def added_slip(file: dict[str, Any]) -> None:
    file["slips"] = sorted([*file["slips"], fixed("one more").hex()])


def swapped_slip(file: dict[str, Any]) -> None:
    file["slips"] = sorted([*file["slips"][1:], fixed("another").hex()])


def foreign_voiding(file: dict[str, Any]) -> None:
    pk, sig = voiding("A", "0" * 16)
    file["void"][0] = {"pk": pk.hex(), "sig": sig.hex()}


def unsigned_voiding(file: dict[str, Any]) -> None:
    file["void"][0]["pk"] = CASTS[0].pk.hex()


def too_many_voidings(file: dict[str, Any]) -> None:
    pk, sig = voiding("A", VOTE.codes[7])
    file["void"].append({"pk": pk.hex(), "sig": sig.hex()})


def other_root(file: dict[str, Any]) -> None:
    file["closing"]["root"] = fixed("root").hex()


def other_count(file: dict[str, Any]) -> None:
    file["closing"]["count"] = 7


def slips_that_do_not_add_up(file: dict[str, Any]) -> None:
    file["closing"]["papers"]["issued"] = 7


def closing_of_another_vote(file: dict[str, Any]) -> None:
    file["closing"]["mh"] = fixed("mh").hex()


def broken_log(file: dict[str, Any]) -> None:
    file["log"][0]["facts"]["count"] = 1


def relinked_log(file: dict[str, Any]) -> None:
    mh, hashes = VOTE.manifest.mh, [CASTS[0].hash]
    file["log"] = [entry.plain() for entry in added(added([], "open", state(mh, hashes)), "close", {})]


def no_log(file: dict[str, Any]) -> None:
    file["log"] = []


def other_format(file: dict[str, Any]) -> None:
    file["format"] = "minsheng-box/2"


def no_ballots(file: dict[str, Any]) -> None:
    file["ballots"] = {"0": file["ballots"][0]}


CHANGES: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (changed_ballot, "not those of the printed list: 6 here, 6 there"),
    (dropped, "not those of the printed list: 5 here, 6 there"),
    (added_ballot, "ballots"),
    (other_signature, "not those of the printed list"),
    (other_slip, "not those of the printed list"),
    (entries_of_another_box, "not those of the printed list"),
    (doubled, "not those of the printed list: 7 here"),
    (unsorted, "not those of the printed list"),
    (closed_unsorted, "must be sorted by their hash"),
    (without_signature, r"ballots\[0\] is damaged"),
    (no_hexadecimal, r"ballots\[0\] is damaged"),
    (other_options, "another vote"),
    (other_key, "another vote"),
    (no_manifest, "must be an object"),
    (added_slip, "not the slips that were printed"),
    (swapped_slip, "not the slips that were printed"),
    (foreign_voiding, r"void\[0\] is not a voiding"),
    (unsigned_voiding, r"void\[0\] is not a voiding"),
    (too_many_voidings, "3 slips are void, but only 2"),
    (other_root, "not those of the printed list"),
    (other_count, "not those of the printed list"),
    (slips_that_do_not_add_up, "handed out, voided and left over together"),
    (closing_of_another_vote, "another vote"),
    (broken_log, r"log\[1\] does not follow"),
    (relinked_log, r"log\[0\] does not say what the box says"),
    (longer_log, r"log\[2\] does not say what the box says"),
    (no_log, "log is empty"),
    (other_format, "another file than box"),
    (no_ballots, "ballots must be a list"),
]


@pytest.mark.parametrize("change, sentence", CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_changed_box_is_refused_in_a_sentence(
    change: Callable[[dict[str, Any]], None], sentence: str
) -> None:
    file = copy.deepcopy(FILE)
    change(file)
    with pytest.raises(RuleBroken, match=sentence):
        read_export(file)


def test_the_box_of_yesterday_fits_itself_but_not_the_sheet_of_today() -> None:
    """So the command asks for the root of the printed sheet before it asks for a card."""
    yesterday = other(VOTE, round=2)
    box = yesterday.box([yesterday.cast(0)])
    assert box.closing.root != read_export(FILE).closing.root
    assert box.manifest.mh != VOTE.manifest.mh


def test_any_key_set_to_anything_is_refused_in_a_sentence() -> None:
    """Every member of the file in turn becomes something it must not be."""
    for key in FILE:
        nothing: list[Any] = [] if key == "void" else [[]]
        for wrong in (None, 0, "x", *nothing, [None], {}, {"x": 1}, [[]], [{}], -1, True):
            with pytest.raises(RuleBroken):
                read_export({**copy.deepcopy(FILE), key: wrong})


def test_receipts_are_posted_sorted() -> None:
    posted = receipts(cast.hash for cast in CASTS)
    assert posted == sorted(posted)
    assert receipt(CASTS[0].hash) in posted


def test_a_closing_survives_its_file() -> None:
    closing = VOTE.close(CASTS, left=2)
    assert read_closing(Field("closing", json.loads(json.dumps(closing.plain())))) == closing


def test_an_export_keeps_what_no_slip_signed_for_the_opening_to_judge() -> None:
    plain = export(VOTE.manifest, VOTE.slips, {}, CASTS, VOTE.close(CASTS), VOTE.log(CASTS))
    assert len(read_export(plain).casts) == 6


def test_a_log_that_says_false_for_nothing_is_another_log() -> None:
    mh, hashes = VOTE.manifest.mh, [CASTS[0].hash]
    begun = added([], "open", {**state(mh, []), "count": False})
    log = added(begun, "close", state(mh, hashes))
    with pytest.raises(RuleBroken, match="the log was changed"):
        check_log(Field("log", [entry.plain() for entry in log]), mh, hashes, log[-1].hash)
