"""群众评价: the one page of this room that is open to everyone; not cached, and the only one that sets the token's cookie."""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.devices import token_of, with_token
from votes.accounts.floods import key_of
from votes.common import clock
from votes.common.db import db
from votes.evaluation.beside import ratings_of
from votes.evaluation.forms import RateForm
from votes.evaluation.rating import Opinion, device_of, rating_by
from votes.evaluation.rating import rate as rate_project
from votes.evaluation.rework import reworks_of, turn_among, under_way
from votes.evaluation.rework_rules import check_no_rework
from votes.evaluation.rework_views import bp as bp
from votes.evaluation.rules import HELD_WORDS, RATED, Held, check_open, is_open
from votes.projects.loading import the_public_project
from votes.projects.models import Project


@bp.route("/<congress>/<cycle>/<int:number>/rate", methods=["GET", "POST"])
@open_to(PUBLIC)
def rate(congress: str, cycle: str, number: int) -> Response:
    """Rate a project: three boxes, a sentence if one likes, no account."""
    project = the_public_project(congress, cycle, number)
    if project.stage not in RATED:
        abort(404)
    device = device_of(token_of(request), project)
    form = RateForm()
    form.offer()
    if request.method == "POST":
        check_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, clock.today())
        check_no_rework(under_way(reworks_of(project)) is not None)
    if form.validate_on_submit() and taken(project, form, device):
        return redirect(url_for(".rate", congress=congress, cycle=cycle, number=number))
    return with_token(page(project, form, device), request)


def taken(project: Project, form: RateForm, device: str) -> bool:
    """Whether the rating was taken; if it was held back, the form says why."""
    address = key_of(request.remote_addr, clock.today())
    outcome = rate_project(
        project, Opinion(form.chosen, form.sentence.data or ""), device, address, clock.now()
    )
    db.session.commit()
    if isinstance(outcome, Held):
        form.form_errors.append(_(HELD_WORDS[outcome]))
        return False
    return True


def page(project: Project, form: RateForm, device: str) -> Response:
    """The form, or thanks to whoever has rated, or the word that it is over."""
    reworks = reworks_of(project)
    mine = rating_by(project, device) if device else None
    open_now = is_open(project.stage, project.cycle.archived, project.cycle.rating_closes_on, clock.today())
    waits = under_way(reworks) is not None
    body = render_template(
        "evaluation/rate.html",
        project=project,
        form=form,
        known=[words for words in (project.place, project.unit_name) if words],
        mine=mine,
        open_now=open_now and not waits,
        again=turn_among(reworks) > 1,
        waits=waits,
        ratings=ratings_of(project) if mine or waits or not open_now else None,
    )
    return make_response(body, 409 if form.form_errors else 200)
