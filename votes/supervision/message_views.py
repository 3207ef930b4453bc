"""群众留言 in public: to tell the unit of a project what is wrong, and to follow it by a code; no account, no contact."""

import secrets
from datetime import date

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.devices import known_as, token_of, with_token
from votes.accounts.floods import count_one, key_of
from votes.accounts.links import site
from votes.common import clock
from votes.common.codes import in_fours
from votes.common.days import long_day
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.qr import qr_svg
from votes.common.validators import refuse_form, told
from votes.projects.loading import the_public_project
from votes.projects.models import Project
from votes.supervision.keeping import kept_photos
from votes.supervision.letters import letter_anywhere
from votes.supervision.message_forms import FindMessageForm, MessageForm
from votes.supervision.message_showing import entries_of
from votes.supervision.messages import (
    PER_ADDRESS,
    PER_DEVICE,
    ResidentMessage,
    message_of,
    sent_before,
)
from votes.supervision.messages import send_message as send_it
from votes.supervision.rules import check_supervised
from votes.supervision.views import Page, bp

FLOOD = say("From here %(n)d messages were sent today. Please come back tomorrow.")


@bp.route("/<congress>/<cycle>/<int:number>/message", methods=["GET", "POST"])
@open_to(PUBLIC)
def send_message(congress: str, cycle: str, number: int) -> Page:
    """Write to the unit of a project; what was typed stays until it is in."""
    project = the_living_project(congress, cycle, number)
    form, closed = MessageForm(), closed_words(project)
    form.once.data = form.once.data or secrets.token_hex(16)
    if form.validate_on_submit() and not closed:
        message = sent(project, form)
        if message is not None:
            return redirect(url_for(".follow_message", note=message.code))
    page = render_template("supervision/send_message.html", form=form, project=project, closed=closed)
    return with_token(make_response(page), request)


def the_living_project(congress: str, cycle: str, number: int) -> Project:
    """The public project of this address; nobody answers for a past one."""
    found = the_public_project(congress, cycle, number)
    if found.cycle.archived:
        abort(404)
    return found


def closed_words(project: Project) -> str:
    """Why no message about it is taken; empty while it is watched over."""
    try:
        check_supervised(project.stage)
    except RuleBroken as broken:
        return told(broken)
    return ""


def sent(project: Project, form: MessageForm) -> ResidentMessage | None:
    """The message, or that of the first click if it was sent twice; None if something is to be mended."""
    earlier = sent_before(form.once.data)
    if earlier is not None:
        return earlier
    try:
        message = taken_in(project, form)
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        refuse_form(form, broken)
        return None
    except IntegrityError:
        db.session.rollback()
        return sent_before(form.once.data)
    return message


def taken_in(project: Project, form: MessageForm) -> ResidentMessage:
    """The message as it came in, counted against its network."""
    today, at = clock.today(), clock.now()
    check_flood(today)
    title = _("Picture from a resident")
    photos = kept_photos(form.photos, project.congress, title, at)
    return send_it(project, form.words.data or "", form.place.data or "", photos, form.once.data, at)


def check_flood(today: date) -> None:
    """Refuse what comes from one browser or one network too often in a day, each known by a hash that ends with it."""
    senders = [("message", key_of(request.remote_addr, today), PER_ADDRESS)]
    device = token_of(request)
    if device:
        senders.append(("message-device", known_as(device, f"message {today}"), PER_DEVICE))
    for matter, key, most in senders:
        if not count_one(matter, key, today, most):
            raise RuleBroken(FLOOD, n=most)


@bp.route("/message")
@open_to(PUBLIC)
def find_message() -> Page:
    """Type a code to follow a message, or a letter to a deputy."""
    form = FindMessageForm(request.args)
    if "code" in request.args and form.validate():
        found = message_of(form.code.data)
        if found is not None:
            return redirect(url_for(".follow_message", note=found.code))
        letter = letter_anywhere(form.code.data)
        if letter is not None:
            return redirect(url_for(".follow_letter", congress=letter.congress.slug, code=letter.code))
        form.code.errors = [
            _("No message and no letter has this code. Compare it letter by letter with what you noted.")
        ]
    return render_template("supervision/find_message.html", form=form)


@bp.route("/message/<note>")
@open_to(PUBLIC)
def follow_message(note: str) -> str:
    """What became of a message: its public words, what the unit answered, whether it was checked."""
    found = message_of(note)
    if found is None or not found.project.congress.is_public:
        abort(404)
    g.congress = found.project.congress
    link = f"{site()}/message/{found.code}"
    return render_template(
        "supervision/follow_message.html",
        message=found,
        project=found.project,
        code=in_fours(found.code),
        entries=entries_of(found, clock.today()),
        received=long_day(clock.day_of(found.received_at)),
        decided=long_day(clock.day_of(found.decided_at)) if found.decided_at else "",
        link=link,
        qr=qr_svg(link, _("QR code to follow this message")),
    )
