"""建议办理: the queue, one proposal, what came on paper, and publishing many at once."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.common.words import one_line, sent_number
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.workpages import work_page
from votes.proposals.figures import counted, merged_counts, tally
from votes.proposals.forms import EnterForm
from votes.proposals.intake import Incoming, receive, taken_before
from votes.proposals.loading import (
    SHOWN,
    Page,
    conditions,
    queue_page,
    the_proposal,
)
from votes.proposals.models import Proposal
from votes.proposals.public_views import bp, kept_photos
from votes.proposals.rules import Channel, Deed
from votes.proposals.supports import supporters
from votes.proposals.telling import figures_of, grouped_code, queue_rows, told_inside
from votes.proposals.trace_telling import doubt_words, part_links, takedown_words, undo_words
from votes.proposals.undoing import takes_answer
from votes.proposals.verdicts import verdict_of

STAFF = (Role.office, Role.government)


@bp.route("/desk/<congress>/<cycle>/proposals")
@open_to(*STAFF)
@work_page("提", _l("Proposals"))
def queue(congress: str, cycle: str) -> str:
    """All proposals of the cycle, narrowed to those that wait for something."""
    found = the_living_cycle(congress, cycle)
    words = one_line(request.args.get("words", ""))[:60]
    show = request.args.get("show", "all" if words else "open")
    page = queue_page(found, show if show in SHOWN else "open", words, page_number(), clock.today())
    return render_template(
        "proposals/queue.html",
        cycle=found,
        words=words,
        tabs=tabs(found, show),
        page=page,
        rows=queue_rows(page.rows, merged_counts(found), clock.today()),
        pages=pager_links(page, show, words),
        figures=figures_of(tally(found, clock.today())),
    )


def page_number() -> int:
    """The page asked for, from 1."""
    return min(sent_number(request.args.get("page"), 1), 99_999) or 1


def tabs(cycle: Cycle, show: str) -> list[dict[str, Any]]:
    """What the queue can be narrowed to, with counts."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    return [
        {
            "label": _(words),
            "note": counted(cycle, *conditions(cycle, key, clock.today())),
            "url": url_for(".queue", show=key, **here),
            "current": key == show,
        }
        for key, words in SHOWN.items()
    ]


def pager_links(page: Page, show: str, words: str) -> dict[str, str | None]:
    """Addresses of the pages before and after."""

    def at(number: int) -> str:
        return url_for(
            ".queue", **{**(request.view_args or {}), "show": show, "words": words, "page": number}
        )

    return {
        "back": at(page.number - 1) if page.number > 1 else None,
        "on": at(page.number + 1) if page.has_next else None,
    }


@bp.route("/desk/<congress>/<cycle>/proposals/<code>")
@open_to(*STAFF)
def proposal(congress: str, cycle: str, code: str) -> str:
    """One proposal: what it says, what was done, and what can be done now."""
    found = the_proposal(congress, cycle, code)
    return render_template(
        "proposals/proposal.html",
        proposal=found,
        code=grouped_code(found.code),
        told=told_inside(found),
        doubts=doubt_words(found),
        takedown=takedown_words(found),
        parts=part_links(found),
        undo=undo_words(found),
        undo_asks=takes_answer(found),
        supporters=supporters(found),
        verdict=verdict_of(found),
    )


@bp.route("/desk/<congress>/<cycle>/proposals/<code>/contact", methods=["POST"])
@open_to(*STAFF)
def contact(congress: str, cycle: str, code: str) -> str:
    """Look up whom to ask back; the look leaves a step."""
    found = the_proposal(congress, cycle, code)
    found.note(Deed.contact_seen, clock.now(), me().name)
    db.session.commit()
    return render_template("proposals/contact.html", proposal=found, code=grouped_code(found.code))


@bp.route("/desk/<congress>/<cycle>/proposals/<code>/called", methods=["POST"])
@open_to(*STAFF)
def called(congress: str, cycle: str, code: str) -> Response:
    """回电: the call that was asked for was made."""
    found = the_proposal(congress, cycle, code)
    if found.whom is None:
        abort(404)
    found.whom.note_call(clock.now(), me().name)
    db.session.commit()
    return redirect(proposal_url(found))


@bp.route("/desk/<congress>/<cycle>/proposals/enter", methods=["GET", "POST"])
@open_to(*STAFF)
@work_page("提", _l("Enter a letter, a call or a station's note"))
def enter(congress: str, cycle: str) -> str | Response:
    """Type in what came another way, with its source and its day."""
    found = the_living_cycle(congress, cycle)
    form = EnterForm(data={"received_on": clock.today()})
    form.offer(settings_of(found.settings).categories)
    form.offer_channels()
    if form.validate_on_submit() and is_new(found, form):
        try:
            fresh = entered(found, form)
            db.session.commit()
            return redirect(proposal_url(fresh))
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.photos, broken)
    return render_template("proposals/enter.html", form=form, cycle=found)


def is_new(cycle: Cycle, form: EnterForm) -> bool:
    """Whether the number it has elsewhere is not taken yet, and its day has come."""
    earlier = taken_before(cycle, form.external.data)
    if earlier:
        code = grouped_code(earlier.code)
        form.external.errors = [_("This number is taken already, by the proposal %(code)s.", code=code)]
    day: Any = form.received_on.data
    if day > clock.today():
        form.received_on.errors = [_("This day has not come yet.")]
    return not form.errors


def entered(cycle: Cycle, form: EnterForm) -> Proposal:
    """The proposal as staff typed it in."""
    form.spend(clock.today())
    day: Any = form.received_on.data
    incoming = Incoming(
        title=form.title.data,
        what=form.what.data,
        place=form.place.data,
        category=form.category.data,
        channel=Channel(form.channel.data),
        received_on=day,
        external=form.external.data or None,
        name=form.name.data,
        phone=form.phone.data,
    )
    photos = kept_photos(cycle, form.photos, incoming.title)
    return receive(cycle, incoming, clock.now(), me().name, photos)


def proposal_url(found: Proposal) -> str:
    """The working page of a proposal."""
    return url_for(
        "proposals.proposal", congress=found.congress.slug, cycle=found.cycle.slug, code=found.code
    )
