"""群众评价: the one page of this room that is open to everyone; not cached, and it sets the token's cookie."""

from datetime import date

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.devices import token_of, with_token
from votes.accounts.floods import count_one, key_of
from votes.common import clock
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse, told
from votes.evaluation.beside import ratings_of
from votes.evaluation.opinion_views import bp as bp
from votes.evaluation.phone_codes import send_code
from votes.evaluation.proving import Given, WrongCodeError, proved
from votes.evaluation.rate_forms import CODE, RateForm, rate_form
from votes.evaluation.rating import Opinion, device_of, rating_by
from votes.evaluation.rating import rate as rate_project
from votes.evaluation.rework import reworks_of, turn_among, under_way
from votes.evaluation.rework_rules import check_no_rework
from votes.evaluation.rules import (
    HELD_WORDS,
    PHOTO_LIMIT,
    RATED,
    TOO_MANY_PHOTOS,
    Channel,
    Held,
    check_open,
    is_open,
)
from votes.projects.documents import Document
from votes.projects.leftovers import clear, names_of
from votes.projects.loading import the_public_project
from votes.projects.models import Project
from votes.projects.settings import Proof, settings_of
from votes.projects.uploads import keep_photo


@bp.route("/<congress>/<cycle>/<int:number>/rate", methods=["GET", "POST"])
@open_to(PUBLIC)
def rate(congress: str, cycle: str, number: int) -> Response:
    """Rate a project: three boxes, and what else one likes to say; no account."""
    project = the_public_project(congress, cycle, number)
    if project.stage not in RATED:
        abort(404)
    device = device_of(token_of(request), project)
    form = rate_form(project.congress, settings_of(project.cycle.settings))
    if request.method == "POST":
        check_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, clock.today())
        check_no_rework(under_way(reworks_of(project)) is not None)
    if request.form.get("deed") == CODE and "phone" in form:
        ask_code(project, form)
    elif form.validate_on_submit() and taken(project, form, device):
        return redirect(url_for(".rate", congress=congress, cycle=cycle, number=number, thanks=1))
    return with_token(page(project, form, device), request)


def address_key(today: date) -> str:
    """What is kept of the sender's address for today."""
    return key_of(request.remote_addr, today)


def ask_code(project: Project, form: RateForm) -> None:
    """Have a code sent to the phone; what was chosen so far stays."""
    form.validate_on_submit()
    for field in form:
        field.errors = []
    try:
        send_code(project, form.phone.data or "", address_key(clock.today()), clock.now())
    except RuleBroken as broken:
        db.session.rollback()
        refuse(form.phone, broken)
        return
    db.session.commit()
    form.code.description = _("A code is on its way to your phone. It is good for 10 minutes.")


def taken(project: Project, form: RateForm, device: str) -> bool:
    """Whether the rating was taken; if it was held back, the form says why."""
    try:
        photo = kept_photo(project, form, device)
    except RuleBroken as broken:
        db.session.rollback()
        refuse(form.photo, broken)
        return False
    try:
        outcome = given(project, form, device, photo)
    except RuleBroken as broken:
        drop(photo, keep=isinstance(broken, WrongCodeError))
        form.form_errors.append(told(broken))
        return False
    if outcome:
        drop(photo, keep=True)
        form.form_errors.append(_(HELD_WORDS[outcome]))
    db.session.commit()
    return not outcome


def drop(photo: Document | None, keep: bool) -> None:
    """Keep no picture of a rating that was not taken, neither row nor file; `keep` whatever else was written."""
    names = names_of([photo] if photo else [])
    if photo is not None:
        db.session.delete(photo)
    (db.session.commit if keep else db.session.rollback)()
    clear(names)


def given(project: Project, form: RateForm, device: str, photo: Document | None) -> Held | None:
    """Rate by what tells the person apart; why it was held back, if it was."""
    at = clock.now()
    typed = {name: form[name].data or "" for name in ("slip", "phone", "code") if name in form}
    who = proved(project, Given(**typed, device=device), at)
    opinion = Opinion(
        form.chosen,
        form.sentence.data or "",
        who.channel or came_by(),
        form.marks,
        form.band,
        form.home,
        photo,
    )
    address = "" if who.by_slip else address_key(clock.today())
    outcome = rate_project(project, opinion, who.device, address, at)
    return outcome if isinstance(outcome, Held) else None


def came_by() -> Channel:
    """Whether the code on the site led here, or the project's page."""
    return Channel.site if request.args.get("at") == Channel.site else Channel.page


def kept_photo(project: Project, form: RateForm, device: str) -> Document | None:
    """The picture sent along, drawn anew; none for a rating that will not be taken."""
    content, today = form.picture, clock.today()
    if not content or (device and rating_by(project, device)):
        return None
    if not count_one(f"rating photo {project.id}", address_key(today), today, PHOTO_LIMIT):
        raise RuleBroken(TOO_MANY_PHOTOS)
    db.session.commit()  # nobody has to wait while a picture is drawn
    return keep_photo(project.congress, content, project.title, clock.now(), data_folder())


def page(project: Project, form: RateForm, device: str) -> Response:
    """The form, or thanks to whoever has rated, or the word that it is over."""
    reworks = reworks_of(project)
    by_device = Proof.device in settings_of(project.cycle.settings).rating_proofs
    mine = (by_device and device and rating_by(project, device)) or request.args.get("thanks")
    open_now = is_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, clock.today())
    waits = under_way(reworks) is not None
    body = render_template(
        "evaluation/rate.html",
        project=project,
        form=form,
        code=CODE,
        known=[words for words in (project.place, project.unit_name) if words],
        mine=mine,
        by_device=by_device,
        open_now=open_now and not waits,
        again=turn_among(reworks) > 1,
        waits=waits,
        ratings=ratings_of(project) if mine or waits or not open_now else None,
    )
    return make_response(body, 409 if form.form_errors else 200)
