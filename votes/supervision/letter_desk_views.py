"""群众来信 on the desk: the deputy answers or hands on, the office releases; nobody else reads a letter."""

from flask import abort, redirect, render_template
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import Actor, me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.private import hidden
from votes.projects.models import Cycle
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel
from votes.supervision.collecting import collecting_cycle
from votes.supervision.keeping import attempted, page_with
from votes.supervision.kinds import Kind, Origin, Raised, Raiser
from votes.supervision.letter_forms import (
    AnswerLetterForm,
    HandOnForm,
    HoldLetterForm,
    ReleaseLetterForm,
    SeenForm,
)
from votes.supervision.letter_rules import LetterDeed, LetterState, Way
from votes.supervision.letter_words import (
    letter_address,
    letter_code,
    letter_rows,
    letter_state,
    masked_contact,
    step_rows,
    way_on,
)
from votes.supervision.letters import Letter, letters_to
from votes.supervision.loading import held
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.models import Doer
from votes.supervision.rules import Hand
from votes.supervision.showing import matter_address
from votes.supervision.terms import current_cycle
from votes.supervision.views import Page, bp

LETTERS = "/desk/<congress>/letters"
ONE = f"{LETTERS}/<int:letter>"
READERS = (Role.office, Role.deputy)


def the_letter(congress: str, letter: int) -> Letter:
    """The letter for the deputy it was written to and for the office, else a 404."""
    found, actor = the_row(Letter, the_congress(congress), letter), me()
    if not (actor.has(found.congress, Role.office) or is_mine(found, actor)):
        abort(404)
    return held(found)


def is_mine(letter: Letter, actor: Actor) -> bool:
    """Whether it was written to this deputy."""
    return actor.deputy is not None and actor.deputy.id == letter.deputy_id


@bp.route(LETTERS)
@open_to(*READERS)
@work_page("信", _l("Letters to deputies"))
def letters(congress: str) -> str:
    """The letters to me; the office sees all."""
    here, actor = the_congress(congress), me()
    office = actor.has(here, Role.office)
    found = letters_to(here, None if office else actor.deputy or abort(404))
    open_ones = [one for one in found if one.state is LetterState.received]
    return render_template(
        "supervision/letters.html",
        here=here,
        words=ngettext(
            "%(num)d letter waits for an answer.", "%(num)d letters wait for an answer.", len(open_ones)
        ),
        rows=letter_rows(found, with_deputy=office),
    )


@bp.route(ONE)
@open_to(*READERS)
def letter(congress: str, letter: int) -> str:
    """One letter with what was done, and what can be done."""
    return letter_page(the_letter(congress, letter))


def letter_page(found: Letter, contact: str = "") -> str:
    """The page of a letter; the contact stays masked until it is looked up."""
    return render_template(
        "supervision/letter.html",
        letter=found,
        code=letter_code(found),
        state=letter_state(found),
        sent_on=format_date(day_of(found.sent_at)),
        contact=contact or masked_contact(found),
        seen=bool(contact),
        way_on=way_on(found),
        matter_url=matter_address(found.matter) if found.matter else "",
        steps=step_rows(found, everyone=False),
        deeds=deeds_of(found, me()),
    )


def deeds_of(letter: Letter, actor: Actor) -> list[dict[str, str]]:
    """What this person can do with the letter."""
    found = [{"label": _("Answer it"), "url": letter_address(letter, "answer_letter")}]
    if letter.state is not LetterState.handed_on:
        found.append({"label": _("Hand it on"), "url": letter_address(letter, "hand_letter_on")})
    if actor.has(letter.congress, Role.office):
        found += [
            {"label": _("Publish the words"), "url": letter_address(letter, "release_letter")},
            {"label": _("Do not publish"), "url": letter_address(letter, "hold_letter")},
        ]
    return found


@bp.route(f"{ONE}/contact", methods=["POST"])
@open_to(*READERS)
def letter_contact(congress: str, letter: int) -> str:
    """Look the contact up to call back; the look leaves a step."""
    found = the_letter(congress, letter)
    if found.contact is None:
        abort(404)
    found.note(LetterDeed.contact_seen, clock.now(), me().name)
    db.session.commit()
    return letter_page(found, " ".join(filter(None, (found.contact.name, found.contact.phone))))


def deed_page(template: str, found: Letter, form: SeenForm) -> Page:
    """The page of one deed, with the letter above its form."""
    if not form.is_submitted():
        form.seen.data = str(len(found.steps))
    return page_with(template, form, letter=found, back=letter_address(found))


def done(found: Letter) -> Response:
    """Keep it and go back to the letter."""
    db.session.commit()
    return redirect(letter_address(found))


@bp.route(f"{ONE}/answer", methods=["GET", "POST"])
@open_to(*READERS)
def answer_letter(congress: str, letter: int) -> Page:
    """回信."""
    found = the_letter(congress, letter)
    form = AnswerLetterForm(data={"answer": found.answer})
    if form.validate_on_submit() and attempted(
        form, lambda: found.reply(form.answer.data or "", clock.now(), me().name, form.steps_seen)
    ):
        return done(found)
    return deed_page("supervision/answer_letter.html", found, form)


@bp.route(f"{ONE}/hand-on", methods=["GET", "POST"])
@open_to(*READERS)
def hand_letter_on(congress: str, letter: int) -> Page:
    """转办 into the loop, or as a proposal while a list is collected."""
    found = the_letter(congress, letter)
    cycle = collecting_cycle(found.congress, clock.today())
    form = HandOnForm(data={"title": hidden(found.title), "words": hidden(found.words)})
    form.offer(cycle is not None)
    if form.validate_on_submit() and attempted(form, lambda: handed_on(found, form, cycle)):
        return done(found)
    return deed_page("supervision/hand_letter_on.html", found, form)


def handed_on(letter: Letter, form: HandOnForm, cycle: Cycle | None) -> None:
    """What the letter became."""
    to = proposed(letter, form, cycle) if form.chosen is Way.proposal and cycle else raised(letter, form)
    db.session.flush()
    letter.hand_on(to, clock.now(), me().name, form.steps_seen)


def proposed(letter: Letter, form: HandOnForm, cycle: Cycle) -> Proposal:
    """A proposal of the list, with the deputy as its way in."""
    words = Incoming(
        form.title.data or "", form.words.data or "", clock.today(), Channel.deputy, letter.place
    )
    return receive(cycle, words, clock.now(), me().name)


def raised(letter: Letter, form: HandOnForm) -> Matter:
    """A matter of the loop: the deputy's own suggestion, or the resident's message."""
    own = form.chosen is Way.suggestion
    said = Raised(
        form.title.data or "",
        form.words.data or "",
        Origin.residents,
        raiser=Raiser.deputy if own else Raiser.resident,
        deputy=letter.deputy if own else None,
        cycle=current_cycle(letter.congress),
    )
    mine = is_mine(letter, me())
    doer = Doer(Hand.deputy if mine else Hand.office, me().name, letter.deputy, entered_for=own and not mine)
    return raise_matter(letter.congress, Kind.suggestion if own else Kind.message, said, doer, clock.now())


@bp.route(f"{ONE}/release", methods=["GET", "POST"])
@open_to(Role.office)
def release_letter(congress: str, letter: int) -> Page:
    """审签公开, with names and numbers hidden beforehand."""
    found = the_letter(congress, letter)
    words = {"title": found.title, "words": found.words, "answer": found.answer}
    form = ReleaseLetterForm(data={name: hidden(text) for name, text in words.items()})
    if form.validate_on_submit() and attempted(form, lambda: released(found, form)):
        return done(found)
    return deed_page("supervision/release_letter.html", found, form)


def released(letter: Letter, form: ReleaseLetterForm) -> None:
    """The words as the form says."""
    words = (form.title.data or "", form.words.data or "", form.answer.data or "")
    letter.release(*words, clock.now(), me().name, form.steps_seen)


@bp.route(f"{ONE}/hold", methods=["GET", "POST"])
@open_to(Role.office)
def hold_letter(congress: str, letter: int) -> Page:
    """不公开, or take down, with the reason."""
    found, form = the_letter(congress, letter), HoldLetterForm()
    if form.validate_on_submit() and attempted(
        form, lambda: found.hold(form.why.data or "", clock.now(), me().name, form.steps_seen)
    ):
        return done(found)
    return deed_page("supervision/hold_letter.html", found, form)
