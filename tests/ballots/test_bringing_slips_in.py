"""Keys and slips come in together, for one sitting, and stay once a vote was opened with them."""

import json

import pytest
import sqlalchemy as sa

from tests.ballots.box.samples import codes_of
from tests.ballots.hall import AT, Hall, adopt_rules, prepare_round, sitting_of
from tests.ballots.printing import Printing
from votes.ballots.box.canon import as_file
from votes.ballots.box.slips import list_of
from votes.ballots.boxes import SealedBallot
from votes.ballots.slip_sets import SlipKey, SlipSet, SlipVoiding, keep_set, keys_of, section_of, set_of
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Sitting

pytestmark = pytest.mark.usefixtures("context")


def test_a_printing_is_kept_with_a_list_for_each_section(hall: Hall) -> None:
    printing = Printing()
    kept = keep_set(sitting_of(hall), printing.keys, printing.slips, AT)
    assert [section.sign for section in kept.sections] == ["A", "B"]
    assert [section.count for section in kept.sections] == [12, 12]
    assert keys_of(kept.sections[1]) == list_of("B", printing.codes)
    assert len(kept.fingerprint) == 19
    assert set_of(sitting_of(hall)) is kept
    assert section_of(kept.sections[0].mark) is kept.sections[0]
    assert section_of("0" * 26) is None


def test_a_new_printing_takes_the_place_of_one_that_was_not_used(hall: Hall) -> None:
    first, second = Printing(), Printing(codes_of(5), "second")
    keep_set(sitting_of(hall), first.keys, first.slips, AT)
    kept = keep_set(sitting_of(hall), second.keys, second.slips, AT)
    assert kept.sections[0].count == 5
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SlipKey)) == 10
    again = keep_set(sitting_of(hall), second.keys, second.slips, AT)
    assert [one.id for one in db.session.scalars(sa.select(SlipSet))] == [again.id]


def test_files_that_do_not_belong_together_are_refused(hall: Hall) -> None:
    here, first, second = sitting_of(hall), Printing(), Printing(codes_of(5), "second")
    with pytest.raises(RuleBroken, match="belong to other keys"):
        keep_set(here, first.keys, second.slips, AT)
    plain = first.slips_plain
    fewer = {**plain, "sections": plain["sections"][:1]}
    with pytest.raises(RuleBroken, match="name different votes"):
        keep_set(here, first.keys, as_file(fewer), AT)
    swapped = json.loads(first.slips)
    swapped["sections"][0]["keys"][0] = "00" * 32
    with pytest.raises(RuleBroken, match="not those that were printed"):
        keep_set(here, first.keys, as_file(swapped), AT)
    with pytest.raises(RuleBroken, match="another file than keys"):
        keep_set(here, first.slips, first.keys, AT)
    with pytest.raises(RuleBroken, match="not JSON"):
        keep_set(here, first.keys[:-9], first.slips, AT)
    spoilt = json.loads(first.keys)
    spoilt["session"] = "第一次\x00会议"
    renamed = {**plain, "set": Printing().keyset.name}
    with pytest.raises(RuleBroken):
        keep_set(here, as_file(spoilt), as_file(renamed), AT)
    assert set_of(here) is None


def test_yesterdays_stick_is_told(hall: Hall) -> None:
    printing = Printing()
    keep_set(sitting_of(hall), printing.keys, printing.slips, AT)
    with pytest.raises(RuleBroken, match="another sitting"):
        keep_set(db.session.get_one(Sitting, hall.other_sitting), printing.keys, printing.slips, AT)


def test_lists_have_neither_ids_nor_times_nor_an_order() -> None:
    rows = {
        SlipKey: {"section_id", "pk"},
        SlipVoiding: {"section_id", "pk", "sig", "left_over"},
        SealedBallot: {"round_id", "pk", "ct", "sig"},
    }
    for row, columns in rows.items():
        assert set(row.__table__.columns.keys()) == columns
        assert row.__table__.dialect_options["sqlite"]["with_rowid"] is False


def test_a_ballot_in_the_box_is_neither_changed_nor_taken_out(hall: Hall) -> None:
    adopt_rules(hall)
    round = prepare_round(hall)
    ballot = SealedBallot(round_id=round.id, pk=b"p" * 32, ct=b"c", sig=b"s" * 64)
    db.session.add(ballot)
    db.session.flush()
    ballot.ct = b"other"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
