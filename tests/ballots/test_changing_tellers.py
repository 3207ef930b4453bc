"""A teller falls ill while the votes are counted: whoever takes over counts from the beginning, apart from all others."""

import pytest

from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    TELLERS,
    carry,
    count,
    deciding,
    figures,
    give_badge,
    holding,
    round_by,
    sitting_of,
    tally_data,
    tallying,
)
from votes.accounts import badges
from votes.accounts.badge_rules import Person
from votes.accounts.models import Badge
from votes.accounts.roles import Duty
from votes.common.db import db
from votes.common.errors import RuleBroken

FIGURES = [8, 7, 3, 2]


@pytest.fixture
def half(carried, inside) -> int:
    """Teller A has entered the batch; teller B has not."""
    round = carried("counting")

    def enter() -> None:
        batch = tallying.all_batches(round_by(round))[0]
        tallying.enter(batch, figures(round_by(round), FIGURES, 10), 1, TELLERS[0], AT)

    inside(enter)
    return round


@pytest.fixture
def batch(half, inside) -> int:
    return inside(lambda: tallying.all_batches(round_by(half))[0].id)


def take_over(hall, inside, word: str, holder: str = "接替的计票人") -> None:
    """The office revokes a badge and gives its duty to somebody else."""

    def change() -> None:
        old = db.session.get_one(Badge, hall.badges[word][1])
        badges.revoke(old, AT, OFFICE.name)
        hall.badges[f"new_{word}"] = give_badge(sitting_of(hall), old.duty, holder)

    inside(change)


def test_whoever_takes_over_sees_nothing_of_the_teller_before(hall, browse, half, batch, inside) -> None:
    assert 'value="8"' in browse("teller_a").get(hall.round_path(half, "count", batch)).text
    take_over(hall, inside, "teller_a")
    fresh = browse("new_teller_a")
    assert "待计票" in fresh.get(hall.round_path(half, "count")).text
    page = fresh.get(hall.round_path(half, "count", batch)).text
    assert not any(f'value="{figure}"' in page for figure in (10, 8, 7))
    assert "都没有录入" in browse("chief").get(hall.round_path(half, "compare")).text


def test_whoever_takes_over_counts_from_the_beginning_and_the_count_is_finished(
    hall, browse, half, batch, inside
) -> None:
    take_over(hall, inside, "teller_a")
    path = hall.round_path(half, "count", batch)
    assert browse("teller_b").send(path, tally_data(10, FIGURES)).status_code == 302
    with pytest.raises(RuleBroken, match="do not agree"):
        inside(lambda: deciding.confirm_count(round_by(half), CHIEF, AT))
    assert browse("new_teller_a").send(path, tally_data(10, FIGURES, attempt=2)).status_code == 302
    assert browse("chief").send(hall.round_path(half, "confirm-count")).status_code == 302
    assert inside(lambda: round_by(half).state) == "counted"


def test_a_badge_changed_after_the_count_changes_nothing(hall, browse, inside) -> None:
    round = inside(lambda: carry(hall, "counted")).id
    take_over(hall, inside, "teller_a")
    assert "两人一致" in browse("teller_b").get(hall.round_path(round, "count")).text


@pytest.mark.parametrize("state", ["cleared again", "counted", "confirmed", "stopped"])
def test_whoever_takes_over_when_nobody_counts_sees_no_figure_either(
    hall, browse, carried, inside, state
) -> None:
    round = carried("agreed" if state in ("cleared again", "stopped") else state)
    batch = inside(lambda: tallying.all_batches(round_by(round))[0].id)
    if state in ("cleared again", "stopped"):
        inside(lambda: deciding.clear_again(round_by(round), "票数不符", CHIEF, AT))
    if state == "stopped":
        inside(lambda: holding.stop(round_by(round), "票箱受潮", CHAIR, AT))
    take_over(hall, inside, "teller_a")
    page = browse("new_teller_a").get(hall.round_path(round, "count", batch)).text
    assert not any(f'value="{figure}"' in page for figure in (10, 8, 7))
    assert 'value="8"' in browse("teller_b").get(hall.round_path(round, "count", batch)).text


def test_a_count_agreed_with_a_teller_who_is_gone_is_not_confirmed(hall, carried, inside) -> None:
    round = carried("agreed")
    take_over(hall, inside, "teller_b")
    with pytest.raises(RuleBroken, match="do not agree"):
        inside(lambda: deciding.confirm_count(round_by(round), CHIEF, AT))


@pytest.mark.parametrize("word", ["teller_a", "chief", "chair"])
def test_nobody_who_acted_under_another_duty_becomes_a_teller(hall, browse, half, inside, word) -> None:
    """Who has counted as teller A, or has seen both readings, cannot count apart as teller B."""
    browse(word)

    def name_again() -> None:
        holder = db.session.get_one(Badge, hall.badges[word][1]).holder
        badges.give(sitting_of(hall), {Duty.teller_b: [Person(holder, holder)]}, AT, OFFICE.name)

    with pytest.raises(RuleBroken, match="has had another duty"):
        inside(name_again)


def test_a_scrutineer_may_help_out_as_teller(hall, browse, half, inside) -> None:
    """Scrutineers see no figure; a small meeting has few people."""
    browse("scrutineer")
    person = Person("持证人scrutineer", "持证人scrutineer")
    inside(lambda: badges.give(sitting_of(hall), {Duty.teller_b: [person]}, AT, OFFICE.name))
    held = inside(lambda: [(badge.duty, badge.holder) for badge in badges.badges_of(sitting_of(hall))])
    assert held == [(Duty.teller_b, "持证人scrutineer")]


@pytest.mark.usefixtures("context")
def test_a_teller_who_comes_back_goes_on_with_the_own_entries(hall) -> None:
    round = carry(hall, "counting")
    count(round, FIGURES)
    sitting = sitting_of(hall)
    old = next(badge for badge in badges.badges_of(sitting) if badge.duty is Duty.teller_a)
    badges.revoke(old, AT, OFFICE.name)
    db.session.expire(round)
    assert not tallying.is_agreed(round)
    give_badge(sitting, Duty.teller_a, old.holder)
    db.session.expire(round)
    assert tallying.is_agreed(round)
