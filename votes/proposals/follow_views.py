"""查: whoever holds a proposal's code follows it, by page and feed, and says once whether the answer satisfies."""

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.common.atom import MEDIA_TYPE, Entry, feed
from votes.common.codes import plain
from votes.common.days import long_day
from votes.common.db import db
from votes.common.i18n import is_english
from votes.common.qr import qr_svg
from votes.proposals.follow_forms import FollowForm, VerdictForm
from votes.proposals.models import Proposal
from votes.proposals.onward import turns
from votes.proposals.public_views import bp, the_open_cycle
from votes.proposals.telling import due_on, follow_link, followed, grouped_code
from votes.proposals.trace_telling import followed_parts, takedown_words
from votes.proposals.verdicts import can_judge, judge, verdict_of


@bp.route("/<congress>/<cycle>/proposed/<code>")
@open_to(PUBLIC)
def proposed(congress: str, cycle: str, code: str) -> str:
    """It is in: the code and the QR to follow it."""
    found = the_followed(code)
    if found.cycle_id != the_open_cycle(congress, cycle).id:
        abort(404)
    link = follow_link(found)
    return render_template(
        "proposals/proposed.html",
        cycle=found.cycle,
        proposal=found,
        code=grouped_code(found.code),
        link=link,
        due=long_day(due_on(found)),
        qr=qr_svg(link, _("QR code to follow this proposal")),
    )


@bp.route("/follow")
@open_to(PUBLIC)
def find() -> str | Response:
    """Type a code to follow a proposal."""
    form = FollowForm(request.args)
    if "code" in request.args and form.validate():
        found = proposal_of(form.code.data)
        if found:
            return redirect(url_for(".follow", code=found.code))
        form.code.errors = [_("No proposal has this code. Compare it letter by letter with your receipt.")]
    return render_template("proposals/find.html", form=form)


@bp.route("/follow/<code>")
@open_to(PUBLIC)
def follow(code: str) -> str:
    """What became of a proposal; its words only when they are released."""
    found = the_followed(code)
    link = follow_link(found)
    return render_template(
        "proposals/follow.html",
        proposal=found,
        told=followed(found, clock.today()),
        code=grouped_code(found.code),
        may_judge=can_judge(found),
        verdict=verdict_of(found),
        parts=followed_parts(found),
        takedown=takedown_words(found),
        qr=qr_svg(link, _("QR code to follow this proposal")),
    )


@bp.route("/follow/<code>.atom")
@open_to(PUBLIC)
def follow_feed(code: str) -> Response:
    """Every change of a proposal as a feed."""
    found = the_followed(code)
    link = follow_link(found)
    title = found.public_title or _("Proposal %(code)s", code=grouped_code(found.code))
    entries = [Entry(turn.key, turn.words, turn.words, link, turn.at) for turn in turns(found)]
    language = "en" if is_english() else "zh-CN"
    answer = make_response(feed(f"proposal/{found.id}", str(title), link, entries, language))
    answer.headers["Content-Type"] = MEDIA_TYPE
    answer.add_etag()
    return answer.make_conditional(request)


@bp.route("/follow/<code>/verdict", methods=["GET", "POST"])
@open_to(PUBLIC)
def verdict(code: str) -> str | Response:
    """Say once whether the answer satisfies."""
    found = the_followed(code)
    if not found.root.answered_at or (request.method == "GET" and verdict_of(found)):
        return redirect(url_for(".follow", code=found.code))
    form = VerdictForm()
    form.offer()
    if form.validate_on_submit():
        judge(found, form.is_satisfied, form.words.data, clock.now())
        db.session.commit()
        return redirect(url_for(".follow", code=found.code))
    return render_template(
        "proposals/verdict.html",
        proposal=found,
        told=followed(found, clock.today()),
        code=grouped_code(found.code),
        form=form,
    )


def proposal_of(code: str) -> Proposal | None:
    """The proposal with this code, however it was typed."""
    return db.session.scalar(select(Proposal).where(Proposal.code == plain(code)))


def the_followed(code: str) -> Proposal:
    """The proposal with this code, or a 404; a rehearsal's cannot be followed."""
    found = proposal_of(code)
    if found is None or not found.congress.is_public:
        abort(404)
    g.congress = found.congress
    return found
