"""民意投票: called and ended by the office, taken part in by anyone before the ballot; figures only once it is over."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, me, open_to
from votes.accounts.devices import known_as, token_of, with_token
from votes.accounts.floods import key_of
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse_form
from votes.projects.loading import the_living_cycle, the_public_cycle
from votes.projects.models import Cycle
from votes.projects.workpages import work_page
from votes.proposals.advice import (
    AdvisoryVote,
    call_vote,
    change_vote,
    end_vote,
    has_taken_part,
    public_advice,
    take_part,
    vote_of,
)
from votes.proposals.advice_forms import CallForm, ChoiceForm, PapersBackForm, PapersForm
from votes.proposals.advice_papers import AdvisoryPapers, enter_papers, papers_of, take_back
from votes.proposals.advice_rules import NOT_TAKEN_WORDS, Phase
from votes.proposals.advice_words import advice_rows, most_words, people_words, phase_words, stack_words
from votes.proposals.public_views import bp

DESK = "/desk/<congress>/<cycle>/advice"
Answer = str | Response


@bp.route(DESK, methods=["GET", "POST"])
@open_to(Role.office)
@work_page("提", _l("Residents' advisory vote (民意投票)"))
def advice(congress: str, cycle: str) -> Answer:
    """Call the advisory vote, change its days, see its figures once it is over."""
    found = the_living_cycle(congress, cycle)
    vote = vote_of(found)
    form = CallForm(obj=vote)
    if form.validate_on_submit():
        try:
            called(found, vote, form)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("proposals.advice", congress=congress, cycle=cycle))
    figures = public_advice(found, clock.today()) or []
    return render_template(
        "proposals/advice.html",
        cycle=found,
        vote=vote,
        form=form,
        now=vote.phase_on(clock.today()) if vote else None,
        words=phase_words(vote, clock.today()) if vote else "",
        people=people_words(figures) if figures else "",
        rows=advice_rows(vote, figures) if vote and figures else [],
    )


def called(cycle: Cycle, vote: AdvisoryVote | None, form: CallForm) -> None:
    """The vote as the form says: a new one, or other days."""
    opens, closes = form.opens_on.data or clock.today(), form.closes_on.data or clock.today()
    most = form.most.data or 0
    if vote is None:
        call_vote(cycle, opens, closes, most, clock.now(), me().name)
    else:
        change_vote(vote, opens, closes, most, clock.now())


@bp.route(f"{DESK}/end", methods=["POST"])
@open_to(Role.office)
def end_advice(congress: str, cycle: str) -> Response:
    """结束 before its last day."""
    end_vote(the_vote(the_living_cycle(congress, cycle)), clock.now(), me().name)
    db.session.commit()
    return redirect(url_for("proposals.advice", congress=congress, cycle=cycle))


def the_vote(cycle: Cycle) -> AdvisoryVote:
    """The advisory vote of this list, or a 404."""
    return vote_of(cycle) or abort(404)


@bp.route(f"{DESK}/papers", methods=["GET", "POST"])
@open_to(Role.office)
def advice_papers(congress: str, cycle: str) -> Answer:
    """代录: papers collected at stations, those that choose the same at once."""
    found = the_living_cycle(congress, cycle)
    vote, form = the_vote(found), PapersForm()
    form.offer(vote)
    if form.validate_on_submit():
        try:
            form.spend(clock.today())
            enter_papers(vote, form.chosen, form.papers.data or 0, clock.now(), me().name)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            db.session.commit()
            flash(_("Counted."))
            return redirect(url_for("proposals.advice_papers", congress=congress, cycle=cycle))
    return render_template(
        "proposals/advice_papers.html",
        cycle=found,
        form=form,
        most=most_words(vote),
        stacks=[(stack, stack_words(stack)) for stack in papers_of(found)],
        is_open=vote.phase_on(clock.today()) is Phase.open,
    )


@bp.route(f"{DESK}/papers/<int:stack>/take-back", methods=["GET", "POST"])
@open_to(Role.office)
def take_papers_back(congress: str, cycle: str, stack: int) -> Answer:
    """撤回 a stack that was typed in wrongly, until the vote is over; what was typed and why it went stay."""
    found = the_living_cycle(congress, cycle)
    vote, row = the_vote(found), the_stack(found, stack)
    form, back = PapersBackForm(), url_for("proposals.advice_papers", congress=congress, cycle=cycle)
    why = form.why.data or ""
    if form.validate_on_submit():
        take_back(vote, row, why, clock.now(), me().name)
        db.session.commit()
        flash(_("Taken back. Type the right ones in."))
        return redirect(back)
    chosen = [one for one in vote.options if one.number in row.numbers]
    return render_template(
        "proposals/take_papers_back.html",
        cycle=found,
        form=form,
        words=stack_words(row),
        chosen=chosen,
        back=back,
    )


def the_stack(cycle: Cycle, stack: int) -> AdvisoryPapers:
    """A stack of this list's advisory vote, or a 404."""
    row = db.session.get(AdvisoryPapers, stack)
    return row if row is not None and row.cycle_id == cycle.id else abort(404)


@bp.route("/<congress>/<cycle>/advise", methods=["GET", "POST"])
@open_to(PUBLIC)
def advise(congress: str, cycle: str) -> Response:
    """Take part: no account, once for each device."""
    found = the_public_cycle(congress, cycle)
    vote, form = the_vote(found), ChoiceForm()
    form.offer(vote)
    device = known_as(token_of(request), f"advice {vote.id}")
    if form.validate_on_submit() and taken(vote, form, device):
        return redirect(url_for("proposals.advise", congress=congress, cycle=cycle))
    page = render_template(
        "proposals/advise.html",
        cycle=found,
        form=form,
        most=most_words(vote),
        words=phase_words(vote, clock.today()),
        is_open=vote.phase_on(clock.today()) is Phase.open,
        is_over=vote.phase_on(clock.today()) is Phase.over,
        is_in=has_taken_part(vote, device),
    )
    return with_token(make_response(page, 409 if form.form_errors else 200), request)


def taken(vote: AdvisoryVote, form: ChoiceForm, device: str) -> bool:
    """Whether the choice was counted; if not, the form says why."""
    address = key_of(request.remote_addr, clock.today())
    try:
        held = take_part(vote, form.chosen, device, address, clock.now())
    except RuleBroken as broken:
        db.session.rollback()
        refuse_form(form, broken)
        return False
    db.session.commit()
    if held:
        form.form_errors.append(_(NOT_TAKEN_WORDS[held]))
    return held is None
