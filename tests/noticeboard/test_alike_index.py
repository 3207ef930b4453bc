"""In a long list the index says which proposals are worth comparing; what it finds is what reading all of them finds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import MORNING
from votes.common.db import db
from votes.noticeboard.alike_index import near
from votes.noticeboard.bit_rules import heaviest, packed, unpacked
from votes.noticeboard.search_watch import rebuild
from votes.projects.models import Cycle
from votes.proposals import alike
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal

SAID = (
    ("校门口装红绿灯", "东村"),
    ("村口路灯不亮", "东村"),
    ("西街路灯不亮", "西街"),
    ("想要公厕", "西街"),
    ("老旧小区加装电梯", "南街"),
)


@pytest.fixture
def listed(app, people) -> None:
    """Five released proposals in the packed index, and one that nobody has looked through."""
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for title, place in SAID:
            release(cycle, title, place)
        receive(cycle, Incoming("秘密的路灯不亮", "太黑", MORNING.date(), place="西街"), MORNING)
        db.session.flush()
        rebuild()
        db.session.commit()


def release(cycle: Cycle, title: str, place: str) -> Proposal:
    found = receive(cycle, Incoming(title, "早晚都不方便", MORNING.date(), place=place), MORNING)
    db.session.flush()
    found.release(title, "早晚都不方便", place, False, MORNING, "工作人员01", 1)
    db.session.flush()
    return found


@pytest.mark.parametrize(
    ("typed", "place"), [("路灯不亮了", "西街"), ("红绿灯", ""), ("公厕", "东村"), ("游泳馆", "")]
)
def test_the_index_finds_what_reading_all_finds(app, people, listed, monkeypatch, typed, place) -> None:
    with app.test_request_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        read = [one.title for one in alike.alike_to(cycle, typed, place)]
        monkeypatch.setattr(alike, "ALL_READ", 0)
        assert [one.title for one in alike.alike_to(cycle, typed, place)] == read
        assert bool(read) is (typed != "游泳馆")


def test_a_new_one_is_found_before_it_is_packed_and_one_taken_down_no_more(
    app, people, listed, monkeypatch
) -> None:
    monkeypatch.setattr(alike, "ALL_READ", 0)
    with app.test_request_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        new = release(cycle, "桥头路灯不亮", "桥头")
        db.session.commit()
        assert alike.alike_to(cycle, "桥头路灯不亮", "")[0] == new
        new.released_at, new.public_title, new.public_what, new.public_place = None, "", "", ""
        db.session.flush()
        assert new.id in near(cycle, "桥头路灯不亮", "").ids
        assert new not in alike.alike_to(cycle, "桥头路灯不亮", "")


@given(
    st.lists(st.tuples(st.sets(st.integers(1, 90), min_size=1), st.integers(1, 40)), max_size=12),
    st.integers(1, 30),
)
def test_the_heaviest_are_those_of_the_greatest_sums(sets, most) -> None:
    sums = Counter[int]()
    for ids, weight in sets:
        sums.update(dict.fromkeys(ids, weight))
    found = heaviest([(unpacked(packed(sorted(ids))), weight) for ids, weight in sets], most)
    assert sorted(found) == sorted(sorted(sums, key=lambda one: (sums[one], one), reverse=True)[:most])
