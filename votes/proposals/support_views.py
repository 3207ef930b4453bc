"""附议: the form by which a resident joins what others asked for; uncached, and it sets the token's cookie."""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.devices import token_of, with_token
from votes.accounts.floods import key_of
from votes.common import clock
from votes.common.db import db
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.proposals.models import Proposal
from votes.proposals.public_views import bp
from votes.proposals.support_rules import HELD_WORDS, Held, is_open
from votes.proposals.supports import device_of, supporters, supports
from votes.proposals.supports import support as join


@bp.route("/<congress>/<cycle>/proposals/<int:proposal>/support", methods=["GET", "POST"])
@open_to(PUBLIC)
def support(congress: str, cycle: str, proposal: int) -> Response:
    """Ask for the same, once for each device."""
    found = the_released(the_public_cycle(congress, cycle), proposal)
    device, form = device_of(token_of(request), found.cycle), FlaskForm()
    if form.validate_on_submit() and counted(found, device, form):
        return redirect(url_for(".support", congress=congress, cycle=cycle, proposal=proposal))
    return with_token(page(found, form, device), request)


def the_released(cycle: Cycle, number: int) -> Proposal:
    """The released proposal of this number, or a 404."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    wanted = select(Proposal).where(*mine, Proposal.id == number, Proposal.released_at.is_not(None))
    return db.session.scalar(wanted) or abort(404)


def counted(proposal: Proposal, device: str, form: FlaskForm) -> bool:
    """Whether the support was counted; if not, the form says why."""
    address = key_of(request.remote_addr, clock.today())
    held = join(proposal, device, address, clock.now())
    try:
        db.session.commit()
    except IntegrityError:  # two clicks at once: the first one counts
        db.session.rollback()
        held = Held.device
    if held:
        form.form_errors.append(_(HELD_WORDS[held]))
    return held is None


def page(proposal: Proposal, form: FlaskForm, device: str) -> Response:
    """The words and the button, or thanks."""
    body = render_template(
        "proposals/support.html",
        proposal=proposal,
        form=form,
        mine=supports(proposal, device),
        many=supporters(proposal),
        open_now=is_open(proposal.state, True, proposal.cycle.archived),
    )
    return make_response(body, 409 if form.form_errors else 200)
