"""群众提: the page where anyone proposes; no account, no cookie but the form's."""

import secrets
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.floods import count_one, key_of, sent_today
from votes.common import clock
from votes.common.config import data_folder
from votes.common.days import long_day
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse, told
from votes.common.words import one_line
from votes.projects.documents import Document
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.telling import window_words
from votes.projects.uploads import keep_photo
from votes.proposals.alike import alike_rows
from votes.proposals.forgetting import gone_on
from votes.proposals.forms import Photos, ProposeForm
from votes.proposals.intake import Incoming, receive, sent_before
from votes.proposals.models import Proposal
from votes.proposals.points import Point, point_for
from votes.proposals.rules import PER_ADDRESS, check_flood, check_open

bp = Blueprint("proposals", __name__)
MATTER = "proposal"
"""What is counted per address and day."""


@bp.route("/<congress>/<cycle>/propose", methods=["GET", "POST"])
@open_to(PUBLIC)
def propose(congress: str, cycle: str) -> str | Response:
    """Propose something; what was typed stays until it is in. From a point's QR (`?point=`) the place is known."""
    found = the_open_cycle(congress, cycle)
    point = point_for(found, request.args.get("point"))
    form = ProposeForm(data={"place": point.place if point else ""})
    form.offer(settings_of(found.settings).categories)
    form.once.data = form.once.data or secrets.token_hex(16)
    closed = closed_words(found)
    if only_looks():
        return looked(found, form, point)
    if form.is_submitted() and (closed or flood_words()):
        form.form_errors.append(closed or flood_words())
    elif form.validate_on_submit():
        code = sent(found, form, point)
        if code:
            return redirect(url_for(".proposed", congress=congress, cycle=cycle, code=code))
    if form.is_submitted():
        return sent_back(found, form, point, closed)
    return page(found, None if closed else form, point, closed)


def only_looks() -> bool:
    """Whether the button was pressed that only looks what others asked for."""
    return request.form.get("deed") == "look"


def looked(cycle: Cycle, form: ProposeForm, point: Point | None) -> str:
    """The form with what others asked for, or that nothing was found; without a line there is nothing to look for."""
    rows = alike_rows(cycle, form.title.data or "", form.place.data or "")
    if rows is None:
        form.title.errors = [_("Write in one line what should be done, then look.")]
    return page(cycle, form, point, alike=rows)


def sent_back(cycle: Cycle, form: ProposeForm, point: Point | None, closed: str) -> str:
    """The form as it could not be sent, with what others asked for; that nothing was found is said to who looked."""
    rows = alike_rows(cycle, form.title.data or "", form.place.data or "")
    return page(cycle, form, point, closed, rows or None)


def page(
    cycle: Cycle,
    form: ProposeForm | None,
    point: Point | None,
    closed: str = "",
    alike: list[dict[str, Any]] | None = None,
) -> str:
    """The form with what others asked for beside it, or why nothing can be proposed today."""
    return render_template(
        "proposals/propose.html",
        form=form,
        point=point,
        alike=alike,
        closed=closed,
        cycle=cycle,
        window=window_words(cycle),
        most=PER_ADDRESS,
        gone=long_day(gone_on(cycle)),
    )


@bp.route("/<congress>/<cycle>/alike")
@open_to(PUBLIC)
def alike(congress: str, cycle: str) -> str:
    """What others asked for that says the same; the form asks for it while somebody types."""
    found = the_open_cycle(congress, cycle)
    title, place = one_line(request.args.get("title"))[:60], one_line(request.args.get("place"))[:100]
    rows = alike_rows(found, title, place)
    return render_template("proposals/alike.html", cycle=found, title=title, place=place, alike=rows)


def the_open_cycle(congress: str, cycle: str) -> Cycle:
    """The cycle of this public address; the past takes no proposals."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    return found


def closed_words(cycle: Cycle) -> str:
    """Why nothing can be proposed today; empty while the collection is open."""
    try:
        check_open(cycle.collection_opens_on, cycle.collection_closes_on, clock.today())
    except RuleBroken as broken:
        return told(broken)
    return ""


def flood_words() -> str:
    """Why this address may send nothing more today; empty while it may."""
    today = clock.today()
    try:
        check_flood(sent_today(MATTER, key_of(request.remote_addr, today), today))
    except RuleBroken as broken:
        return told(broken)
    return ""


def sent(cycle: Cycle, form: ProposeForm, point: Point | None) -> str:
    """The code of what was just sent, or of the first click if it was sent twice; empty if a picture was refused."""
    earlier = sent_before(cycle, form.once.data)
    if earlier:
        return earlier.code
    try:
        code = taken_in(cycle, form, point).code
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        refuse(form.photos, broken)
        return ""
    except IntegrityError:
        db.session.rollback()
        twin = sent_before(cycle, form.once.data)
        if twin is None:
            raise
        return twin.code
    return code


def taken_in(cycle: Cycle, form: ProposeForm, point: Point | None) -> Proposal:
    """The proposal as it came in, counted against its address; `RuleBroken` is about a picture."""
    today = clock.today()
    address = key_of(request.remote_addr, today)
    earlier = sent_today(MATTER, address, today)
    count_one(MATTER, address, today)
    incoming = Incoming(
        title=form.title.data,
        what=form.what.data,
        place=form.place.data,
        category=form.category.data,
        name=form.name.data,
        phone=form.phone.data,
        wants_call=form.wants_call.data,
        point_id=point.id if point else None,
        received_on=today,
        once=form.once.data,
        sent_today=earlier,
    )
    photos = kept_photos(cycle, form.photos, incoming.title)
    return receive(cycle, incoming, clock.now(), photos=photos)


def kept_photos(cycle: Cycle, field: Photos, title: str) -> list[Document]:
    """The pictures of a form, drawn anew."""
    data = data_folder()
    return [keep_photo(cycle.congress, content, title, clock.now(), data) for content in field.contents()]
