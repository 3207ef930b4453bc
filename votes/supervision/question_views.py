"""询问问题: put, struck, answered on the spot, and what was promised handed over."""

from datetime import timedelta

from flask import abort
from flask_babel import gettext as _

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.projects.models import Project
from votes.projects.stages import CHOSEN
from votes.supervision.forms import WhyForm
from votes.supervision.inquiries import Inquiry, Question, to_be_asked
from votes.supervision.inquiry_forms import AnswerForm, AskForm, PromiseForm
from votes.supervision.inquiry_rules import Part
from votes.supervision.inquiry_showing import place, question_row, view_of
from votes.supervision.inquiry_views import ONE, gone_on, the_inquiry
from votes.supervision.keeping import attempted, page_with
from votes.supervision.models import Doer
from votes.supervision.rules import Hand
from votes.supervision.views import Page
from votes.supervision.views import bp as bp

ASKED = f"{ONE}/questions/<int:question>"
WITHIN = timedelta(days=30)
"""The deadline proposed for a promise."""


def the_question(inquiry: Inquiry, seq: int) -> Question:
    """The question of this number."""
    found = next((one for one in inquiry.questions if one.seq == seq), None)
    if found is None:
        abort(404)
    return found


def projects_for(inquiry: Inquiry) -> list[Project]:
    """The adopted projects of the list an inquiry is about."""
    rows = inquiry.cycle.projects if inquiry.cycle else []
    return [one for one in rows if one.stage in CHOSEN]


@bp.route(f"{ONE}/ask", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def ask(congress: str, inquiry: int) -> Page:
    """Put a question: a deputy in person, the office for whoever asks."""
    found, at = the_inquiry(congress, inquiry), clock.now()
    office, projects = view_of(me(), found.congress).is_office, projects_for(found)
    matters = to_be_asked(found.congress) if office else []
    form = AskForm()
    form.offer(found.congress, projects, matters, office)

    def deed() -> None:
        form.spend(clock.today())
        found.ask(form.asked(found.congress, projects, matters, me().deputy), me().name, at)

    if form.validate_on_submit() and attempted(form, deed):
        return gone_on(found, _("The question is on the list."))
    return page_with("supervision/ask.html", form, inquiry=found, back=place(found))


@bp.route(f"{ASKED}/answer", methods=["GET", "POST"])
@open_to(Role.office)
def answer_question(congress: str, inquiry: int, question: int) -> Page:
    """Enter what is said, as it is said."""
    found, at = the_inquiry(congress, inquiry), clock.now()
    one = the_question(found, question)
    form = AnswerForm(data={"part": Part.answer.value})
    form.offer()

    def deed() -> None:
        form.spend(clock.today())
        one.record(Part(form.part.data), form.speaker.data or "", form.words.data or "", me().name, at)

    if form.validate_on_submit() and attempted(form, deed):
        return gone_on(found)
    return question_page("supervision/answer_question.html", one, form)


@bp.route(f"{ASKED}/promise", methods=["GET", "POST"])
@open_to(Role.office)
def promise(congress: str, inquiry: int, question: int) -> Page:
    """Hand over what was promised: a matter of the ledger with its deadline."""
    found, at = the_inquiry(congress, inquiry), clock.now()
    one = the_question(found, question)
    form = PromiseForm(data={"due_on": clock.today() + WITHIN})

    def deed() -> None:
        form.spend(clock.today())
        assert form.due_on.data is not None
        who = Doer(Hand.office, me().name)
        one.promise(form.title.data or "", form.words.data or "", form.due_on.data, who, at)

    if form.validate_on_submit() and attempted(form, deed):
        return gone_on(found, _("The promise is handed over and stands in the ledger."))
    return question_page("supervision/promise.html", one, form)


@bp.route(f"{ASKED}/strike", methods=["GET", "POST"])
@open_to(Role.office)
def strike_question(congress: str, inquiry: int, question: int) -> Page:
    """Leave a question out, with the reason."""
    found = the_inquiry(congress, inquiry)
    one = the_question(found, question)
    form = WhyForm()
    if form.validate_on_submit() and attempted(form, lambda: one.strike(form.why.data or "")):
        return gone_on(found)
    return question_page("supervision/strike_question.html", one, form)


def question_page(template: str, one: Question, form: AnswerForm | PromiseForm | WhyForm) -> Page:
    """A form about one question, with what was said so far."""
    row = question_row(one, view_of(me(), one.inquiry.congress))
    return page_with(template, form, inquiry=one.inquiry, row=row, back=place(one.inquiry))
