"""Two tellers who differ: which figure is shown, whose is not; and nothing goes on until they agree."""

import pytest

from tests.ballots.hall import AT, CHIEF, TELLERS, carry, deciding, figures, round_by, tally_data, tallying
from votes.common.db import db
from votes.common.errors import RuleBroken


@pytest.fixture
def differing(carried, inside) -> int:
    """Teller A reads 8, teller B 7 approvals for the first project."""
    round = carried("counting")

    def enter() -> None:
        batch = tallying.all_batches(round_by(round))[0]
        for teller, first in zip(TELLERS, (8, 7), strict=True):
            tallying.enter(batch, figures(round_by(round), [first, 6, 4, 4], 10), 1, teller, AT)

    inside(enter)
    return round


@pytest.fixture
def batch(differing, inside) -> int:
    return inside(lambda: tallying.all_batches(round_by(differing))[0].id)


def test_a_teller_sees_which_figure_differs_and_the_own_reading(hall, browse, differing, batch) -> None:
    page = browse("teller_b").get(hall.round_path(differing, "count", batch)).text
    assert page.count("与另一位计票人的数字不同") == 2
    assert 'value="7"' in page
    assert 'value="8"' not in page


def test_the_chief_scrutineer_sees_both_readings_of_what_differs_and_nothing_else(
    hall, browse, differing
) -> None:
    page = browse("chief").get(hall.round_path(differing, "compare")).text
    assert "市民中心建设工程" in page
    assert '<td class="n">8</td><td class="n">7</td>' in page
    assert "新农村建设" not in page
    assert browse("chief").get(hall.round_path(differing, "confirm-count")).status_code == 302


def test_the_desks_of_those_concerned_say_that_a_bundle_differs(hall, browse, differing, batch) -> None:
    for word in ("teller_a", "teller_b"):
        page = browse(word).get("/desk").text
        assert "第1束两人点的不一致" in page, word
        assert hall.round_path(differing, "count") in page, word
    assert "计票人在第1束上不一致" in browse("chief").get("/desk").text
    page = browse("teller_a").get(hall.round_path(differing, "count", batch)).text
    assert "请把标出的各项重新点一遍" in page


def test_a_difference_blocks_the_count(hall, browse, differing, inside, app) -> None:
    with app.app_context(), pytest.raises(RuleBroken, match="do not agree"):
        deciding.confirm_count(round_by(differing), CHIEF, AT)
    assert "等待" in browse("chair").get(hall.round_path(differing)).text
    assert inside(lambda: round_by(differing).state) == "counting"


def test_counting_again_settles_it_and_both_attempts_stay(hall, browse, differing, batch, inside) -> None:
    path = hall.round_path(differing, "count", batch)
    assert browse("teller_b").send(path, tally_data(10, [8, 6, 4, 4], attempt=2)).status_code == 302
    assert "两位计票人的数字全部一致" in browse("chief").get(hall.round_path(differing, "compare")).text
    assert "两人一致" in browse("teller_a").get(hall.round_path(differing, "count")).text
    tallies = inside(
        lambda: [(t.teller, t.attempt) for t in tallying.all_batches(round_by(differing))[0].tallies]
    )
    assert sorted(map(str, tallies)) == sorted(
        map(str, [(TELLERS[0].mark, 1), (TELLERS[1].mark, 1), (TELLERS[1].mark, 2)])
    )


def test_before_both_are_in_nobody_sees_a_difference(hall, browse, carried, inside) -> None:
    round = carried("counting")

    def enter() -> int:
        batch = tallying.all_batches(round_by(round))[0]
        tallying.enter(batch, figures(round_by(round), [8, 6, 3, 2], 10), 1, TELLERS[0], AT)
        return batch.id

    batch = inside(enter)
    page = browse("chief").get(hall.round_path(round, "compare")).text
    assert "一人已录入" in page
    assert "<td" not in page
    assert "数字不同" not in browse("teller_a").get(hall.round_path(round, "count", batch)).text


@pytest.mark.usefixtures("context")
def test_invalid_ballots_must_agree_too(hall) -> None:
    round = carry(hall, "counting")
    batch = tallying.all_batches(round)[0]
    tallying.enter(batch, figures(round, [8, 6, 3, 2], 9, {"unreadable": 1}), 1, TELLERS[0], AT)
    tallying.enter(batch, figures(round, [8, 6, 3, 2], 9, {"over_marked": 1}), 1, TELLERS[1], AT)
    db.session.flush()
    assert {one.figure for one in batch.differences} == {"unreadable", "over_marked"}


def test_nobody_else_compares(hall, browse, differing) -> None:
    for word in ("teller_a", "teller_b", "chair", "scrutineer", "clerk", "other_chair"):
        assert browse(word).get(hall.round_path(differing, "compare")).status_code == 404
