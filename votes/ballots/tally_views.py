"""计票: batches handed out, counted apart, compared figure by figure, confirmed by the chief scrutineer."""

import json
from typing import Any

from flask import abort, flash, redirect
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import DUTY_NAMES, Duty
from votes.ballots import deciding, tallying
from votes.ballots.blueprint import bp
from votes.ballots.channels import ChannelKind
from votes.ballots.counting import COUNT_MARKS
from votes.ballots.holding_views import PLACE, done
from votes.ballots.loading import doer, the_round
from votes.ballots.names import CHANNEL_NAMES, MARK_NAMES
from votes.ballots.publishing import full_result
from votes.ballots.round_forms import DivideForm, ReasonForm, SignForm
from votes.ballots.round_record import book, result_of
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.ballots.tally_forms import counted_of, say_differences, say_faults, tally_form
from votes.ballots.tallying import Batch, all_batches
from votes.ballots.telling import ballot_numbers, result_parts, show
from votes.ballots.turn import address
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.common.words import sent_number

CHIEF = Duty.chief_scrutineer
TELLERS = tallying.TELLERS
SPARE_ROWS = 3
"""Blank rows in the table of batches, for bundles that were tied otherwise than by fifty."""

OWN: dict[str, tuple[LazyString | str, LazyString | str]] = {
    "todo": (_l("to be counted"), ""),
    "waiting": (_l("entered"), _l("the other teller still counts")),
    "differs": (_l("differs"), _l("differs from the other teller: count what is marked anew")),
    "agrees": (_l("both agree"), ""),
}
"""How a batch stands for one teller: in a word, and what to do."""
WHOLE: dict[str, LazyString] = {
    "todo": _l("nobody has entered it"),
    "half": _l("one teller has entered it"),
    "differs": _l("the tellers differ"),
    "agrees": _l("the tellers agree"),
}


@bp.route(f"{PLACE}/divide", methods=["GET", "POST"])
@open_to(CHIEF)
def divide(congress: str, sitting: int, round: int) -> str | Response:
    """Part the ballots into batches and hand them to the two tellers."""
    here = the_round(congress, sitting, round)
    paper = next((channel for channel in here.channels if channel.kind is ChannelKind.paper), None)
    sizes = tallying.proposed_sizes(paper) if paper else []
    form = DivideForm(data={"sizes": [{"size": size} for size in sizes] + [{}] * SPARE_ROWS})
    if paper is None:
        del form.sizes
    if form.validate_on_submit():
        try:
            tallying.divide(here, {paper.id: form.parts} if paper else {}, doer(), clock.now())
        except RuleBroken as broken:
            if here.state not in (RoundState.checked, RoundState.counting) or paper is None:
                raise
            refuse(form.sizes, broken)
        else:
            return done(here, _("The batches are with the tellers. Each counts apart from the other."))
    return show("ballots/divide.html", here, form=form, paper=paper, again=here.state is RoundState.counting)


@bp.route(f"{PLACE}/count")
@open_to(*TELLERS)
def count(congress: str, sitting: int, round: int) -> str:
    """The batches, as this teller sees them."""
    here = the_round(congress, sitting, round)
    rows = [(one, CHANNEL_NAMES[one.channel.kind], *OWN[own_state(one)]) for one in all_batches(here)]
    return show("ballots/count.html", here, rows=rows)


def own_duty() -> Duty:
    """The teller's duty of this badge."""
    badge = me().badge
    if badge is None or badge.duty not in TELLERS:
        abort(404)
    return badge.duty


def own_state(batch: Batch) -> str:
    """How a batch stands for this teller."""
    if batch.last_of(own_duty()) is None:
        return "todo"
    if not batch.is_in:
        return "waiting"
    return "differs" if batch.differences else "agrees"


@bp.route(f"{PLACE}/count/<int:batch>", methods=["GET", "POST"])
@open_to(*TELLERS)
def tally(congress: str, sitting: int, round: int, batch: int) -> str | Response:
    """Enter the sums of one batch; the other teller's figures are never shown."""
    here = the_round(congress, sitting, round)
    pile = the_batch(here, batch)
    duty = own_duty()
    last = pile.last_of(duty)
    own = last if last and last.by == me().name else None
    form = tally_form(pile, pile.attempts(duty) + 1, own)
    if form.validate_on_submit():
        counted = counted_of(form, here)
        if not say_faults(form, pile, counted):
            tallying.enter(pile, counted, sent_number(form.attempt.data), doer(), clock.now())
            db.session.commit()
            flash(_("Batch %(n)d is entered.", n=pile.number))
            return redirect(address(here, "count"))
    elif not form.is_submitted():
        say_differences(form, here, pile.differences)
    return show(
        "ballots/tally.html",
        here,
        form=form,
        batch=pile,
        back=address(here, "count"),
        state_words=OWN[own_state(pile)][1] or OWN[own_state(pile)][0],
        titles=[f"{option.key}. {option.title}" for option in here.options],
        rules=book(here),
        words=json.dumps(stroke_words(here), ensure_ascii=False),
    )


def the_batch(round: Round, number: int) -> Batch:
    """The batch of this id, in the division now being counted."""
    found = next((batch for batch in all_batches(round) if batch.id == number), None)
    if found is None:
        abort(404)
    return found


@bp.route(f"{PLACE}/compare")
@open_to(CHIEF)
def compare(congress: str, sitting: int, round: int) -> str:
    """Where the two tellers differ, figure by figure; nothing else."""
    here = the_round(congress, sitting, round)
    rows = [
        (one, WHOLE[state_of(one)], [named(here, figure) for figure in one.differences])
        for one in all_batches(here)
    ]
    heads = [_("Project"), _("Figure"), DUTY_NAMES[TELLERS[0]], DUTY_NAMES[TELLERS[1]]]
    is_agreed = here.state is RoundState.counting and tallying.is_agreed(here)
    return show("ballots/compare.html", here, rows=rows, heads=heads, is_agreed=is_agreed)


def state_of(batch: Batch) -> str:
    """How a batch stands for the chief scrutineer."""
    if batch.is_in:
        return "differs" if batch.differences else "agrees"
    return "half" if any(batch.last_of(teller) for teller in TELLERS) else "todo"


def named(round: Round, one: Any) -> tuple[str, str, int, int]:
    """A differing figure in words, with both readings."""
    title = round.option(one.option).title if one.option else _("The batch as a whole")
    return title, str(MARK_NAMES[one.figure]), one.first, one.second


@bp.route(f"{PLACE}/clear-again", methods=["GET", "POST"])
@open_to(CHIEF)
def clear_again(congress: str, sitting: int, round: int) -> str | Response:
    """Send the ballots back to be cleared, because the batches do not hold what was received."""
    here = the_round(congress, sitting, round)
    form = ReasonForm()
    if form.validate_on_submit():
        deciding.clear_again(here, str(form.reason.data), doer(), clock.now())
        return done(
            here, _("The ballots are to be cleared again; the chair then declares the vote valid or void.")
        )
    return show("ballots/clear_again.html", here, form=form)


@bp.route(f"{PLACE}/confirm-count", methods=["GET", "POST"])
@open_to(CHIEF)
def confirm_count(congress: str, sitting: int, round: int) -> str | Response:
    """The chief scrutineer confirms the figures on which both tellers agree."""
    here = the_round(congress, sitting, round)
    form = SignForm()
    if form.validate_on_submit():
        deciding.confirm_count(here, doer(), clock.now())
        return done(here, _("The count is confirmed. The report goes to the presidium."))
    if here.state is not RoundState.counting or not tallying.is_agreed(here):
        return redirect_to_compare(here)
    result = full_result(here, result_of(here, tallying.agreed(here)))
    return show(
        "ballots/confirm_count.html",
        here,
        form=form,
        **{**result_parts(result), "numbers": ballot_numbers(result)},
    )


def redirect_to_compare(round: Round) -> Response:
    """Before both agree there is nothing to confirm."""
    return redirect(address(round, "compare" if round.state is RoundState.counting else "round"))


SIGNS = {"approve": "○", "oppose": "×", "abstain": "△", "satisfied": "○", "basic": "△", "dissatisfied": "×"}


def stroke_words(round: Round) -> dict[str, Any]:
    """What the aid for reading ballots out one by one says, and the marks it knows."""
    marks = ("approve",) if round.kind == "choose" else COUNT_MARKS[round.kind]
    return {
        "begin": str(_("Count ballot by ballot (strokes of 正)")),
        "next": str(_("Next ballot")),
        "invalid": str(_("This ballot is unreadable")),
        "undo": str(_("Take the last ballot back")),
        "ballot": str(_("Ballot {n} of {all}")),
        "full": str(_("All ballots of this batch are read. Check the sums below and enter them.")),
        "marks": [(mark, str(MARK_NAMES[mark]), SIGNS.get(mark, "－")) for mark in marks],
    }
