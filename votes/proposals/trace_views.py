"""拆分、撤下、撤销: deeds that leave their trace at more than one place, or take another deed back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse_form
from votes.projects.loading import the_living_cycle
from votes.proposals.deed_views import ONE, done, page
from votes.proposals.loading import the_proposal
from votes.proposals.models import Proposal
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF, proposal_url
from votes.proposals.splitting import split as split_up
from votes.proposals.takedowns import Extent
from votes.proposals.takedowns import take_down as taken_down
from votes.proposals.telling import grouped_code, told_inside
from votes.proposals.trace_forms import SplitForm, TakeDownForm, UndoForm
from votes.proposals.trace_telling import undo_words
from votes.proposals.undoing import last_done, takes_answer
from votes.proposals.undoing import undo as taken_back


@bp.route(f"{ONE}/split", methods=["GET", "POST"])
@open_to(*STAFF)
def split(congress: str, cycle: str, code: str) -> str | Response:
    """拆分: one proposal that names several matters goes on as several."""
    found = the_proposal(congress, cycle, code)
    form = SplitForm(
        data={"answer": _("It names several matters. Each goes on by itself, and is answered by itself.")}
    )
    form.begin_with(found)
    form.look_at(found)
    if form.validate_on_submit():
        try:
            split_up(found, form.written(), form.answer.data, clock.now(), me().name, form.steps_seen())
            return done(found)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
    return render_template(
        "proposals/split.html",
        proposal=found,
        told=told_inside(found),
        code=grouped_code(found.code),
        form=form,
        back=proposal_url(found),
    )


@bp.route(f"{ONE}/take-down", methods=["GET", "POST"])
@open_to(*STAFF)
def take_down(congress: str, cycle: str, code: str) -> str | Response:
    """撤下 what is public; a note of what, when and why stands at its address."""
    found = the_proposal(congress, cycle, code)
    form = TakeDownForm(data={"extent": Extent.whole.value})
    form.offer(any(photo.document.released_at for photo in found.photos))
    form.look_at(found)
    if form.validate_on_submit():
        extent, why, keep = Extent(form.extent.data), form.why.data, form.keep_title.data
        taken_down(found, extent, why, keep, clock.now(), me().name, form.steps_seen())
        return done(found)
    return page(found, form, _("Take it down"), _("Take it down"))


@bp.route(f"{ONE}/undo", methods=["GET", "POST"])
@open_to(*STAFF)
def undo(congress: str, cycle: str, code: str) -> str | Response:
    """撤销 the last deed on this proposal; where an answer goes with it, say why."""
    found = the_proposal(congress, cycle, code)
    form = UndoForm()
    form.look_at(found)
    if not takes_answer(found):
        del form.why
    if form.validate_on_submit():
        why = form.why.data if "why" in form else ""
        taken_back(found, undone_words(), clock.now(), me().name, form.steps_seen(), why)
        flash(_("Taken back. All is as it was before."))
        return done(found)
    return page(found, form, undo_words(found) or _("Taken back"), _("Take it back"))


def undone_words() -> str:
    """What is answered to the parts of a split that is taken back."""
    return str(_("The split was taken back; the matter goes on as it came in."))


@bp.route("/desk/<congress>/<cycle>/proposals/undo", methods=["POST"])
@open_to(*STAFF)
def undo_last(congress: str, cycle: str) -> Response:
    """撤销 all that this person did in one go last, as far as the page showed it and nobody went on with it."""
    found = the_living_cycle(congress, cycle)
    shown = request.form.get("codes", "").split(",")
    last = [one for one in last_done(found, me().name) if one.code in shown]
    take_all_back(last)
    db.session.commit()
    flash(
        ngettext(
            "%(num)d proposal is as it was before.", "%(num)d proposals are as they were before.", len(last)
        )
    )
    return redirect(url_for(".release_many", congress=congress, cycle=cycle))


def take_all_back(proposals: list[Proposal]) -> None:
    """撤销 on each of several, at one time."""
    at = clock.now()
    for one in proposals:
        taken_back(one, undone_words(), at, me().name, len(one.steps))
