"""What waits of inquiries and hearings: for the office to hold them, deputies to ask, units to prepare answers."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.supervision.inquiries import Inquiry, inquiries_of, to_be_asked
from votes.supervision.inquiry_rules import ASKABLE, Course
from votes.supervision.inquiry_showing import place, question_words


def of_inquiries(actor: Actor, congress: Congress, today: date) -> Iterator[Waiting]:
    """What of the inquiries of a congress waits for this person."""
    office = actor.has(congress, Role.office)
    units = {unit.id for unit in actor.units(congress)}
    deputy = actor.deputy if actor.has(congress, Role.deputy) else None
    if office:
        yield from without_question(congress)
    for one in inquiries_of(congress):
        if deputy and may_still_ask(one, deputy.id, today):
            yield Waiting(_("Put your questions, if you have any"), place(one), one.title, one.held_on)
        asked = [question for question in one.standing if question.unit_id in units]
        if office and one.state in ASKABLE:
            yield held_by_office(one)
        elif asked and one.state is Course.preparing:
            state = question_words(len(asked))
            yield Waiting(_("Prepare the answers"), place(one), one.title, one.held_on, state=state)


def may_still_ask(one: Inquiry, deputy: int, today: date) -> bool:
    """Whether a deputy (id) is to be told of an inquiry: until its day, and until they asked something."""
    asks = any(question.deputy_id == deputy for question in one.standing)
    return one.state is Course.preparing and today <= one.held_on and not asks


def held_by_office(one: Inquiry) -> Waiting:
    """One that is prepared or goes on."""
    words = _("Hold the inquiry") if one.state is Course.preparing else _("Enter what was said, and end it")
    return Waiting(words, place(one), one.title, one.held_on, state=question_words(len(one.standing)))


def without_question(congress: Congress) -> Iterator[Waiting]:
    """Matters that were put to an inquiry and stand on no list of questions."""
    n = len(to_be_asked(congress))
    if n:
        words = ngettext("Put one matter to an inquiry", "Put %(num)d matters to an inquiry", n)
        yield Waiting(words, url_for("supervision.inquiries", congress=congress.slug), congress.place)
