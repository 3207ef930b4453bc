"""变更申请: the unit asks, the government office forwards, the office records what the body decided and announced."""

from datetime import datetime

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import or_, select

from votes.accounts.access import Actor, open_to
from votes.accounts.roles import Role
from votes.ballots.attaching import attached
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse_form
from votes.delivery.asking import ask as ask_for
from votes.delivery.asking import open_change, record_decision
from votes.delivery.change_forms import AnnounceForm, AskForm, DecisionForm, WithdrawForm
from votes.delivery.change_states import CHANGE_MOVES, WITH_BODY, ChangeKind, ChangeState, Ground
from votes.delivery.change_telling import change_pairs, change_steps, papers_of, state_word
from votes.delivery.changes import Change
from votes.delivery.collected_views import bp as bp
from votes.delivery.forms import ReasonForm
from votes.delivery.halting import body_name, body_of, can_decide_now, kinds_open
from votes.delivery.loading import Place, opens, the_place
from votes.delivery.plan_views import AT, HANDS, Answer, address, back, check_not_sent
from votes.projects.documents import Document, keeper

ONE = f"{AT}/changes/<int:change>"


def the_change(place: Place, number: int) -> Change:
    """The request of this number about the project, or a 404."""
    wanted = select(Change).where(Change.congress_id == place.project.congress_id)
    found = db.session.scalar(wanted.where(Change.project_id == place.project.id, Change.number == number))
    if found is None:
        abort(404)
    return found


@keeper
def may_see_paper(document: Document, actor: Actor) -> bool | None:
    """The papers of a request are for the project's unit and for staff until the body has decided."""
    shown = or_(Change.document_id == document.id, Change.decision_id == document.id)
    change = db.session.scalar(select(Change).where(Change.congress_id == document.congress_id, shown))
    return opens(actor, change.project) if change else None


def to_change(change: Change) -> Answer:
    """To the page of a request."""
    return redirect(address(change.project, "asked", change=change.number))


def may_go(change: Change, place: Place, to: ChangeState) -> bool:
    """Whether this person can bring the request to that state now."""
    return not place.hand.roles.isdisjoint(CHANGE_MOVES[change.state].get(to, ()))


@bp.route(f"{AT}/changes/ask", methods=["GET", "POST"])
@open_to(*HANDS)
def ask(congress: str, cycle: str, number: int) -> Answer:
    """Ask the deciding body for a major change, to suspend, go on with, or end the project."""
    place, form = the_place(congress, cycle, number), AskForm()
    kinds, under_way = kinds_open(place.project), open_change(place.project)
    if under_way is not None or not kinds:
        check_not_sent()
        return to_change(under_way) if under_way else back(place.project)
    form.offer(kinds)
    if form.validate_on_submit():
        made = asked_for(place, form, clock.now())
        if made is not None:
            return to_change(made)
    body = body_name(place.project.congress, body_of(place.project.cycle))
    return render_template("delivery/ask.html", project=place.project, form=form, body=body, place=place)


def asked_for(place: Place, form: AskForm, at: datetime) -> Change | None:
    """Keep the paper and the request; None where the form now says what stands against it."""
    document = attached(form.document, place.project.congress, str(form.document.label.text), at)
    if document is None:
        return None
    kind, ground = ChangeKind(form.kind.data), Ground(form.ground.data)
    made = ask_for(place.project, kind, ground, form.words.data or "", document, place.hand, at)
    db.session.commit()
    flash(_("Handed in to the government office."))
    return made


@bp.route(ONE)
@open_to(*HANDS)
def asked(congress: str, cycle: str, number: int, change: int) -> str:
    """One request with its papers, its vote and its trace."""
    place = the_place(congress, cycle, number)
    found = the_change(place, change)
    return render_template(
        "delivery/asked.html",
        project=place.project,
        change=found,
        state=state_word(found),
        pairs=change_pairs(found),
        papers=papers_of(found),
        steps=change_steps(found),
        may={to.value: may_go(found, place, to) for to in ChangeState},
    )


@bp.route(f"{ONE}/forward", methods=["GET", "POST"])
@open_to(Role.government)
def forward(congress: str, cycle: str, number: int, change: int) -> Answer:
    """Hand a request on to the deciding body, or return it with what is to be put right."""
    place, form = the_place(congress, cycle, number), ReasonForm()
    found = the_change(place, change)
    if not may_go(found, place, ChangeState.forwarded):
        check_not_sent()
        return to_change(found)
    if form.validate_on_submit() and is_forwarded(place, found, form):
        return to_change(found)
    return render_template(
        "delivery/forward.html",
        project=place.project,
        form=form,
        pairs=change_pairs(found),
        papers=papers_of(found),
        body=body_name(place.project.congress, found.body),
    )


def is_forwarded(place: Place, change: Change, form: ReasonForm) -> bool:
    """Forward or return; whether that could be done."""
    at = clock.now()
    if request.form.get("deed") != "return":
        in_session = can_decide_now(place.project.congress, change.body, clock.today())
        change.forward(place.hand, at, in_session)
        words = _("The request lies with the deciding body now. Everyone can see so.")
    elif form.says_why():
        change.send_back(place.hand, at, form.reason.data or "")
        words = _("The request is returned to the unit.")
    else:
        return False
    db.session.commit()
    flash(words)
    return True


@bp.route(f"{ONE}/withdraw", methods=["GET", "POST"])
@open_to(*HANDS)
def withdraw(congress: str, cycle: str, number: int, change: int) -> Answer:
    """Take a request back, saying why."""
    place, form = the_place(congress, cycle, number), WithdrawForm()
    found = the_change(place, change)
    if not may_go(found, place, ChangeState.withdrawn):
        check_not_sent()
        return to_change(found)
    if form.validate_on_submit():
        found.withdraw(place.hand, clock.now(), form.reason.data or "")
        db.session.commit()
        flash(_("The request is withdrawn."))
        return to_change(found)
    return render_template("delivery/withdraw.html", project=place.project, form=form, change=found)


@bp.route(f"{AT}/decision", methods=["GET", "POST"])
@open_to(Role.office)
def decision(congress: str, cycle: str, number: int) -> Answer:
    """Record what the deciding body decided: on the request that lies with it, or without one in the system."""
    place, form = the_place(congress, cycle, number), DecisionForm()
    waits, kinds = open_change(place.project), kinds_open(place.project)
    if not kinds or (waits is not None and waits.state not in WITH_BODY):
        check_not_sent()
        return to_change(waits) if waits else back(place.project)
    form.offer(kinds)
    if waits is not None:
        form.ask_vote_only()
    if form.validate_on_submit() and is_recorded(place, waits, form, clock.now()):
        return back(place.project)
    body = body_name(place.project.congress, waits.body if waits else body_of(place.project.cycle))
    pairs = change_pairs(waits) if waits else []
    return render_template("delivery/decision.html", project=place.project, form=form, body=body, pairs=pairs)


def is_recorded(place: Place, waits: Change | None, form: DecisionForm, at: datetime) -> bool:
    """Keep the document and record the decision; whether that could be done."""
    document = attached(form.document, place.project.congress, str(form.document.label.text), at)
    if document is None:
        return False
    day = form.decided_on.data or clock.today()
    try:
        if waits is not None:
            decided = waits
            decided.decide(form.votes(), day, document, place.hand, at)
        else:
            kind, ground = ChangeKind(form.kind.data), Ground(form.ground.data)
            why = form.reason.data or ""
            decided = record_decision(
                place.project, kind, ground, why, form.votes(), day, document, place.hand, at
            )
    except RuleBroken as broken:
        return is_refused(form, broken)
    db.session.commit()
    flash(_("The decision is recorded: %(state)s.", state=state_word(decided)))
    return True


def is_refused(form: FlaskForm, broken: RuleBroken) -> bool:
    """Put what stands against it on the form; nothing was kept."""
    db.session.rollback()
    refuse_form(form, broken)
    return False


@bp.route(f"{ONE}/announce", methods=["GET", "POST"])
@open_to(Role.office)
def announce(congress: str, cycle: str, number: int, change: int) -> Answer:
    """Record the day on which the decision was announced."""
    place, form = the_place(congress, cycle, number), AnnounceForm()
    found = the_change(place, change)
    if not may_go(found, place, ChangeState.announced):
        check_not_sent()
        return to_change(found)
    if form.validate_on_submit() and is_announced(place, found, form):
        return to_change(found)
    return render_template(
        "delivery/announce.html", project=place.project, form=form, pairs=change_pairs(found)
    )


def is_announced(place: Place, change: Change, form: AnnounceForm) -> bool:
    """Record it; whether that could be done."""
    try:
        change.announce(form.announced_on.data or clock.today(), place.hand, clock.now())
    except RuleBroken as broken:
        return is_refused(form, broken)
    db.session.commit()
    flash(_("The announcement is recorded."))
    return True
