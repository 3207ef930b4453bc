"""审签公开: the queue of what waits, read one after another beside what is alike, or several at once."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.common import clock
from votes.common.db import db
from votes.projects.loading import the_living_cycle
from votes.projects.workpages import work_page
from votes.proposals.deed_forms import OTHER, BulkForm, ReleaseForm
from votes.proposals.deed_views import ONE, done
from votes.proposals.figures import last_decider
from votes.proposals.likes import SIDE_BY_SIDE, alike, alike_each
from votes.proposals.loading import doubtful, next_to_release, pictured_to_release, the_proposal, waits_next
from votes.proposals.models import Proposal
from votes.proposals.proposed_words import as_proposed, to_publish
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF, proposal_url
from votes.proposals.release_telling import beside, last_words, queue_lines
from votes.proposals.telling import grouped_code, told_inside, working_url
from votes.proposals.trace_telling import doubt_words, private_words
from votes.proposals.undoing import last_done


@bp.route("/desk/<congress>/<cycle>/proposals/release", methods=["GET", "POST"])
@open_to(*STAFF)
@work_page("提", _l("Read and publish what came in"))
def release_many(congress: str, cycle: str) -> str | Response:
    """What waits, the oldest first, with names and numbers hidden: publish the ticked ones; a rule's doubts by themselves."""
    found = the_living_cycle(congress, cycle)
    waiting, doubted = next_to_release(found), doubtful(found)
    form = BulkForm()
    form.offer([*waiting, *doubted])
    if form.validate_on_submit():
        publish([one for one in [*waiting, *doubted] if one.code in form.chosen.data])
        return redirect(url_for(".release_many", congress=congress, cycle=cycle))
    pictured = pictured_to_release(found)
    near = alike_each(found, [*waiting, *doubted], 2)
    last = last_done(found, me().name)
    return render_template(
        "proposals/release_many.html",
        form=form,
        cycle=found,
        waiting=queue_lines(waiting, near),
        doubted=queue_lines(doubted, near),
        pictured=[(one.title, one.place, working_url(one, "release")) for one in pictured],
        last=last_words(last, clock.today()),
        codes=",".join(one.code for one in last),
    )


def publish(chosen: list[Proposal]) -> None:
    """Publish several as they are proposed, at one time, so that they are taken back in one go."""
    at = clock.now()
    for one in chosen:
        one.release(*as_proposed(one), True, at, me().name, len(one.steps))
    db.session.commit()


@bp.route("/desk/<congress>/<cycle>/proposals/release/next")
@open_to(*STAFF)
def release_next(congress: str, cycle: str) -> Response:
    """The next one to read, the oldest first; those that rules set aside come last."""
    found = waits_next(the_living_cycle(congress, cycle))
    here: dict[str, Any] = {"congress": congress, "cycle": cycle}
    if found is None:
        flash(_("Nothing waits to be published any more."))
        return redirect(url_for(".release_many", **here))
    return redirect(url_for(".release", code=found.code, on=1, **here))


@bp.route(f"{ONE}/release", methods=["GET", "POST"])
@open_to(*STAFF)
def release(congress: str, cycle: str, code: str) -> str | Response:
    """审签公开: publish the words, with what points to persons hidden as far as rules find it."""
    found = the_proposal(congress, cycle, code)
    form = ReleaseForm(data=to_publish(found))
    form.look_at(found)
    if not found.photos:
        del form.photos
    if form.validate_on_submit():
        photos = bool(found.photos) and form.photos.data
        words = (form.title.data, form.what.data, form.place.data)
        found.release(*words, photos, clock.now(), me().name, form.steps_seen())
        return done(found)
    on = "on" in request.args
    return render_template(
        "proposals/release.html",
        proposal=found,
        told=told_inside(found),
        code=grouped_code(found.code),
        form=form,
        doubts=doubt_words(found),
        private=private_words(found),
        alike=[beside(found, one, on) for one in alike(found, SIDE_BY_SIDE)],
        on=on,
        sent=merging(found),
        back=proposal_url(found),
    )


def merging(proposal: Proposal) -> dict[str, str]:
    """What goes along when one is merged with one tap; without anybody who decided before, the form asks first."""
    words = _("Others have proposed the same. Your proposal goes on together with theirs.")
    seen = str(len(proposal.steps))
    return {"seen": seen, "target": OTHER, "answer": str(words), "decider": last_decider(proposal)}
