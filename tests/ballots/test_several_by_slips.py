"""One sheet of slips for several votes of a sitting; a trial vote in the rehearsal, wiped with it; the trial sheet."""

import pytest
import sqlalchemy as sa

from tests.ballots.boxed import Boxed, put_in
from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    OFFICE,
    Hall,
    add_project,
    adopt_rules,
    cycle_of,
    declare,
    holding,
    open_round,
    prepare_round,
    sign_in,
    sitting_of,
)
from tests.ballots.printing import Printing
from votes.ballots import bringing, preparation
from votes.ballots.adopting import Purpose
from votes.ballots.box.casting import seal
from votes.ballots.boxes import SealedBallot
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.profile_rules import RatingTerms, Terms
from votes.ballots.rounds import Round
from votes.ballots.screen import screen_of
from votes.ballots.slip_sets import SlipKey, SlipSet, keep_set
from votes.ballots.trial import BALLOTS, trial_of
from votes.common.db import db
from votes.congress.models import Sitting
from votes.projects.models import Cycle
from votes.projects.rehearsal import rehearse, wipe
from votes.projects.stages import Stage

SLIPS = (ChannelKind.slips,)


def bring_slips(sitting: Sitting, printing: Printing) -> None:
    keep_set(sitting, printing.keys, printing.slips, AT)
    preparation.go_on_without(sitting, "主席团第三次会议", OFFICE, AT)


def hold(round: Round, printing: Printing, mark: str) -> Boxed:
    """Opened, eight ballots with this mark on every option, closed, counted at the laptop, declared."""
    channel = slips_of(round)
    assert channel is not None
    boxed = Boxed(round.id, printing, channel.section)
    open_round(round)
    marks = {option.key: mark for option in round.options}
    put_in(boxed, [seal(boxed.box.terms, marks, code) for code in printing.codes[:8]])
    boxed.close(9, 3)
    holding.declare_checked(round, CHAIR, AT)
    result = boxed.result()
    bringing.bring(round, result, boxed.code(result), CHIEF, AT)
    bringing.compare(round, boxed.code(result), CHAIR, AT)
    declare(round)
    return boxed


@pytest.mark.usefixtures("context")
def test_last_years_rating_and_this_years_ballot_are_voted_from_one_sheet(hall: Hall) -> None:
    printing, sitting, cycle = Printing(), sitting_of(hall), cycle_of(hall)
    last = Cycle(congress_id=cycle.congress_id, slug="2025", title="2025年度民生实事项目", year=2025)
    db.session.add(last)
    db.session.flush()
    before = Hall(hall.people, hall.sitting, cycle=last.id)
    projects = [add_project(last, number, f"去年项目{number}", Stage.adopted) for number in (1, 2)]
    adopt_rules(before, RatingTerms())
    adopt_rules(hall, Terms(seats=4, most=None, publish="counts"))
    sign_in(hall, 10)
    bring_slips(sitting, printing)
    rating = prepare_round(before, Purpose.rating, SLIPS, "2025年度项目满意度测评")
    ballot = prepare_round(hall, Purpose.ballot, SLIPS)
    assert [slips_of(one).section for one in (rating, ballot)] == ["A", "B"]

    hold(rating, printing, "satisfied")
    assert rating.result["verdicts"] == {str(one.number): "satisfied" for one in projects}
    assert [row.figure for row in screen_of(sitting).rows] == ["满意", "满意"]
    hold(ballot, printing, "approve")
    assert len(ballot.result["adopted"]) == 4
    assert screen_of(sitting).title == "票决通过4项"


@pytest.mark.usefixtures("context")
def test_a_trial_vote_in_the_rehearsal_is_wiped_whole(hall: Hall) -> None:
    copy = rehearse(sitting_of(hall).session, cycle_of(hall), AT, "工作人员01")
    db.session.flush()
    sitting = db.session.scalars(sa.select(Sitting).where(Sitting.congress_id == copy.id)).first()
    cycle = db.session.scalars(sa.select(Cycle).where(Cycle.congress_id == copy.id)).one()
    trial = Hall(hall.people, sitting.id, cycle=cycle.id)
    adopt_rules(trial, Terms(seats=4, most=None))
    sign_in(trial, 10)
    bring_slips(sitting, Printing())
    hold(prepare_round(trial, kinds=SLIPS), Printing(), "approve")
    wipe(copy)
    for rows in (SealedBallot, SlipKey, SlipSet, preparation.Prepared):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(rows)) == 0


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    "terms", [Terms(seats=2, most=2), Terms(way="choose", seats=2, most=2), Terms(seats=2, most=None)]
)
def test_the_trial_ballots_are_all_valid_and_lead_to_a_result(hall: Hall, terms: Terms) -> None:
    adopt_rules(hall, terms)
    trial = trial_of(prepare_round(hall, kinds=SLIPS))
    totals = trial.result.totals
    assert (totals.valid, totals.invalid) == (BALLOTS, 0)
    assert trial.ballots[-1] == {}
    assert trial.result.state in ("decided", "tie")


@pytest.mark.usefixtures("context")
def test_the_trial_sheet_expects_what_the_whole_roll_of_the_rehearsal_gives(hall: Hall) -> None:
    adopt_rules(hall, Terms(seats=2, most=None))
    round = prepare_round(hall, kinds=SLIPS)
    round.sitting.all_deputies = 232
    assert trial_of(round).result.plain()["adopted"] == []
    round.sitting.all_deputies = round.sitting.due = BALLOTS
    assert trial_of(round).result.plain()["adopted"] != []


def test_the_trial_sheet_says_what_must_come_out(hall: Hall, browse, carried) -> None:
    round = carried("preparing", kinds=SLIPS)
    page = browse("clerk").get(hall.round_path(round, "trial-sheet")).text
    assert "试投票和应得结果" in page
    assert "先给全体代表签到" in page
    assert "○" in page
