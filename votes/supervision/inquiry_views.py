"""专题询问、听证: called, asked, held, its answers entered as they come, promises handed over, answers rated."""

from flask import abort, flash, redirect, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.ballots.channels import ChannelKind
from votes.ballots.list_views import sitting_words
from votes.ballots.loading import doer
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress, Sitting
from votes.projects.cycles import cycles_of
from votes.projects.models import Cycle
from votes.supervision.forms import WhyForm
from votes.supervision.inquiries import Inquiry, call, inquiries_of, inquiry_of, to_be_asked
from votes.supervision.inquiry_forms import CallForm, RatingForm, as_called
from votes.supervision.inquiry_rating import Rated, prepare_rating
from votes.supervision.inquiry_rules import COURSE_NAMES, FORM_NAMES, Course, agenda_items
from votes.supervision.inquiry_showing import (
    deeds,
    inquiry_rows,
    matter_links,
    place,
    question_rows,
    rating_rows,
    view_of,
)
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held
from votes.supervision.views import Page
from votes.supervision.views import bp as bp

HOME = "/desk/<congress>/inquiries"
ONE = f"{HOME}/<int:inquiry>"
EVERYONE = (Role.office, Role.government, Role.deputy, Role.unit)


def the_inquiry(congress: str, number: int) -> Inquiry:
    """The inquiry of this number, if this person may see it."""
    found = inquiry_of(the_congress(congress), number)
    if found is None or not view_of(me(), found.congress).sees_inquiry(found):
        abort(404)
    return held(found)


def sittings_of(congress: Congress) -> list[tuple[Sitting, str]]:
    """The sittings of the current term, the newest session first, as they are chosen from."""
    sessions = reversed(congress.term.sessions) if congress.term else ()
    return [(one, sitting_words(one)) for session in sessions for one in session.sittings]


def living_cycles(congress: Congress) -> list[Cycle]:
    """The lists in which something can still be done."""
    return [one for one in cycles_of(congress) if not one.archived]


def gone_on(inquiry: Inquiry, words: str = "") -> Response:
    """Commit, say what was done, and show the inquiry."""
    db.session.commit()
    if words:
        flash(words)
    return redirect(place(inquiry))


@bp.route(HOME)
@open_to(*EVERYONE)
@work_page("询", _l("Special inquiries and hearings"))
def inquiries(congress: str) -> str:
    """All inquiries and hearings this person may see, the newest first."""
    here = the_congress(congress)
    view = view_of(me(), here)
    shown = [one for one in inquiries_of(here) if view.sees_inquiry(one)]
    return render_template(
        "supervision/inquiries.html",
        here=here,
        rows=inquiry_rows(shown),
        waiting=matter_links(to_be_asked(here)) if view.is_office else [],
        view=view,
    )


@bp.route(f"{HOME}/call", methods=["GET", "POST"])
@open_to(Role.office)
def call_inquiry(congress: str) -> Page:
    """Call an inquiry or a hearing."""
    here = the_congress(congress)
    sittings, cycles = sittings_of(here), living_cycles(here)
    form = CallForm(data={"form": "special"})
    form.offer(sittings, cycles)
    if form.validate_on_submit():
        form.spend(clock.today())
        return gone_on(call(here, form.called(sittings, cycles)))
    return page_with("supervision/call_inquiry.html", form, here=here)


@bp.route(ONE)
@open_to(*EVERYONE)
def inquiry(congress: str, inquiry: int) -> str:
    """One inquiry: agenda, questions, what was answered and promised, how the answers were rated."""
    found = the_inquiry(congress, inquiry)
    view = view_of(me(), found.congress)
    return render_template(
        "supervision/inquiry.html",
        inquiry=found,
        form_name=_(FORM_NAMES[found.form]),
        state=_(COURSE_NAMES[found.state]),
        agenda=agenda_items(found.agenda),
        questions=question_rows(found, view),
        deeds=deeds(found, view),
        ratings=rating_rows(found),
        may_begin=view.is_office and found.state is Course.preparing,
        may_end=view.is_office and found.state is Course.under_way,
        view=view,
        place=place,
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@open_to(Role.office)
def edit_inquiry(congress: str, inquiry: int) -> Page:
    """Change what is called, until it begins."""
    found = the_inquiry(congress, inquiry)
    sittings, cycles = sittings_of(found.congress), living_cycles(found.congress)
    form = CallForm(data=as_called(found))
    form.offer(sittings, cycles)
    if form.validate_on_submit() and attempted(form, lambda: found.change(form.called(sittings, cycles))):
        return gone_on(found)
    return page_with("supervision/edit_inquiry.html", form, inquiry=found, back=place(found))


@bp.route(f"{ONE}/begin", methods=["POST"])
@open_to(Role.office)
def begin_inquiry(congress: str, inquiry: int) -> Response:
    """It begins; from now on answers are entered."""
    found = the_inquiry(congress, inquiry)
    found.begin(clock.now())
    return gone_on(found, _("It has begun. Enter answers as they are given."))


@bp.route(f"{ONE}/end", methods=["POST"])
@open_to(Role.office)
def end_inquiry(congress: str, inquiry: int) -> Response:
    """It is over; answers and promises can still be entered from the minutes."""
    found = the_inquiry(congress, inquiry)
    found.end(clock.now())
    return gone_on(found, _("It is over."))


@bp.route(f"{ONE}/call-off", methods=["GET", "POST"])
@open_to(Role.office)
def call_off_inquiry(congress: str, inquiry: int) -> Page:
    """It is not held, with the reason."""
    found = the_inquiry(congress, inquiry)
    form = WhyForm()
    if form.validate_on_submit() and attempted(form, lambda: found.call_off(form.why.data or "")):
        return gone_on(found)
    return page_with("supervision/call_off_inquiry.html", form, inquiry=found, back=place(found))


@bp.route(f"{ONE}/rating", methods=["GET", "POST"])
@open_to(Role.office)
def rate_answers(congress: str, inquiry: int) -> Page:
    """Prepare the round that rates the answers; from there on it is a round like every other."""
    found, at = the_inquiry(congress, inquiry), clock.now()
    sittings, cycles = sittings_of(found.congress), living_cycles(found.congress)
    form = RatingForm(data={"rated": Rated.questions.value, "kind": ChannelKind.paper.value})
    form.offer(found, sittings, cycles)

    def deed() -> None:
        sitting = next((one for one, _words in sittings if one.id == form.chosen("sitting")), None)
        found.belong_to(sitting, next((one for one in cycles if one.id == form.chosen("cycle")), None))
        with force_locale("zh_CN"):
            prepare_rating(found, Rated(form.rated.data), [ChannelKind(form.kind.data)], doer(), at)

    if form.validate_on_submit() and attempted(form, deed):
        return gone_on(found, _("The round is prepared. Adopt its rules, then hold it in the sitting."))
    return page_with("supervision/rate_answers.html", form, inquiry=found, back=place(found))
