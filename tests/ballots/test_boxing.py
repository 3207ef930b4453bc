"""A box is opened empty, closed over what lies in it, carried out and brought back as counts."""

import json
import secrets
from datetime import date

import pytest
import sqlalchemy as sa

from tests.ballots.boxed import Boxed, opened, prepared, put_in
from tests.ballots.hall import AT, CHAIR, CHIEF, Hall, sitting_of
from tests.ballots.printing import Printing
from votes.ballots import holding
from votes.ballots.adopting import Purpose
from votes.ballots.ballot_page import page_hash
from votes.ballots.box.canon import as_file, parse
from votes.ballots.box.export import read_export
from votes.ballots.box.slips import key_mark
from votes.ballots.boxes import SealedBallot, box_of, received
from votes.ballots.boxing import (
    bring_back,
    close_box,
    export_of,
    heard_of,
    manifest_of,
    open_box,
    section_for,
)
from votes.ballots.roll import Presence
from votes.ballots.slip_sets import keep_set, voided_in
from votes.ballots.voiding import Voiding, void_slip
from votes.common import journals
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.models import Cycle
from votes.proposals.advice import AdvisoryVote, count_choice
from votes.proposals.advice_rules import AdviceWay

FIRST, TODAY = date(2026, 3, 1), date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("context")
SEALED_BY_US = {"1": "approve", "2": "oppose"}


@pytest.fixture
def boxed(hall: Hall) -> Boxed:
    return opened(hall)


def test_the_manifest_says_what_is_voted_on_and_by_whose_slips(boxed: Boxed) -> None:
    terms, printing = boxed.box.terms, boxed.printing
    assert (terms.congress, terms.session) == ("演示县人大", "第一次会议")
    assert [item.id for item in terms.items] == ["1", "2", "3", "4"]
    assert (terms.roll.all, terms.roll.present) == (12, 10)
    assert (terms.slips, terms.section, terms.page) == (12, "A", page_hash())
    assert boxed.box.section.mark == key_mark(bytes(printing.key().public_key))
    assert terms.mh == boxed.box.mh
    assert bytes(boxed.box.signing_key.verify_key) == terms.signer
    assert received(boxed.row) == 0


def test_an_option_says_what_where_by_whom_and_what_it_costs(hall: Hall) -> None:
    boxed = prepared(hall)
    project = boxed.row.options[0].project
    assert project is not None
    project.content, project.place, project.unit_words = "新建公厕326座", "全县", "县城管局"
    project.total_yuan = 120_000_000
    for who in (CHAIR, CHIEF):
        holding.sign_opening(boxed.row, who, AT)
    first, second = (box_of(boxed.row) or open_box(boxed.row, AT)).terms.items[:2]
    assert (first.text, first.cost) == ("新建公厕326座\n县城管局 · 全县", 12_000)
    assert (second.text, second.cost) == ("", None)


@pytest.mark.parametrize(("closes_on", "ended"), [(FIRST, False), (TODAY, True)])
def test_an_option_says_what_residents_chose_if_they_were_asked_before(
    hall: Hall, closes_on: date, ended: bool
) -> None:
    boxed = prepared(hall)
    residents_chose(boxed.row.cycle, closes_on, ended)
    items = manifest_of(boxed.row, section_for(boxed.row), bytes(32), heard_of(boxed.row, TODAY)).items
    assert items[0].text.splitlines()[-1] == "民意投票（仅供参考）：40人次参加，30人次选了它（75.0%）"
    assert items[1].text.endswith("40人次参加，10人次选了它（25.0%）")
    assert items[2].text == ""
    boxed.row.purpose = Purpose.rating
    assert heard_of(boxed.row, TODAY) == {}


def test_no_option_says_what_residents_are_still_choosing(hall: Hall) -> None:
    boxed = prepared(hall)
    residents_chose(boxed.row.cycle, TODAY, ended=False)
    assert heard_of(boxed.row, TODAY) == {}


def residents_chose(cycle: Cycle, closes_on: date, ended: bool) -> None:
    vote = AdvisoryVote(congress_id=cycle.congress_id, cycle=cycle, opens_on=FIRST, closes_on=closes_on)
    vote.most, vote.called_at, vote.called_by, vote.options = 1, AT, "工作人员01", cycle.projects[:2]
    vote.ended_at, vote.ended_by = (AT, "工作人员01") if ended else (None, "")
    db.session.add(vote)
    db.session.flush()
    for number, papers in ((1, 30), (2, 10)):
        count_choice(vote, AdviceWay.paper, [number], papers)


def test_a_round_opens_only_with_slips_and_a_field_that_is_not_used(hall: Hall) -> None:
    boxed = prepared(hall)
    channel = boxed.row.channels[0]
    assert section_for(boxed.row).sign == "A"
    channel.section = ""
    with pytest.raises(RuleBroken, match="Choose first"):
        section_for(boxed.row)
    channel.section = "A"
    for who in (CHAIR, CHIEF):
        holding.sign_opening(boxed.row, who, AT)
    box_of(boxed.row) or open_box(boxed.row, AT)
    db.session.flush()
    db.session.expire_all()
    with pytest.raises(RuleBroken, match="used in another vote"):
        section_for(boxed.row)
    other = Printing(word="second")
    with pytest.raises(RuleBroken, match="stay until the end"):
        keep_set(sitting_of(hall), other.keys, other.slips, AT)


def test_what_was_fixed_at_the_opening_stays(boxed: Boxed) -> None:
    box = boxed.box
    box.manifest = box.manifest.replace('"present":10', '"present":12')
    with pytest.raises(RuntimeError, match="fixed: Box"):
        db.session.flush()


def test_the_box_is_closed_carried_out_opened_and_its_counts_come_back(boxed: Boxed) -> None:
    casts = [boxed.cast(place, SEALED_BY_US) for place in range(8)]
    put_in(boxed, casts)
    void_slip(boxed.box.section.set, boxed.voiding(11))
    boxed.close(issued=9, left=1, spoiled=2)
    export = read_export(parse(export_of(boxed.row), "box.json"))
    assert {cast.pk for cast in export.casts} == {cast.pk for cast in casts}
    assert (export.closing.count, export.unsigned) == (8, 2)
    assert boxed.row.channels[0].received == 8
    found = bring_back(boxed.row, boxed.result())
    assert found.counted.valid == 8
    assert found.counted.counts["2"] == {"approve": 0, "oppose": 8, "abstain": 0}
    db.session.commit()
    assert boxed.box.brought == found


def test_without_figures_that_add_up_no_box_is_closed(boxed: Boxed) -> None:
    channel = boxed.row.channels[0]
    with pytest.raises(RuleBroken, match="Record first how many slips"):
        close_box(boxed.row)
    channel.issued, channel.spoiled, channel.left_over = 9, 0, 1
    with pytest.raises(RuleBroken, match="Of 12 slips printed"):
        close_box(boxed.row)
    with pytest.raises(RuleBroken, match="not closed yet"):
        export_of(boxed.row)
    channel.left_over = 3
    close_box(boxed.row)
    with pytest.raises(RuleBroken, match="closed already"):
        close_box(boxed.row)


def test_voidings_that_nobody_recorded_stop_the_close_and_not_the_opening(boxed: Boxed) -> None:
    """With more of them than the sheet says, the laptop would refuse the whole box."""
    for place in (10, 11):
        void_slip(boxed.box.section.set, boxed.voiding(place))
    channel = boxed.row.channels[0]
    channel.issued, channel.spoiled, channel.left_over = 11, 0, 1
    with pytest.raises(RuleBroken, match="2 slips have voided themselves, but only 1"):
        close_box(boxed.row)
    channel.issued, channel.left_over = 10, 2
    close_box(boxed.row)
    assert read_export(parse(export_of(boxed.row), "box.json")).unsigned == 0


def test_a_result_that_was_changed_or_is_of_another_box_is_refused(boxed: Boxed) -> None:
    put_in(boxed, [boxed.cast(place) for place in range(3)])
    with pytest.raises(RuleBroken, match="not closed yet"):
        bring_back(boxed.row, b"{}")
    boxed.close(issued=10, left=2)
    good = json.loads(boxed.result())
    moved = json.loads(boxed.result())
    moved["channel"]["counts"]["1"] = {"approve": 0, "oppose": 3, "abstain": 0}
    alone = {**good, "counters": {**good["counters"], "page": None}}
    unlike = json.loads(boxed.result(secrets.token_bytes(32)))
    for plain, sentence in (
        (moved, "it was changed"),
        (alone, "count a second time"),
        (unlike, "two counters differ"),
        ({**good, "mh": "00" * 32}, "another vote"),
        ({**good, "root": "00" * 32}, "another box"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            bring_back(boxed.row, as_file(plain))
    assert boxed.box.result is None


def test_a_slip_voids_itself_once_and_only_unused(boxed: Boxed) -> None:
    kept = boxed.box.section.set
    assert void_slip(kept, boxed.voiding(4)) == ["A", "B"]
    assert set(voided_in(boxed.box.section)) == {boxed.voiding(4)[0].pk}
    with pytest.raises(RuleBroken, match="void already"):
        void_slip(kept, boxed.voiding(4))
    put_in(boxed, [boxed.cast(5)])
    with pytest.raises(RuleBroken, match="ballot was cast"):
        void_slip(kept, boxed.voiding(5))
    first = boxed.voiding(6)[0]
    for wrong in (Voiding("A", first.pk, bytes(64)), Voiding("C", first.pk, first.sig)):
        with pytest.raises(RuleBroken, match="not printed for this sitting"):
            void_slip(kept, [wrong])
    boxed.close(issued=10, left=1, spoiled=1)
    assert void_slip(kept, boxed.voiding(7)) == ["B"]


def test_a_box_that_is_stopped_forgets_the_order_too(boxed: Boxed) -> None:
    """With the cards of its section it could still be opened."""
    put_in(boxed, [boxed.cast(place) for place in range(8)])
    holding.stop(boxed.row, "网络中断", CHAIR, AT)
    db.session.commit()
    pks = [bytes(pk) for pk in db.session.execute(sa.text("SELECT pk FROM sealed_ballot")).scalars()]
    assert len(pks) == 8
    assert pks == sorted(pks)


def test_a_journal_that_is_read_just_now_is_emptied_at_a_later_step(
    boxed: Boxed, monkeypatch, caplog
) -> None:
    def busy(*_anything: object) -> None:
        raise journals.StillRead

    with monkeypatch.context() as patched:
        for deed in ("cut_journal", "write_afresh"):
            patched.setattr(journals, deed, busy)
        boxed.close(issued=10, left=2)
        assert "journal not emptied: StillRead" in caplog.text
    emptied: list[str] = []
    monkeypatch.setattr(journals, "empty_journal", emptied.append)
    holding.declare_checked(boxed.row, CHAIR, AT)
    db.session.commit()
    assert set(emptied) == {"presence", "sealed_ballot"}


def test_sign_in_order_is_forgotten_at_the_opening_and_cast_order_at_the_close(boxed: Boxed) -> None:
    """The rows come out of the table in the order of keys, whatever the order in which they went in."""
    deputies = list(db.session.scalars(sa.select(Presence.deputy_id).order_by(Presence.id)))
    assert deputies == sorted(deputies)
    put_in(boxed, [boxed.cast(place) for place in range(8)])
    boxed.close(issued=10, left=2)
    rows = db.session.execute(sa.text("SELECT pk FROM sealed_ballot")).scalars()
    pks = [bytes(pk) for pk in rows]
    assert pks == sorted(pks)
    assert len(pks) == received(boxed.row) == 8
    ballot = db.session.scalars(sa.select(SealedBallot)).first()
    assert ballot is not None
