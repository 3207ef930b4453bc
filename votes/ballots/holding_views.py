"""The vote itself: prepared anew, opened, papers recorded, closed, declared valid or void, stopped, taken back."""

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import box_words, holding, roll, tray
from votes.ballots.blueprint import bp
from votes.ballots.channels import ChannelKind, RoundChannel, slips_of
from votes.ballots.clearing import doubts
from votes.ballots.list_views import chosen_projects, offer
from votes.ballots.loading import doer, the_round
from votes.ballots.names import FAULTS
from votes.ballots.preparing import arrange
from votes.ballots.round_forms import PrepareForm, ReasonForm, RecordForm, SignForm
from votes.ballots.round_rules import COUNTERS, HEADS, Deed, RoundState
from votes.ballots.rounds import Cause, Round
from votes.ballots.sections import choose_section, chosen_section, free_sections
from votes.ballots.tallying import by_tellers
from votes.ballots.telling import show, who_signed
from votes.ballots.turn import address
from votes.ballots.turns import is_recorded, unsigned
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.words import sent_number

PLACE = "/desk/<congress>/sitting/<int:sitting>/round/<int:round>"


def done(round: Round, words: str) -> Response:
    """Commit, say what was done, and show the round."""
    db.session.commit()
    flash(words)
    return redirect(address(round, "round"))


@bp.route(f"{PLACE}/edit", methods=["GET", "POST"])
@open_to(Role.office)
def edit(congress: str, sitting: int, round: int) -> str | Response:
    """Change title, channels and options before the vote."""
    here = the_round(congress, sitting, round)
    kinds = [str(channel.kind) for channel in here.channels]
    form = PrepareForm(data={"title": here.title, "kinds": kinds, "section": chosen_sign(here)})
    del form.sitting
    offer_sections(form, here)
    offer(form, here.cycle, here.purpose)
    if here.cause is not Cause.first and "projects" in form:
        del form.projects
    if form.validate_on_submit():
        projects = chosen_projects(form, here.cycle, here.purpose) if here.cause is Cause.first else []
        arrange(here, str(form.title.data), form.channels, projects, doer(), clock.now())
        if "section" in form:
            choose_section(here, form.section.data)
        return done(here, _("The round is prepared anew. Signatures to open it were taken back."))
    return show("ballots/edit.html", here, form=form)


def chosen_sign(round: Round) -> str:
    """The sign of the slips' field that is chosen for a round; blank where none is."""
    channel = slips_of(round)
    return channel.section if channel else ""


def offer_sections(form: PrepareForm, round: Round) -> None:
    """Offer the fields of the slips that are free; nothing to choose while no slips are here."""
    free = free_sections(round.sitting, round)
    form.section.choices = [SelectChoice(one.sign, f"{one.sign}　{one.title}") for one in free]
    if not free:
        del form.section


@bp.route(f"{PLACE}/withdraw", methods=["GET", "POST"])
@open_to(Role.office)
def withdraw(congress: str, sitting: int, round: int) -> str | Response:
    """Take back a round that was never opened."""
    here = the_round(congress, sitting, round)
    form = ReasonForm()
    if form.validate_on_submit():
        holding.withdraw(here, str(form.reason.data), doer(), clock.now())
        return done(here, _("The round is taken back."))
    return show("ballots/withdraw.html", here, form=form)


@bp.route(f"{PLACE}/open", methods=["GET", "POST"])
@open_to(*HEADS)
def open(congress: str, sitting: int, round: int) -> str | Response:
    """Chair and chief scrutineer open the vote, each for themselves."""
    here = the_round(congress, sitting, round)
    if here.state is RoundState.open:
        return done(here, _("The vote has begun already."))
    form = SignForm()
    if form.validate_on_submit():
        holding.sign_opening(here, doer(), clock.now())
        missing = unsigned(here, Deed.open) if here.state == "preparing" else ()
        return done(
            here, _("Signed. The other signature is still missing.") if missing else _("The vote is open.")
        )
    now = roll.figures(here.sitting)
    return show(
        "ballots/open.html",
        here,
        form=form,
        figures=now,
        needed=holding.needed_present(here) if here.plain_rules else None,
        signed=who_signed(here.signed(Deed.open)),
        box=box_words.field_line(chosen_section(here)),
        is_on_paper=bool(by_tellers(here)),
    )


@bp.route(f"{PLACE}/papers", methods=["GET", "POST"])
@open_to(*COUNTERS)
def papers(congress: str, sitting: int, round: int) -> str | Response:
    """Record papers printed, handed out, spoiled, left over and received."""
    here = the_round(congress, sitting, round)
    form = RecordForm(data={"seen": len(here.steps), **shown_papers(here)})
    form.keep(recorded(here))
    if form.validate_on_submit():
        holding.record_papers(here, form.papers, sent_number(form.seen.data), doer(), clock.now())
        words = (
            _("Recorded, but look at what is said below.") if doubts(here) else _("The numbers are recorded.")
        )
        return done(here, words)
    return show("ballots/papers.html", here, form=form)


def recorded(round: Round) -> list[ChannelKind]:
    """The ways whose papers may be recorded now; the slips of a closed box stand."""
    is_shut = round.state is RoundState.closed
    return [one.kind for one in round.channels if not (is_shut and one.kind is ChannelKind.slips)]


def shown_papers(round: Round) -> dict[str, dict[str, int | None]]:
    """What is recorded, by channel, as the form shows it."""
    found = {}
    for channel in round.channels:
        numbers = vars(channel.papers)
        if channel.kind is ChannelKind.device:
            numbers = {name: numbers[name] for name in ("issued", "received")}
        if channel.kind is ChannelKind.slips:
            numbers = void_numbers(round, channel)
        found[str(channel.kind)] = numbers
    return found


def void_numbers(round: Round, channel: RoundChannel) -> dict[str, int | None]:
    """The slips voided and left over, those that voided themselves before the opening too."""
    section = chosen_section(round)
    now = tray.counted(channel, section) if section else channel.papers
    return {"spoiled": now.spoiled, "left": now.left}


@bp.route(f"{PLACE}/close", methods=["GET", "POST"])
@open_to(*HEADS)
def close(congress: str, sitting: int, round: int) -> str | Response:
    """Chair and chief scrutineer close the vote, each for themselves."""
    here = the_round(congress, sitting, round)
    form = SignForm()
    if form.validate_on_submit():
        holding.sign_closing(here, doer(), clock.now())
        missing = here.state == "open"
        return done(
            here, _("Signed. The other signature is still missing.") if missing else _("The vote is closed.")
        )
    return show(
        "ballots/close.html",
        here,
        form=form,
        signed=who_signed(here.signed(Deed.close)),
        is_issued=any(channel.issued for channel in here.channels),
        hindrance=hindrance(here),
    )


def hindrance(round: Round) -> str:
    """What must be put right before the vote can be closed; nothing where it may be signed."""
    try:
        holding.check_closable(round)
    except RuleBroken as broken:
        return str(_(broken.sentence, **broken.values))
    return ""


@bp.route(f"{PLACE}/check", methods=["GET", "POST"])
@open_to(Duty.chair)
def check(congress: str, sitting: int, round: int) -> str | Response:
    """On the 清点报告单 the chair declares the vote valid or void."""
    here = the_round(congress, sitting, round)
    form = SignForm()
    if form.validate_on_submit():
        holding.declare_checked(here, doer(), clock.now())
        return done(here, _("The vote is void.") if here.is_void else _("The vote is valid."))
    if here.state is not RoundState.closed:
        return redirect(address(here, "round"))
    fault = str(FAULTS.get(holding.fault(here), ""))
    return show("ballots/check.html", here, form=form, fault=fault, is_recorded=is_recorded(here))


@bp.route(f"{PLACE}/stop", methods=["GET", "POST"])
@open_to(Duty.chair)
def stop(congress: str, sitting: int, round: int) -> str | Response:
    """The chair stops a vote that cannot go on."""
    here = the_round(congress, sitting, round)
    form = ReasonForm()
    if form.validate_on_submit():
        holding.stop(here, str(form.reason.data), doer(), clock.now())
        return done(here, _("The vote is stopped. It can be held again in one step."))
    return show("ballots/stop.html", here, form=form)
