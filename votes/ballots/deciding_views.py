"""From the confirmed count to the sealed ballots: presidium, chair, announcement, further rounds."""

from datetime import datetime
from typing import Any

from flask import redirect
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import announcing, deciding
from votes.ballots.announcement_text import announcement_text, issuer
from votes.ballots.attaching import attached
from votes.ballots.blueprint import bp
from votes.ballots.channels import ChannelKind
from votes.ballots.holding_views import PLACE, done
from votes.ballots.loading import doer, the_round
from votes.ballots.names import CAUSE_NAMES
from votes.ballots.publishing import full_result
from votes.ballots.round_forms import (
    AnnounceForm,
    ConfirmForm,
    FinishForm,
    FurtherForm,
    SettleForm,
    SignForm,
    channel_choices,
)
from votes.ballots.round_rules import PUBLIC, RoundState
from votes.ballots.rounds import Round
from votes.ballots.sections import free_sections
from votes.ballots.telling import ballot_numbers, result_parts, show
from votes.ballots.turn import address
from votes.ballots.wording import rule_sentences
from votes.common import clock
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.projects.documents import Document, Kind

KNOWING = (Duty.chair, Duty.chief_scrutineer)
"""Who sees every figure once the count is confirmed."""
SETTLED = (RoundState.counted, RoundState.confirmed, *PUBLIC)


def all_figures(round: Round) -> dict[str, Any]:
    """Every figure of the confirmed count, as the templates show it."""
    result = full_result(round)
    return {**result_parts(result), "numbers": ballot_numbers(result)}


@bp.route(f"{PLACE}/figures")
@open_to(*KNOWING)
def figures(congress: str, sitting: int, round: int) -> str | Response:
    """The confirmed figures, for chair and chief scrutineer alone."""
    here = the_round(congress, sitting, round)
    if here.state not in SETTLED or here.is_void:
        return redirect(address(here, "round"))
    return show("ballots/figures.html", here, **all_figures(here))


@bp.route(f"{PLACE}/confirm", methods=["GET", "POST"])
@open_to(Role.office)
def confirm(congress: str, sitting: int, round: int) -> str | Response:
    """Record that the presidium confirmed the count; the office sees no figure."""
    here = the_round(congress, sitting, round)
    form = ConfirmForm()
    if form.validate_on_submit():
        document = attached(form.document, here.congress, str(form.reason.data), clock.now(), Kind.signed)
        if document:
            deciding.confirm(here, document, str(form.reason.data), doer(), clock.now())
            return done(here, _("Recorded. The chair can declare the result now."))
    return show("ballots/confirm.html", here, form=form)


@bp.route(f"{PLACE}/declare", methods=["GET", "POST"])
@open_to(Duty.chair)
def declare(congress: str, sitting: int, round: int) -> str | Response:
    """The chair declares the result."""
    here = the_round(congress, sitting, round)
    form = SignForm()
    if form.validate_on_submit():
        deciding.declare(here, doer(), clock.now())
        return done(here, _("The result is declared."))
    if here.state is not RoundState.confirmed:
        return redirect(address(here, "round"))
    return show("ballots/declare.html", here, form=form, **all_figures(here))


@bp.route(f"{PLACE}/further", methods=["GET", "POST"])
@open_to(Role.office)
def further(congress: str, sitting: int, round: int) -> str | Response:
    """Prepare the further round: among the tied, for vacant seats, or the void vote again."""
    here = the_round(congress, sitting, round)
    call = deciding.further(here)
    if call is None:
        return redirect(address(here, "round"))
    title = _("%(title)s, %(cause)s", title=here.title, cause=CAUSE_NAMES[call.cause])
    form = FurtherForm(data={"title": title, "kinds": [str(kind) for kind in usual_ways(here)]})
    form.kinds.choices = channel_choices()
    if form.validate_on_submit():
        ways = form.channels or usual_ways(here)
        fresh = deciding.hold_further(here, str(form.title.data), doer(), clock.now(), ways)
        return done(fresh, _("The further round is prepared. Count who is present, then open it."))
    options = [option for option in here.options if option.key in call.keys]
    shown = rule_sentences(call.rules, here.whole_list, here.publish, here.purpose) if here.publish else []
    return show(
        "ballots/further.html",
        here,
        form=form,
        cause=CAUSE_NAMES[call.cause],
        options=options,
        sentences=shown,
    )


def usual_ways(round: Round) -> list[ChannelKind]:
    """The ways of the round before; paper where no field of the slips is left."""
    kinds = [channel.kind for channel in round.channels]
    if free_sections(round.sitting):
        return kinds
    return [kind for kind in kinds if kind is not ChannelKind.slips] or [ChannelKind.paper]


@bp.route(f"{PLACE}/settle", methods=["GET", "POST"])
@open_to(Role.office)
def settle(congress: str, sitting: int, round: int) -> str | Response:
    """Record how the presidium settled a tie."""
    here = the_round(congress, sitting, round)
    tied = (here.result or {}).get("tied", []) if here.state in PUBLIC else []
    form = SettleForm()
    form.chosen.choices = [
        SelectChoice(option.key, option.title) for option in here.options if option.key in tied
    ]
    if form.validate_on_submit():
        at = clock.now()
        document = attached(form.document, here.congress, str(form.reason.data), at, Kind.signed)
        if document and settled(form, here, document, at):
            return done(here, _("Recorded. The ballot is over."))
    if not tied:
        return redirect(address(here, "round"))
    return show("ballots/settle.html", here, form=form)


def settled(form: SettleForm, round: Round, document: Document, at: datetime) -> bool:
    """Settle the tie as ticked; False where the field now says why not."""
    try:
        deciding.settle(round, form.chosen.data, document, doer(), at)
    except RuleBroken as broken:
        refuse(form.chosen, broken)
        return False
    return True


@bp.route(f"{PLACE}/finish", methods=["GET", "POST"])
@open_to(Role.office)
def finish(congress: str, sitting: int, round: int) -> str | Response:
    """End the ballot without a further round."""
    here = the_round(congress, sitting, round)
    form = FinishForm()
    if form.validate_on_submit():
        deciding.finish(here, str(form.reason.data), doer(), clock.now())
        return done(here, _("The ballot is over."))
    return show("ballots/finish.html", here, form=form)


@bp.route(f"{PLACE}/announce", methods=["GET", "POST"])
@open_to(Role.office)
def announce(congress: str, sitting: int, round: int) -> str | Response:
    """Give the announcement out, as far as the publish switch goes."""
    here = the_round(congress, sitting, round)
    if not here.ends_ballot:
        return redirect(address(here, "round"))
    form = AnnounceForm(data={"issued_on": clock.today()})
    with force_locale("zh_CN"):
        text, signed_by = announcement_text(here), issuer(here.sitting.session)
    if form.validate_on_submit():
        day = form.issued_on.data or clock.today()
        announcing.announce(here, str(form.number.data or ""), day, text, doer(), clock.now())
        return done(here, _("The announcement is given out."))
    return show("ballots/announce.html", here, form=form, text=text, issuer=signed_by)


@bp.route(f"{PLACE}/seal", methods=["GET", "POST"])
@open_to(Role.office, Duty.chief_scrutineer)
def seal(congress: str, sitting: int, round: int) -> str | Response:
    """Record that ballots and tallies are sealed."""
    here = the_round(congress, sitting, round)
    form = SignForm()
    if form.validate_on_submit():
        deciding.seal(here, doer(), clock.now())
        return done(here, _("Recorded: ballots, tallies and reports are sealed."))
    return show("ballots/seal.html", here, form=form)
