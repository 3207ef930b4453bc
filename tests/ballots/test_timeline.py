"""办理经过: every correction of the papers keeps its numbers; a teller's entry is told without its figures."""

from datetime import UTC, datetime

from tests.ballots.hall import AT, TELLERS, figures, record, round_by, tallying
from votes.common.days import long_moment


def test_each_record_of_papers_says_its_numbers(hall, browse, carried, inside) -> None:
    round = carried("open")
    inside(lambda: record(round_by(round), 9, 0, left=2))
    inside(lambda: record(round_by(round), 10, 9, spoiled=1))
    for word in ("clerk", "teller_a"):
        page = browse(word).get(hall.round_path(round)).text
        assert "纸质表决票：印制11，发出9，作废调换0，剩余2，收回0" in page, word
        assert "纸质表决票：印制11，发出10，作废调换1，剩余0，收回9" in page, word


def test_a_tellers_entry_is_told_without_a_figure(hall, browse, carried, inside) -> None:
    round = carried("counting")

    def enter(attempt: int) -> None:
        batch = tallying.all_batches(round_by(round))[0]
        tallying.enter(batch, figures(round_by(round), [8, 7, 6, 5], 10), attempt, TELLERS[0], AT)

    inside(lambda: enter(1))
    inside(lambda: enter(2))
    page = browse("chair").get(hall.round_path(round)).text
    assert "录入第1束：持证人teller_a（计票人甲）<" in page
    assert "录入第1束：持证人teller_a（计票人甲），第2次录入" in page
    for figure in (7, 6, 5):
        assert f">{figure}<" not in page


def test_a_moment_is_said_by_the_clock_of_the_place_in_the_form_of_all_days(context: None) -> None:
    assert long_moment(datetime(2026, 3, 1, 17, 5, tzinfo=UTC)) == "2026年3月2日 1:05"
