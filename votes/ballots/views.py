"""代表决: the pages of a sitting and of a round; the other views of the room are loaded with them."""

from flask import render_template
from flask_babel import gettext as _

from votes.accounts.access import open_to
from votes.ballots import (
    box_desk_views,
    deciding_views,
    guide_views,
    handing_views,
    holding_views,
    list_views,
    paper_views,
    preparation_views,
    roll_views,
    rules_views,
    screen_views,
    slip_views,
    tally_views,
    trial_views,
)
from votes.ballots.blueprint import bp as bp
from votes.ballots.deciding_views import KNOWING, SETTLED
from votes.ballots.handing_views import may_hand_back
from votes.ballots.loading import EVERYONE, my_mark, the_round, the_sitting
from votes.ballots.lookup import rounds_in
from votes.ballots.names import STATE_NAMES, role_name, round_name
from votes.ballots.publishing import public_result
from votes.ballots.roll_views import DESK
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.ballots.telling import result_parts, sentences, show, sitting_head
from votes.ballots.timeline import badge_moments, moments, void_reason
from votes.ballots.turn import Turn, address
from votes.ballots.turns import turns

PARTS = (
    box_desk_views,
    deciding_views,
    guide_views,
    handing_views,
    holding_views,
    list_views,
    paper_views,
    preparation_views,
    roll_views,
    rules_views,
    screen_views,
    slip_views,
    tally_views,
    trial_views,
)


@bp.route("/desk/<congress>/sitting/<int:sitting>/ballots")
@open_to(*EVERYONE)
def sitting(congress: str, sitting: int) -> str:
    """A sitting with its roll and its rounds."""
    here = the_sitting(congress, sitting)
    rows = [(one, round_name(one), STATE_NAMES[one.state]) for one in rounds_in(here)]
    return render_template(
        "ballots/sitting.html",
        sitting=here,
        rounds=rows,
        may_sign_in=my_mark() in DESK,
        may_hand_back=may_hand_back(here),
        badge_steps=badge_moments(here),
        **sitting_head(here),
    )


@bp.route("/desk/<congress>/sitting/<int:sitting>/round/<int:round>")
@open_to(*EVERYONE)
def round(congress: str, sitting: int, round: int) -> str:
    """A round: where it stands, whose turn it is, and what was done."""
    here = the_round(congress, sitting, round)
    waiting, mark = turns(here), my_mark()
    result = public_result(here)
    return show(
        "ballots/round.html",
        here,
        state=STATE_NAMES[here.state],
        mine=[turn for turn in waiting if mark in turn.marks],
        others=[told(turn) for turn in waiting if mark not in turn.marks and turn.is_needed],
        steps=moments(here),
        sentences=sentences(here),
        is_live=here.state is RoundState.open,
        void_words=void_words(here),
        may_hand_back=may_hand_back(here.sitting),
        documents=paper_views.offered(here, mark),
        figures=address(here, "figures")
        if mark in KNOWING and here.state in SETTLED and not here.is_void
        else "",
        **(result_parts(result) if result else {}),
    )


def told(turn: Turn) -> tuple[str, str]:
    """Whose turn it is, and for what."""
    return "、".join(str(role_name(mark)) for mark in turn.marks), turn.words


def void_words(round: Round) -> str:
    """Why the vote is void."""
    return (
        str(_("This vote is void: %(reason)s", reason=void_reason(round.void_reason)))
        if round.is_void
        else ""
    )
