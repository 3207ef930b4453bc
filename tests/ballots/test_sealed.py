"""Before the declaration no page, export, feed or figure tells a share of the slips' ballots: not while they are cast,
not between the opening of the box and the declaration, to anyone but those who compare the laptop's sheet.

The search is that of test_secrecy: every page, by everyone, once with these ballots and once with others.
"""

import pytest
import sqlalchemy as sa

from tests.ballots.boxed import Boxed, opened, put_in
from tests.ballots.hall import AT, CHAIR, CHIEF, figures, holding
from tests.ballots.test_secrecy import EVERYONE, HALL, PAPERS
from tests.ballots.test_secrecy import tells as tells
from votes.ballots import bringing
from votes.ballots.box.tally import Tally, result_file
from votes.ballots.boxes import SealedBallot
from votes.ballots.rounds import Round
from votes.common.db import db

pytestmark = pytest.mark.crawl

CAST = 8
THESE, THOSE = (8, 7, 1, 0), (0, 1, 7, 8)


@pytest.fixture
def readers(pytestconfig: pytest.Config) -> tuple[list[str], tuple[str, ...]]:
    """Who reads, and which papers of the round: all of both before a release."""
    release = pytestconfig.getoption("--release")
    return (EVERYONE, PAPERS) if release else ([*HALL[:4], "stranger"], ("check",))


def approving(boxed: Boxed, approvals: tuple[int, ...]) -> list:
    """Eight ballots with so many approvals for each option."""
    return [
        boxed.cast(
            place,
            {str(n): "approve" if place < number else "oppose" for n, number in enumerate(approvals, 1)},
        )
        for place in range(CAST)
    ]


def put_other_ballots(round: Round, approvals: tuple[int, ...]) -> None:
    """Other ballots of the same slips."""
    db.session.execute(sa.delete(SealedBallot))
    put_in(Boxed(round.id), approving(Boxed(round.id), approvals))


def put_other_result(round: Round, approvals: tuple[int, ...]) -> None:
    """Another result, as good as the first."""
    boxed = Boxed(round.id)
    counts = figures(round, approvals, CAST).counts
    kept = boxed.box.result
    assert kept is not None
    closed = boxed.box.closed
    assert closed is not None
    other = Tally(boxed.box.mh, closed.root, {**kept["channel"], "counts": counts})
    boxed.box.result = result_file(other, other.hash)
    db.session.commit()


def test_while_ballots_are_cast_nobody_learns_a_share(tells, inside, hall, readers) -> None:
    def cast() -> int:
        boxed = opened(hall)
        put_in(boxed, approving(boxed, THESE))
        return boxed.round

    assert tells(inside(cast), THOSE, *readers, put=put_other_ballots) == set()


def test_before_the_declaration_only_those_who_compare_the_sheet_know(tells, inside, hall, readers) -> None:
    def brought() -> int:
        boxed = opened(hall)
        put_in(boxed, approving(boxed, THESE))
        boxed.close(issued=10, left=2)
        holding.declare_checked(boxed.row, CHAIR, AT)
        result = boxed.result()
        bringing.bring(boxed.row, result, boxed.code(result), CHIEF, AT)
        bringing.compare(boxed.row, boxed.code(result), CHAIR, AT)
        db.session.commit()
        return boxed.round

    told = tells(inside(brought), THOSE, *readers, put=put_other_result)
    assert told == {("chief", "ballots.confirm_count"), ("chair", "ballots.compare_result")}
