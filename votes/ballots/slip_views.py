"""By slips: brought in from the stick, handed out by two, exchanged and voided at the desk, given up for paper."""

from flask import flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import deciding, holding, tray
from votes.ballots.blueprint import bp
from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.holding_views import PLACE, done
from votes.ballots.loading import doer, the_round, the_sitting
from votes.ballots.round_forms import ReasonForm
from votes.ballots.round_rules import COUNTERS
from votes.ballots.rounds import LONGEST_TITLE, Round
from votes.ballots.sections import choose_sections, chosen_section
from votes.ballots.slip_forms import BringSlipsForm, HandOutForm, VoidSlipForm, content_of
from votes.ballots.slip_sets import SlipSet, keep_set, set_of
from votes.ballots.slip_turns import HANDING_OUT
from votes.ballots.telling import show, sitting_head
from votes.ballots.turn import address
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.models import Sitting


@bp.route("/desk/<congress>/sitting/<int:sitting>/slips", methods=["GET", "POST"])
@open_to(Role.office)
def bring_slips(congress: str, sitting: int) -> str | Response:
    """Bring keys and slips in from the stick; what is here is shown with its fingerprints."""
    here, form = the_sitting(congress, sitting), BringSlipsForm()
    if form.validate_on_submit():
        try:
            keep_set(here, content_of(form.keys), content_of(form.slips), clock.now())
            choose_sections(here, doer(), clock.now())
        except RuleBroken as broken:
            db.session.rollback()
            field = str(broken.values.get("field", ""))
            refuse(form.keys if field.startswith("keys") else form.slips, broken)
            here = the_sitting(congress, sitting)
        else:
            return brought_in(here)
    kept = set_of(here)
    return render_template(
        "ballots/bring_slips.html",
        form=form,
        sitting=here,
        kept=kept,
        rows=section_rows(kept),
        **sitting_head(here),
    )


def brought_in(sitting: Sitting) -> Response:
    """Say that they are here, and what to compare."""
    db.session.commit()
    flash(_("Keys and slips are here. Compare the fingerprints with the printed protocol."))
    return redirect(url_for(".bring_slips", congress=sitting.congress.slug, sitting=sitting.id))


def section_rows(kept: SlipSet | None) -> list[tuple[str, str, int, str, str]]:
    """Sign, title, slips, fingerprints of the box key and of the list, of each field."""
    return [
        (one.sign, one.title, one.count, fingerprint(hashed(one.box)), fingerprint(one.root))
        for one in (kept.sections if kept else [])
    ]


@bp.route(f"{PLACE}/hand-out", methods=["GET", "POST"])
@open_to(*HANDING_OUT)
def hand_out(congress: str, sitting: int, round: int) -> str | Response:
    """Enter how many slips were handed out; the number stands once another person has entered the same."""
    here, form = the_round(congress, sitting, round), HandOutForm()
    if slips_of(here) is None:
        return redirect(address(here, "round"))
    if form.validate_on_submit():
        try:
            agreed = tray.hand_out(here, form.issued.data or 0, doer(), clock.now())
        except RuleBroken as broken:
            if here.state not in tray.OPEN_TRAY:
                raise
            db.session.rollback()
            refuse(form.issued, broken)
            here = the_round(congress, sitting, round)
        else:
            return done(here, handed_out_words(here, agreed))
    entered = tray.totals_entered(here)
    own = entered.pop(doer().name, None)
    return show("ballots/hand_out.html", here, form=form, own=own, others=list(entered))


def handed_out_words(round: Round, agreed: bool) -> str:
    """How the two numbers stand."""
    if agreed:
        return str(_("Both numbers are the same. Handed out: recorded."))
    if len(tray.totals_entered(round)) > 1:
        return str(_("The two numbers differ. Go through the rows again, both of you."))
    return str(_("Recorded. The other person has not entered a number yet."))


@bp.route(f"{PLACE}/void-slips", methods=["GET", "POST"])
@open_to(*COUNTERS)
def void_slips(congress: str, sitting: int, round: int) -> str | Response:
    """Exchange a slip or void what is left over: the slip signs in this browser, its number never leaves it."""
    here, form = the_round(congress, sitting, round), VoidSlipForm()
    slips, kept = slips_of(here), set_of(here.sitting)
    if slips is None or kept is None:
        return redirect(address(here, "round"))
    if form.validate_on_submit():
        try:
            tray.void(here, form.voidings, form.name.data, doer(), clock.now())
        except RuleBroken as broken:
            db.session.rollback()
            return jsonify(words=_(broken.sentence, **broken.values), is_void=False)
        db.session.commit()
        is_left = form.name.data == "left_over"
        words = _("The slip is recorded as left over.") if is_left else _("The slip is void.")
        return jsonify(words=words, is_void=True, numbers=tray_numbers(here))
    return show(
        "ballots/void_slips.html",
        here,
        form=form,
        sections=" ".join(tray.good_signs(kept)),
        own=slips.section,
        rows=tray_numbers(here),
    )


def tray_numbers(round: Round) -> list[tuple[str, int | None]]:
    """The slips of a round by number."""
    channel, section = slips_of(round), chosen_section(round)
    if channel is None or section is None:
        return []
    papers = tray.counted(channel, section)
    return [
        (str(_("Printed")), papers.printed),
        (str(_("Handed out")), papers.issued),
        (str(_("Voided")), papers.spoiled),
        (str(_("Left over")), papers.left),
        (str(_("Not counted yet")), tray.in_tray(papers)),
    ]


@bp.route(f"{PLACE}/give-up", methods=["GET", "POST"])
@open_to(Duty.chair)
def give_up(congress: str, sitting: int, round: int) -> str | Response:
    """The chair gives up the ballot box before it is opened: all vote on paper, in one step."""
    here, form = the_round(congress, sitting, round), ReasonForm()
    if slips_of(here) is None:
        return redirect(address(here, "round"))
    if form.validate_on_submit():
        fresh = on_paper(here, str(form.reason.data))
        return done(
            fresh,
            _("The ballot box is given up. All vote on paper in this round: print the ballots and open it."),
        )
    return show("ballots/give_up.html", here, form=form)


def on_paper(round: Round, reason: str) -> Round:
    """Stop the round and prepare the same vote on paper."""
    holding.stop(round, reason, doer(), clock.now())
    longest = LONGEST_TITLE - len(_("%(title)s, on paper", title=""))
    title = _("%(title)s, on paper", title=round.title[:longest])
    return deciding.hold_further(round, title, doer(), clock.now(), [ChannelKind.paper])
