"""群众留言 at the desk: look it through, publish it without what points to a person, and hand it to the unit in one step."""

from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.clock import day_of
from votes.common.days import short_day
from votes.common.db import db
from votes.common.private import KIND_NAMES, kinds_in
from votes.common.words import one_line
from votes.congress.models import Congress
from votes.proposals.doubt_rules import DOUBT_NAMES, Doubt, doubts_in
from votes.supervision.forms import WhyForm
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held
from votes.supervision.loop_rules import usual_deadline
from votes.supervision.message_forms import HandOnForm, suggested
from votes.supervision.messages import MessageState, ResidentMessage, is_repeated, messages_in
from votes.supervision.models import Doer
from votes.supervision.rules import Hand
from votes.supervision.showing import Row, matter_address, pictures
from votes.supervision.terms import terms_of
from votes.supervision.views import Page, bp

ONE = "/desk/<congress>/messages/<int:message>"
EXCERPT = 60
"""Characters of a message in the list."""


@bp.route("/desk/<congress>/messages")
@open_to(Role.office)
@work_page("督", _l("Residents' messages"))
def messages(congress: str) -> str:
    """What came in and waits, and what was declined."""
    home = the_congress(congress)
    waits = messages_in(home, MessageState.waiting)
    declined = messages_in(home, MessageState.declined)[-20:]
    return render_template(
        "supervision/messages.html",
        waits=[row(one) for one in waits],
        declined=[row(one) for one in reversed(declined)],
        home=home,
    )


def row(message: ResidentMessage) -> Row:
    """A message in a list of things to do."""
    words = one_line(message.words) or message.why
    return {
        "date": short_day(day_of(message.received_at)),
        "label": words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…",
        "url": message_address(message),
        "note": message.project.title,
        "late": False,
        "state": _("read twice") if doubts_about(message) else "",
    }


def message_address(message: ResidentMessage) -> str:
    """The page of one message at the desk."""
    congress = message.project.congress
    return url_for("supervision.hand_on_message", congress=congress.slug, message=message.id)


@bp.route(ONE, methods=["GET", "POST"])
@open_to(Role.office)
def hand_on_message(congress: str, message: int) -> Page:
    """公开并交办: one form, filled in so far that most messages need one press."""
    found = the_message(the_congress(congress), message)
    units, today = found.project.congress.units, clock.today()
    form = HandOnForm(data={**suggested(found), **usual(found, today)})
    form.offer(units, bool(found.photos))
    if form.validate_on_submit() and attempted(
        form, lambda: found.hand_on(form.chosen(units, today), office(), clock.now())
    ):
        db.session.commit()
        return redirect(url_for(".messages", congress=congress))
    return page_of("supervision/hand_on_message.html", found, form)


def usual(message: ResidentMessage, today: date) -> dict[str, object]:
    """The usual deadline and demand."""
    due_on = usual_deadline("message", today, terms_of(message.project.cycle))
    return {"due_on": due_on, "demand": _("Please look into it, put it right and say here what was done.")}


@bp.route(f"{ONE}/decline", methods=["GET", "POST"])
@open_to(Role.office)
def decline_message(congress: str, message: int) -> Page:
    """不公开: it is not handed on, and its sender is told why."""
    found, form = the_message(the_congress(congress), message), WhyForm()
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.decline(why.data or "", office(), clock.now())
    ):
        db.session.commit()
        return redirect(url_for(".messages", congress=congress))
    return page_of("supervision/decline_message.html", found, form)


def the_message(home: Congress, identity: int) -> ResidentMessage:
    """The message of this congress, or a 404; what is sent is refused where somebody else was faster."""
    found = db.session.get(ResidentMessage, identity)
    if found is None or found.congress_id != home.id:
        abort(404)
    if request.method == "POST":
        held(found).check_waiting()
    return found


def doubts_about(message: ResidentMessage) -> list[Doubt]:
    """Why its words should be read twice (存疑); nothing is thrown away by a rule."""
    return doubts_in("", message.words, 0, is_repeated(message)) if message.words else []


def office() -> Doer:
    """Who is signed in, for the office."""
    return Doer(Hand.office, me().name)


def page_of(template: str, message: ResidentMessage, form: FlaskForm) -> Page:
    """The page of one message with the form for what is done with it."""
    texts = [message.words, message.place]
    return page_with(
        template,
        form,
        message=message,
        project=message.project,
        waits=message.state is MessageState.waiting,
        found=[_(KIND_NAMES[kind]) for kind in kinds_in(texts)],
        doubts=[_(DOUBT_NAMES[doubt]) for doubt in doubts_about(message)],
        photos=pictures(message.photos),
        back=url_for(".messages", congress=message.project.congress.slug),
        matter_url=matter_address(message.matter) if message.matter else "",
    )
